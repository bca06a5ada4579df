"""Which departments the desk shows, and in which order."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from perfeval.evaluations.models import State

from .standing import NOT_BEGUN, Standing

OVERDUE = "overdue"
ORDER = [NOT_BEGUN, *State.values]
"""States in the order in which they come."""

WORDS: dict[str, Promise | str] = {
    NOT_BEGUN: _("未填报"),
    **{value: State(value).label for value in State.values},
    OVERDUE: _("逾期"),
}

SORTS: dict[str, Callable[[Standing], Any]] = {
    "department": lambda one: (one.department.code, one.department.name),
    "state": lambda one: ORDER.index(one.state),
    "until": lambda one: one.until,
    "score": lambda one: one.total,
    "rate": lambda one: one.rate,
    "average": lambda one: one.average,
    "findings": lambda one: one.left,
}
"""What can be sorted by; a minus before the name turns the order round."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the desk was asked to show."""

    state: str = ""
    grade: str = ""
    text: str = ""
    sort: str = "department"


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many departments are in a state; ``state`` is empty for all."""

    state: str
    word: Promise | str
    count: int


def chosen(standings: Sequence[Standing], choice: Choice) -> list[Standing]:
    """Those that answer the choice, in its order; departments without a figure come last either way."""
    found = [one for one in standings if _answers(one, choice)]
    figure = SORTS.get(choice.sort.removeprefix("-"), SORTS["department"])
    known = [one for one in found if figure(one) is not None]
    missing = [one for one in found if figure(one) is None]
    return [*sorted(known, key=figure, reverse=choice.sort.startswith("-")), *missing]


def _answers(one: Standing, choice: Choice) -> bool:
    if choice.state == OVERDUE and not one.is_overdue:
        return False
    if choice.state not in ("", OVERDUE, one.state):
        return False
    if choice.grade not in ("", one.grade):
        return False
    return choice.text.strip() in f"{one.department.code} {one.department.name}"


def counts_by_state(standings: Sequence[Standing]) -> list[StateCount]:
    """All, each state that occurs, and those that are late."""
    counts = Counter(one.state for one in standings)
    found = [StateCount(state, WORDS[state], counts[state]) for state in ORDER if counts[state]]
    late = sum(one.is_overdue for one in standings)
    overdue = [StateCount(OVERDUE, WORDS[OVERDUE], late)] if late else []
    return [StateCount("", _("全部"), len(standings)), *found, *overdue]


def grades_in(standings: Sequence[Standing]) -> list[str]:
    """The grades that occur, the most frequent first."""
    return [grade for grade, _count in Counter(one.grade for one in standings if one.grade).most_common()]
