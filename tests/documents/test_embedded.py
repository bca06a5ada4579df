import io
import json

import pikepdf
import pytest
from pikepdf import AttachedFileSpec

from perfeval.documents.embedded import DATA_NAME, NoDataError, embedded_data

DATA = json.dumps({"name": "喆玥镕" * 1000}).encode()


def carrying(data: bytes, name: str = DATA_NAME, *, compressed: bool = True) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    about = {"description": "", "mime_type": "application/json", "creation_date": "", "mod_date": ""}
    document.attachments[name] = AttachedFileSpec(document, data, filename=name, **about)
    output = io.BytesIO()
    document.save(output, compress_streams=compressed)
    return output.getvalue()


@pytest.mark.parametrize("compressed", [True, False])
def test_the_data_come_back_as_they_were(compressed: bool) -> None:
    assert embedded_data(carrying(DATA, compressed=compressed), len(DATA)) == DATA


@pytest.mark.parametrize(
    ("pdf", "message"),
    [
        (carrying(DATA, "other.json"), "这个PDF没有附带自评数据包"),
        (b"%PDF-1.7 nothing", "不是完好的PDF文件"),
        (b"", "不是完好的PDF文件"),
        (carrying(b"0" * 2**21), "附带的数据包超过1MB"),
    ],
)
def test_a_pdf_without_usable_data_is_refused_with_its_reason(pdf: bytes, message: str) -> None:
    with pytest.raises(NoDataError, match=f"^{message}$"):
        embedded_data(pdf, 2**20)
