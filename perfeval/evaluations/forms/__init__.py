"""Forms of the entry screens that are more than single values."""
