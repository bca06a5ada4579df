"""逐项考核: items that are met earn points, or items that are not deduct them; failing a veto item gives zero."""

from dataclasses import dataclass
from decimal import Decimal

from typing_extensions import override

from perfeval.core.numbers import EXACT, ZERO, multiply, total
from perfeval.core.package.rules import Checklist, ChecklistItem

from ..award import Award, Subject
from ..wording import computed, entered, listed
from .base import RuleKind


@dataclass(frozen=True, slots=True)
class Answered:
    """One item with its answer: ``times`` it earns or deducts, None where it is not answered."""

    text: str
    points: Decimal
    veto: bool
    met: bool
    times: Decimal | None


class ChecklistKind(RuleKind[Checklist], model=Checklist):
    """Σ points of met items, or weight − Σ points of failed ones. An unanswered item counts as not met."""

    title = "逐项考核"

    @override
    def award(self, rule: Checklist, subject: Subject) -> Award:
        items = _answers(rule, subject)
        open_items = [item for item in items if item.times is None]
        if len(open_items) == len(items):
            return Award(None, f"{len(items)}项均未填，不能计分")
        vetoed = [item for item in items if item.veto and not item.met and item.times is not None]
        if vetoed:
            return Award(subject.bounded(ZERO), f"“{vetoed[0].text}”不符合，一票否决，得0分")
        if any(item.veto for item in open_items):
            return Award(None, "一票否决项未填，不能计分")
        return _sum_up(rule, items, subject)

    @override
    def describe(self, rule: Checklist) -> str:
        verb = "每有一项不符合扣相应分值，扣完为止" if rule.mode == "deduct" else "每符合一项得相应分值"
        points = [entered(_points(rule, index)) for index in range(len(rule.items))]
        same = f"每项{points[0]}分" if len(set(points)) == 1 else f"依次{'、'.join(points)}分"
        vetoes = [_text(item) for index, item in enumerate(rule.items) if _is_veto(rule, index)]
        return f"共{len(points)}项，{same}，{verb}" + (f"；{listed(vetoes)}不符合得0分" if vetoes else "") + "。"


def _text(item: str | ChecklistItem) -> str:
    return item if isinstance(item, str) else item.text


def _points(rule: Checklist, index: int) -> Decimal:
    if rule.per_item is not None:
        return rule.per_item[index]
    item = rule.items[index]
    return Decimal(0) if isinstance(item, str) or item.points is None else item.points


def _is_veto(rule: Checklist, index: int) -> bool:
    item = rule.items[index]
    return index in rule.veto or (not isinstance(item, str) and item.veto)


def _answers(rule: Checklist, subject: Subject) -> list[Answered]:
    given = subject.inputs.items or []
    answers = [*given, *[None] * (len(rule.items) - len(given))]
    return [_answered(rule, index, answers[index]) for index in range(len(rule.items))]


def _answered(rule: Checklist, index: int, answer: bool | Decimal | None) -> Answered:
    item = rule.items[index]
    times, met = _read(answer, rule.mode == "earn", counted=isinstance(item, ChecklistItem) and item.counted)
    return Answered(_text(item), _points(rule, index), _is_veto(rule, index), met, times)


def _read(answer: bool | Decimal | None, earns: bool, *, counted: bool) -> tuple[Decimal | None, bool]:
    """How often an answer earns or deducts, and whether the item is met. A number counts only where it is asked for."""
    if isinstance(answer, bool):
        return Decimal(answer == earns), answer
    if answer is None or not counted or answer < 0:
        return None, False
    return answer, (answer > 0) == earns


def _sum_up(rule: Checklist, items: list[Answered], subject: Subject) -> Award:
    earns = rule.mode == "earn"
    blank = [item for item in items if item.times is None]
    failed = [item for item in items if item.times is not None and not item.met]
    made = total(multiply(item.points, item.times) for item in items if item.times is not None) or ZERO
    off = EXACT.add(made, total(item.points for item in blank) or ZERO)
    score = subject.bounded(made if earns else EXACT.subtract(subject.weight, off))
    head = f"{len(items)}项" + _shape(items, failed, blank)
    tail = f"，{len(blank)}项未填" if blank else ""
    if failed or blank:
        lost = "" if earns else f"，扣{computed(off)}分"
        return Award(score, f"{head}{tail}{lost}，得{computed(score)}分")
    full = "满分" if score == subject.weight else ""
    return Award(score, f"{head}，得{full}{entered(score)}分")


def _shape(items: list[Answered], failed: list[Answered], blank: list[Answered]) -> str:
    if not failed:
        everything = "均符合" if len(items) > 1 else "符合"
        return everything if not blank else f"中{len(items) - len(blank)}项符合"
    return f"中{len(failed)}项不符合（{listed([item.text for item in failed])}）"
