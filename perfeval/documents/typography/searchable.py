"""Narrow punctuation stays in the text: ”， is found and copied as it reads.

A mark that gave up half its width is followed by a step back, and some readers (poppler) take a step back for the start
of another line. Marks that overlap are therefore marked with what they say (ActualText, ISO 32000-1 14.9.4).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from weasyprint.pdf import pydyf
from weasyprint.pdf.stream import Stream

from .guard import Improvement

STEP_BACK = 300
"""Thousandths of the type size: letter spacing is far less than this, half a character is 500."""

_GLYPHS_OR_MOVE = re.compile(r"<(?P<glyphs>[0-9a-f]*)>|(?P<move>-?\d+(?:\.\d+)?)")
_CLOSE_BY = re.compile(r"[>\d](?:[3-9]\d\d|\d{4,})(?:\.\d+)?<|>[3-9]\d\d")

_plain_show_text = Stream.show_text


@dataclass(slots=True)
class Run:
    """Glyphs shown together: the operand of TJ for them; with more than one they overlap."""

    operand: str = ""
    glyphs: list[int] = field(default_factory=list)


def overlapping_runs(operand: str) -> list[Run]:
    """The operand of TJ cut into single glyphs, but glyphs with a step back between them in one run."""
    runs: list[Run] = []
    for moves, glyph in _moved_glyphs(operand):
        if glyph is None:
            runs.append(Run(_written(moves)))
        elif runs and sum(moves) >= STEP_BACK:
            runs[-1].operand += f"{_written(moves)}<{glyph:04x}>"
            runs[-1].glyphs.append(glyph)
        else:
            runs.append(Run(f"{_written(moves)}<{glyph:04x}>", [glyph]))
    return runs


def _moved_glyphs(operand: str) -> Iterator[tuple[list[Decimal], int | None]]:
    """Each glyph with the moves before it; at the end the moves after the last one, with None."""
    moves: list[Decimal] = []
    for token in _GLYPHS_OR_MOVE.finditer(operand):
        if token["move"]:
            moves.append(Decimal(token["move"]))
        for start in range(0, len(token["glyphs"] or ""), 4):
            yield moves, int(token["glyphs"][start : start + 4], 16)
            moves = []
    if moves:
        yield moves, None


def _written(moves: list[Decimal]) -> str:
    return f"{sum(moves):.3f}" if sum(moves) else ""


def _show_text(stream: Any, text: str) -> None:
    runs = overlapping_runs(text) if _CLOSE_BY.search(text) else []
    if not any(len(run.glyphs) > 1 for run in runs):
        _plain_show_text(stream, text)
        return
    names = _names(stream)
    plain = ""
    for run in runs:
        if len(run.glyphs) < 2:
            plain += run.operand
            continue
        _show_plain(stream, plain)
        plain = ""
        said = "".join(names.get(glyph, "") for glyph in run.glyphs)
        pydyf.Stream.begin_marked_content(stream, "Span", pydyf.Dictionary({"ActualText": pydyf.String(said)}))
        _plain_show_text(stream, run.operand)
        pydyf.Stream.end_marked_content(stream)
    _show_plain(stream, plain)


def _show_plain(stream: Any, operand: str) -> None:
    if operand:
        _plain_show_text(stream, operand)


def _names(stream: Any) -> dict[int, str]:
    """What the glyphs of the current font say."""
    current = stream._current_font[0]
    fonts = (font for font in stream._fonts.values() if font.hash == current)
    return {glyph: text for font in fonts for glyph, text in font.to_unicode.items()}


def _apply() -> None:
    Stream.show_text = _show_text


IMPROVEMENT = Improvement(
    name="标点可检索",
    relies_on={
        _plain_show_text: ("self", "text"),
        Stream.set_font_size: ("self", "font", "size"),
        pydyf.Stream.begin_marked_content: ("self", "tag", "property_list"),
        pydyf.Stream.end_marked_content: ("self",),
    },
    apply=_apply,
)
