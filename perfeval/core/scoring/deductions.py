"""Deductions by steps (每降低1个百分点扣0.2分), shared by the kinds ``linear`` and ``sum_of_deductions``."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from perfeval.core.package.rules import Deduction, Linear

from .award import Subject
from .measures import Missing, Reading, high_is_worse, low_is_worse, read_measure
from .wording import computed, entered, step_unit

ROUNDINGS = {"started": "，不足一档按一档计", "completed": "，不足一档不计", "proportional": "，按比例计"}


@dataclass(frozen=True, slots=True)
class Deducted:
    """Points that are taken off, and the sentence part that tells why; the note says where the value comes from."""

    points: Fraction
    text: str
    note: str


def read_value(rule: Linear | Deduction, subject: Subject) -> Reading | Missing:
    """The value a deduction looks at."""
    return read_measure(rule.measure, subject, low_is_worse if rule.better == "higher" else high_is_worse)


def shortfall(rule: Linear | Deduction, value: Fraction) -> Fraction:
    """How far the value is on the wrong side of ``full_at``; not above zero where it is reached."""
    full = Fraction(rule.full_at)
    return full - value if rule.better == "higher" else value - full


def deduct(rule: Linear | Deduction, reading: Reading, subject: Subject) -> Deducted:
    """What the value costs, not bounded by the weight."""
    gap = shortfall(rule, reading.value)
    if gap <= 0:
        return Deducted(
            Fraction(0), f"{reading.text}，{_reached(rule)}{entered(rule.full_at)}{reading.unit}", reading.note
        )
    per_step = step_points(rule, subject)
    steps = _steps(gap / Fraction(rule.step), rule.rounding)
    points = steps * per_step
    unit = step_unit(reading.unit)
    wrong, change = ("低于", "降低") if rule.better == "higher" else ("高于", "升高")
    count = entered(steps) if rule.rounding != "proportional" else computed(steps)
    text = (
        f"{reading.text}，{wrong}{entered(rule.full_at)}{reading.unit}，每{change}{entered(rule.step)}{unit}"
        f"扣{entered(per_step)}分，{computed(gap)}{unit}计{count}档，扣{computed(points)}分"
    )
    return Deducted(points, text, reading.note)


def step_points(rule: Linear | Deduction, subject: Subject) -> Fraction:
    """Points of one step; a fraction is of the weight."""
    return rule.deduct if rule.deduct_unit == "points" else rule.deduct * Fraction(subject.weight)


def describe_deduction(rule: Linear | Deduction, unit: str = "") -> str:
    """``不低于95得满分，每降低1扣0.2分，不足一档不计``."""
    change = "降低" if rule.better == "higher" else "升高"
    off = f"扣{entered(rule.deduct)}分" if rule.deduct_unit == "points" else f"扣分值的{entered(rule.deduct * 100)}%"
    full = f"{_reached(rule)}{entered(rule.full_at)}{unit}得满分"
    return f"{full}，每{change}{entered(rule.step)}{step_unit(unit)}{off}{ROUNDINGS[rule.rounding]}"


def _reached(rule: Linear | Deduction) -> str:
    return "不低于" if rule.better == "higher" else "不高于"


def _steps(steps: Fraction, rounding: str) -> Fraction:
    if rounding == "started":
        return Fraction(ceil(steps))
    return Fraction(floor(steps)) if rounding == "completed" else steps
