"""年初未填报的指标: a fixed share of the weight."""

from fractions import Fraction

from typing_extensions import override

from perfeval.core.package.rules import Unset

from ..award import Award, Subject
from ..wording import computed, entered, share
from .base import RuleKind


class UnsetKind(RuleKind[Unset], model=Unset):
    """The rule's share of the weight, or else the scheme's; without either there is no score."""

    title = "年初未填报"

    @override
    def award(self, rule: Unset, subject: Subject) -> Award:
        fraction = rule.fraction if rule.fraction is not None else subject.scoring.unset_fraction
        if fraction is None:
            return Award(None, "年初未填报指标，方案没有规定得分比例，不能计分")
        score = subject.bounded(Fraction(subject.weight) * fraction)
        weight = entered(subject.weight)
        return Award(score, f"年初未填报指标，按分值{weight}的{share(fraction)}计，得{computed(score)}分")

    @override
    def describe(self, rule: Unset) -> str:
        if rule.fraction is None:
            return "年初未填报的指标，按方案规定的比例得分。"
        return f"年初未填报的指标，得分值的{share(rule.fraction)}。"
