"""工作底稿: one form per scored indicator; its first lines go over the whole width, the others have their label."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from perfeval.core.package import Package, WorkingPaper

from .cells import label, plain_text, shaped
from .model import Row, Table

FULL_WIDTH = ("项目名称", "评价机构")
"""Lines that stand over both columns, label and text in one cell."""


def paper_tables(package: Package) -> list[Table]:
    """The working papers of a computed package, in the order of its indicators."""
    papers = package.computed.working_papers if package.computed else None
    return [_paper_table(paper, index) for index, paper in enumerate(papers or [])]


def _paper_table(paper: WorkingPaper, index: int) -> Table:
    lines = list(_labelled(paper))
    rows = [row for name, group in groupby(lines, key=lambda line: line[0]) for row in _rows(name, list(group))]
    title = paper.title or paper.indicator
    return Table(
        key=f"paper:{index + 1}", title=title, widths=(22, 78), rows=tuple(rows), bookmark=title, ref="/working_papers"
    )


def _labelled(paper: WorkingPaper) -> Iterator[tuple[str, str]]:
    """(label, text) of each line; a line without a label belongs to the one above."""
    name = ""
    rows = paper.computed.rows if paper.computed else None
    for row in rows or []:
        name = row["label"] or name
        yield name, row["text"] or ""


def _rows(name: str, lines: Sequence[tuple[str, str]]) -> Iterator[Row]:
    if name in FULL_WIDTH:
        yield from (Row((shaped(plain_text(f"{name}：{text}"), 2),)) for _, text in lines)
        return
    for index, (_, text) in enumerate(lines):
        first = (shaped(label(name), 1, len(lines)),) if index == 0 else ()
        yield Row((*first, plain_text(text)))
