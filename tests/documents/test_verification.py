import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name

from perfeval.core.package import Package
from perfeval.core.scheme import Scheme
from perfeval.core.scheme.loading import SchemeError, load_scheme
from perfeval.documents.printed import UnreadableError, page_texts
from perfeval.documents.signatures.signing import sign_pdf
from perfeval.documents.verification import DataState, Difference, Verification, verify

from .golden import document
from .making import opened, squeezed, text_of
from .signatures.certificates import key_in

SLUG = "miluo-2023"


def scheme_of(package: Package) -> Scheme:
    return load_scheme(package.scheme)


def forged() -> bytes:
    """The document with one glyph of page 2 replaced: the digit 1 of 1947 in the budget by the digit 3 of 3897.95."""
    pdf = opened(document(SLUG))
    page = pdf.pages[1]
    contents = page.obj.Contents
    stream = contents[1] if isinstance(contents, pikepdf.Array) else contents
    codes = {text: code for code, text in glyphs(page).items()}
    before, after = (b"%04x" % codes[digit] for digit in "13")
    data = stream.read_bytes()
    number = b"".join(b"%04x" % codes[digit] for digit in "1947")
    at = data.index(number)
    stream.write(data[:at] + data[at:].replace(before, after, 1))
    output = io.BytesIO()
    pdf.save(output)
    return output.getvalue()


def glyphs(page: pikepdf.Page) -> dict[int, str]:
    """The digits of the font in which the page writes figures."""
    for font in page.obj.Resources.Font.values():
        table = font.ToUnicode.read_bytes().decode()
        pairs = (line.split() for line in table.splitlines() if line.startswith("<"))
        said = {
            int(pair[0].strip("<>"), 16): bytes.fromhex(pair[1].strip("<>")).decode("utf-16-be")
            for pair in pairs
            if len(pair) == 2
        }
        if {"1", "3", "4", "7", "9"} <= set(said.values()) and "Song" in str(font.BaseFont):
            return said
    raise AssertionError("no font with figures")


def test_the_text_of_every_page_is_read_back_as_other_readers_read_it() -> None:
    ours = page_texts(opened(document(SLUG)))
    theirs = text_of(document(SLUG)).split("\f")[:-1]
    assert len(ours) == len(theirs)
    assert [sorted(squeezed(text)) for text in ours] == [sorted(squeezed(text)) for text in theirs]


def test_a_document_is_the_same_when_it_is_drawn_again_from_its_data() -> None:
    assert verify(document(SLUG), scheme_of) == Verification((), DataState.IDENTICAL)


def test_a_signed_document_still_is(tmp_path: Path) -> None:
    found = verify(sign_pdf(document(SLUG), key_in(tmp_path), "审核通过", visible_date="2024年5月10日").pdf, scheme_of)
    assert (found.data, found.is_good, [one.is_unchanged for one in found.signatures]) == (
        DataState.IDENTICAL,
        True,
        [True],
    )


def test_a_document_that_another_program_has_saved_still_says_the_same() -> None:
    output = io.BytesIO()
    opened(document(SLUG)).save(output)
    assert verify(output.getvalue(), scheme_of).data == DataState.SAME_TEXT


def test_a_figure_that_does_not_follow_from_the_data_is_named_with_its_place() -> None:
    found = verify(forged(), scheme_of)
    assert (found.data, found.is_good) == (DataState.DIFFERENT, False)
    (difference,) = found.differences
    assert difference == Difference(2, difference.around, "3947", "1947")
    assert str(difference).endswith("印着“3947”，按附带数据应为“1947”")


def test_a_missing_page_is_a_difference() -> None:
    pdf, output = opened(document(SLUG)), io.BytesIO()
    del pdf.pages[-1]
    pdf.save(output)
    found = verify(output.getvalue(), scheme_of)
    assert (found.data, [one.page for one in found.differences]) == (
        DataState.DIFFERENT,
        [len(opened(document(SLUG)).pages)],
    )


@pytest.mark.parametrize(
    ("pdf", "remark"),
    [(b"%PDF-1.7 nothing", "不是完好的PDF文件"), (b"", "不是完好的PDF文件"), ("empty", "这个PDF没有附带自评数据包")],
)
def test_a_file_that_carries_no_data_is_said_to(pdf: bytes | str, remark: str) -> None:
    if isinstance(pdf, str):
        output = io.BytesIO()
        pikepdf.new().save(output)
        pdf = output.getvalue()
    found = verify(pdf, scheme_of)
    assert (found.data, found.data_line, found.is_good) == (DataState.NONE, remark, False)


def test_a_scheme_that_is_not_here_is_said_to_be_missing() -> None:
    def nowhere(_package: Package) -> Scheme:
        raise SchemeError([("/scheme", "没有这个方案")])

    assert verify(document(SLUG), nowhere).data_line == "/scheme: 没有这个方案"


def test_a_page_of_another_program_cannot_be_read_and_says_so() -> None:
    pdf = opened(document(SLUG))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /Strange 12 Tf (text) Tj ET")
    with pytest.raises(UnreadableError):
        page_texts(pdf)


def test_a_page_that_unpacks_without_end_is_refused() -> None:
    pdf = opened(document(SLUG))
    bomb = pdf.make_stream(b" " * (21 * 1024 * 1024))
    pdf.pages[0].obj.Contents = bomb
    output = io.BytesIO()
    pdf.save(output, compress_streams=True)
    with pytest.raises(UnreadableError):
        page_texts(opened(output.getvalue()))
    assert bomb.get("/Filter") in (None, Name.FlateDecode)
