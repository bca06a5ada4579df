"""达到即得满分，否则不得分."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from operator import eq, ge, gt, le, lt

from typing_extensions import override

from perfeval.core.package.rules import Condition

from ..award import ZERO, Award, Subject
from ..measures import Missing, Worse, high_is_worse, low_is_worse, read_measure
from ..wording import entered
from .base import RuleKind

HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {">=": ge, ">": gt, "<=": le, "<": lt, "==": eq}
WORDS = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "==": "等于"}


class ConditionKind(RuleKind[Condition], model=Condition):
    """All or nothing: a measure is held against a value, or the officer says whether it is met."""

    title = "达标得分"

    @override
    def award(self, rule: Condition, subject: Subject) -> Award:
        if rule.op is None or rule.value is None:
            return _by_answer(subject)
        reading = read_measure(rule.measure, subject, _worse(rule.op, rule.value))
        if isinstance(reading, Missing):
            if subject.inputs.met is not None:
                return _by_answer(subject)
            return Award(None, f"{reading.reason}，不能计分", reading.problem)
        demand = f"{WORDS[rule.op]}{entered(rule.value)}{reading.unit}"
        met = HOLDS[rule.op](reading.value, Fraction(rule.value))
        return _all_or_nothing(met, f"{reading.text}，要求{demand}，", subject, reading.note)

    @override
    def describe(self, rule: Condition) -> str:
        if rule.op is None or rule.value is None:
            return "符合要求得满分，否则不得分。"
        return f"{WORDS[rule.op]}{entered(rule.value)}得满分，否则不得分。"


def _worse(op: str, value: Decimal) -> Worse:
    """With ``<=`` the highest of several is the worst, with ``==`` the farthest."""
    if op == "==":
        return lambda found: abs(found - Fraction(value))
    return high_is_worse if op in ("<=", "<") else low_is_worse


def _by_answer(subject: Subject) -> Award:
    if subject.inputs.met is None:
        return Award(None, "未填是否符合，不能计分")
    return _all_or_nothing(subject.inputs.met, "", subject, "")


def _all_or_nothing(met: bool, lead: str, subject: Subject, note: str) -> Award:
    score = subject.bounded(Fraction(subject.weight) if met else ZERO)
    return Award(score, f"{lead}{f'符合，得满分{entered(score)}分' if met else '不符合，得0分'}{note}")
