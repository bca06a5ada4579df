import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from perfeval.core.tables.model import Cell, Row
from perfeval.documents.join import Meta
from perfeval.documents.render import render_pdf
from perfeval.documents.signatures.checking import Signature, certificates_in, signatures_in
from perfeval.documents.signatures.keys import Key, SigningError, certificate_of
from perfeval.documents.signatures.signing import sign_pdf

from ..making import part_of, table, text_of
from .certificates import BUREAU, PASSWORD, Authority, authority, key_in


@cache
def small() -> bytes:
    return render_pdf([part_of(table(Row((Cell("得分"), Cell("95")))))], Meta("小表", "某县财政局"))


def checked(pdf: bytes, folder: Path) -> list[Signature]:
    return signatures_in(pdf, certificates_in(authority().pem(folder)))


def test_a_signed_document_says_by_whom_and_that_nothing_changed(tmp_path: Path) -> None:
    signed = sign_pdf(small(), key_in(tmp_path), "审核通过")
    (found,) = checked(signed.pdf, tmp_path)
    assert found.at is not None
    assert abs(found.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert replace(found, at=None) == Signature(BUREAU, "测试根证书", None, is_unchanged=True, is_trusted=True)
    assert (signed.signer, found.is_good) == (BUREAU, True)


def test_signing_only_adds_to_the_file(tmp_path: Path) -> None:
    assert sign_pdf(small(), key_in(tmp_path), "审核通过").pdf.startswith(small())


def test_it_is_a_pades_signature_that_permits_no_change(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(sign_pdf(small(), key_in(tmp_path), "审核通过").pdf))
    signature = pdf.Root.AcroForm.Fields[0].V
    assert str(signature.SubFilter) == "/ETSI.CAdES.detached"
    assert (str(signature.Reason), str(signature.Name)) == ("审核通过", BUREAU)
    assert int(signature.Reference[0].TransformParams.P) == 1
    assert pdf.Root.Perms.DocMDP.objgen == signature.objgen


def test_a_visible_signature_stands_at_the_foot_of_the_first_page_with_signer_and_day(tmp_path: Path) -> None:
    signed = sign_pdf(small(), key_in(tmp_path), "审核通过", visible_date="2024年5月10日")
    assert text_of(signed.pdf).split()[-2:] == [BUREAU, "2024年5月10日"]
    assert [one.is_good for one in checked(signed.pdf, tmp_path)] == [True]
    pdf = pikepdf.open(io.BytesIO(signed.pdf))
    left, bottom, right, top = map(int, pdf.Root.AcroForm.Fields[0].Rect)
    assert (right - left, top - bottom) == (198, 26)
    assert top < 60


def test_an_invisible_signature_changes_no_page(tmp_path: Path) -> None:
    assert text_of(sign_pdf(small(), key_in(tmp_path), "审核通过").pdf) == text_of(small())


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    signed = sign_pdf(small(), key_in(tmp_path), "审核通过").pdf
    at = len(small()) // 2
    forged = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    (found,) = checked(forged, tmp_path)
    assert (found.is_unchanged, found.is_good, found.remark) == (False, False, "签名所覆盖的内容已被改动")


def test_what_was_added_after_the_signature_is_found(tmp_path: Path) -> None:
    signed = sign_pdf(small(), key_in(tmp_path), "审核通过").pdf
    writer, output = IncrementalPdfFileWriter(io.BytesIO(signed)), io.BytesIO()
    writer.root["/Nothing"] = writer.add_object(generic.pdf_string("added"))
    writer.update_root()
    writer.write(output)
    assert output.getvalue().startswith(signed)
    (found,) = checked(output.getvalue(), tmp_path)
    assert (found.is_unchanged, found.remark) == (False, "签名之后文件又被添加了内容")


def test_a_certificate_of_another_authority_is_not_trusted_and_of_an_unnamed_one_is_not_judged(tmp_path: Path) -> None:
    other = Authority("别的根证书")
    key = Key(pkcs12=other.pkcs12(tmp_path), password=PASSWORD)
    signed = sign_pdf(small(), key, "审核通过").pdf
    assert [(one.is_unchanged, one.is_trusted, one.is_good) for one in checked(signed, tmp_path)] == [
        (True, False, False)
    ]
    assert [(one.is_trusted, one.is_good) for one in signatures_in(signed)] == [(None, True)]


def test_a_document_without_signature_and_a_file_that_is_no_pdf_have_none() -> None:
    assert signatures_in(small()) == []
    assert signatures_in(b"%PDF-1.7 nothing") == []


@pytest.mark.parametrize(
    ("content", "password", "message"),
    [
        (None, PASSWORD, "签名证书文件不能读取：No such file or directory"),
        (b"not a certificate", PASSWORD, "签名证书文件打不开：口令不对，或不是PKCS#12文件"),
        ("good", "wrong", "签名证书文件打不开：口令不对，或不是PKCS#12文件"),
    ],
)
def test_a_certificate_that_cannot_be_used_says_why(
    tmp_path: Path, content: bytes | str | None, password: str, message: str
) -> None:
    file = tmp_path / "bureau.p12"
    if content == "good":
        authority().pkcs12(tmp_path)
    elif isinstance(content, bytes):
        file.write_bytes(content)
    with pytest.raises(SigningError) as refused:
        certificate_of(file, password)
    assert str(refused.value) == message


def test_trusted_authorities_that_are_no_certificates_say_so(tmp_path: Path) -> None:
    file = tmp_path / "wrong.pem"
    file.write_text("nothing")
    with pytest.raises(SigningError, match="不是PEM格式的证书"):
        certificates_in(file)
    with pytest.raises(SigningError, match="不能读取"):
        certificates_in(tmp_path / "missing.pem")


@pytest.mark.skipif(find_spec("pkcs11") is not None, reason="the library that may be missing is installed")
def test_a_token_without_its_library_says_what_to_install() -> None:
    with pytest.raises(SigningError, match="pip install python-pkcs11"):
        sign_pdf(small(), Key(module="/usr/lib/token.so", certificate="bureau"), "审核通过")
