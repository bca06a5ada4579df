"""酌情得分: the officer's 自评得分 within a range."""

from decimal import Decimal
from fractions import Fraction

from typing_extensions import override

from perfeval.core.package.rules import Manual

from ..award import Award, Subject
from ..wording import computed, entered
from .base import RuleKind


class ManualKind(RuleKind[Manual], model=Manual):
    """自评得分 as entered, from 0 to the weight where no range is given."""

    title = "酌情得分"

    @override
    def award(self, rule: Manual, subject: Subject) -> Award:
        return award_by_hand(subject, rule.range or (Decimal(0), subject.weight), "")

    @override
    def describe(self, rule: Manual) -> str:
        if rule.range is None:
            return "视情况酌情得分，不超过分值。"
        return f"视情况在{entered(rule.range[0])}至{entered(rule.range[1])}分之间酌情得分。"


def award_by_hand(subject: Subject, limits: tuple[Decimal, Decimal], lead: str) -> Award:
    """The score typed by hand; outside the limits the nearer limit counts, and the problem says so."""
    low, high = limits[0], min(limits[1], subject.weight)
    span = f"{entered(low)}至{entered(high)}分"
    typed = subject.indicator.self_score
    if typed is None:
        return Award(None, f"{lead}须在{span}之间酌情填写自评得分，未填，不能计分", by_hand=True)
    score = subject.bounded(Fraction(max(low, min(typed, high))))
    if low <= typed <= high:
        return Award(score, f"{lead}酌情（{span}）自评得{computed(score)}分", by_hand=True)
    problem = f"自评得分{entered(typed)}分不在{span}之间"
    return Award(score, f"{lead}{problem}，按{computed(score)}分计", problem, by_hand=True)
