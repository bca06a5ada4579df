"""Ways to look into a Word file."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from docx import Document
from docx.document import Document as WordDocument
from lxml import etree

from perfeval.core.tables.model import Table
from perfeval.documents.blocks import Part
from perfeval.documents.grid import placed
from perfeval.documents.join import Meta
from perfeval.documents.word import word_file

META = Meta("测试局2023年度 绩效自评", "测试局")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

ORDERS = {
    "pPr": "pStyle keepNext pageBreakBefore framePr tabs spacing ind jc outlineLvl sectPr",
    "rPr": "rFonts b spacing sz szCs lang",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge textDirection vAlign",
    "sectPr": "footerReference footerReference type pgSz pgMar pgNumType cols",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p",
}
"""The order of children that the schema asks for (ECMA-376 part 1, 17), as far as they are used here."""


def made(*parts: Part) -> WordDocument:
    return opened(word_file(parts, META))


def opened(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def misplaced(content: bytes) -> Iterator[str]:
    """Elements that do not stand where the schema wants them, and such as this list does not know."""
    for name, member in members(content).items():
        if name.startswith("word/") and name.count("/") == 1:
            for element in etree.fromstring(member).iter():
                order = ORDERS.get(etree.QName(element).localname, "").split()
                found = [etree.QName(child).localname for child in element]
                places = [order.index(each) if each in order else -1 for each in found if order]
                if places != sorted(places) or -1 in places:
                    yield f"{name}: {element.tag} {found}"


def grid_of(table: Table) -> list[list[str]]:
    """What stands at each place of the grid, merged cells repeated."""
    rows = [[""] * len(table.widths) for _ in table.rows]
    for item in placed(table):
        for down in range(item.cell.rowspan):
            for across in range(item.cell.colspan):
                rows[item.row + down][item.column + across] = item.cell.printed
    return rows


def grids(document: WordDocument) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def styled(document: WordDocument, names: str) -> list[tuple[str, str]]:
    """Style and text of the paragraphs whose style's name matches."""
    matching = re.compile(names)
    found = ((str(each.style.name), each.text) for each in document.paragraphs if each.style is not None)
    return [(name, text) for name, text in found if matching.fullmatch(name)]


def layouts(document: WordDocument) -> Sequence[str]:
    """Portrait or landscape of the sections, and whether they have a page number."""
    return [
        f"{'landscape' if section.orientation else 'portrait'}{' —' if 'PAGE' in _footer(section) else ''}"
        for section in document.sections
    ]


def _footer(section: object) -> str:
    return etree.tostring(section.footer._element).decode()  # type: ignore[attr-defined]
