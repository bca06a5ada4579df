import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from perfeval.desk.batch import start_batch
from perfeval.directory.models import FiscalYear, Membership, User
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.evaluations.services import save_field
from perfeval.jobs import store
from perfeval.jobs.models import Job, JobItem, JobState
from perfeval.review.models import Event
from tests.documents.making import opened
from tests.factories import author_of, make_department, reviewer_of
from tests.jobs.making import stand, work

from .places import evaluation_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_by_threads")]


def packed(actor: User, year: FiscalYear, *, only_passed: bool = False) -> Job:
    job = start_batch(actor=actor, year=year, only_passed=only_passed)
    work()
    job.refresh_from_db()
    return job


def archive_of(job: Job) -> zipfile.ZipFile:
    return zipfile.ZipFile(store.path_of(job.result))


def contents_of(job: Job) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(archive_of(job).read("目录.xlsx")))["目录"]
    return [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]


def test_a_batch_packs_all_with_a_table_of_contents_that_names_what_is_missing() -> None:
    first = evaluation_of("甲局", State.APPROVED, "101")
    evaluation_of("乙局", State.DRAFT, "102")
    make_department("丙局", first.department.region)
    reviewer = reviewer_of(first)
    year = FiscalYear.objects.get()
    job = packed(reviewer, year)
    assert stand(job) == (JobState.DONE, 2, 2, 0)
    assert job.result_name == "测试县2023年度自评材料打包（全部）.zip"
    one, two = JobItem.objects.order_by("order")
    names = ["001 甲局2023年度 绩效自评.pdf", "002 乙局2023年度 绩效自评.pdf"]
    assert archive_of(job).namelist() == ["目录.xlsx", *names]
    assert archive_of(job).testzip() is None
    assert all(len(opened(archive_of(job).read(name)).pages) > 0 for name in names)
    assert contents_of(job) == [
        [1, None, "丙局", "未填报", None, None, None, None, None, None],
        [2, "101", "甲局", "已通过", None, None, names[0], one.size, one.sha256, None],
        [3, "102", "乙局", "填写中", None, None, names[1], two.size, two.sha256, None],
    ]
    event = Event.objects.get(action="start_batch")
    assert (event.actor, event.subject, event.details) == (reviewer, job.title, {"job": job.pk})


def test_only_what_passed_can_be_packed_and_the_rest_is_named() -> None:
    first = evaluation_of("甲局", State.PUBLISHED, "101")
    evaluation_of("乙局", State.DRAFT, "102")
    job = packed(reviewer_of(first), FiscalYear.objects.get(), only_passed=True)
    assert archive_of(job).namelist() == ["目录.xlsx", "001 甲局2023年度 绩效自评.pdf"]
    assert [row[-1] for row in contents_of(job)] == [None, "不在本次打包范围"]


def test_an_unchanged_document_is_taken_from_the_disk_and_a_changed_one_is_made_anew() -> None:
    first, second = evaluation_of("甲局", code="101"), evaluation_of("乙局", code="102")
    reviewer, year = reviewer_of(first), FiscalYear.objects.get()
    packed(reviewer, year)
    made = {item.label: store.path_of(item.stored).stat().st_ino for item in JobItem.objects.all()}
    save_field(actor=author_of(second), evaluation=second, field="fact.income_budget.value", value="300")
    again = packed(reviewer, year)
    now = {item.label: store.path_of(item.stored).stat().st_ino for item in again.items.all()}
    assert (now["甲局"] == made["甲局"], now["乙局"] == made["乙局"]) == (True, False)


def test_a_document_that_the_store_lost_or_that_is_damaged_is_made_again() -> None:
    first, _second = evaluation_of("甲局", code="101"), evaluation_of("乙局", code="102")
    job = start_batch(actor=reviewer_of(first), year=FiscalYear.objects.get(), only_passed=False)
    work()
    one, two = JobItem.objects.order_by("order")
    store.path_of(one.stored).unlink()
    store.path_of(two.stored).write_bytes(b"damaged")
    Job.objects.update(state=JobState.QUEUED, result="")
    work()
    job.refresh_from_db()
    archive = archive_of(job)
    assert [archive.getinfo(name).file_size for name in archive.namelist()[1:]] == [one.size, two.size]
    assert [row[8] for row in contents_of(job)] == [one.sha256, two.sha256]


def test_a_document_that_cannot_be_made_is_named_with_its_reason_and_the_rest_is_packed() -> None:
    first = evaluation_of("甲局", code="101")
    broken = evaluation_of("乙局", code="102")
    SelfEvaluation.objects.filter(pk=broken.pk).update(department_info={"unknown": "1"})
    job = packed(reviewer_of(first), FiscalYear.objects.get())
    assert stand(job) == (JobState.DONE, 2, 1, 1)
    assert [(row[6] is None, row[-1]) for row in contents_of(job)] == [
        (False, None),
        (True, "数据有误，不能排版：/department/name: 缺少这一项\n/department/unknown: 不认识这一项：'1'"),
    ]


def test_a_batch_is_started_from_the_desk_and_belongs_to_the_region(client: Client) -> None:
    first = evaluation_of("甲局")
    reviewer, year = reviewer_of(first), FiscalYear.objects.get()
    client.force_login(reviewer)
    answer = client.post(reverse("desk:batch", args=[year.pk]), {"which": "passed", "format": "pdf"})
    job = Job.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/jobs/{job.pk}/")
    assert (job.owner, job.input) == (reviewer, {"year": year.pk, "only_passed": True, "format": "pdf"})
    client.post(reverse("desk:batch", args=[year.pk]), {"which": "passed", "format": "exe"})
    assert Job.objects.count() == 1
    Membership.objects.filter(user=reviewer).delete()
    assert client.get(reverse("jobs:show", args=[job.pk])).status_code == 403
