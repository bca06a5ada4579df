"""Reminders: before the deadline, on the day, and while it is overdue; to the departments, and by region to the bureau.

A reminder is an event like any other, once a day for each department and region, whichever worker comes first.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from perfeval.core.language import _
from perfeval.directory.models import Department, FiscalYear, Role, User
from perfeval.evaluations.rules import is_open_to_authors
from perfeval.review.deadlines import DepartmentProgress, progress_of
from perfeval.review.models import ChainHead, Event, Notice

from .events import record_event
from .notices import wake_mailer

BEFORE = {7, 3, 1, 0}
"""Days before the deadline on which a department is reminded."""
EVERY = 7
"""Days between two reminders of what is overdue, the first of them on the day after the deadline."""
MOST_NAMED = 20


def remind_all(*, today: date | None = None) -> int:
    """Remind everybody who is to be reminded today; how many notices were written."""
    day = today or timezone.localdate()
    years = FiscalYear.objects.filter(open=True).select_related("region").order_by("pk")
    written = sum(_remind_year(year, day) for year in years)
    if written:
        wake_mailer()
    return written


def _remind_year(year: FiscalYear, day: date) -> int:
    stands = [stand for stand in progress_of(year) if stand.until and _is_with_officers(stand)]
    written = sum(_remind_department(year, stand, day) for stand in stands)
    return written + _tell_bureau(year, [stand.department for stand in stands if _days_left(stand, day) < 0], day)


def _is_with_officers(stand: DepartmentProgress) -> bool:
    return stand.evaluation is None or is_open_to_authors(stand.evaluation)


def _days_left(stand: DepartmentProgress, day: date) -> int:
    return (stand.until - day).days if stand.until else 0


def is_due(days_left: int) -> bool:
    """Whether a department is reminded on a day with so many days left; negative: days over."""
    return days_left in BEFORE if days_left >= 0 else (-days_left - 1) % EVERY == 0


def _remind_department(year: FiscalYear, stand: DepartmentProgress, day: date) -> int:
    left = _days_left(stand, day)
    if not is_due(left):
        return 0
    people = User.objects.filter(memberships__department=stand.department, memberships__role__in=_OFFICERS)
    what = _("{name} {year}年度").format(name=stand.department.name, year=year.year)
    title = f"{what}：{_said(left)}"
    text = _("截止日期{until}").format(until=stand.until)
    return _remind(people, what, title, text, day, stand)


_OFFICERS = (Role.AUTHOR, Role.HEAD)


def _said(left: int) -> str:
    if left > 0:
        return _("距截止还有{days}天").format(days=left)
    return _("今天截止") if left == 0 else _("已逾期{days}天").format(days=-left)


def _tell_bureau(year: FiscalYear, late: list[Department], day: date) -> int:
    """Once a week, and on the day after the deadline, who is late."""
    if not late or not year.deadline or not is_due((year.deadline - day).days):
        return 0
    people = User.objects.filter(memberships__region=year.region_id, memberships__role=Role.REVIEWER)
    what = _("{name} {year}年度").format(name=year.region.name, year=year.year)
    title = _("{what}：{count}个部门逾期未报").format(what=what, count=len(late))
    names = "、".join(department.name for department in late[:MOST_NAMED])
    more = _("等") if len(late) > MOST_NAMED else ""
    return _remind(people, what, title, names + more, day, None)


@transaction.atomic
def _remind(
    people: Iterable[User], what: str, title: str, text: str, day: date, stand: DepartmentProgress | None
) -> int:
    """Write the notices, unless they were written that day; nobody to remind, no event."""
    told = list(User.objects.filter(pk__in=[person.pk for person in people], is_active=True).order_by("pk"))
    ChainHead.objects.get_or_create(pk=1)
    ChainHead.objects.select_for_update().get(pk=1)
    if not told or Event.objects.filter(action="remind", subject=what, details__day=day.isoformat()).exists():
        return 0
    event = record_event(
        action="remind", evaluation=stand.evaluation if stand else None, subject=what, reason=title, day=day.isoformat()
    )
    Notice.objects.bulk_create(Notice(recipient=person, event=event, title=title[:500], text=text) for person in told)
    return len(told)
