"""WeasyPrint as we use it: one font configuration, style sheets parsed once, our typography, no garbage collection."""

import gc
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import weasyprint
from weasyprint.text.ffi import pango

from . import fonts, typography
from .html import page_html
from .source import source_of
from .typography import embedding

logger = logging.getLogger(__name__)

STYLES = Path(__file__).parent / "styles"
_LOCK = threading.Lock()
"""Pango's font map is not made for two threads at a time; a server with threads takes turns."""

PANGO_WITH_A_THREAD = 15200
"""The version from which on Pango looks for fonts in a thread of its own (Debian 13, Ubuntu 24.04)."""

SHEETS = ("page", "text", "front", "form", "number", "seal")


def lay_out(body: str) -> weasyprint.Document:
    """Lay out the HTML of one or more parts; the pages can be looked at before they are written."""
    with _LOCK, without_collection():
        sheets = _style_sheets()
        return source_of(page_html(body)).render(stylesheets=sheets, font_config=fonts.configuration())


def write(document: weasyprint.Document) -> bytes:
    """The pages of a laid-out document as PDF."""
    with _LOCK, without_collection():
        return _written(document)


def write_part(document: weasyprint.Document) -> bytes:
    """The pages of a part of a document as PDF; its fonts are embedded when the parts are joined (shared_fonts.py)."""
    with _LOCK, without_collection(), embedding.left_out(fonts.style_files()):
        return _written(document)


def _written(document: weasyprint.Document) -> bytes:
    pdf: bytes = document.write_pdf(pdf_version="1.7")
    return pdf


def warm() -> None:
    """Read fonts and style sheets now, so that forked workers need not.

    Not with a Pango that would start a thread for it: the workers would wait for a thread that they have not.
    """
    if pango.pango_version() < PANGO_WITH_A_THREAD:
        _style_sheets()


@cache
def style_source() -> str:
    """The text of all style sheets: what they say is part of what a document is made from."""
    return "\n".join((STYLES / f"{name}.css").read_text() for name in SHEETS)


@cache
def _style_sheets() -> list[weasyprint.CSS]:
    typography.install()
    for message in fonts.missing_fonts():
        logger.warning(message)
    return [weasyprint.CSS(string=style_source(), font_config=fonts.configuration())]


def _forget_fonts() -> None:
    """In a forked process: the thread that looks for fonts stayed behind; with new fonts comes a thread of its own."""
    fonts.configuration.cache_clear()
    _style_sheets.cache_clear()


if pango.pango_version() >= PANGO_WITH_A_THREAD:
    os.register_at_fork(after_in_child=_forget_fonts)


@contextmanager
def without_collection() -> Iterator[None]:
    """Laying out makes many objects and no garbage worth looking for; a sixth of the time is saved."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
