"""One column of one indicator as a cell."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from perfeval.core.numbers import percent, plain
from perfeval.core.package import Indicator
from perfeval.core.scheme.columns import IndicatorColumn
from perfeval.core.scheme.templates import fill
from perfeval.core.targets import is_quantitative, read_target, unit_text

from .cells import blank, computed, number_entry, plain_text, text_entry
from .context import SheetContext
from .model import Cell
from .words import DIRECTION, INDICATOR_NATURE


class Node(NamedTuple):
    """An indicator and its JSON pointer."""

    indicator: Indicator
    ref: str


Builder = Callable[[Node, IndicatorColumn, SheetContext], Cell]

SHORT_TEXTS = ("target", "adjusted_target", "actual")


def indicator_cell(node: Node, column: IndicatorColumn, context: SheetContext) -> Cell:
    """The cell of any column but the names."""
    return _BUILDERS.get(column.field, _text)(node, column, context)


def name_cell(
    node: Node, column: IndicatorColumn, context: SheetContext, before: str = "", typed: bool = False
) -> Cell:
    """A name as its template writes it; it can be typed where it is a single scored indicator's own."""
    prefix, suffix = _around_name(node.indicator, column.template, context)
    entry = typed and not column.fixed
    cell = Cell(node.indicator.name, kind="entry" if entry else "label", ref=f"{node.ref}/name", input="lines")
    return replace(cell, prefix=before + prefix, suffix=suffix)


def _around_name(indicator: Indicator, template: str, context: SheetContext) -> tuple[str, str]:
    """What stands before and after the name; a part that names an unknown weight is left out."""
    weight = _weight_of(indicator)
    values = {"code": indicator.code or "", "weight": context.formats.weight.write(weight)}
    before, _, after = template.partition("{name}")
    shown = [part if weight is not None or "{weight}" not in part else "" for part in (before, after)]
    return fill(shown[0], values), fill(shown[1], values)


def _weight_of(indicator: Indicator) -> Decimal | None:
    """The stated weight, else what its indicators add up to."""
    if indicator.weight is not None:
        return indicator.weight
    return indicator.computed.weight if indicator.computed else None


def _text(node: Node, column: IndicatorColumn, _context: SheetContext) -> Cell:
    text, ref = getattr(node.indicator, column.field), f"{node.ref}/{column.field}"
    if column.fixed:
        return plain_text(text or "", ref)
    return text_entry(text, ref, "line" if column.field in SHORT_TEXTS else "lines")


def _weight(node: Node, column: IndicatorColumn, context: SheetContext) -> Cell:
    written = column.format or context.formats.weight
    if node.indicator.is_leaf and not column.fixed:
        return number_entry(node.indicator.weight, f"{node.ref}/weight", written)
    return computed(_weight_of(node.indicator), f"{node.ref}/computed/weight", written)


def _score(node: Node, column: IndicatorColumn, context: SheetContext) -> Cell:
    """The awarded score; typed where the rule is 酌情得分."""
    indicator, written = node.indicator, column.format or context.formats.score
    explanation = indicator.computed.explanation if indicator.computed else None
    if indicator.rule is not None and indicator.rule.kind == "manual":
        cell = number_entry(indicator.self_score, f"{node.ref}/self_score", written)
        return replace(cell, explanation=explanation)
    score = indicator.computed.score if indicator.computed else None
    return computed(score, f"{node.ref}/computed/score", written, explanation)


def _review_score(node: Node, column: IndicatorColumn, context: SheetContext) -> Cell:
    """复核得分: the reviewer's points; blank where no review was made."""
    review, written = node.indicator.review, column.format or context.formats.score
    cell = computed(review.score if review else None, f"{node.ref}/review/score", written)
    return cell if review else replace(cell, ref=None)


def _review_opinion(node: Node, _column: IndicatorColumn, _context: SheetContext) -> Cell:
    review = node.indicator.review
    return plain_text(review.opinion or "", f"{node.ref}/review/opinion") if review else plain_text("")


def _score_rate(node: Node, column: IndicatorColumn, context: SheetContext) -> Cell:
    """得分系数: score ÷ weight in percent."""
    score = node.indicator.computed.score if node.indicator.computed else None
    weight = _weight_of(node.indicator)
    rate = percent(score, weight) if score is not None and weight else None
    return replace(computed(rate, "", column.format or context.formats.rate), ref=None)


def _target_part(node: Node, column: IndicatorColumn, _context: SheetContext) -> Cell:
    """符号, 指标值 and 计量单位 apart; what is no quantity stands whole where the number would."""
    text, ref = node.indicator.target, f"{node.ref}/target"
    target = read_target(text)
    if target is None:
        return plain_text((text or "") if column.field == "target_number" else "", ref, "center")
    high = "" if target.high is None else f"-{plain(target.high)}"
    parts = {
        "target_sign": target.sign or "",
        "target_number": target.change + plain(target.number) + high,
        "target_unit": unit_text(target),
    }
    return plain_text(parts[column.field], ref, "center")


def _nature(node: Node, _column: IndicatorColumn, _context: SheetContext) -> Cell:
    indicator = node.indicator
    assumed = "quantitative" if is_quantitative(indicator.target, indicator.actual) else "qualitative"
    return plain_text(INDICATOR_NATURE[indicator.nature or assumed], f"{node.ref}/nature", "center")


def _better(node: Node, _column: IndicatorColumn, _context: SheetContext) -> Cell:
    better = node.indicator.better
    return plain_text(DIRECTION[better] if better else "", f"{node.ref}/better", "center")


def _blank(_node: Node, _column: IndicatorColumn, _context: SheetContext) -> Cell:
    return blank()


_BUILDERS: dict[str, Builder] = {
    "weight": _weight,
    "score": _score,
    "score_rate": _score_rate,
    "review_score": _review_score,
    "review_opinion": _review_opinion,
    "target_sign": _target_part,
    "target_number": _target_part,
    "target_unit": _target_part,
    "nature": _nature,
    "better": _better,
    "blank": _blank,
}
