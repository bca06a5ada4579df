"""A chart as SVG, by attributes alone: no style, no script, so that a strict content policy lets it through.

Lengths are user units (a px of the screen, scaled to the width that is there). Text stays text.
"""

import unicodedata
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from html import escape

from perfeval.core.numbers import ZERO, divide, multiply

from .model import Bar, Chart

WIDTH = Decimal(640)
LABELS = Decimal(200)
FIGURES = Decimal(110)
ROW, BAR, LINE, TOP = Decimal(30), Decimal(14), Decimal(13), Decimal(8)
SIZE = 12
LABEL_UNITS = 30
"""Half-widths of 12 units that fit beside the bars."""

INK, MUTED, FIRST, SECOND, PALE, MARK = "#1b1f24", "#545d68", "#17457f", "#8a939e", "#e3e8ee", "#b3261e"


def draw(chart: Chart, font_family: str = "") -> str:
    """The drawing. On a screen the page's font is taken; a PDF names its own."""
    legend = LINE + TOP if chart.series else ZERO
    height = TOP + legend + ROW * len(chart.bars) + TOP
    family = f' font-family="{escape(font_family)}"' if font_family else ""
    inner = "".join([*_legend(chart), *_rows(chart, TOP + legend), *_mark(chart, TOP + legend, height - TOP)])
    names = f'aria-labelledby="{chart.key}-title {chart.key}-desc"'
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" {names}'
        f' xmlns="http://www.w3.org/2000/svg" font-size="{SIZE}"{family}>'
        f'<title id="{chart.key}-title">{escape(chart.title)}</title>'
        f'<desc id="{chart.key}-desc">{escape(chart.description)}</desc>{inner}</svg>'
    )


def _rows(chart: Chart, top: Decimal) -> Iterator[str]:
    most = chart.longest
    for index, bar in enumerate(chart.bars):
        yield from _row(bar, top + ROW * index, most, chart.mark or ZERO)


def _row(bar: Bar, top: Decimal, most: Decimal, mark: Decimal) -> Iterator[str]:
    middle = top + divide(ROW, Decimal(2))
    lines = lines_of(bar.label)
    first = middle - divide(LINE * (len(lines) - 1), Decimal(2)) + 4
    for number, line in enumerate(lines):
        yield _text(LABELS - 8, first + LINE * number, line, "end", INK)
    if bar.whole is not None:
        yield _rect(top, _length(bar.whole, most), PALE)
    yield _rect(top, _length(bar.value, most), SECOND if bar.second else FIRST)
    longest = max(_length(figure, most) for figure in (bar.value, bar.whole or ZERO, mark))
    yield _text(LABELS + longest + 6, middle + 4, bar.written, "start", INK)


def _length(figure: Decimal, most: Decimal) -> Decimal:
    """A figure below zero has no bar; what it is stands beside it."""
    return _short(divide(multiply(max(figure, ZERO), WIDTH - LABELS - FIGURES), most))


def _rect(top: Decimal, width: Decimal, colour: str) -> str:
    place = f'x="{LABELS}" y="{_short(top + divide(ROW - BAR, Decimal(2)))}"'
    return f'<rect {place} width="{width}" height="{BAR}" fill="{colour}"/>'


def _text(x: Decimal, y: Decimal, text: str, anchor: str, colour: str) -> str:
    return f'<text x="{_short(x)}" y="{_short(y)}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def _legend(chart: Chart) -> Iterator[str]:
    if chart.series is None:
        return
    for number, (name, colour) in enumerate(zip(chart.series, (FIRST, SECOND), strict=True)):
        x = LABELS + 120 * number
        yield f'<rect x="{x}" y="{TOP}" width="{LINE}" height="{LINE}" fill="{colour}"/>'
        yield _text(x + LINE + 6, TOP + 11, name, "start", MUTED)


def _mark(chart: Chart, top: Decimal, bottom: Decimal) -> Iterator[str]:
    if chart.mark is None:
        return
    x = _short(LABELS + _length(chart.mark, chart.longest))
    yield f'<line x1="{x}" y1="{top}" x2="{x}" y2="{bottom}" stroke="{MARK}" stroke-dasharray="3 3"/>'


def lines_of(label: str) -> list[str]:
    """A label in at most two lines of about the same length; what does not fit is cut off (the table has all of it)."""
    text = " ".join(label.split())
    units = sum(map(_units, text))
    if units <= LABEL_UNITS:
        return [text]
    first, rest = _split(text, min(units // 2 + 1, LABEL_UNITS))
    second, left = _split(rest, LABEL_UNITS)
    return [first, f"{second[:-1]}…" if left else second]


def _units(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "FWA" else 1


def _split(text: str, units: int) -> tuple[str, str]:
    """As much of a text as fits, and the rest."""
    used = 0
    for index, character in enumerate(text):
        used += _units(character)
        if used > units:
            return text[:index], text[index:]
    return text, ""


def _short(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), rounding=ROUND_DOWN)
