"""The one service that changes a state: lock, ask the table, hold against the checks, record."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation, State
from perfeval.review.deadlines import is_closed
from perfeval.review.hooks import tell
from perfeval.review.models import ReturnedPart
from perfeval.review.transitions import TRANSITIONS, Action, Transition

from .events import record_event
from .explaining import barring_findings
from .locking import locked
from .notices import notify
from .refusals import TransitionRefusedError
from .snapshots import take_snapshot


@transaction.atomic
def move_evaluation(
    *,
    actor: User,
    evaluation: SelfEvaluation,
    action: Action,
    reason: str = "",
    places: Iterable[str] = (),
    seen_version: int | None = None,
    address: str | None = None,
) -> SelfEvaluation:
    """Take the evaluation one step further. Of two who try at once, one wins and the other is refused.

    ``places`` are the sections that are returned, ``seen_version`` is the version the actor decided on. Raises
    PermissionDenied for the wrong person and TransitionRefusedError where state, version, reason or findings bar it.
    """
    step = TRANSITIONS[action]
    mine = locked(evaluation)
    _refuse_unless_possible(step, actor, mine, reason)
    _refuse_another_version(mine, seen_version)
    if step.checked:
        _refuse_unready(mine)
    source = mine.state
    if step.snapshot:
        tell(take_snapshot(actor=actor, evaluation=mine, kind=step.snapshot))
    mine.state = step.target
    mine.save(update_fields=["state", "updated_at"])
    returned = list(dict.fromkeys(places)) if step.sends_back else []
    _keep_returned_parts(step, actor, mine, reason, returned)
    event = record_event(
        action=str(action),
        actor=actor,
        evaluation=mine,
        reason=reason.strip(),
        address=address,
        source=str(source),
        target=str(step.target),
        places=returned,
        version=mine.version,
    )
    notify(event=event, evaluation=mine)
    return mine


def _refuse_unless_possible(step: Transition, actor: User, evaluation: SelfEvaluation, reason: str) -> None:
    if not step.allowed(actor, evaluation):
        raise PermissionDenied
    if evaluation.state not in step.sources:
        now = evaluation.get_state_display()
        raise TransitionRefusedError(_("现在的状态是“{state}”，不能{action}").format(state=now, action=step.label))
    if step.needs_reason and not reason.strip():
        raise TransitionRefusedError(_("请写明理由"))


def _refuse_another_version(evaluation: SelfEvaluation, seen: int | None) -> None:
    """Nobody approves what is not what they read: the page was older than the last change."""
    if seen is not None and seen != evaluation.version:
        raise TransitionRefusedError(_("内容在您打开页面之后有改动，请重新查看后再办理"))


def _refuse_unready(evaluation: SelfEvaluation) -> None:
    """A submission is held against the year and against the checks."""
    if is_closed(evaluation):
        raise TransitionRefusedError(_("{year}年度已停止填报").format(year=evaluation.year))
    barring = barring_findings(evaluation)
    if barring:
        errors = sum(finding.severity == "error" for finding in barring)
        message = _("还有{errors}个错误、{warnings}个未说明的提醒").format(
            errors=errors, warnings=len(barring) - errors
        )
        raise TransitionRefusedError(message, barring)


def _keep_returned_parts(
    step: Transition, actor: User, evaluation: SelfEvaluation, reason: str, places: list[str]
) -> None:
    """A return opens its parts; going on closes those that were open."""
    if step.sends_back:
        now = timezone.now()
        ReturnedPart.objects.bulk_create(
            ReturnedPart(evaluation=evaluation, place=place, reason=reason.strip(), returned_at=now, returned_by=actor)
            for place in places or [""]
        )
    elif step.target == State.SUBMITTED:
        ReturnedPart.objects.filter(evaluation=evaluation, open=True).update(open=False)
