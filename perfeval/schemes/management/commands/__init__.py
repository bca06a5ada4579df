"""Commands of the schemes app."""
