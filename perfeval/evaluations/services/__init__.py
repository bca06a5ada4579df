"""The one door for changing a self-evaluation: nothing is stored without being recomputed."""

from .errors import FieldError, ImportRefusedError
from .exporting import export_package
from .importing import import_package
from .recomputing import recompute
from .saving import Conflict, Saved, save_field

__all__ = [
    "Conflict",
    "FieldError",
    "ImportRefusedError",
    "Saved",
    "export_package",
    "import_package",
    "recompute",
    "save_field",
]
