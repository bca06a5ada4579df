"""What the five documents said on which page when somebody last looked at them; ``script/golden`` writes it anew."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from perfeval.documents.output import named_document

from .cases import SLUGS, case
from .making import text_of

FOLDER = Path(__file__).parents[1] / "data" / "golden"
_POINTS_PER_MM = 72 / 25.4
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">')


@cache
def document(slug: str) -> bytes:
    """The whole document of a sample."""
    return named_document(*case(slug))[1].pdf


def description(pdf: bytes) -> str:
    """Number of pages, and for each its size, the box in which its text stands in mm, and the text."""
    texts = text_of(pdf, "-layout").split("\f")[:-1]
    boxes = list(_boxes(pdf))
    pages = [
        f"=== {number} · {box} ===\n{_tidy(text)}"
        for number, (text, box) in enumerate(zip(texts, boxes, strict=True), start=1)
    ]
    return "\n".join([f"{len(pages)} pages", *pages]) + "\n"


def golden(slug: str) -> Path:
    """The file of a sample."""
    return FOLDER / f"{slug}.txt"


def _tidy(text: str) -> str:
    """Lines without trailing spaces; wide gaps are all alike."""
    lines = (re.sub(r" {2,}", "  ", line.strip()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _boxes(pdf: bytes) -> Iterator[str]:
    command = ["pdftotext", "-bbox", "-", "-"]
    described = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    for width, height, words in _PAGE.findall(described):
        size = "landscape" if float(width) > float(height) else "portrait"
        places = [[float(number) for number in word] for word in _WORD.findall(words)]
        left, top = (min((place[side] for place in places), default=0) for side in (0, 1))
        right, bottom = (max((place[side] for place in places), default=0) for side in (2, 3))
        yield f"{size} · {_mm(left)},{_mm(top)}–{_mm(right)},{_mm(bottom)} mm"


def _mm(points: float) -> int:
    return round(points / _POINTS_PER_MM)


def renew(slugs: list[str]) -> None:
    """Write what the documents say now."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for slug in slugs or SLUGS:
        golden(slug).write_text(description(document(slug)), encoding="utf-8")
        sys.stdout.write(f"{golden(slug)}\n")


if __name__ == "__main__":
    renew(sys.argv[1:])
