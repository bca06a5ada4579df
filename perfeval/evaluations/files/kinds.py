"""What a file is: by its name and by how it begins, which have to agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO
from zipfile import is_zipfile

from perfeval.core.language import _

from .archives import MEGABYTE, UnsafeFileError, check_archive

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its endings, its media type, how it begins, and the entry that an archive of this kind has."""

    endings: tuple[str, ...]
    media_type: str
    begins: bytes
    entry: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: tuple[FileKind, ...] = (
    FileKind(("pdf",), "application/pdf", b"%PDF-"),
    FileKind(("jpg", "jpeg"), "image/jpeg", b"\xff\xd8\xff"),
    FileKind(("png",), "image/png", b"\x89PNG\r\n\x1a\n"),
    FileKind(("docx",), f"{_OFFICE}.wordprocessingml.document", _ZIP, "word/document.xml"),
    FileKind(("xlsx",), f"{_OFFICE}.spreadsheetml.sheet", _ZIP, "xl/workbook.xml"),
    FileKind(("pptx",), f"{_OFFICE}.presentationml.presentation", _ZIP, "ppt/presentation.xml"),
    FileKind(("ofd",), "application/ofd", _ZIP, "OFD.xml"),
    FileKind(("doc", "wps"), "application/msword", _OLE),
    FileKind(("xls", "et"), "application/vnd.ms-excel", _OLE),
)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)


def kind_of(name: str, size: int, file: IO[bytes], *, allowed: Sequence[str] = ENDINGS, most: int = 20) -> FileKind:
    """The kind of an uploaded file of at most ``most`` MB.

    Raises UnsafeFileError where it is too big or empty, of another kind, not what its name says, or dangerous.
    """
    ending = name.rpartition(".")[2].lower()
    if ending not in allowed:
        raise UnsafeFileError(_("只能上传这些格式的文件：{endings}").format(endings="、".join(allowed)))
    if not 0 < size <= most * MEGABYTE:
        raise UnsafeFileError(_("文件超过{most}MB").format(most=most) if size else _("文件是空的"))
    kind = next(kind for kind in KINDS if ending in kind.endings)
    file.seek(0)
    if not file.read(len(kind.begins)) == kind.begins:
        raise UnsafeFileError(_("文件的内容不是“{ending}”格式，请检查是否改过扩展名").format(ending=ending))
    _check_content(kind, ending, file)
    file.seek(0)
    return kind


def _check_content(kind: FileKind, ending: str, file: IO[bytes]) -> None:
    file.seek(0)
    if kind.begins not in (_ZIP, _OLE) and is_zipfile(file):
        raise UnsafeFileError(_("文件里还夹带着压缩包，请去掉后再上传"))
    file.seek(0)
    if kind.entry and kind.entry not in check_archive(file):
        raise UnsafeFileError(_("文件的内容不是“{ending}”格式，请检查是否改过扩展名").format(ending=ending))
    if kind.begins == _OLE:
        file.seek(0)
        if _OLE_MACROS in file.read():
            raise UnsafeFileError(_("文件含有宏，请另存为不含宏的文件再上传"))
