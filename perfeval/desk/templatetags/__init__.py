"""What the desk's templates need."""
