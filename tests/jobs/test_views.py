"""The screens of jobs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perfeval.directory.models import User
from perfeval.jobs import store
from perfeval.jobs.models import ItemState, Job, JobState
from perfeval.review.models import Event
from tests.evaluations.pages import Element, read
from tests.factories import make_user

from .making import owner, plain_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> User:
    user = owner()
    client.force_login(user)
    return user


def page(client: Client, name: str, *keys: object) -> Element:
    answer = client.get(reverse(name, args=keys))
    assert answer.status_code == 200
    return read(answer)


def ended(job: Job, state: JobState = JobState.DONE, **values: object) -> Job:
    Job.objects.filter(pk=job.pk).update(state=state, finished_at=timezone.now(), planned=True, **values)
    job.refresh_from_db()
    return job


def buttons(found: Element) -> list[str]:
    return [button.text for button in found.one("section").all("button")]


def test_a_job_that_waits_says_so_and_fetches_its_progress_again(client: Client, person: User) -> None:
    job = plain_job("a", owned_by=person)
    section = page(client, "jobs:show", job.pk).one("section")
    assert section.one("p", role="status").text == "排队中 等待后台进程接手"
    assert (section.attributes["hx-get"], section.attributes["hx-trigger"]) == (f"/jobs/{job.pk}/", "every 1s")
    assert buttons(page(client, "jobs:show", job.pk)) == ["取消任务"]


def test_only_the_progress_is_fetched_again_and_it_ends_with_the_job(client: Client, person: User) -> None:
    job = plain_job("a", "b", "c", owned_by=person)
    ended(job, total=3, done=2, failed=1)
    job.items.create(order=1, key="1", label="甲局", state=ItemState.FAILED, problem="没有内容")
    part = read(client.get(reverse("jobs:show", args=[job.pk]), headers={"HX-Request": "true"}))
    (section,) = part.children
    assert "hx-get" not in section.attributes
    assert section.one("p", role="status").text == "已完成 3/3份，1份未能生成"
    bar = section.one("progress")
    assert (bar.attributes["max"], bar.attributes["value"]) == ("3", "3")
    assert [cell.text for cell in section.all("td")] == ["甲局", "没有内容"]
    assert buttons(part) == ["重做未生成的"]


def test_a_job_is_cancelled_and_goes_on(client: Client, person: User) -> None:
    job = plain_job("a", owned_by=person)
    assert client.post(reverse("jobs:cancel", args=[job.pk])).status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert buttons(page(client, "jobs:show", job.pk)) == ["继续"]
    answer = client.post(reverse("jobs:cancel", args=[job.pk]), follow=True)
    assert [box.text for box in read(answer).with_class("is-error")] == ["任务已经结束，不能取消"]
    client.post(reverse("jobs:resume", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_the_result_is_fetched_by_its_owner_and_that_goes_on_record(client: Client, person: User) -> None:
    kept = store.keep("result.zip", b"content")
    job = ended(plain_job("a", owned_by=person), result=kept.name, result_name="结果.zip", result_sha256=kept.sha256)
    answer = client.get(reverse("jobs:download", args=[job.pk]))
    assert b"".join(answer) == b"content"  # type: ignore[arg-type]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    event = Event.objects.get(action="fetch_result")
    assert (event.actor, event.details) == (person, {"sha256": kept.sha256})
    client.force_login(make_user("somebody"))
    assert client.get(reverse("jobs:download", args=[job.pk])).status_code == 404


def test_who_may_no_longer_have_the_result_is_refused(client: Client, person: User) -> None:
    job = ended(plain_job("a", owned_by=person, open=False), result="result.zip")
    assert [client.get(reverse(name, args=[job.pk])).status_code for name in ("jobs:show", "jobs:download")] == [
        403
    ] * 2


def test_a_result_that_retention_took_away_is_said_to_be_so(client: Client, person: User) -> None:
    job = ended(plain_job("a", owned_by=person), result_name="结果.zip")
    assert "结果已按保留期限清理，可重新打包" in page(client, "jobs:show", job.pk).text
    assert client.get(reverse("jobs:download", args=[job.pk])).status_code == 404
    lost = ended(plain_job("b", owned_by=person), result="lost.zip")
    assert client.get(reverse("jobs:download", args=[lost.pk])).status_code == 404


def test_the_list_shows_ones_own_jobs_the_newest_first(client: Client, person: User) -> None:
    assert page(client, "jobs:list").with_class("empty")
    plain_job("x")
    first, second = plain_job("a", owned_by=person), plain_job("b", owned_by=person)
    ended(first, total=4, done=3, failed=1, result="r", result_name="r.zip", result_size=2048)
    rows = [[cell.text for cell in row.all("td")][1:3] for row in page(client, "jobs:list").one("tbody").all("tr")]
    assert rows == [["排队中", ""], ["已完成", "4/4"]]
    assert second.pk > first.pk


def test_a_longer_list_needs_no_more_queries(client: Client, person: User) -> None:
    plain_job("a", owned_by=person)
    counts = []
    page(client, "jobs:list")
    for more in (0, 12):
        for number in range(more):
            plain_job(f"more{number}", owned_by=person)
        with CaptureQueriesContext(connection) as queries:
            page(client, "jobs:list")
        counts.append(len(queries))
    assert counts[0] == counts[1]
