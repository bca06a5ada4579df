"""Template tags of the entry screens."""
