"""The document of what was approved: made once, signed where a certificate is set up, the same bytes for ever."""

import hashlib
import logging
from pathlib import Path

import pytest
from django.core.checks import Error, Warning
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from perfeval.directory.models import Role
from perfeval.evaluations.models import State
from perfeval.publication.checks import check_certificate
from perfeval.publication.keeping import ChangedFileError, approved_document, content_of
from perfeval.publication.models import ApprovedDocument, DocumentAttempt, PreparedCopy
from perfeval.publication.tasks import keep_document
from perfeval.review.models import Snapshot
from perfeval.review.transitions import Action
from tests.documents.signatures.certificates import BUREAU, PASSWORD, authority
from tests.evaluations.pages import read
from tests.publication.making import look_and_publish
from tests.review.making import WAYS, Case, case_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def signing(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_PKCS12 = str(authority().pkcs12(tmp_path))
    settings.SIGNING_PASSWORD = PASSWORD
    settings.SIGNING_TRUST = str(authority().pem(tmp_path))


def approved_url(case: Case) -> str:
    return reverse("publication:approved", args=[case.evaluation.pk])


def verified(client: Client, pdf: bytes) -> str:
    answer = client.post(reverse("publication:verify"), {"file": SimpleUploadedFile("自评.pdf", pdf)})
    assert answer.status_code == 200
    return read(answer).one("main").text


def test_an_approval_has_the_document_made_in_the_background(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    asked: list[list[int]] = []
    monkeypatch.setattr(keep_document, "apply_async", lambda args, retry: asked.append(args))
    case = case_in(State.ENDORSED)
    with django_capture_on_commit_callbacks(execute=True):
        case.move(Role.REVIEWER, Action.APPROVE)
    assert asked == [[Snapshot.objects.get(kind="approved").pk]]


def test_the_worker_makes_it_once() -> None:
    case_in(State.APPROVED)
    snapshot = Snapshot.objects.get(kind="approved")
    keep_document(snapshot.pk)
    kept = ApprovedDocument.objects.get()
    keep_document(snapshot.pk)
    assert ApprovedDocument.objects.get() == kept
    assert hashlib.sha256(content_of(kept)).hexdigest() == kept.sha256
    assert kept.signer == ""


def test_what_is_approved_again_as_it_was_has_a_document_of_its_own_with_the_same_bytes(client: Client) -> None:
    case = case_in(State.APPROVED)
    keep_document(Snapshot.objects.get(kind="approved").pk)
    case.move(Role.REVIEWER, Action.REOPEN)
    for role, action in WAYS[State.APPROVED]:
        case.move(role, action)
    snapshots = list(Snapshot.objects.filter(kind="approved").order_by("pk"))
    keep_document(snapshots[1].pk)
    first, second = ApprovedDocument.objects.order_by("snapshot_id")
    assert [first.snapshot, second.snapshot] == snapshots
    assert (first.sha256, content_of(first)) == (second.sha256, content_of(second))
    assert first.file.name != second.file.name
    assert not DocumentAttempt.objects.exists()
    client.force_login(case.author)
    assert "这是本系统保存的原件，没有改动。" in verified(client, client.get(approved_url(case)).content)


@pytest.mark.usefixtures("signing")
def test_who_may_read_it_downloads_the_signed_document_the_same_each_time(client: Client) -> None:
    case = case_in(State.APPROVED)
    client.force_login(case.author)
    assert client.post(approved_url(case))["Location"] == approved_url(case)
    first = client.get(approved_url(case))
    assert (first.status_code, first["Content-Type"]) == (200, "application/pdf")
    assert client.get(approved_url(case)).content == first.content
    assert ApprovedDocument.objects.get().signer == BUREAU
    shown = verified(client, first.content)
    assert "这是本系统保存的原件，没有改动。" in shown
    assert f"{BUREAU}（证书由测试根证书颁发）" in shown
    assert "证书来自受信任的机构" in shown


def test_asking_for_what_is_not_made_yet_makes_nothing(client: Client) -> None:
    case = case_in(State.APPROVED)
    client.force_login(case.author)
    answer = client.get(approved_url(case))
    assert (answer.status_code, ApprovedDocument.objects.exists()) == (202, False)
    assert "还没有生成" in read(answer).with_class("notice")[0].text
    assert client.post(approved_url(case)).status_code == 302
    assert client.get(approved_url(case))["Content-Type"] == "application/pdf"


def test_what_is_not_approved_yet_has_none(client: Client) -> None:
    case = case_in(State.ENDORSED)
    client.force_login(case.author)
    assert client.get(approved_url(case)).status_code == 404


def test_a_file_that_was_changed_on_the_disk_is_never_handed_out(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    case = case_in(State.APPROVED)
    kept = approved_document(Snapshot.objects.get(kind="approved"))
    Path(kept.file.path).write_bytes(b"%PDF-1.7 other")
    client.force_login(case.author)
    with caplog.at_level(logging.CRITICAL):
        answer = client.get(approved_url(case))
    assert answer.status_code == 503
    assert "磁盘上的文件与审核通过时保存的不一致" in read(answer).with_class("notice")[0].text
    Path(kept.file.path).unlink()
    with pytest.raises(ChangedFileError, match="已不在磁盘上"):
        content_of(kept)


def test_a_certificate_that_cannot_be_used_keeps_nothing_and_says_why(client: Client, settings: Settings) -> None:
    settings.SIGNING_PKCS12 = "/nowhere/bureau.p12"
    case = case_in(State.APPROVED)
    client.force_login(case.author)
    answer = client.post(approved_url(case))
    assert answer.status_code == 503
    assert "签名证书文件不能读取" in read(answer).with_class("notice")[0].text
    keep_document(Snapshot.objects.get(kind="approved").pk)
    assert not ApprovedDocument.objects.exists()
    client.force_login(case.head)
    prepared = client.post(reverse("publication:prepare", args=[case.evaluation.pk]))
    assert (prepared.status_code, PreparedCopy.objects.exists()) == (409, False)
    assert "签名证书文件不能读取" in read(prepared).with_class("notice")[0].text


@pytest.mark.usefixtures("signing")
def test_the_public_copy_is_signed_and_anybody_can_have_it_checked() -> None:
    case = case_in(State.APPROVED)
    publication = look_and_publish(case.head, case.evaluation)
    content = Path(publication.file.path).read_bytes()
    shown = verified(Client(), content)
    assert "公开的原件：测试局" in shown
    assert "签名之后没有改动" in shown
    forged = verified(Client(), content[: len(content) // 2] + b"x" + content[len(content) // 2 + 1 :])
    assert "这份文件不能采信，原因见下。" in forged
    assert "不是本系统保存或公开的原件" in forged


@pytest.mark.parametrize(("content", "message"), [(b"PK\x03\x04", "这不是PDF文件"), (b"", "所提交的是空文件。")])
def test_what_is_no_pdf_is_refused_with_the_reason(client: Client, content: bytes, message: str) -> None:
    answer = client.post(reverse("publication:verify"), {"file": SimpleUploadedFile("a.pdf", content)})
    assert answer.status_code == 422
    assert read(answer).with_class("form-error")[0].text == message


def test_the_start_says_what_is_wrong_with_the_certificate(settings: Settings, tmp_path: Path) -> None:
    assert check_certificate(None) == []
    settings.SIGNING_PKCS12 = str(tmp_path / "none.p12")
    assert [type(one) for one in check_certificate(None)] == [Error]
    settings.SIGNING_PASSWORD = PASSWORD
    settings.SIGNING_PKCS12 = str(authority().pkcs12(tmp_path))
    assert check_certificate(None) == []
    settings.SIGNING_PKCS12 = str(authority().pkcs12(tmp_path, days=-1))
    assert [type(one) for one in check_certificate(None)] == [Warning]
