"""What the five documents said at which place when somebody last looked at them; ``script/golden`` writes it anew."""

import fcntl
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pikepdf

from perfeval.documents.output import named_document

from .cases import SLUGS, case
from .making import opened

FOLDER = Path(__file__).parents[1] / "data" / "golden"
_MM_PER_POINT = 25.4 / 72
_MM_PER_PIXEL = 25.4 / 96
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_LINE = re.compile(r'<line xMin="([\d.-]+)" yMin="([\d.-]+)"[^>]*>(.*?)</line>', re.DOTALL)
_WORD = re.compile(r"<word[^>]*>(.*?)</word>", re.DOTALL)


MADE: Path | None = None
"""Where tests keep the documents for each other; None has each process make its own."""


@cache
def document(slug: str) -> bytes:
    """The whole document of a sample."""
    if MADE is None:
        return named_document(*case(slug))[1].pdf
    with (MADE / f"{slug}.pdf").open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # a second process waits for the first and finds the document there
        file.seek(0)
        if not (made := file.read()):
            made = named_document(*case(slug))[1].pdf
            file.write(made)
        return made


@cache
def description(pdf: bytes) -> str:
    """Number of pages, and for each its orientation, the ruled lines of its tables, and every line of its text.

    Places are in mm. ``│`` are the columns and ``─`` the rows of the grids; a line of text is ``y│ x text│ x text``.
    """
    pages = [
        "\n".join([f"=== {number} · {orientation} ===", *rules, *lines])
        for number, ((orientation, lines), rules) in enumerate(zip(_texts(pdf), _rules(pdf), strict=True), start=1)
    ]
    return "\n".join([f"{len(pages)} pages", *pages]) + "\n"


def golden(slug: str) -> Path:
    """The file of a sample."""
    return FOLDER / f"{slug}.txt"


def _texts(pdf: bytes) -> Iterator[tuple[str, list[str]]]:
    """Orientation and lines of each page, from above, those of one height from the left."""
    described = subprocess.run(
        ["pdftotext", "-bbox-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    for width, height, page in _PAGE.findall(described):
        heights: dict[int, list[tuple[int, str]]] = {}
        for left, top, line in _LINE.findall(page):
            text = " ".join(map(unescape, _WORD.findall(line)))
            heights.setdefault(_mm(top), []).append((_mm(left), text))
        lines = [
            "│".join([f"{top:3}", *(f"{left:4} {text}" for left, text in sorted(heights[top]))])
            for top in sorted(heights)
        ]
        yield "landscape" if float(width) > float(height) else "portrait", lines


def _rules(pdf: bytes) -> Iterator[list[str]]:
    """Where the ruled lines of each page stand: WeasyPrint draws each side of a cell as a line, in CSS pixels."""
    for page in opened(pdf).pages:
        columns: set[int] = set()
        rows: set[int] = set()
        start = (0.0, 0.0)
        for step in pikepdf.parse_content_stream(page, "m l"):
            end = float(step.operands[0]), float(step.operands[1])
            if str(step.operator) == "l":
                columns |= {round(end[0] * _MM_PER_PIXEL)} if abs(start[0] - end[0]) < 1 else set()
                rows |= {round(end[1] * _MM_PER_PIXEL)} if abs(start[1] - end[1]) < 1 else set()
            start = end
        yield [f"{mark} {' '.join(map(str, sorted(found)))}" for mark, found in (("│", columns), ("─", rows)) if found]


def _mm(points: str) -> int:
    return round(float(points) * _MM_PER_POINT)


def renew(slugs: list[str]) -> None:
    """Write what the documents say now."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for slug in slugs or SLUGS:
        golden(slug).write_text(description(document(slug)), encoding="utf-8")
        sys.stdout.write(f"{golden(slug)}\n")


if __name__ == "__main__":
    renew(sys.argv[1:])
