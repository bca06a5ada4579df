"""The entry screens."""

from .blocks import save_block
from .grounds import show_grounds
from .items import change_items
from .pages import list_evaluations, show_tasks
from .saving import save_cell
from .structure import change_rows, show_row, turn
from .tables import edit_sheet, edit_table, view_sheet, view_table

__all__ = [
    "change_items",
    "change_rows",
    "edit_sheet",
    "edit_table",
    "list_evaluations",
    "save_block",
    "save_cell",
    "show_grounds",
    "show_row",
    "show_tasks",
    "turn",
    "view_sheet",
    "view_table",
]
