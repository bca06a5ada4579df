"""MEASURE: what a rule looks at. A measure that cannot be had says what is missing; it never counts as reached."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from perfeval.core.package.rules import Measure

from .award import Sources, Subject
from .wording import PERCENT, computed, entered, quote

Worse = Callable[[Fraction], Fraction]
"""How bad a value is: of several measures that must all hold, the worst counts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured value with its name, its unit, how it is shown, and how it came about."""

    value: Fraction
    label: str
    unit: str
    shown: str
    origin: str = ""

    @property
    def text(self) -> str:
        """Name and value: ``收入预算完成率91.40%``."""
        return f"{self.label}{self.shown}"

    @property
    def note(self) -> str:
        """How the value came about, in brackets behind the sentence; empty for a plain value."""
        return f"（{self.label} = {self.origin} = {self.shown}）" if self.origin else ""


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a measure cannot be had; ``problem`` when it was entered, but wrongly."""

    reason: str
    problem: str | None = None


def low_is_worse(value: Fraction) -> Fraction:
    """Higher is better."""
    return -value


def high_is_worse(value: Fraction) -> Fraction:
    """Lower is better."""
    return value


def read_measure(measure: Measure | None, subject: Subject, worse: Worse = low_is_worse) -> Reading | Missing:
    """Take a measure; without one it is the actual value."""
    if measure is None or measure.of:
        return _actual(subject)
    if measure.actual_to_target:
        return _actual_to_target(subject)
    if measure.fact is not None:
        return _fact(measure.fact, subject.sources)
    if measure.ratio is not None:
        return _ratio(measure.ratio, subject)
    if measure.min is not None:
        return _worst([read_measure(part, subject, worse) for part in measure.min], worse)
    return _rate(measure, subject.sources)


def _actual(subject: Subject) -> Reading | Missing:
    actual, text = subject.actual, subject.indicator.actual
    if actual is None:
        return missing_number("完成值", text)
    number = actual.number_in(subject.target) if subject.target else actual.number
    return Reading(Fraction(number), "完成值", actual.unit, entered(number) + actual.unit)


def missing_number(label: str, text: str | None) -> Missing:
    """Why 完成值 or 指标值 is no number: not filled in, or a text."""
    if not text:
        return Missing(f"未填{label}")
    reason = f"{label}{quote(text)}不是数字"
    return Missing(reason, reason)


def _actual_to_target(subject: Subject) -> Reading | Missing:
    target, actual = subject.target, subject.actual
    if target is None:
        return missing_number("指标值", subject.target_text)
    if actual is None:
        return missing_number("完成值", subject.indicator.actual)
    if target.value == 0:
        return Missing("指标值为0，不能计算完成率")
    rate = 100 * Fraction(actual.value) / Fraction(target.value)
    origin = f"完成值{entered(actual.number_in(target))} ÷ 指标值{entered(target.number)}"
    return Reading(rate, "完成率", PERCENT, computed(rate) + PERCENT, origin)


def _fact(key: str, sources: Sources) -> Reading | Missing:
    value, label = sources.facts.get(key), _label(key, sources)
    if value is None:
        return Missing(f"缺少数据{quote(label)}")
    unit = sources.fact_units.get(key, "")
    return Reading(Fraction(value), label, unit, entered(value) + unit)


def _label(key: str, sources: Sources) -> str:
    return sources.fact_labels.get(key) or key


def _ratio(sides: tuple[str | list[str], str | list[str]], subject: Subject) -> Reading | Missing:
    part, whole = (_signed_sum(side, subject.sources) for side in sides)
    if isinstance(part, Missing):
        return part
    if isinstance(whole, Missing):
        return whole
    if whole[0] == 0:
        return Missing(f"分母为0（{whole[1]}）")
    rate = 100 * Fraction(part[0]) / Fraction(whole[0])
    return Reading(rate, subject.indicator.name, PERCENT, computed(rate) + PERCENT, f"{part[1]} ÷ {whole[1]}")


def _signed_sum(side: str | list[str], sources: Sources) -> tuple[Decimal, str] | Missing:
    """The sum of signed facts and how it is written: ``收入预算数8779.43`` or ``（a1 - b2）``."""
    result, written = Decimal(0), ""
    for signed in [side] if isinstance(side, str) else side:
        key = signed.removeprefix("-")
        value, label = sources.facts.get(key), _label(key, sources)
        if value is None:
            return Missing(f"缺少数据{quote(label)}")
        minus = signed != key
        result += -value if minus else value
        written += f"{' - ' if minus else ' + '}{label}{entered(value)}"
    written = written.removeprefix(" + ").strip()
    return result, written if isinstance(side, str) or len(side) == 1 else f"（{written}）"


def _rate(measure: Measure, sources: Sources) -> Reading | Missing:
    if measure.execution_rate:
        value, label, unit, gap = sources.execution_rate, "预算执行率", PERCENT, "预算数或执行数未填，没有预算执行率"
    else:
        value, label, unit, gap = sources.survey_average, "问卷平均得分", "", "没有有效的满意度问卷"
    return Missing(gap) if value is None else Reading(value, label, unit, computed(value) + unit)


def _worst(readings: Sequence[Reading | Missing], worse: Worse) -> Reading | Missing:
    """The worst of several; one that is missing makes the whole missing."""
    gap = next((reading for reading in readings if isinstance(reading, Missing)), None)
    if gap is not None:
        return gap
    return max((reading for reading in readings if isinstance(reading, Reading)), key=lambda found: worse(found.value))
