"""Old links, roles, files and sessions; and what one administrator could take from another."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from perfeval.desk.batch import BATCH
from perfeval.directory.models import FiscalYear, Membership, Role, User
from perfeval.directory.people import invitation_path, reset_password, set_active
from perfeval.evaluations.models import Evidence, State
from perfeval.jobs import store
from perfeval.jobs.models import Job, JobState
from perfeval.publication.models import PreparedCopy
from perfeval.publication.preparing import prepare_copy
from perfeval.publication.services import withdraw_publication
from perfeval.review.models import Event
from tests.asking import read_to_end
from tests.factories import make_department, person
from tests.publication.making import look_and_publish
from tests.review.making import case_in

from .attacking import client_of, nothing_changes, two_places
from .test_uploads import PNG

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PASSWORD = "Kreis-Blume-47"  # noqa: S105 - of these tests
CHOSEN = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture(autouse=True)
def fresh(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.JOBS_DIR = tmp_path / "jobs"
    cache.clear()


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user: User) -> Client:
    client = Client()
    assert client.post(reverse("login"), {"username": user.username, "password": PASSWORD}).status_code == 302
    return client


def choose_password(link: str) -> int:
    """What comes of following a link and choosing a password there: 302 if it was taken."""
    guest = Client()
    answer = guest.get(link, follow=True)
    address = answer.redirect_chain[-1][0] if answer.redirect_chain else link
    return guest.post(address, CHOSEN).status_code


def test_a_link_for_a_password_ends_with_the_account_and_with_the_next_link() -> None:
    administrator, officer = person(Role.ADMINISTRATOR), person(Role.AUTHOR, make_department())
    first = invitation_path(reset_password(actor=administrator, person=officer))
    second = invitation_path(reset_password(actor=administrator, person=officer))
    assert choose_password(first) == 200
    set_active(actor=administrator, person=officer, is_active=False, reason="调离")
    assert choose_password(second) == 200
    set_active(actor=administrator, person=officer, is_active=True, reason="返岗")
    assert choose_password(second) == 200, "closing the account ended the link for good"
    officer.refresh_from_db()
    assert not officer.has_usable_password()
    assert not Event.objects.filter(action="accept_invitation").exists()
    assert choose_password(invitation_path(reset_password(actor=administrator, person=officer))) == 302


def test_the_link_for_a_mailbox_serves_nobody_else_and_not_twice(settings: Settings) -> None:
    settings.MAIL_ENABLED = True
    officer, other = (with_password(person(Role.AUTHOR, make_department(name))) for name in ("甲局", "乙局"))
    mine = signed_in(officer)
    mine.post(reverse("change_email"), {"email": "neu@example.gov.cn", "password": PASSWORD})
    link = next(word for word in str(mail.outbox[0].body).split() if "/accounts/email/" in word)
    address = link.partition(settings.SITE_URL)[2]
    assert signed_in(other).post(address).status_code == 404
    assert Client().post(address).status_code == 302
    assert (mine.get(address).status_code, mine.post(address).status_code, mine.post(address).status_code) == (
        200,
        302,
        404,
    )
    other.refresh_from_db()
    assert other.email == ""


@pytest.mark.parametrize("role", [Role.SECURITY, Role.AUDITOR])
def test_the_system_administrator_cannot_take_over_those_who_control_him(role: Role) -> None:
    administrator, controller = person(Role.ADMINISTRATOR), with_password(person(role))
    client = Client()
    client.force_login(administrator)
    with nothing_changes():
        assert client.post(reverse("renew_invitation", args=[controller.pk])).status_code == 403
    assert "清除密码" not in client.get(reverse("person", args=[controller.pk])).content.decode()
    assert signed_in(controller).get("/").status_code == 200


def test_a_role_that_was_taken_ends_with_the_next_request() -> None:
    mine, _theirs = two_places()
    clients = {who: client_of(mine, who) for who in ("author", "head", "reviewer", "auditor", "administrator")}
    pages = {
        "author": reverse("evaluations:tasks", args=[mine.evaluation.pk]),
        "head": reverse("review:review", args=[mine.evaluation.pk]),
        "reviewer": reverse("review:deadlines"),
        "auditor": reverse("review:export_events"),
        "administrator": reverse("people"),
    }
    assert {who: read_to_end(clients[who].get(pages[who])) for who in pages} == dict.fromkeys(pages, 200)
    Membership.objects.all().delete()
    found = {who: clients[who].get(pages[who]).status_code for who in pages}
    assert found == {"author": 404, "head": 404, "reviewer": 403, "auditor": 403, "administrator": 403}


def test_only_the_auditor_carries_the_record_away_and_that_is_recorded() -> None:
    mine, _theirs = two_places()
    people = [who for who in mine.people if who not in ("nobody", "auditor")]
    address = reverse("review:export_events")
    assert {client_of(mine, who).get(f"{address}?action=sign_in").status_code for who in people} == {403}
    assert Client().get(address).status_code == 302
    assert Event.objects.filter(action="refused", subject__contains="/events/export/").count() == len(people)
    assert read_to_end(client_of(mine, "auditor").get(address)) == 200
    assert Event.objects.filter(action="export_events").count() == 1


def test_old_links_of_files_open_nothing_after_a_transfer() -> None:
    mine, theirs = two_places()
    author, reviewer = client_of(mine, "author"), client_of(mine, "reviewer")
    author.post(
        reverse("evaluations:evidence", args=[mine.evaluation.pk]), {"files": [SimpleUploadedFile("a.png", PNG)]}
    )
    file = reverse("evaluations:evidence_file", args=[mine.evaluation.pk, Evidence.objects.get().pk])
    year = FiscalYear.objects.get(region=mine.evaluation.department.region_id)
    kept = store.keep("all.zip", b"PK")
    job = Job.objects.create(
        owner=mine.people["reviewer"], kind=BATCH.name, title="打包", input={"year": year.pk}, state=JobState.DONE
    )
    Job.objects.filter(pk=job.pk).update(result=kept.name, result_name="all.zip")
    batch = reverse("jobs:download", args=[job.pk])
    assert (read_to_end(author.get(file)), read_to_end(reviewer.get(batch))) == (200, 200)
    Membership.objects.filter(user=mine.people["author"]).update(department=theirs.evaluation.department)
    Membership.objects.filter(user=mine.people["reviewer"]).update(region=theirs.evaluation.department.region)
    assert (author.get(file).status_code, reviewer.get(batch).status_code) == (404, 403)  # the job is still one's own


def second_factors(client: Client, user: User) -> dict[str, Any]:
    key = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "钥匙"})
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    return {
        reverse("mfa_remove_webauthn", args=[key.pk]): {},
        reverse("mfa_deactivate_totp"): {},
        reverse("mfa_generate_recovery_codes"): {},
        reverse("mfa_add_webauthn"): {"name": "fremd", "credential": "{}"},
    }


def test_no_second_factor_is_removed_added_or_read_in_a_session_without_the_password_anew() -> None:
    officer = with_password(person(Role.AUTHOR, make_department()))
    client = Client()
    client.force_login(officer)  # a session that somebody left open: it has no fresh proof of identity
    steps = second_factors(client, officer)
    with nothing_changes():
        for address, sent in steps.items():
            assert client.post(address, sent).headers["Location"].startswith(reverse("account_reauthenticate"))
        for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes"):
            assert client.get(reverse(name)).headers["Location"].startswith(reverse("account_reauthenticate"))


def test_no_key_of_somebody_else_is_removed() -> None:
    officer, other = (with_password(person(Role.AUTHOR, make_department(name))) for name in ("甲局", "乙局"))
    theirs = Authenticator.objects.create(user=other, type=Authenticator.Type.WEBAUTHN, data={"name": "钥匙"})
    client = signed_in(officer)
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    with nothing_changes():
        assert client.post(reverse("mfa_remove_webauthn", args=[theirs.pk])).status_code == 404


def with_phone() -> tuple[User, str]:
    """Somebody with an authenticator on the phone, and the code that it shows now."""
    officer = with_password(person(Role.AUTHOR, make_department()))
    secret = generate_totp_secret()
    TOTP.activate(officer, secret)
    return officer, str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_the_codes_of_a_second_factor_are_not_guessed_one_after_the_other() -> None:
    officer, code = with_phone()
    client = signed_in(officer)
    for number in range(12):
        client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"})
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/").status_code == 302, "the right code comes too late"


def test_a_code_that_somebody_looked_at_is_not_good_twice() -> None:
    officer, code = with_phone()
    found = []
    for _time in range(2):
        client = signed_in(officer)
        client.post(reverse("mfa_authenticate"), {"code": code})
        found.append(client.get("/").status_code)
    assert found == [200, 302]


def in_another_process(call: str, folder: Path) -> str:
    """What a call prints in a process of the program as it is in use."""
    lines = ["import django", "django.setup()", "from django.core.cache import cache", call]
    given = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    given |= {"DJANGO_SETTINGS_MODULE": "perfeval.settings", "VAR_DIR": str(folder), "SECRET_KEY": "x" * 50}
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], env=given, capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_nor_in_another_process_of_the_server(tmp_path: Path) -> None:
    in_another_process("cache.set('mfa.totp.used', 'y')", tmp_path)
    assert in_another_process("print(cache.get('mfa.totp.used'))", tmp_path) == "y"


def test_a_public_copy_is_found_under_no_address_before_and_none_after_it_is_public() -> None:
    case = case_in(State.APPROVED)
    publication = look_and_publish(case.head, case.evaluation)
    assert read_to_end(Client().get(reverse("publication:download", args=[publication.sha256]))) == 200
    withdraw_publication(actor=case.head, evaluation=case.evaluation, reason="数据更正")
    copy = PreparedCopy.objects.get()
    case.evaluation.refresh_from_db()
    guest, author = Client(), Client()
    author.force_login(case.author)
    private = reverse("publication:prepared", args=[case.evaluation.pk])
    for address in (
        reverse("publication:download", args=[copy.sha256]),
        f"/public/{copy.file.name}",
        f"/media/{copy.file.name}",
        f"/media/{publication.file.name}",
        f"/{publication.file.name}",
        f"/static/../media/{publication.file.name}",
    ):
        assert (address, guest.get(address).status_code) == (address, 404)
    assert (guest.get(private).status_code, author.get(private).status_code) == (302, 403)


def test_what_was_looked_at_for_one_department_is_not_published_for_another() -> None:
    mine = case_in(State.APPROVED)
    theirs = case_in(State.APPROVED, department={"name": "被攻击局", "region": "被攻击县", "code": "999"})
    seen = prepare_copy(actor=mine.head, evaluation=mine.evaluation)
    client = Client()
    client.force_login(mine.head)
    with nothing_changes():
        for case, answer in ((theirs, 404), (mine, 409)):
            address = reverse("publication:publish", args=[case.evaluation.pk])
            sha256 = seen.sha256 if case is theirs else "0" * 64
            assert client.post(address, {"version": "1", "sha256": sha256}).status_code == answer
