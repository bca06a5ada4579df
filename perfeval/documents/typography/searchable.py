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

_MOVED = re.compile(r"(?=(?P<before>[0-9a-f]{4})>(?P<moves>(?:-?\d+(?:\.\d+)?(?:<>)?)+)<(?P<after>[0-9a-f]{4}))")
"""Two glyphs with moves between them."""

_MOVE = re.compile(r"-?\d+(?:\.\d+)?")
_CLOSE_BY = re.compile(r"[>\d](?:[3-9]\d\d|\d{4,})(?:\.\d+)?<|>[3-9]\d\d")

_plain_show_text = Stream.show_text


@dataclass(slots=True)
class Run:
    """The operand of TJ for glyphs; those that overlap are named, for all others it is as it was."""

    operand: str = ""
    glyphs: list[int] = field(default_factory=list)


def overlapping_runs(operand: str) -> list[Run]:
    """The operand of TJ cut so that glyphs with a step back between them are runs of their own."""
    runs: list[Run] = []
    before = ""
    done = 0
    for start, stop in _overlaps(operand):
        runs += [*_plain(f"{before}{operand[done:start]}>"), _overlapping(operand[start:stop])]
        before, done = "<", stop
    return [*runs, *_plain(f"{before}{operand[done:]}")]


def _overlaps(operand: str) -> Iterator[tuple[int, int]]:
    """Where glyphs begin and end that stand closer than they are wide."""
    steps = [match for match in _MOVED.finditer(operand) if _sum(match["moves"]) >= STEP_BACK]
    start = stop = 0
    for step in steps:
        if stop != step.end("before"):
            if stop:
                yield start, stop
            start = step.start("before")
        stop = step.end("after")
    if stop:
        yield start, stop


def _sum(moves: str) -> Decimal:
    return sum(map(Decimal, _MOVE.findall(moves)), Decimal(0))


def _overlapping(operand: str) -> Run:
    """Glyphs that overlap, without the brackets around them."""
    groups = re.split(r"[<>]", operand)[::2]
    return Run(f"<{operand}>", [int(group, 16) for group in groups if group])


def _plain(operand: str) -> list[Run]:
    """What stands between two overlaps, where anything does."""
    told = operand.removeprefix("<>").removesuffix("<>")
    return [Run(told)] if told else []


def _show_text(stream: Any, text: str) -> None:
    runs = overlapping_runs(text) if _CLOSE_BY.search(text) else []
    if not any(run.glyphs for run in runs):
        _plain_show_text(stream, text)
        return
    names = _names(stream)
    for run in runs:
        if not run.glyphs:
            _plain_show_text(stream, run.operand)
            continue
        said = "".join(names.get(glyph, "") for glyph in run.glyphs)
        pydyf.Stream.begin_marked_content(stream, "Span", pydyf.Dictionary({"ActualText": pydyf.String(said)}))
        _plain_show_text(stream, run.operand)
        pydyf.Stream.end_marked_content(stream)


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
