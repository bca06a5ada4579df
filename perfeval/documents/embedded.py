"""The data that a document carries: the package it was made from, read back out of the PDF."""

import io
import zlib

import pikepdf
from pikepdf import Name, Pdf

from perfeval.core.language import _

DATA_NAME = "perfeval-package.json"
"""Name of the attached data in a PDF of the whole self-evaluation."""

PDF_START = b"%PDF-"


class NoDataError(ValueError):
    """The PDF cannot be read or carries no package; the message is fit to be shown."""


def embedded_data(pdf: bytes, most: int) -> bytes:
    """The attached package as it is written in its file, of at most so many bytes. Raises NoDataError."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            data = _attached(document, most)
    except (pikepdf.PdfError, zlib.error) as error:
        raise NoDataError(_("不是完好的PDF文件")) from error
    if data is None:
        raise NoDataError(_("这个PDF没有附带自评数据包"))
    if len(data) > most:
        raise NoDataError(_("附带的数据包超过{size}MB").format(size=most // 1024 // 1024))
    return data


def _attached(document: Pdf, most: int) -> bytes | None:
    """The data, one byte too long where they are longer than allowed; never more is unpacked."""
    specification = document.attachments.get(DATA_NAME)
    if specification is None:
        return None
    stream = specification.obj.EF.F
    if stream.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in stream:
        return zlib.decompressobj().decompress(stream.read_raw_bytes(), most + 1)
    return stream.read_bytes()
