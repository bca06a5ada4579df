"""What an indicator is made of: target, actual, unit, direction, name."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import HUNDRED, multiply, plain
from perfeval.core.targets import Target, read_actual, read_target, units_differ

from .context import Context
from .finding import Remark
from .places import Leaf
from .registry import check
from .scores import quantities

_INDICATOR_RULES = "财预〔2021〕101号"
_SIGNS = "≥≤><=＝＞＜≧≦═"
_CLOSED_RATIO = re.compile(r"(?:准确|及时|合格|覆盖|结案|满意|签订|发放|到位|足额|通过|达标|出勤)[率度性]")
_VALUE = re.compile(r"\d+(?:\.\d+)?\s*(?:%|％|万元|元|人|个|次|天|分钟)|[≥≤]\s*\d")
_MALFORMED = re.compile(r"\d\s*\.\s*\.|\.\.\d|\d\s*,\s*\d{1,2}(?!\d)|[%％]{2}|[≥≤><]{2}(?!=)|\d\s*[oO]\b")
_TOO_MANY = 300
_RATE = re.compile("[率度]$|[率度](?:[≥>=大达不]|情况)|准确[率性]|\\d%")
_TERMS = ("预算", "决算", "决策", "结转", "结余", "资产", "资金", "收入", "收支", "采购", "支出", "支付", "产出")
"""Words of the field that are taken for one another."""
_COMPARISON = re.compile(r"[<>≤≥＜＞]=?\s*(\d+(?:\.\d+)?)\s*([%％]?)")


@check("C07", "超额完成20%以上须说明", "warning")
def check_over_achievement(context: Context) -> Iterator[Remark]:
    """An actual far above a target that was set too low, without an explanation."""
    flag_from = context.scheme.scoring.over_achievement.flag_from
    for leaf in context.leaves:
        target, actual = quantities(leaf)
        if flag_from is None or not target or actual is None or leaf.record.deviation:
            continue
        if _is_lower_better(leaf, context):
            continue
        if target > 0 and actual >= multiply(target, flag_from):
            yield Remark(
                f"{leaf.where}/deviation",
                f"{leaf.record.actual}",
                f"低于{_target(leaf)}的{plain(multiply(flag_from, HUNDRED))}%，或说明",
                f"“{leaf.record.name}”完成{leaf.record.actual}，达到指标值的{plain(flag_from)}倍以上，须说明原因。",
            )


@check("C23", "定量指标的完成值须是数字", "warning")
def check_actual_is_number(context: Context) -> Iterator[Remark]:
    """A target that is a number needs an actual that is one."""
    for leaf in context.leaves:
        target = read_target(_target(leaf))
        actual = leaf.record.actual
        if target and actual and read_actual(actual, target) is None:
            message = f"“{leaf.record.name}”的指标值{_target(leaf)}是数字，完成值“{_short(actual)}”不是数字。"
            yield Remark(f"{leaf.where}/actual", _short(actual), "数字", message)


@check("C24", "完成值不带比较符号", "hint")
def check_actual_repeats_sign(context: Context) -> Iterator[Remark]:
    """An actual with a comparison sign repeats the target instead of saying what was reached."""
    for leaf in context.leaves:
        actual = (leaf.record.actual or "").strip()
        if actual[:1] and actual[0] in _SIGNS and actual[0] not in "=＝═":
            yield Remark(
                f"{leaf.where}/actual",
                actual,
                actual.lstrip(_SIGNS),
                f"“{leaf.record.name}”的完成值写成“{_short(actual)}”，应写实际达到的数，不带比较符号。",
            )


@check("C25", "指标值与完成值单位一致", "warning")
def check_units(context: Context) -> Iterator[Remark]:
    """Target and actual in the same unit; 95% and 95 are not the same."""
    for leaf in context.leaves:
        target = read_target(_target(leaf))
        actual = read_target(leaf.record.actual)
        if target and actual and units_differ(target, actual):
            yield Remark(
                f"{leaf.where}/actual",
                f"{leaf.record.actual}",
                f"以“{target.unit or '无单位'}”计",
                f"“{leaf.record.name}”的指标值为{_target(leaf)}，完成值为{leaf.record.actual}，单位不一致。",
            )


@check("C25-percent", "比率的完成值带百分号", "warning")
def check_percent_of_rates(context: Context) -> Iterator[Remark]:
    """A rate whose actual is a bare number where no target tells the unit: 100 for 100 %."""
    for leaf in context.leaves:
        actual = read_target(leaf.record.actual)
        told = f"{leaf.record.name}{'' if leaf.record.standard is None else leaf.record.standard[:40]}"
        if actual and not actual.unit and actual.number > 1 and not _target(leaf) and _RATE.search(told):
            message = f"“{leaf.record.name}”的完成值{leaf.record.actual}没有百分号。"
            yield Remark(f"{leaf.where}/actual", f"{leaf.record.actual}", f"{plain(actual.number)}%", message)


@check("C25-bare", "完成值有单位", "hint")
def check_bare_actuals(context: Context) -> Iterator[Remark]:
    """An actual without the unit of its target: 1503 for ≥1500次."""
    for leaf in context.leaves:
        target, actual = read_target(_target(leaf)), read_target(leaf.record.actual)
        if target and actual and target.unit and not actual.unit and not units_differ(target, actual):
            message = f"“{leaf.record.name}”的完成值{leaf.record.actual}没有单位，指标值以“{target.unit}”计。"
            yield Remark(f"{leaf.where}/actual", f"{leaf.record.actual}", f"{leaf.record.actual}{target.unit}", message)


@check("C27", "比较符号与指标方向一致", "warning")
def check_direction(context: Context) -> Iterator[Remark]:
    """A cost target is an upper limit, a target of output, benefit or satisfaction a lower one."""
    words = context.scheme.scoring.cost_branches
    for leaf in context.leaves:
        target = read_target(_target(leaf))
        is_cost = any(word in branch for branch in leaf.branches[:2] for word in words)
        if target and is_cost and target.sign in ("≥", ">"):
            message = f"成本指标“{leaf.record.name}”的指标值{_target(leaf)}用了“{target.sign}”，成本应是上限。"
            yield Remark(f"{leaf.where}/target", f"{_target(leaf)}", "≤", message)
        if target and target.sign in ("≤", "<") and "满意" in leaf.record.name:
            message = f"“{leaf.record.name}”的指标值{_target(leaf)}用了“{target.sign}”，满意度应是下限。"
            yield Remark(f"{leaf.where}/target", f"{_target(leaf)}", "≥", message)


@check("C28", "指标名称不含指标值", "hint", _INDICATOR_RULES)
def check_value_in_name(context: Context) -> Iterator[Remark]:
    """A name carries no figure: the value belongs into 指标值."""
    for leaf in context.leaves:
        if match := _VALUE.search(leaf.record.name):
            message = f"指标名称“{leaf.record.name}”含有数值“{match[0]}”，数值应填在指标值栏。"
            yield Remark(f"{leaf.where}/name", match[0], "不含数值的名称", message)


@check("C29", "数字书写规范", "warning")
def check_malformed_numbers(context: Context) -> Iterator[Remark]:
    """Doubled points, percent or comparison signs in target or actual."""
    for leaf in context.leaves:
        for field in ("target", "adjusted_target", "actual"):
            text = getattr(leaf.record, field) or ""
            if _MALFORMED.search(text):
                message = f"“{leaf.record.name}”的“{_short(text)}”书写不规范。"
                yield Remark(f"{leaf.where}/{field}", _short(text), "规范的数字", message)


@check("C30", "比率不超过100%", "warning")
def check_ratio_above_hundred(context: Context) -> Iterator[Remark]:
    """A rate that is a part of a whole cannot pass 100 %."""
    for leaf in context.leaves:
        for field in ("target", "actual"):
            quantity = read_target(getattr(leaf.record, field))
            closed = _CLOSED_RATIO.search(leaf.record.name) or (not _target(leaf) and _far_above(quantity))
            if quantity and quantity.unit == "%" and quantity.number > HUNDRED and closed:
                shown = f"{plain(quantity.number)}%"
                message = f"“{leaf.record.name}”填为{shown}，这类比率不会超过100%。"
                yield Remark(f"{leaf.where}/{field}", shown, "不超过100%", message)


@check("C29-percent", "评分标准中百分号一致", "warning")
def check_percent_sign_in_standard(context: Context) -> Iterator[Remark]:
    """The same bound with and without a percent sign in one standard: >=100 … <100%."""
    for leaf in context.leaves:
        standard = leaf.record.standard or ""
        bounds: dict[Decimal, set[str]] = {}
        for number, sign in _COMPARISON.findall(standard):
            bounds.setdefault(Decimal(number), set()).add("%" if sign else "")
        for number, signs in bounds.items():
            if len(signs) > 1:
                shown = plain(number)
                message = f"“{leaf.record.name}”的评分标准中同一界限写作“{shown}”和“{shown}%”，应都带百分号。"
                yield Remark(f"{leaf.where}/standard", shown, f"{shown}%", message)


@check("C27-word", "指标名称与指标内容用词一致", "warning")
def check_name_against_content(context: Context) -> Iterator[Remark]:
    """A name whose first word never occurs in its explanation and standard, while a word one character off does."""
    for leaf in context.leaves:
        content = f"{leaf.record.explanation or ''}{leaf.record.standard or ''}"
        word = leaf.record.name[:2]
        if word not in _TERMS or not content or word in content:
            continue
        others = [term for term in _TERMS if term != word and term[0] == word[0] and content.count(term) > 1]
        for other in others[:1]:
            expected = other + leaf.record.name[2:]
            message = f"指标名称“{leaf.record.name}”与指标内容不符：内容和标准说的都是“{other}”。"
            yield Remark(f"{leaf.where}/name", leaf.record.name, expected, message)


def _target(leaf: Leaf) -> str | None:
    return leaf.record.adjusted_target or leaf.record.target


def _is_lower_better(leaf: Leaf, context: Context) -> bool:
    target = read_target(_target(leaf))
    signed = target is not None and target.sign in ("≤", "<")
    costs = context.scheme.scoring.cost_branches
    return (
        signed or leaf.record.better == "lower" or any(word in branch for branch in leaf.branches[:2] for word in costs)
    )


def _far_above(quantity: Target | None) -> bool:
    """A percentage so high that a zero too many was typed."""
    return quantity is not None and quantity.number >= _TOO_MANY


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
