"""多项合并扣分: several deductions add up."""

from fractions import Fraction

from typing_extensions import override

from perfeval.core.package.rules import SumOfDeductions

from ..award import Award, Subject
from ..deductions import Deducted, deduct, describe_deduction, read_value
from ..measures import Missing
from ..wording import computed, entered
from .base import RuleKind


class SumOfDeductionsKind(RuleKind[SumOfDeductions], model=SumOfDeductions):
    """Weight − Σ deductions, not below zero. A part that cannot be measured leaves the whole without a score."""

    title = "多项合并扣分"

    @override
    def award(self, rule: SumOfDeductions, subject: Subject) -> Award:
        parts: list[Deducted] = []
        for part in rule.parts:
            reading = read_value(part, subject)
            if isinstance(reading, Missing):
                return Award(None, f"{reading.reason}，不能计分", reading.problem)
            parts.append(deduct(part, reading, subject))
        off = sum((part.points for part in parts), Fraction(0))
        score = subject.bounded(Fraction(subject.weight) - off)
        won = f"合计扣{computed(off)}分，得{computed(score)}分" if off else f"得满分{entered(score)}分"
        return Award(score, "；".join([*(part.text + part.note for part in parts), won]))

    @override
    def describe(self, rule: SumOfDeductions) -> str:
        return "；".join(describe_deduction(part) for part in rule.parts) + "；各项扣分合计，扣完为止。"
