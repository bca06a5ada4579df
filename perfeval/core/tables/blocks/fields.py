"""A row of labels and data: 项目名称, 主管部门 … 实施单位, or 总分."""

from perfeval.core.scheme.layout import FieldsBlock

from ..context import SheetContext
from ..fields import layout_cell
from ..model import Row


def fields_rows(block: FieldsBlock, context: SheetContext) -> list[Row]:
    """The one row of the block."""
    cells = tuple(layout_cell(cell, context) for cell in block.cells)
    return [Row(cells, role=block.role, anchor=context.where)]
