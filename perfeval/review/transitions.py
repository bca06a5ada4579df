"""The one table of states and transitions: who may take a self-evaluation from where to where."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation, State

from . import rules
from .models import SnapshotKind


class Action(StrEnum):
    """What can be done to a self-evaluation as a whole."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ENDORSE = "endorse"
    RETURN_BY_HEAD = "return_by_head"
    APPROVE = "approve"
    RETURN_BY_BUREAU = "return_by_bureau"
    REOPEN = "reopen"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table; ``checked``: findings bar it; ``is_public``: more happens than a change of state."""

    action: Action
    label: Promise | str
    sources: tuple[State, ...]
    target: State
    allowed: Callable[[User, SelfEvaluation], bool]
    needs_reason: bool = False
    checked: bool = False
    snapshot: SnapshotKind | None = None
    is_public: bool = False

    @property
    def sends_back(self) -> bool:
        """Whether the officers get it back to mend."""
        return self.target == State.RETURNED

    @property
    def decides(self) -> bool:
        """Whether somebody who did not write it lets it pass, for which the findings are read."""
        return self.target in (State.ENDORSED, State.APPROVED) and not self.is_public

    @property
    def is_forward(self) -> bool:
        """Whether unsettled remarks are worth a word."""
        return self.checked or self.decides


_ROWS = (
    Transition(
        Action.SUBMIT,
        _("提交单位负责人审核"),
        (State.DRAFT, State.RETURNED),
        State.SUBMITTED,
        rules.is_author,
        checked=True,
        snapshot=SnapshotKind.SUBMITTED,
    ),
    Transition(Action.WITHDRAW, _("撤回"), (State.SUBMITTED,), State.DRAFT, rules.is_author),
    Transition(Action.ENDORSE, _("同意并报送财政"), (State.SUBMITTED,), State.ENDORSED, rules.is_head_and_not_author),
    Transition(Action.RETURN_BY_HEAD, _("退回"), (State.SUBMITTED,), State.RETURNED, rules.is_head, needs_reason=True),
    Transition(
        Action.APPROVE,
        _("审核通过"),
        (State.ENDORSED,),
        State.APPROVED,
        rules.is_reviewer_and_not_author,
        snapshot=SnapshotKind.APPROVED,
    ),
    Transition(
        Action.RETURN_BY_BUREAU, _("退回"), (State.ENDORSED,), State.RETURNED, rules.is_reviewer, needs_reason=True
    ),
    Transition(Action.REOPEN, _("重新打开"), (State.APPROVED,), State.RETURNED, rules.is_reviewer, needs_reason=True),
    Transition(
        Action.PUBLISH, _("公开"), (State.APPROVED,), State.PUBLISHED, rules.is_head_or_reviewer, is_public=True
    ),
    Transition(
        Action.UNPUBLISH,
        _("撤下公开"),
        (State.PUBLISHED,),
        State.APPROVED,
        rules.is_head_or_reviewer,
        needs_reason=True,
        is_public=True,
    ),
)

TRANSITIONS: dict[Action, Transition] = {row.action: row for row in _ROWS}


def possible_transitions(user: User, evaluation: SelfEvaluation) -> list[Transition]:
    """The steps this person may take from the evaluation's state, in the order of the table."""
    return [row for row in _ROWS if evaluation.state in row.sources and row.allowed(user, evaluation)]
