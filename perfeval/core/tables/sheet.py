"""A self-evaluation form (自评表) as a neutral Table."""

from typing import Literal

from perfeval.core.package import Package
from perfeval.core.scheme import Scheme

from .blocks import block_rows
from .context import SheetContext, overall_context, project_context
from .model import Table
from .page import attachment_number, page_table

Where = Literal["overall"] | int


def sheet_table(package: Package, scheme: Scheme, where: Where) -> Table:
    """The overall form, or that of the project at a position from 0. Raises NoSuchTable."""
    if where == "overall":
        context = overall_context(package, scheme)
        return _form_table("overall", ("overall", "indicators"), context)
    context = project_context(package, scheme, where)
    return _form_table(f"project:{where + 1}", ("project",), context)


def _form_table(key: str, kinds: tuple[str, ...], context: SheetContext) -> Table:
    return page_table(
        context.form,
        key=key,
        values=context.values,
        widths=context.form.widths,
        rows=[row for block in context.form.blocks for row in block_rows(block, context)],
        number=attachment_number(context.scheme, kinds, context.values),
        ref=context.where,
    )
