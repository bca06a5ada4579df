"""The kinds of file a document comes as, all from the same parts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from perfeval.core.language import _
from perfeval.core.tables.model import Table

from .blocks import Part
from .cache import PartCache, key_of
from .charts import with_figures
from .excel import workbook_of
from .join import Attachment, Meta
from .render import render_pdf, with_contents
from .word import word_file


class NoTablesError(LookupError):
    """An Excel file is asked of what has no tables; the message is fit to be shown."""

    def __init__(self) -> None:
        super().__init__(_("这一部分没有表格，不能生成Excel文件"))


@dataclass(frozen=True, slots=True)
class FileFormat:
    """The ending of its files, their media type, and how one is made of parts."""

    ending: str
    media_type: str
    make: Callable[[Sequence[Part], Meta], bytes]


def tables_in(parts: Sequence[Part]) -> list[Table]:
    """All tables of a document in their order, those inside the text as well; of a chart its figures."""
    return [block for part in with_figures(parts) for block in part.blocks if isinstance(block, Table)]


def excel_file(parts: Sequence[Part], meta: Meta) -> bytes:
    """The workbook of the tables in these parts. Raises NoTablesError."""
    tables = tables_in(parts)
    if not tables:
        raise NoTablesError
    return workbook_of(tables, meta)


def workbook_attachment(parts: Sequence[Part], meta: Meta, cache: PartCache | None = None) -> Attachment:
    """The workbook as a PDF carries it; made anew only where a table has changed."""
    kept = cache or PartCache()
    key = key_of(f"xlsx\0{tables_in(parts)!r}\0{meta!r}")
    content = kept.get(key)
    if content is None:
        content = excel_file(parts, meta)
        kept.put(key, content)
    return Attachment(WORKBOOK_NAME, "自评表格", FORMATS["xlsx"].media_type, content, "Data")


def document_file(parts: Sequence[Part], meta: Meta) -> bytes:
    """The document for Word."""
    return word_file(with_contents(with_figures(parts)), meta)


WORKBOOK_NAME = "perfeval-tables.xlsx"
"""Name of the attached workbook in a PDF of the whole self-evaluation."""

OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS = {
    each.ending: each
    for each in (
        FileFormat("pdf", "application/pdf", render_pdf),
        FileFormat("docx", f"{OFFICE}.wordprocessingml.document", document_file),
        FileFormat("xlsx", f"{OFFICE}.spreadsheetml.sheet", excel_file),
    )
}
"""By the ending of the file."""
