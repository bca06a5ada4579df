"""评判等级赋分 (财预〔2020〕10号): 达成, 部分达成 or 未达成 limits the share of the weight."""

from fractions import Fraction

from typing_extensions import override

from perfeval.core.package.rules import Graded, GradeRanges

from ..award import Award, Subject
from ..wording import computed, entered, share
from .base import RuleKind

GRADES = {"achieved": "达成", "partial": "部分达成", "missed": "未达成"}


class GradedKind(RuleKind[Graded], model=Graded):
    """Weight × fraction, the fraction within the range of the chosen grade."""

    title = "评判等级赋分"

    @override
    def award(self, rule: Graded, subject: Subject) -> Award:
        ranges, chosen = rule.ranges or subject.scoring.graded_ranges, subject.inputs.grade
        if chosen is None:
            return Award(None, "未评定达成情况，不能计分")
        low, high = getattr(ranges, chosen)
        typed = subject.inputs.fraction
        if typed is None and low != high:
            return Award(None, f"评为“{GRADES[chosen]}”，得分比例（{span(ranges, chosen)}）未填，不能计分")
        fraction = min(max(low if typed is None else typed, low), high)
        score = subject.bounded(Fraction(subject.weight) * fraction)
        won = f"按分值{entered(subject.weight)}的{share(fraction)}计，得{computed(score)}分"
        return Award(score, f"评为“{GRADES[chosen]}”，{won}", _problem(ranges, chosen, typed))

    @override
    def describe(self, rule: Graded) -> str:
        if rule.ranges is None:
            return "按达成、部分达成、未达成三档，在各档比例内酌情得分。"
        return "；".join(f"{word}：分值的{span(rule.ranges, grade)}" for grade, word in GRADES.items()) + "。"


def span(ranges: GradeRanges, grade: str) -> str:
    """The range in words; where another range begins, the upper end does not belong to it."""
    low, high = getattr(ranges, grade)
    if low == high:
        return share(low)
    return f"{share(low)}（含）至{share(high)}" + ("" if _is_open(ranges, high) else "（含）")


def _is_open(ranges: GradeRanges, high: Fraction) -> bool:
    """Whether the next better range begins where this one ends: 80% belongs to 达成 alone."""
    return any(low == high < above for low, above in (ranges.achieved, ranges.partial))


def _problem(ranges: GradeRanges, grade: str, typed: Fraction | None) -> str | None:
    low, high = getattr(ranges, grade)
    if typed is None or low <= typed < high or (typed == high and not _is_open(ranges, high)):
        return None
    return f"得分比例{share(typed)}不在“{GRADES[grade]}”的{span(ranges, grade)}之内"
