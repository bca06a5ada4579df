"""The rows of the permission matrix for the addresses of the review (tests/test_permission_matrix.py).

Columns: nobody, author, other author, head, other head, reviewer, other reviewer, administrator, security, auditor.
"""

from django.utils import timezone

from perfeval.directory.models import FiscalYear, User
from perfeval.evaluations.models import SelfEvaluation, Sheet, SheetKind
from perfeval.review.models import Comment, Notice, SnapshotKind
from perfeval.review.services import record_event, take_snapshot

LOGIN = 302
VIEW = (LOGIN, 200, 404, 200, 404, 200, 404, 404, 404, 404)
SEND = (LOGIN, 302, 404, 302, 404, 302, 404, 404, 404, 404)
REVIEWER_ONLY = (LOGIN, 403, 403, 403, 403, 200, 200, 403, 403, 403)
REVIEWER_OF_PLACE = (LOGIN, 404, 404, 404, 404, 302, 404, 404, 404, 404)
AUDITOR = (LOGIN, *(403,) * 8, 200)
ALL = (LOGIN, *(200,) * 9)

REVIEW_MATRIX: dict[tuple[str, str], tuple[int, ...]] = {
    ("GET", "review:review"): VIEW,
    ("GET", "review:section"): VIEW,
    ("GET", "review:changes"): VIEW,
    ("GET", "review:take_step"): (LOGIN, 200, 404, 403, 404, 403, 404, 404, 404, 404),
    ("POST", "review:take_step"): (LOGIN, 409, 404, 403, 404, 403, 404, 404, 404, 404),
    ("POST", "review:keep_reasons"): (LOGIN, 302, 404, 403, 404, 403, 404, 404, 404, 404),
    ("POST", "review:comment"): SEND,
    ("POST", "review:settle"): (LOGIN, 403, 404, 302, 404, 302, 404, 404, 404, 404),
    ("POST", "review:score_sheet"): (LOGIN, 403, 404, 403, 404, 403, 404, 404, 404, 404),
    ("GET", "review:queue"): ALL,
    ("POST", "review:queue"): (LOGIN, 403, 403, 403, 403, 422, 422, 403, 403, 403),
    ("GET", "review:inbox"): ALL,
    ("GET", "review:open_notice"): (LOGIN, 302, *(404,) * 8),
    ("POST", "review:open_notice"): (LOGIN, 302, *(404,) * 8),
    ("POST", "review:mark_read"): (302,) * 10,
    ("POST", "review:choose_mail"): (302,) * 10,
    ("GET", "review:deadlines"): REVIEWER_ONLY,
    ("POST", "review:open_year"): (LOGIN, 403, 403, 403, 403, 302, 302, 403, 403, 403),
    ("POST", "review:change_deadline"): REVIEWER_OF_PLACE,
    ("POST", "review:extend"): REVIEWER_OF_PLACE,
    ("GET", "review:events"): AUDITOR,
    ("GET", "review:export_events"): AUDITOR,
}

REVIEW_SENT = {"review:comment": {"text": "批注"}}


def review_numbers(name: str, evaluation: SelfEvaluation, author: User, head: User) -> list[int | str]:
    """What an address of the review names: made where it is not there yet."""
    pk = evaluation.pk
    sheet = Sheet.objects.get(evaluation=evaluation, kind=SheetKind.PROJECT)
    year = FiscalYear.objects.get(region=evaluation.department.region, year=evaluation.year)
    numbers: dict[str, list[int | str]] = {
        "review:section": [pk, f"sheet-{sheet.pk}"],
        "review:take_step": [pk, "submit"],
        "review:score_sheet": [pk, sheet.pk],
        "review:change_deadline": [year.pk],
        "review:extend": [year.pk, evaluation.department_id],
        **{f"review:{one}": [pk] for one in ("review", "keep_reasons", "comment")},
    }
    if name == "review:changes":
        return [pk, take_snapshot(actor=author, evaluation=evaluation, kind=SnapshotKind.SUBMITTED).pk]
    if name == "review:settle":
        comment = Comment.objects.filter(evaluation=evaluation).first() or Comment.objects.create(
            evaluation=evaluation, author=head, text="批注", written_at=timezone.now()
        )
        return [pk, comment.pk]
    if name == "review:open_notice":
        event = record_event(action="submit", evaluation=evaluation)
        return [Notice.objects.create(recipient=author, event=event, title="通知").pk]
    return numbers.get(name, [])
