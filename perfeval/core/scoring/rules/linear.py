"""按档扣分: full marks up to a limit, then a deduction for every step, zero from another limit on."""

from decimal import Decimal
from fractions import Fraction

from typing_extensions import override

from perfeval.core.package.rules import Linear

from ..award import ZERO, Award, Subject
from ..deductions import deduct, describe_deduction, read_value
from ..measures import Missing, Reading
from ..wording import computed, entered
from .base import RuleKind


class LinearKind(RuleKind[Linear], model=Linear):
    """Weight − steps × deduction, not below ``floor``; zero at ``zero_at``."""

    title = "按档扣分"

    @override
    def award(self, rule: Linear, subject: Subject) -> Award:
        reading = read_value(rule, subject)
        if isinstance(reading, Missing):
            return Award(None, f"{reading.reason}，不能计分", reading.problem)
        if rule.zero_at is not None and _is_beyond(rule.zero_at, rule.better, reading):
            limit = f"{_zero_word(rule)}{entered(rule.zero_at)}{reading.unit}"
            return Award(subject.bounded(ZERO), f"{reading.text}，{limit}，得0分{reading.note}")
        deducted = deduct(rule, reading, subject)
        left = max(Fraction(subject.weight) - deducted.points, Fraction(rule.floor or 0))
        score = subject.bounded(left)
        won = f"得{computed(score)}分" if deducted.points else f"得满分{entered(score)}分"
        return Award(score, f"{deducted.text}，{won}{deducted.note}")

    @override
    def describe(self, rule: Linear) -> str:
        ends = []
        if rule.zero_at is not None:
            ends.append(f"{_zero_word(rule)}{entered(rule.zero_at)}得0分")
        ends.append("扣完为止" if rule.floor is None else f"最低得{entered(rule.floor)}分")
        return f"{describe_deduction(rule)}，{'，'.join(ends)}。"


def _is_beyond(zero_at: Decimal, better: str, reading: Reading) -> bool:
    return reading.value <= Fraction(zero_at) if better == "higher" else reading.value >= Fraction(zero_at)


def _zero_word(rule: Linear) -> str:
    return "不高于" if rule.better == "higher" else "不低于"
