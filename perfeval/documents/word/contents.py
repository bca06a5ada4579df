"""The table of contents: a field that Word can update, filled with the lines and pages that the PDF has."""

from collections.abc import Iterator, Sequence

from ..blocks import Contents, ContentsLine
from .markup import Shape, field, paragraph, run

INSTRUCTION = r'TOC \o "1-2" \h \z \u'
_DOTS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8844"/></w:tabs>'
"""Dots to the right edge of the type area."""


def contents_xml(contents: Contents, bookmarks: Sequence[str]) -> Iterator[str]:
    """Title, then a line for each bookmark; ``bookmarks`` are in the order of the lines."""
    yield paragraph(Shape("ContentsTitle"), run("目\u3000录"))
    lines = [_line(line, mark) for line, mark in zip(contents.lines, bookmarks, strict=True)]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {INSTRUCTION} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for index, (shape, runs) in enumerate(lines):
        yield paragraph(shape, begin if index == 0 else "", runs, end if index == len(lines) - 1 else "")


def _line(line: ContentsLine, mark: str) -> tuple[Shape, str]:
    page = field(rf"PAGEREF {mark} \h", run(str(line.page)))
    shape = Shape(f"TOC{min(line.level, 2)}", place=_DOTS)
    return (
        shape,
        f'<w:hyperlink w:anchor="{mark}" w:history="1">{run(line.text)}<w:r><w:tab/></w:r>{page}</w:hyperlink>',
    )
