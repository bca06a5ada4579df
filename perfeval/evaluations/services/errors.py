"""What the services refuse, in words fit to be shown."""


class FieldError(ValueError):
    """A typed value that cannot be stored; nothing was changed."""

    def __init__(self, message: str, field: str = "") -> None:
        self.message = message
        self.field = field
        super().__init__(message)


class ImportRefusedError(ValueError):
    """A package that is sound but may not be stored here; nothing was changed."""


class ChangeRefusedError(ValueError):
    """A change of rows that cannot be made; nothing was changed."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)
