"""The Word file: parts in sections, with footers, contents, styles and properties."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from perfeval.core.tables.model import Table

from ..archives import Change, sealed
from ..blocks import Block, Contents, Part
from ..join import LANGUAGE, Meta
from .contents import contents_xml
from .fonts import font_table_xml
from .markup import NAMESPACES, Shape, paragraph
from .sections import End, Footers, Kind, Layout, Setup, footer_xml, section_xml
from .styles import heading_looks, styles_xml
from .text import Marks, Writer

_UNUSED = ("stylesWithEffects", "customXml", "numbering", "thumbnail", "webSettings")
"""Parts of the empty document that nothing here refers to."""

_SETTINGS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
    '<w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
).encode()

_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>perfeval</Application></Properties>"
)


@dataclass(slots=True)
class _Stretch:
    """What runs on in one section, page by page: finished paragraphs and tables."""

    setup: Setup
    pages: list[list[str]]


def word_file(parts: Sequence[Part], meta: Meta) -> bytes:
    """The document as .docx; its table of contents has its lines already. The same parts give the same bytes."""
    looks = heading_looks(parts)
    document = Document()
    _drop_unused(document)
    _describe(document, meta)
    footers = _footers(document)
    stretches = _stretches(parts, Writer(looks, Marks(any(part.is_contents for part in parts))))
    _fill(document, stretches, footers)
    file = io.BytesIO()
    document.save(file)
    fixed = {
        "word/styles.xml": styles_xml(looks).encode(),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": font_table_xml(),
        "docProps/app.xml": _APP,
    }
    return sealed(file.getvalue(), meta.created, {name: _always(content) for name, content in fixed.items()})


def _always(content: bytes) -> Change:
    return lambda _before: content


def _stretches(parts: Sequence[Part], writer: Writer) -> list[_Stretch]:
    """The document's sections; a part begins on a page of its own, and so does what lies on other paper."""
    stretches: list[_Stretch] = []
    waiting: list[tuple[Contents, list[str]]] = []
    for part in parts:
        is_first = True
        for layout, pieces in _runs(part, writer):
            setup = Setup(layout, part.numbered)
            if not stretches or stretches[-1].setup != setup:
                stretches.append(_Stretch(setup, [[]]))
            elif is_first:
                stretches[-1].pages.append([])
            stretches[-1].pages[-1] += pieces
            is_first = False
        waiting += [(block, stretches[-1].pages[-1]) for block in part.blocks if isinstance(block, Contents)]
    for contents, page in waiting:
        page.extend(contents_xml(contents, writer.marks.names))
    return stretches


def _runs(part: Part, writer: Writer) -> Iterator[tuple[Layout, list[str]]]:
    """The part in pieces that lie on the same paper."""
    if part.is_form:
        (table,) = part.blocks
        assert isinstance(table, Table)  # noqa: S101 - that is what a form is
        yield table.orientation, list(writer.form(part, table))
        return
    for layout, group in groupby(range(len(part.blocks)), key=lambda index: _layout(part.blocks[index])):
        yield layout, [piece for index in group for piece in writer.block(part, index)]


def _layout(block: Block) -> Layout:
    return "landscape" if isinstance(block, Table) and block.orientation == "landscape" else "text"


def _fill(document: WordDocument, stretches: Sequence[_Stretch], footers: Footers) -> None:
    """Write the body. Every section but the last ends with a paragraph that has its properties."""
    body = document.element.body
    counting = next((index for index, stretch in enumerate(stretches) if stretch.setup.numbered), None)
    sections = [
        section_xml(stretch.setup, footers, starts=index == counting) for index, stretch in enumerate(stretches)
    ]
    pieces: list[str] = []
    for stretch, section in zip(stretches, sections, strict=True):
        pieces += _pages(stretch)
        pieces.append(paragraph(Shape("Break"), section=section))
    end = body.sectPr
    for element in parse_xml(f"<w:body {NAMESPACES}>{''.join(pieces[:-1])}</w:body>"):
        end.addprevious(element)
    end.getparent().replace(end, parse_xml(sections[-1]))


def _pages(stretch: _Stretch) -> Iterator[str]:
    for number, page in enumerate(stretch.pages):
        if number:
            yield paragraph(Shape("Break", page_break=True))
        yield from page


def _footers(document: WordDocument) -> Footers:
    """The footers of odd and even pages, by kind: their relations."""
    kinds: tuple[Kind, ...] = ("portrait", "landscape", "none")
    return {kind: (_footer(document, kind, "odd"), _footer(document, kind, "even")) for kind in kinds}


def _footer(document: WordDocument, kind: Kind, end: End) -> str:
    part, relation = document.part.add_footer_part()  # type: ignore[no-untyped-call] # python-docx left it untyped
    for child in list(part.element):
        part.element.remove(child)
    part.element.extend(parse_xml(footer_xml(kind, end)))
    return str(relation)


def _drop_unused(document: WordDocument) -> None:
    for owner in (document.part, document.part.package):
        for relation in [each for each, found in owner.rels.items() if found.reltype.endswith(_UNUSED)]:
            del owner.rels[relation]


def _describe(document: WordDocument, meta: Meta) -> None:
    core = document.core_properties
    core.title, core.author, core.language = meta.title, meta.author, LANGUAGE
    core.comments, core.last_modified_by, core.revision = "", meta.author, 1
