"""The paper form of a project as a plain Django admin site has it, for benchmarks/keystrokes.py to compare with."""
