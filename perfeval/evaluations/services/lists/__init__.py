"""The lists beside the sheets: add, move and delete items; start a part that a self-evaluation does not have yet."""

from .blocks import BlockForm, add_block
from .items import ItemAct, add_items, change_item
from .kinds import KINDS
from .lines import LineProblem, LinesRefusedError, read_lines
from .parts import Part, start_part
from .project_reports import delete_project_report, start_project_report

__all__ = [
    "KINDS",
    "BlockForm",
    "ItemAct",
    "LineProblem",
    "LinesRefusedError",
    "Part",
    "add_block",
    "add_items",
    "change_item",
    "delete_project_report",
    "read_lines",
    "start_part",
    "start_project_report",
]
