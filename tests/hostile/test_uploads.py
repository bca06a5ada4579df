"""Files that are not what they say: names that lead elsewhere, two kinds in one, bombs. Refused, or kept harmless."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from perfeval.evaluations.models import Evidence
from tests.asking import read_to_end
from tests.evaluations.files.making import EXE, PDF, archive, docx
from tests.exchange.books import list_book, saved, with_entry, written

from .attacking import client_of, nothing_changes, two_places

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 50
HTML = b"<html><script>alert(1)</script></html>"
BOMB = archive(xl__workbook_dot_xml=b"<workbook/>", xl__worksheets__sheet1_dot_xml=b"\x00" * 40_000_000)
NESTED = docx(word__embeddings__inner_dot_zip=BOMB)

#: Name and content of what is refused as evidence.
REFUSED = {
    "a program": ("run.exe", EXE),
    "a program with another ending": ("发票.pdf", EXE),
    "a page": ("page.html", HTML),
    "a page named as a picture": ("bild.png", HTML),
    "a drawing with script": ("bild.svg", b"<svg onload='alert(1)'/>"),
    "a PDF that is an archive too": ("beide.pdf", PDF + docx()),
    "a picture that is an archive too": ("bild.png", PNG + docx()),
    "a picture that is a program archive too": (
        "bild.jpg",
        b"\xff\xd8\xff\xe0" + archive(META_INF__MANIFEST_dot_MF=b"x"),
    ),
    "a bomb": ("表.xlsx", BOMB),
    "a document of another kind": ("表.xlsx", docx()),
    "macros": ("宏.docx", docx(word__vbaProject_dot_bin=b"x")),
    "a path inside": ("路径.docx", docx(**{"..__..__evil": b"x"})),
    "nothing": ("leer.pdf", b""),
    "no ending": ("datei", PDF),
    "two endings": ("datei.pdf.exe", PDF),
}

NAMES = [
    "../../../etc/passwd.pdf",
    "..\\..\\windows\\system32\\x.pdf",
    "/etc/cron.d/x.pdf",
    "a/../../b.pdf",
    "\u202efdp.exe.pdf",
    'quote".pdf',
    "x\r\nSet-Cookie: a=b.pdf",
    "<img src=x onerror=alert(1)>.pdf",
    "=HYPERLINK(1).pdf",
    f"{'长' * 300}.pdf",
    "%2e%2e%2fetc.pdf",
]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_what_it_says_is_not_kept(kind: str, media: Path) -> None:
    mine, _theirs = two_places()
    name, content = REFUSED[kind]
    with nothing_changes():
        answer = client_of(mine, "author").post(
            mine.address("evaluations:evidence"), {"files": SimpleUploadedFile(name, content)}
        )
    assert answer.status_code == 422
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_leads_nowhere(name: str, media: Path) -> None:
    mine, _theirs = two_places()
    client = client_of(mine, "author")
    address = mine.address("evaluations:evidence")
    before = set(media.rglob("*"))
    answer = client.post(address, {"files": SimpleUploadedFile(name, PDF)})
    assert answer.status_code in (302, 422)
    new = [path for path in set(media.rglob("*")) - before if path.is_file()]
    folder = media / "files" / "evidence" / str(mine.evaluation.pk)
    assert {path.parent for path in new} <= {folder}
    for evidence in Evidence.objects.filter(evaluation=mine.evaluation):
        kept = client.get(f"{address}{evidence.pk}/file/")
        assert read_to_end(kept) == 200
        assert kept.headers["Content-Disposition"].startswith("attachment;")
        assert kept.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in dict(kept.items())
    assert b"<img src=x" not in client.get(address).content


@pytest.mark.parametrize(
    "content",
    [BOMB, NESTED, docx(), EXE, HTML, b"PK\x03\x04" + b"x" * 100, PDF],
    ids=["bomb", "nested", "docx", "exe", "html", "broken", "pdf"],
)
def test_no_workbook_or_list_is_read_from_anything_else(content: bytes) -> None:
    mine, _theirs = two_places()
    client = client_of(mine, "author")
    with nothing_changes():
        for name in ("exchange:workbook", "exchange:projects"):
            answer = client.post(mine.address(name), {"file": SimpleUploadedFile("表.xlsx", content)})
            assert answer.status_code == 422


def test_a_workbook_that_points_outside_or_declares_entities_is_refused() -> None:
    mine, _theirs = two_places()
    client, whole = client_of(mine, "author"), written(mine.evaluation)
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    with nothing_changes():
        for part in ("xl/externalLinks/externalLink1.xml", "xl/embeddings/o.bin", "xl/activeX/x.xml", "xl/extra.xml"):
            sent = SimpleUploadedFile("自评.xlsx", with_entry(whole, part, entity))
            assert client.post(mine.address("exchange:workbook"), {"file": sent}).status_code == 422


def test_the_workbook_of_another_department_is_not_taken_for_mine() -> None:
    mine, theirs = two_places()
    sent = SimpleUploadedFile("自评.xlsx", written(theirs.evaluation))
    with nothing_changes():
        answer = client_of(mine, "author").post(mine.address("exchange:workbook"), {"file": sent})
    assert answer.status_code == 422


def test_a_formula_in_a_list_is_no_value() -> None:
    mine, _theirs = two_places()
    book = saved(list_book([["项目名称", "预算数"], ['=HYPERLINK("http://evil.example")', "=1+1"]]))
    with nothing_changes():
        answer = client_of(mine, "author").post(
            mine.address("exchange:projects"), {"file": SimpleUploadedFile("清单.xlsx", book)}
        )
    assert answer.status_code in (200, 422)


def test_a_package_with_a_bomb_of_brackets_is_refused() -> None:
    mine, _theirs = two_places()
    client = client_of(mine, "author")
    with nothing_changes():
        for content in (b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe", b"null", b"1e999999", BytesIO(HTML).read()):
            sent = {"file": SimpleUploadedFile("包.json", content), "check": "1"}
            assert client.post("/evaluations/new/?from=package", sent).status_code == 422
