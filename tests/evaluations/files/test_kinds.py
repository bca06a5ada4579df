"""Files are what their name says and harmless, or they are refused with the reason."""

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval.evaluations.files import UnsafeFileError, check_archive, kind_of

from .making import EXE, PDF, archive, docx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(name: str, content: bytes, size: int | None = None) -> str:
    with pytest.raises(UnsafeFileError) as caught:
        kind_of(name, len(content) if size is None else size, BytesIO(content))
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("验收单.pdf", PDF, "application/pdf"),
        ("照片.JPG", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("说明.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("旧表.xls", OLE + b"\x00" * 100, "application/vnd.ms-excel"),
        ("公文.ofd", archive(OFD_dot_xml=b"<OFD/>"), "application/ofd"),
    ],
)
def test_a_file_that_is_what_its_name_says_is_taken(name: str, content: bytes, media_type: str) -> None:
    assert kind_of(name, len(content), BytesIO(content)).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("run.exe", EXE, "只能上传这些格式的文件：pdf、jpg、jpeg、png、docx、xlsx、pptx、ofd、doc、wps、xls、et"),
        ("run.exe.pdf", EXE, "文件的内容不是“pdf”格式，请检查是否改过扩展名"),
        ("表.xlsx", docx(), "文件的内容不是“xlsx”格式，请检查是否改过扩展名"),
        ("表.xlsx", b"PK\x03\x04" + b"x" * 50, "文件已损坏，不能打开"),
        ("空.pdf", b"", "文件是空的"),
        ("宏.docx", docx(word__vbaProject_dot_bin=b"x"), "文件含有宏，请另存为不含宏的文件再上传"),
        ("宏.xls", OLE + "_VBA_PROJECT".encode("utf-16-le"), "文件含有宏，请另存为不含宏的文件再上传"),
        ("路径.docx", docx(**{"______evil": b"x", "..__evil": b"x"}), "文件的内部结构不正常"),
        ("弹.docx", docx(word__media__big=b"\x00" * 40_000_000), "文件的压缩比异常，可能是压缩炸弹"),
    ],
)
def test_what_is_refused_and_why(name: str, content: bytes, message: str) -> None:
    assert refusal(name, content) == message


def test_a_file_that_is_too_big_is_refused_unread() -> None:
    assert refusal("大.pdf", PDF, 21 * 1024 * 1024) == "文件超过20MB"


def test_many_entries_that_are_harmless_one_by_one_are_too_much_together() -> None:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as target:
        for number in range(5001):
            target.writestr(str(number), b"")
    with pytest.raises(UnsafeFileError, match="解压后过大"):
        check_archive(file)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_taken_and_never_break(content: bytes) -> None:
    for name in ("a.pdf", "a.docx", "a.xls"):
        with suppress(UnsafeFileError):  # any other error fails the test
            kind_of(name, len(content), BytesIO(content))
