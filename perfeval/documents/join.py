"""Parts → one PDF: pages in order, page numbers laid over, bookmarks, archive metadata (PDF/A-3u), attachments."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, OutlineItem, Pdf

from . import shared_fonts
from .page_numbers import PageNumbers
from .places import program_digest

PRODUCER = "perfeval"
LANGUAGE = "zh-CN"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the PDF carries: ``relationship`` is Source (what it was made from) or Data."""

    name: str
    description: str
    mime_type: str
    data: bytes
    relationship: str = "Source"


@dataclass(frozen=True, slots=True)
class Meta:
    """What the PDF says about itself; ``created`` comes from the data, never from the clock."""

    title: str
    author: str
    created: date | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """The PDF of a part; its bookmarks stand below the one that is called ``group``."""

    pdf: bytes
    numbered: bool = True
    group: str = ""


def join(pieces: Sequence[Piece], meta: Meta) -> bytes:
    """One PDF of all pieces. The same input gives the same bytes."""
    whole = pikepdf.new()
    sources = [pikepdf.open(io.BytesIO(piece.pdf)) for piece in pieces]
    first_pages = [_append(whole, source) for source in sources]
    _lay_numbers(whole, _numbered_pages(pieces, sources))
    with whole.open_outline() as outline:
        for piece, source, first in zip(pieces, sources, first_pages, strict=True):
            place = _group(outline.root, piece.group, whole.pages[first]) if piece.group else outline.root
            place.extend(_bookmarks(whole, source, first))
    shared_fonts.embed(whole)
    _describe(whole, meta)
    for attachment in meta.attachments:
        _attach(whole, attachment, meta.created)
    return _saved(whole)


def _append(whole: Pdf, source: Pdf) -> int:
    """Add the pages of a piece; the index of its first page in the whole."""
    first = len(whole.pages)
    whole.pages.extend(source.pages)
    return first


def _numbered_pages(pieces: Sequence[Piece], sources: Sequence[Pdf]) -> list[bool]:
    return [piece.numbered for piece, source in zip(pieces, sources, strict=True) for _ in source.pages]


def _lay_numbers(whole: Pdf, numbered: list[bool]) -> None:
    """Lay its number over each page that counts."""
    pages = [page for page, counts in zip(whole.pages, numbered, strict=True) if counts]
    before, after = whole.make_stream(b"q"), whole.make_stream(b"Q q /PageNumber Do Q")
    numbers = PageNumbers(whole)
    for number, page in enumerate(pages, start=1):
        page.obj.Contents = Array([before, page.obj.Contents, after])
        page.obj.Resources = _with_form(page.obj.Resources, numbers.form(number, _is_landscape(page)))


def _with_form(resources: pikepdf.Object, form: pikepdf.Object) -> Dictionary:
    """The resources of one page (parts share theirs among pages) with the sheet of its number."""
    forms = dict(resources.get("/XObject", Dictionary()).items())
    return Dictionary({**dict(resources.items()), "/XObject": Dictionary({**forms, "/PageNumber": form})})


def _is_landscape(page: pikepdf.Page) -> bool:
    box = pikepdf.Rectangle(page.mediabox)
    return box.width > box.height


def _group(root: list[OutlineItem], title: str, page: pikepdf.Page) -> list[OutlineItem]:
    """Where the bookmarks of a group go: below the last bookmark if that is the group's, else below a new one."""
    if not root or root[-1].title != title:
        root.append(OutlineItem(title, Array([page.obj, Name.Fit])))
    return root[-1].children


def _bookmarks(whole: Pdf, source: Pdf, first: int) -> Iterator[OutlineItem]:
    """The bookmarks of a piece, pointing into the whole."""
    pages = {page.obj.objgen: whole.pages[index].obj for index, page in enumerate(source.pages, start=first)}
    with source.open_outline() as outline:
        yield from (_moved(item, pages) for item in outline.root)


def _moved(item: OutlineItem, pages: Mapping[tuple[int, int], pikepdf.Object]) -> OutlineItem:
    """The same bookmark on the same place of the joined page (WeasyPrint writes explicit places, never names)."""
    assert isinstance(item.destination, Array)  # noqa: S101
    page, *place = item.destination
    moved = OutlineItem(item.title, Array([pages[page.objgen], *place]))
    moved.children.extend(_moved(child, pages) for child in item.children)
    return moved


def _describe(whole: Pdf, meta: Meta) -> None:
    """Title, author, language and dates in the document and in its XMP; colours are sRGB, as PDF/A wants to know."""
    whole.Root.Lang = pikepdf.String(LANGUAGE)
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    whole.Root.PageMode = Name.UseOutlines
    with whole.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:title"] = meta.title
        xmp["dc:creator"] = [meta.author]
        xmp["dc:language"] = [LANGUAGE]
        xmp["pdf:Producer"] = PRODUCER
        xmp["xmp:CreatorTool"] = creator_tool()
        xmp["pdfaid:part"] = "3"
        xmp["pdfaid:conformance"] = "U"
        if meta.created:
            xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = f"{meta.created.isoformat()}T00:00:00Z"
    profile = whole.make_stream(files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB"),
        Info=pikepdf.String("sRGB"),
        DestOutputProfile=profile,
    )
    whole.Root.OutputIntents = Array([whole.make_indirect(intent)])


def creator_tool() -> str:
    """Which version of the program draws documents: two that differ may break lines and pages differently."""
    return f"{PRODUCER} {program_digest('core', 'documents')[:12]}"


def _attach(whole: Pdf, attachment: Attachment, created: date | None) -> None:
    stamp = f"D:{created:%Y%m%d}000000Z" if created else ""
    specification = AttachedFileSpec(
        whole,
        attachment.data,
        description=attachment.description,
        filename=attachment.name,
        mime_type=attachment.mime_type,
        creation_date=stamp,
        mod_date=stamp,
    )
    specification.relationship = Name("/" + attachment.relationship)
    whole.attachments[attachment.name] = specification


def _saved(whole: Pdf) -> bytes:
    output = io.BytesIO()
    whole.save(
        output,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
    )
    return output.getvalue()
