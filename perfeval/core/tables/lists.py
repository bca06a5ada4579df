"""Project lists (项目清单, 自评结果汇总): a row per project, computed figures from the projects' own sheets."""

from decimal import Decimal

from perfeval.core.numbers import total
from perfeval.core.package import Package, Project, Statistics
from perfeval.core.scheme import Formats, Scheme
from perfeval.core.scheme.lists import ListColumn, ProjectList
from perfeval.core.scheme.templates import fill

from .cells import blank, computed, label, plain_text, shaped
from .context import SheetContext, project_context
from .fields import field_cell
from .headings import Heading, heading_rows
from .model import Cell, Row, Table
from .page import attachment_number, page_table
from .placeholders import package_values

Listed = list[tuple[int, Project]]

STATISTICS = ("adjusted", "executed", "rate")
"""Totals that the package's statistics hold; the others are summed here."""


def project_list_tables(package: Package, scheme: Scheme) -> list[Table]:
    """All project lists of the scheme, in its order."""
    return [project_list_table(package, scheme, layout) for layout in scheme.lists]


def project_list_table(package: Package, scheme: Scheme, layout: ProjectList) -> Table:
    """One list; its columns stand over all projects, or over the 本级 or 转移支付 ones."""
    values = package_values(package)
    listed = [(index, project) for index, project in enumerate(package.projects) if layout.only in (None, project.list)]
    headings = [Heading(each.heading, each.group, 1) for each in layout.columns]
    rows = [
        _project_row(layout, number, project_context(package, scheme, index))
        for number, (index, _) in enumerate(listed, 1)
    ]
    return page_table(
        layout,
        key=f"list:{layout.key}",
        values=values,
        widths=[column.width for column in layout.columns],
        rows=[
            *heading_rows(headings, lambda text: fill(text, values)),
            *rows,
            *_total_rows(layout, listed, package, scheme.formats),
        ],
        number=attachment_number(scheme, ("projects",), values, layout.key),
        ref="/projects",
    )


def _project_row(layout: ProjectList, number: int, context: SheetContext) -> Row:
    return Row(tuple(_cell(column, number, context) for column in layout.columns), anchor=context.where)


def _cell(column: ListColumn, number: int, context: SheetContext) -> Cell:
    """A list is numbered through where its projects have no numbers of their own."""
    unnumbered = context.project is not None and context.project.seq is None
    if column.field == "seq" and unnumbered:
        return plain_text(str(number), align="center")
    return shaped(field_cell(context, column.field, column.format), align=column.align)


def _total_rows(layout: ProjectList, listed: Listed, package: Package, formats: Formats) -> list[Row]:
    if layout.total is None:
        return []
    fields = [column.field for column in layout.columns]
    summed = [index for index, field in enumerate(fields) if field in layout.total.fields]
    start = summed[0] if summed else len(fields)
    values = package_values(package)
    cells = [shaped(label(fill(layout.total.label, values)), start)] if start else []
    cells += [
        _total_cell(column, layout, listed, package, formats) if index in summed else blank()
        for index, column in enumerate(layout.columns[start:], start)
    ]
    return [Row(tuple(cells), role="total")]


def _total_cell(column: ListColumn, layout: ProjectList, listed: Listed, package: Package, formats: Formats) -> Cell:
    written = column.format or (formats.rate if column.field == "rate" else formats.amount)
    align = column.align or ("center" if column.field == "rate" else "right")
    if column.field in STATISTICS:
        group = layout.only or "all"
        number = _statistic(package, group, column.field)
        return computed(number, f"/computed/statistics/{group}/{column.field}", written, align=align)
    number = total([_amount(project, column.field) for _, project in listed])
    return Cell(written.write(number), kind="computed", value=number, align=align)


def _statistic(package: Package, group: str, field: str) -> Decimal | None:
    if package.computed is None:
        return None
    statistics: Statistics = getattr(package.computed.statistics, group)
    figure: Decimal | None = getattr(statistics, field)
    return figure


def _amount(project: Project, field: str) -> Decimal | None:
    if field != "surplus":
        return project.amount(field)
    row = project.fund_row("total")
    return row.computed.surplus if row and row.computed else None
