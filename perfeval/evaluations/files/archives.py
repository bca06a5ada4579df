"""ZIP archives (Word, Excel and OFD files are such): refused before anything in them is unpacked."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from perfeval.core.language import _

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 200 * MEGABYTE
MOST_ENTRIES = 5000
MOST_RATIO = 300
"""Unpacked size over packed size of one entry, from 1 MB on; tables of zeros reach some 100."""
_ENCRYPTED = 0x1
_MACROS = ("vbaproject.bin", "vbadata.xml")


class UnsafeFileError(ValueError):
    """A file that is not opened; the message is fit to be shown."""


def check_archive(file: IO[bytes]) -> list[str]:
    """The names of the entries.

    Raises UnsafeFileError for a bomb, a path that leads outside, a password, macros, and for what is no archive.
    """
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnsafeFileError(_("文件已损坏，不能打开")) from error
    for problem in _problems(entries):
        raise UnsafeFileError(problem)
    return [entry.filename for entry in entries]


def _problems(entries: list[ZipInfo]) -> Iterator[str]:
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        yield _("文件解压后过大")
    if any(_is_bomb(entry) for entry in entries):
        yield _("文件的压缩比异常，可能是压缩炸弹")
    if len(set(names)) < len(names) or any(_leads_outside(name) for name in names):
        yield _("文件的内部结构不正常")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        yield _("文件有密码，请先取消密码再上传")
    if any(PurePosixPath(name).name.lower() in _MACROS for name in names):
        yield _("文件含有宏，请另存为不含宏的文件再上传")


def _is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > MEGABYTE and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)


def _leads_outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts
