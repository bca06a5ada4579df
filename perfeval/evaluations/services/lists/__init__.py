"""The lists beside the sheets: add, move and delete items; start a part that a self-evaluation does not have yet."""

from .blocks import BlockForm, add_block
from .items import ItemAct, add_items, change_item
from .kinds import KINDS
from .lines import LineProblem, LinesRefusedError, read_lines
from .parts import Part, start_part

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
    "read_lines",
    "start_part",
]
