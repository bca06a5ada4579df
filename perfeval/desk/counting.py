"""Counting the findings of all self-evaluations of a region and year: a job, since each has to be computed for it."""

from collections.abc import Sequence

from django.db.models import F, Q

from perfeval.core.language import _
from perfeval.core.package import PackageError
from perfeval.directory.models import FiscalYear, User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.screens.findings import findings_of
from perfeval.jobs.kinds import ItemError, Kind, Planned
from perfeval.jobs.models import Job, JobItem
from perfeval.jobs.services import queue_job

from .models import FindingCount
from .rules import may_have_of_year


def start_counting(*, actor: User, year: FiscalYear) -> Job:
    """Queue the counting of what has changed since it was counted."""
    title = _("{region}{year}年度问题统计").format(region=year.region.name, year=year.year)
    return queue_job(owner=actor, kind=COUNTING, title=title, year=year.pk)


def uncounted(year: FiscalYear) -> list[SelfEvaluation]:
    """The self-evaluations whose present version nobody has counted; one query."""
    counted = Q(finding_count__version=F("version"))
    found = SelfEvaluation.objects.filter(department__region=year.region_id, year=year.year).exclude(
        pk__in=SelfEvaluation.objects.filter(counted).values("pk")
    )
    return list(found.select_related("department").order_by("department__code", "department__name"))


def _plan(job: Job) -> Sequence[Planned]:
    year = FiscalYear.objects.get(pk=job.input["year"])
    return [Planned(str(one.pk), one.department.name) for one in uncounted(year)]


def _count(_job: Job, item: JobItem) -> None:
    evaluation = SelfEvaluation.objects.select_related("department__region", "scheme").filter(pk=item.key).first()
    if evaluation is None:
        raise ItemError(_("这份自评已被删除"))
    try:
        severities = [located.finding.severity for located in findings_of(evaluation)]
    except PackageError as error:
        raise ItemError(_("数据有误，不能检查：{why}").format(why=error)) from error
    FindingCount.objects.update_or_create(
        evaluation=evaluation,
        defaults={
            "version": evaluation.version,
            "errors": severities.count("error"),
            "warnings": severities.count("warning"),
        },
    )


COUNTING = Kind(
    name="count_findings",
    label=_("问题统计"),
    plan=_plan,
    make=_count,
    finish=lambda _job, _items: None,
    may_have=lambda user, job: may_have_of_year(user, job.input["year"]),
)
