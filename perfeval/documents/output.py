"""Documents of a package: their title and author, the data they carry, and their files."""

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from perfeval.core.package import Package, dump_package
from perfeval.core.package.loading import without_computed
from perfeval.core.scheme import Scheme
from perfeval.core.tables import Table

from .assemble import GROUP_TITLES, parts_of
from .blocks import Part
from .cache import write_whole
from .embedded import DATA_NAME
from .formats import FORMATS, tables_in, workbook_attachment
from .join import Attachment, Meta
from .render import Rendered, render

LONGEST_NAME = 80
"""Characters of a file name, well within the 255 bytes of file systems."""


def named_document(package: Package, scheme: Scheme, part: str = "all") -> tuple[str, Rendered]:
    """The document of one part or of all, with the name of its file. Raises UnknownPartError."""
    parts = parts_of(package, scheme, part)
    meta = meta_of(package, parts, part)
    carried = _carried(package, parts, meta) if part == "all" else ()
    return file_name(meta), render(parts, replace(meta, attachments=carried))


def named_file(package: Package, scheme: Scheme, part: str = "all", ending: str = "pdf") -> tuple[str, bytes]:
    """The document in one of FORMATS with the name of its file. Raises UnknownPartError, NoTablesError."""
    if ending == "pdf":
        name, rendered = named_document(package, scheme, part)
        return name, rendered.pdf
    parts = parts_of(package, scheme, part)
    meta = meta_of(package, parts, part)
    return file_name(meta, ending), FORMATS[ending].make(parts, meta)


def render_to_folder(
    package: Package, scheme: Scheme, out: Path, part: str = "all", ending: str = "pdf", note: str = ""
) -> list[Path]:
    """Write the document into a folder, whole or not at all; the files written. A ``note`` goes into their names.

    Raises UnknownPartError, NoTablesError, OSError.
    """
    name, content = named_file(package, scheme, part, ending)
    name = f"{name.removesuffix(f'.{ending}')}{note}.{ending}"
    out.mkdir(parents=True, exist_ok=True)
    write_whole(out / name, content)
    return [out / name]


def meta_of(package: Package, parts: Sequence[Part], part: str) -> Meta:
    """Title, author and date from the data."""
    what = GROUP_TITLES.get(part) or _label(parts[0])
    return Meta(
        title=f"{package.department.name}{package.year}年度 {what}",
        author=package.department.name,
        created=_date_of(package),
    )


def file_name(meta: Meta, ending: str = "pdf") -> str:
    """A name that people can read and every file system takes."""
    name = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", meta.title).strip(" .")
    return f"{name[:LONGEST_NAME].strip()}.{ending}"


def _label(part: Part) -> str:
    tables = [block for block in part.blocks if isinstance(block, Table)]
    return tables[0].bookmark if tables and part.is_form else part.title


def _date_of(package: Package) -> date | None:
    """When the forms were filled in, where the data say so as a date."""
    written = (package.filing.date if package.filing else None, package.report.date if package.report else None)
    for text in filter(None, written):
        with suppress(ValueError):
            return date.fromisoformat(text)
    return None


def _carried(package: Package, parts: Sequence[Part], meta: Meta) -> tuple[Attachment, ...]:
    """What the whole document carries: the data it was made from, and its tables as a workbook."""
    data = _data_of(package)
    return (data, workbook_attachment(parts, meta)) if tables_in(parts) else (data,)


def _data_of(package: Package) -> Attachment:
    data = json.dumps(without_computed(dump_package(package)), ensure_ascii=False, indent=1)
    return Attachment(DATA_NAME, "自评数据包", "application/json", data.encode())
