"""Files from outside: what they are by their content, and whether they can be opened without harm."""

from .archives import UnsafeFileError, check_archive
from .kinds import FileKind, kind_of

__all__ = ["FileKind", "UnsafeFileError", "check_archive", "kind_of"]
