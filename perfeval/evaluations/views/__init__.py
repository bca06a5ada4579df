"""The entry screens."""

from .grounds import show_grounds
from .pages import list_evaluations, show_tasks
from .saving import save_cell
from .tables import edit_sheet, edit_table, view_sheet, view_table

__all__ = [
    "edit_sheet",
    "edit_table",
    "list_evaluations",
    "save_cell",
    "show_grounds",
    "show_tasks",
    "view_sheet",
    "view_table",
]
