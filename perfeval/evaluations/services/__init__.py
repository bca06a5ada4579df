"""The one door for changing a self-evaluation: nothing is stored without being recomputed."""

from .changing import Changed, change, redo, undo
from .errors import ChangeRefusedError, FieldError, ImportRefusedError
from .exporting import export_package
from .importing import import_package
from .recomputing import recompute
from .saving import Conflict, Saved, save_field

__all__ = [
    "ChangeRefusedError",
    "Changed",
    "Conflict",
    "FieldError",
    "ImportRefusedError",
    "Saved",
    "change",
    "export_package",
    "import_package",
    "recompute",
    "redo",
    "save_field",
    "undo",
]
