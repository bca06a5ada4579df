"""A first version of each kind of rule for an indicator, from its own target; a start to be changed, not advice."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from perfeval.core.package import rules as kinds
from perfeval.core.package.rules import Rule
from perfeval.core.package.sheets import Indicator
from perfeval.core.targets import Target, read_target

from .wording import PERCENT

FULL_SATISFACTION, LEAST_SATISFACTION = Decimal(90), Decimal(60)
STEP, SHARE_PER_STEP = Decimal(1), Fraction(1, 20)
_LOWER = ("≤", "<")


def suggest_rules(indicator: Indicator) -> list[Rule]:
    """One rule of every kind, in the order in which the picker shows them; the indicator's own rule for its kind."""
    target = read_target(indicator.adjusted_target or indicator.target)
    found = [suggest(target) for suggest in _SUGGESTIONS]
    own = indicator.rule
    return [own if own is not None and own.kind == rule.kind else rule for rule in found]


def _number(target: Target | None, otherwise: Decimal) -> Decimal:
    return target.number if target else otherwise


def _is_lower(target: Target | None) -> bool:
    return target is not None and target.sign in _LOWER


def _completion(_target: Target | None) -> Rule:
    return kinds.Completion(kind="completion")


def _graded(_target: Target | None) -> Rule:
    return kinds.Graded(kind="graded")


def _condition(target: Target | None) -> Rule:
    if target is None:
        return kinds.Condition(kind="condition")
    return kinds.Condition(kind="condition", op="<=" if _is_lower(target) else ">=", value=target.number)


def _linear(target: Target | None) -> Rule:
    return kinds.Linear(
        kind="linear",
        better="lower" if _is_lower(target) else "higher",
        full_at=_number(target, Decimal(100)),
        step=STEP,
        deduct=SHARE_PER_STEP,
        deduct_unit="fraction",
        rounding="started",
    )


def _bands(_target: Target | None) -> Rule:
    limits = [(90, "1"), (80, "0.8"), (60, "0.6")]
    bands = [kinds.Band(min=Decimal(limit), fraction=Fraction(share)) for limit, share in limits]
    measure = kinds.Measure(actual_to_target=True)
    return kinds.Bands(kind="bands", measure=measure, bands=[*bands, kinds.Band(fraction=Fraction(0))])


def _satisfaction(target: Target | None) -> Rule:
    """A target in percent is where full marks begin."""
    is_rate = target is not None and target.unit == PERCENT and target.number > LEAST_SATISFACTION
    full = _number(target, FULL_SATISFACTION) if is_rate else FULL_SATISFACTION
    return kinds.Satisfaction(kind="satisfaction", full_at=full, zero_below=LEAST_SATISFACTION)


def _count(_target: Target | None) -> Rule:
    return kinds.Shortcomings(kind="count", per_item=SHARE_PER_STEP, deduct_unit="fraction")


def _checklist(_target: Target | None) -> Rule:
    item = kinds.ChecklistItem(text="是否符合要求", points=Decimal(1))
    return kinds.Checklist(kind="checklist", mode="deduct", items=[item])


def _sum_of_deductions(target: Target | None) -> Rule:
    part = kinds.Deduction(
        better="lower" if _is_lower(target) else "higher",
        full_at=_number(target, Decimal(100)),
        step=STEP,
        deduct=SHARE_PER_STEP,
        deduct_unit="fraction",
        rounding="started",
    )
    return kinds.SumOfDeductions(kind="sum_of_deductions", parts=[part])


def _manual(_target: Target | None) -> Rule:
    return kinds.Manual(kind="manual")


def _unset(_target: Target | None) -> Rule:
    return kinds.Unset(kind="unset")


_SUGGESTIONS: tuple[Callable[[Target | None], Rule], ...] = (
    _completion,
    _graded,
    _condition,
    _linear,
    _bands,
    _satisfaction,
    _count,
    _checklist,
    _sum_of_deductions,
    _manual,
    _unset,
)
