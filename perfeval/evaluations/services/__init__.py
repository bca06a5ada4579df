"""The one door for changing a self-evaluation: nothing is stored without being recomputed."""

from .changing import Changed, change, redo, undo
from .errors import ChangeRefusedError, FieldError, ImportRefusedError
from .exporting import export_package
from .importing import import_package
from .recomputing import recompute
from .saving import Conflict, Saved, save_field
from .saving_many import SavedMany, Typed, save_fields

__all__ = [
    "ChangeRefusedError",
    "Changed",
    "Conflict",
    "FieldError",
    "ImportRefusedError",
    "Saved",
    "SavedMany",
    "Typed",
    "change",
    "export_package",
    "import_package",
    "recompute",
    "redo",
    "save_field",
    "save_fields",
    "undo",
]
