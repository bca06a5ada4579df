"""The charts as a part of a document: drawn in the PDF, tables of their figures in Word and Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfeval.core.charts import Bar, Chart, charts_of
from perfeval.core.package import Package
from perfeval.core.scheme import Scheme
from perfeval.core.tables.model import Cell, Row, Table

from .blocks import Block, Drawing, Paragraph, Part

TITLE = "图表"
MOST_BARS = 22
"""Bars on a page, each 30 units of 1/640 of the width; a longer chart goes on in another drawing."""


def chart_parts(package: Package, scheme: Scheme) -> list[Part]:
    """The charts of a computed self-evaluation; none where it has nothing to draw."""
    drawings = [Drawing(piece) for chart in charts_of(package, scheme) for piece in _pieces(chart)]
    if not drawings:
        return []
    return [Part("charts", TITLE, (Paragraph(TITLE, "title"), *drawings), listed=TITLE)]


def with_figures(parts: Sequence[Part]) -> list[Part]:
    """The same parts with a table in the place of each drawing."""
    return [replace(part, blocks=tuple(map(_figures, part.blocks))) for part in parts]


def _figures(block: Block) -> Block:
    return _table(block.chart) if isinstance(block, Drawing) else block


def _table(chart: Chart) -> Table:
    heads = Row((Cell(chart.label_heading, "head", align="center"), Cell(chart.value_heading, "head", align="center")))
    rows = [replace(heads, role="head"), *map(_row, chart.bars)]
    return Table(key=f"chart-{chart.key}", title=chart.title, widths=(3, 1), rows=tuple(rows))


def _row(bar: Bar) -> Row:
    return Row((Cell(bar.label, "label"), Cell(bar.written, "computed", align="right")))


def _pieces(chart: Chart) -> Iterator[Chart]:
    """The chart in drawings that fit on pages, on one scale; pairs of two series stay together."""
    count = len(chart.bars)
    if count <= MOST_BARS:
        yield chart
        return
    whole = replace(chart, scale=chart.longest)
    for number, start in enumerate(range(0, count, MOST_BARS), start=1):
        bars = chart.bars[start : start + MOST_BARS]
        title = chart.title if number == 1 else f"{chart.title}（续）"
        yield replace(whole, key=f"{chart.key}-{number}", title=title, bars=bars)
