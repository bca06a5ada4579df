"""``manage.py package verify``: what it says of a PDF, and with which exit status."""

from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings

from perfeval.documents.signatures.signing import sign_pdf
from tests.documents.signatures.certificates import BUREAU, authority, key_in

SAMPLE = settings.FIXTURES_DIR / "samples" / "miluo-2023.json"


@pytest.fixture
def document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    call_command("package", "render", str(SAMPLE), "--out", str(tmp_path))
    return Path(capsys.readouterr().out.strip())


def said_of(file: Path, capsys: pytest.CaptureFixture[str], status: int = 0) -> list[str]:
    """The lines on standard output; the command ends with this status."""
    capsys.readouterr()
    if status:
        with pytest.raises(SystemExit) as ended:
            call_command("package", "verify", str(file))
        assert ended.value.code == status
    else:
        call_command("package", "verify", str(file))
    return capsys.readouterr().out.splitlines()


def test_verify_says_that_pages_follow_from_their_data(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said_of(document, capsys) == ["签名：没有", "数据：由附带的数据重新生成，与本文件逐字节一致"]


def test_verify_ends_with_3_where_a_page_does_not_follow_from_the_data(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pikepdf.open(document, allow_overwriting_input=True) as pdf:
        del pdf.pages[0]
        pdf.save()
    lines = said_of(document, capsys, status=3)
    assert lines[:2] == ["签名：没有", "数据：印出的内容与附带的数据不一致"]
    assert lines[2].startswith("  第1页“")


def test_verify_shows_who_signed(
    document: Path, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(sign_pdf(document.read_bytes(), key_in(tmp_path), "审核通过").pdf)
    settings.SIGNING_TRUST = str(authority().pem(tmp_path))
    line = said_of(signed, capsys)[0]
    assert line.startswith(f"签名：{BUREAU}（证书由测试根证书颁发） ")
    assert line.endswith("，签名之后没有改动；证书来自受信任的机构")


@pytest.mark.parametrize(("content", "message"), [(None, "没有这个文件"), (b"text", "这不是PDF文件")])
def test_verify_refuses_what_is_no_pdf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, message: str
) -> None:
    file = tmp_path / "a.pdf"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        call_command("package", "verify", str(file))
    assert (ended.value.code, capsys.readouterr().err.splitlines()) == (1, [f"{file}: {message}"])
