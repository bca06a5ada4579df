"""What a screen calls its cells and its rows aloud, where that follows from a value that was just typed."""

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from .report import ReportScreen
from .section import SectionScreen

_NUMBER = re.compile(r"[\d.,%+\-\s]*")


class Named(Protocol):
    """A screen with names for what can be typed."""

    @property
    def labels(self) -> Mapping[str, str]:
        """Field name → what it is called."""


def spoken_names(screen: Named, value: str) -> dict[str, dict[str, str]]:
    """``fields`` and ``rows`` (by their stable names) that are called by the value; a number is nobody's name."""
    name = value.strip()
    if _NUMBER.fullmatch(name):
        return {}
    fields = {field: label for field, label in screen.labels.items() if name in label}
    rows = {item: called for item, called in _rows(screen) if name in called}
    return {"fields": fields, "rows": rows} if fields or rows else {}


def _rows(screen: Named) -> Iterator[tuple[str, str]]:
    if isinstance(screen, SectionScreen):
        yield from ((row.item, row.name) for block in screen.blocks for row in block.rows if row.item)
    elif isinstance(screen, ReportScreen):
        yield from ((section.item, section.name) for section in screen.sections)
