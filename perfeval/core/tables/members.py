"""评价工作组名单及签字: a row per member, below it boxes to be signed."""

from dataclasses import replace

from perfeval.core.package import Package
from perfeval.core.package.package import Signatory
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.lists import MembersForm
from perfeval.core.scheme.templates import fill

from .cells import blank, head, plain_text, shaped, text_entry
from .context import NoSuchTable
from .model import Cell, Row, Table
from .page import page_table
from .placeholders import Values, package_values


def members_table(package: Package, scheme: Scheme) -> Table:
    """The evaluation group. Raises NoSuchTable where the scheme has no such table or the package no members."""
    layout = scheme.members
    if layout is None or not package.signatories:
        raise NoSuchTable("members")
    values = package_values(package)
    heads = Row(tuple(head(fill(column.heading, values)) for column in layout.columns), role="head")
    rows = [_row(member, index, layout) for index, member in enumerate(package.signatories)]
    return page_table(
        layout,
        key="members",
        values=values,
        widths=[column.width for column in layout.columns],
        rows=[heads, *rows, *_signature_rows(layout, values)],
        ref="/signatories",
    )


def _row(member: Signatory, index: int, layout: MembersForm) -> Row:
    ref = f"/signatories/{index}"
    return Row(tuple(_cell(member, column.field, ref) for column in layout.columns), anchor=ref)


def _cell(member: Signatory, field: str, ref: str) -> Cell:
    if field == "signature":
        return blank()
    return replace(text_entry(getattr(member, field), f"{ref}/{field}"), align="center")


def _signature_rows(layout: MembersForm, values: Values) -> list[Row]:
    """As many boxes side by side as the columns allow, the last one taking what is left; else one below the other."""
    texts = [fill(text, values) for text in layout.signatures]
    width = len(layout.columns)
    if not texts:
        return []
    if len(texts) > width:
        return [Row((shaped(plain_text(text), width),)) for text in texts]
    share = width // len(texts)
    spans = [share] * (len(texts) - 1) + [width - share * (len(texts) - 1)]
    return [Row(tuple(shaped(plain_text(text), span) for text, span in zip(texts, spans, strict=True)))]
