"""What the public sees: the public copy of an approved self-evaluation, with its hash."""
