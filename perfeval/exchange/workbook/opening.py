"""Opening a workbook from outside, after looking whether that is harmless."""

import re
import warnings
from typing import IO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

from perfeval.core.language import _
from perfeval.evaluations.files import UnsafeFileError, check_archive, kind_of
from perfeval.evaluations.files.archives import MEGABYTE

MOST_MEGABYTES = 10
MOST_XML = 60 * MEGABYTE
"""Of all sheets together, unpacked: openpyxl takes some twenty times as much memory."""
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)|\x00", re.IGNORECASE)
"""No part of a workbook declares entities; a zero byte is UTF-16, in which one could hide."""
_FOREIGN = ("xl/externalLinks/", "xl/embeddings/", "xl/activeX/", "xl/connections.xml")


def open_workbook(name: str, size: int, file: IO[bytes]) -> Workbook:
    """The workbook with formulas as such. Raises UnsafeFileError for a file that is not taken, with the reason."""
    kind_of(name, size, file, allowed=("xlsx",), most=MOST_MEGABYTES)
    file.seek(0)
    names = check_archive(file)
    if any(entry.startswith(_FOREIGN) for entry in names):
        raise UnsafeFileError(_("工作簿含有外部链接或嵌入对象，请删除后再上传"))
    file.seek(0)
    with ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_XML:
            raise UnsafeFileError(_("文件解压后过大"))
        for entry in names:
            if entry.endswith((".xml", ".rels")) and _DECLARATION.search(archive.read(entry)):
                raise UnsafeFileError(_("文件的内部结构不正常"))
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl drops (themes, extensions) is nothing that is read here
            return load_workbook(file, data_only=False, keep_links=False, keep_vba=False)
    except Exception as error:  # openpyxl raises what its parsers raise, for any of a hundred parts
        raise UnsafeFileError(_("文件已损坏，不能打开")) from error
