"""按次扣分 (kind ``count``): every shortcoming costs points or a share of the weight."""

from fractions import Fraction

from typing_extensions import override

from perfeval.core.package.rules import Shortcomings

from ..award import ZERO, Award, Subject
from ..wording import computed, entered
from .base import RuleKind


class ShortcomingsKind(RuleKind[Shortcomings], model=Shortcomings):
    """Weight − count × deduction; zero from ``zero_from`` shortcomings on."""

    title = "按次扣分"

    @override
    def award(self, rule: Shortcomings, subject: Subject) -> Award:
        count = subject.inputs.count
        if count is None:
            return Award(None, "未填不足之处的个数，不能计分")
        if count == 0:
            score = subject.bounded(Fraction(subject.weight))
            return Award(score, f"无不足之处，得满分{entered(score)}分")
        found = f"{entered(count)}处不足"
        if rule.zero_from is not None and count >= rule.zero_from:
            return Award(subject.bounded(ZERO), f"{found}，达到{entered(rule.zero_from)}处，得0分")
        each = rule.per_item if rule.deduct_unit == "points" else rule.per_item * Fraction(subject.weight)
        off = each * Fraction(count)
        score = subject.bounded(Fraction(subject.weight) - off)
        return Award(score, f"{found}，每处扣{entered(each)}分，扣{computed(off)}分，得{computed(score)}分")

    @override
    def describe(self, rule: Shortcomings) -> str:
        off = (
            f"{entered(rule.per_item)}分" if rule.deduct_unit == "points" else f"分值的{entered(rule.per_item * 100)}%"
        )
        zero = f"，达到{entered(rule.zero_from)}处得0分" if rule.zero_from is not None else ""
        return f"每有一处不足扣{off}，扣完为止{zero}。"
