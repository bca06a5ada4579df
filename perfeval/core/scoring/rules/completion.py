"""完成比率法 (财预〔2020〕10号): the whole weight where the target is reached, else in proportion."""

from decimal import Decimal
from fractions import Fraction

from typing_extensions import override

from perfeval.core.numbers import EXACT, divide, multiply
from perfeval.core.package.rules import Completion
from perfeval.core.targets import Quantity, Target, units_clash

from ..award import ZERO, Award, Subject
from ..measures import Missing, missing_number, read_measure
from ..wording import computed, entered, quote
from .base import RuleKind


class CompletionKind(RuleKind[Completion], model=Completion):
    """Weight × min(actual ÷ target, 1), or a measure in percent of the weight."""

    title = "完成比率法"

    @override
    def award(self, rule: Completion, subject: Subject) -> Award:
        if rule.measure is not None:
            return _by_measure(rule, subject)
        target, actual = subject.target, subject.actual
        if target is None or actual is None:
            return _incomplete(subject)
        return Pair(subject, target, actual).award()

    @override
    def describe(self, rule: Completion) -> str:
        if rule.measure is not None:
            return "得分 = 比率 × 分值，达到100%得满分。"
        return "达到指标值得满分；未达到的，得分 = 完成值 ÷ 指标值 × 分值。越低越好的指标，超过指标值时按比例减分。"


def _by_measure(rule: Completion, subject: Subject) -> Award:
    reading = read_measure(rule.measure, subject)
    if isinstance(reading, Missing):
        return Award(None, f"{reading.reason}，不能计分", reading.problem)
    points = subject.bounded(Fraction(subject.weight) * reading.value / 100)
    if reading.value >= 100:
        return Award(points, f"{reading.text}，达到100%，得满分{entered(points)}分{reading.note}")
    return Award(points, f"{reading.text} × 分值{entered(subject.weight)} = {computed(points)}分{reading.note}")


def _incomplete(subject: Subject) -> Award:
    """No score where target or actual is blank or a text: never a silent full score."""
    target, actual = subject.target_text, subject.indicator.actual
    if not target and not actual:
        return Award(None, "指标值和完成值均未填，不能计分")
    label, text = ("指标值", target) if subject.target is None else ("完成值", actual)
    gap = missing_number(label, text)
    return Award(None, f"{gap.reason}，不能计分", gap.problem)


class Pair:
    """A target and an actual that are both numbers, compared in plain units, shown on the target's scale.

    Entered numbers have at most 21 digits, so that quotients to 60 digits never mistake a tie at the second decimal.
    """

    def __init__(self, subject: Subject, target: Target, actual: Quantity) -> None:
        self.subject, self.target, self.actual = subject, target, actual
        self.low = target.value
        self.high = target.value if target.high_value is None else target.high_value
        self.done = actual.value
        self.weight = subject.weight
        self.shown = f"完成值{entered(actual.number_in(target))}"

    def award(self) -> Award:
        """The score; a unit that cannot be compared with the target's is reported beside it."""
        if self.done < 0 <= self.low and not self._may_be_negative():
            reason = f"完成值{quote(self.subject.indicator.actual or '')}为负数"
            return Award(None, f"{reason}，不能计分", reason)
        award = self._compare()
        if not units_clash(self.target, self.actual):
            return award
        return Award(award.score, award.explanation, self._unit_problem())

    def _may_be_negative(self) -> bool:
        """A change in percent that is to stay below a limit (“三公”经费变动率 ≤ 0) may well be a fall."""
        return self.target.sign in ("≤", "<") and self.target.is_share

    def _unit_problem(self) -> str:
        typed = self.subject.indicator.actual or ""
        return f"完成值{quote(typed)}与指标值{quote(self.subject.target_text or '')}的单位不同"

    def _compare(self) -> Award:
        better = self.subject.better
        if self.target.high is not None:
            return self._beside_range()
        if better == "lower":
            return self._reached("不高于") if self.done <= self.high else self._above(self.target.number)
        if self.low == 0:
            return self._beside_zero()
        return self._reached("达到") if self.done >= self.low else self._below()

    def _beside_range(self) -> Award:
        """Inside the range is full; which side outside costs points follows from what is better."""
        better, high = self.subject.better, self.target.high or Decimal(0)
        explicit = self.subject.indicator.better is not None
        if self.done < self.low and better != "lower":
            return self._below()
        if self.done > self.high and not (explicit and better == "higher"):
            return self._above(high)
        return self._reached("符合")

    def _beside_zero(self) -> Award:
        """Target 0 (泄题事件 = 0次): full where nothing happened; with ≥ 0 always, with > 0 where something did."""
        reached = {"≥": True, ">": self.done > 0}.get(self.target.sign or "", self.done <= 0)
        if reached:
            return self._reached("达到")
        return Award(self.subject.bounded(ZERO), f"{self.shown}，未达到指标值{self._target_text()}，得0分")

    def _target_text(self) -> str:
        sign = self.target.sign if self.target.sign in (">", "<") else ""
        upper = "" if self.target.high is None else f"至{entered(self.target.high)}"
        return f"{sign}{entered(self.target.number)}{upper}"

    def _reached(self, verb: str) -> Award:
        points = self._deduct_over_achievement()
        if points is not None:
            return points
        score = self.subject.bounded(self.weight)
        return Award(score, f"{self.shown}{verb}指标值{self._target_text()}，得满分{entered(score)}分")

    def _deduct_over_achievement(self) -> Award | None:
        """超额完成: points off where the scheme takes them for a target that was set too low."""
        over, better = self.subject.scoring.over_achievement, self.subject.better
        if over.flag_from is None or over.deduct == 0 or better == "lower" or self.low <= 0:
            return None
        limit = multiply(over.flag_from, self.high)
        if self.done < limit:
            return None
        score = self.subject.bounded(EXACT.subtract(self.weight, over.deduct))
        rate = f"达到指标值{self._target_text()}的{entered(over.flag_from * 100)}%以上"
        return Award(score, f"{self.shown}{rate}，超额完成扣{entered(over.deduct)}分，得{computed(score)}分")

    def _below(self) -> Award:
        """Less than wanted: actual ÷ target of the weight."""
        if self.low < 0:
            return Award(self.subject.bounded(ZERO), f"{self.shown}低于指标值{self._target_text()}，得0分")
        score = self.subject.bounded(divide(multiply(self.weight, self.done), self.low))
        target = f"指标值{entered(self.target.number)}"
        return Award(score, f"{self.shown} ÷ {target} × 分值{entered(self.subject.weight)} = {computed(score)}分")

    def _above(self, limit: Decimal) -> Award:
        """More than allowed: target ÷ actual of the weight, or linear, as the scheme says."""
        target, weight = f"指标值{entered(limit)}", entered(self.subject.weight)
        lead = f"{self.shown}高于{target}（越低越好）"
        if self.high <= 0:
            return Award(self.subject.bounded(ZERO), f"{lead}，得0分")
        if self.subject.scoring.lower_is_better == "ratio":
            score = self.subject.bounded(divide(multiply(self.weight, self.high), self.done))
            return Award(score, f"{lead}：{target} ÷ {self.shown} × 分值{weight} = {computed(score)}分")
        score = self.subject.bounded(divide(multiply(self.weight, EXACT.subtract(2 * self.high, self.done)), self.high))
        formula = f"（1 - （{self.shown} - {target}） ÷ {target}） × 分值{weight} = {computed(score)}分"
        return Award(score, f"{lead}：{formula}")
