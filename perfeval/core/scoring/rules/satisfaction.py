"""满意度赋分: full from one limit on, nothing below another, in proportion between."""

from fractions import Fraction

from typing_extensions import override

from perfeval.core.package.rules import Satisfaction

from ..award import ZERO, Award, Subject
from ..measures import Missing, read_measure
from ..wording import computed, entered
from .base import RuleKind


class SatisfactionKind(RuleKind[Satisfaction], model=Satisfaction):
    """Weight × satisfaction ÷ ``full_at`` between the two limits."""

    title = "满意度赋分"

    @override
    def award(self, rule: Satisfaction, subject: Subject) -> Award:
        reading = read_measure(rule.measure, subject)
        if isinstance(reading, Missing):
            return Award(None, f"{reading.reason}，不能计分", reading.problem)
        full = f"{entered(rule.full_at)}{reading.unit}"
        if reading.value >= rule.full_at:
            score = subject.bounded(Fraction(subject.weight))
            return Award(score, f"{reading.text}，不低于{full}，得满分{entered(score)}分{reading.note}")
        if reading.value < rule.zero_below:
            zero = f"低于{entered(rule.zero_below)}{reading.unit}"
            return Award(subject.bounded(ZERO), f"{reading.text}，{zero}，得0分{reading.note}")
        score = subject.bounded(Fraction(subject.weight) * reading.value / Fraction(rule.full_at))
        formula = f"{reading.text} ÷ {full} × 分值{entered(subject.weight)} = {computed(score)}分"
        return Award(score, formula + reading.note)

    @override
    def describe(self, rule: Satisfaction) -> str:
        full, zero = entered(rule.full_at), entered(rule.zero_below)
        return f"满意度不低于{full}得满分，低于{zero}不得分，其间得分 = 满意度 ÷ {full} × 分值。"
