"""Header rows: one, or two where adjacent columns share a heading above theirs."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from .cells import head
from .model import Row


class Heading(NamedTuple):
    """What a header needs of a column; ``span`` in grid columns."""

    text: str
    group: str | None
    span: int


def heading_rows(headings: Sequence[Heading], fill: Callable[[str], str]) -> list[Row]:
    """The header of a block or a list. Columns without a group reach down through both rows."""
    if all(heading.group is None for heading in headings):
        return [Row(tuple(head(fill(each.text), (each.span, 1)) for each in headings), role="head")]
    upper, lower = [], []
    for group, members in groupby(headings, key=lambda heading: heading.group):
        columns = list(members)
        if group is None:
            upper += [head(fill(each.text), (each.span, 2)) for each in columns]
        else:
            upper.append(head(fill(group), (sum(each.span for each in columns), 1)))
            lower += [head(fill(each.text), (each.span, 1)) for each in columns]
    return [Row(tuple(upper), role="head"), Row(tuple(lower), role="head")]
