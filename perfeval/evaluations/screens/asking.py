"""What each kind of rule asks an officer beside target and actual."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from perfeval.core.package import Measure, Rule
from perfeval.core.package import rules as kinds
from perfeval.core.scheme.scheme import Scheme
from perfeval.core.scoring.rules.graded import GRADES, span

from .inputs import CHOICE, LINES, NUMBER, Form, Input


def questions_of(rule: Rule, form: Form, scheme: Scheme) -> list[Input]:
    """Target, actual and figures as far as the rule measures them, then what its kind asks."""
    ask = _ASK.get(type(rule))
    return [*_measured(rule, form), *_facts_of(rule, form), *(ask(rule, form, scheme) if ask else ())]


def adjustment_of(rule: Rule, form: Form) -> list[Input]:
    """Override with reason (not where the score is given by hand anyway), and the texts of the working paper."""
    override = [
        *form.own("self_score", _("自评得分（不按规则计分时填写）"), NUMBER),
        *form.own("override_reason", _("不按规则计分的理由"), LINES),
    ]
    return [
        *([] if isinstance(rule, kinds.Manual) else override),
        *form.own("basis", _("得分说明"), LINES),
        *form.own("deviation", _("偏差原因分析及改进措施"), LINES),
    ]


def _measured(rule: Rule, form: Form) -> Iterator[Input]:
    wanted = set(_sides(rule)) | ({"target", "actual"} if isinstance(rule, kinds.Graded) else set())
    if "target" in wanted or isinstance(rule, kinds.Completion):
        yield from form.own("target", _("年度指标值"), LINES, hint=_("如≥95%"))
    if "actual" in wanted:
        yield from form.own("actual", _("实际完成值"), LINES)


def _sides(part: BaseModel) -> Iterator[str]:
    """What a rule looks at of the indicator itself: its actual unless it measures something else."""
    if isinstance(part, Measure):
        yield from ("target", "actual") if part.actual_to_target else ("actual",) if part.of else ()
    elif "measure" in type(part).model_fields and getattr(part, "measure", None) is None:
        yield "actual"
    for name in type(part).model_fields:
        for below in _flat(getattr(part, name)):
            if isinstance(below, BaseModel):
                yield from _sides(below)


def _facts_of(rule: BaseModel, form: Form) -> Iterator[Input]:
    for key in dict.fromkeys(fact_keys(rule)):
        label, unit = form.package.fact_labels.get(key, key), form.package.fact_units.get(key, "")
        yield from form.at(f"/facts/{key}", label, NUMBER, hint=unit)


def fact_keys(rule: BaseModel) -> Iterator[str]:
    """The keys of the figures that a rule measures."""
    for name in type(rule).model_fields:
        for part in _flat(getattr(rule, name)):
            if isinstance(part, Measure):
                yield from _keys_of_measure(part)
            elif isinstance(part, BaseModel):
                yield from fact_keys(part)


def _keys_of_measure(measure: Measure) -> Iterator[str]:
    if measure.fact is not None:
        yield measure.fact
    for side in measure.ratio or ():
        yield from (str(key).lstrip("-") for key in _flat(side))
    for part in measure.min or ():
        yield from _keys_of_measure(part)


def _flat(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _ask_checklist(rule: kinds.Checklist, form: Form, scheme: Scheme) -> Iterator[Input]:
    answers = {"true": _("符合"), "false": _("不符合"), "": _("未填")}
    for index, item in enumerate(rule.items):
        text = item if isinstance(item, str) else item.text
        if isinstance(item, kinds.ChecklistItem) and item.counted:
            yield from form.own(f"inputs/items/{index}", text, NUMBER, hint=_("个"))
        else:
            yield from form.own(f"inputs/items/{index}", text, CHOICE, answers=answers)


def _ask_count(rule: kinds.Shortcomings, form: Form, scheme: Scheme) -> Iterator[Input]:
    yield from form.own("inputs/count", _("不足之处"), NUMBER, hint=_("处，没有填0"))


def _ask_condition(rule: kinds.Condition, form: Form, scheme: Scheme) -> Iterator[Input]:
    answers = {"true": _("符合"), "false": _("不符合"), "": _("未填")}
    hint = _("有实际完成值或数据时按数据判断") if rule.op else ""
    yield from form.own("inputs/met", _("是否符合要求"), CHOICE, hint=hint, answers=answers)


def _ask_graded(rule: kinds.Graded, form: Form, scheme: Scheme) -> Iterator[Input]:
    ranges = rule.ranges or scheme.scoring.graded_ranges
    answers = {grade: f"{word}（{span(ranges, grade)}）" for grade, word in GRADES.items()}
    yield from form.own("inputs/grade", _("达成情况"), CHOICE, answers={**answers, "": _("未填")})
    yield from form.own("inputs/fraction", _("得分占分值的比例"), NUMBER, hint=_("如0.9，须在所选一档之内"))


def _ask_bands(rule: kinds.Bands, form: Form, scheme: Scheme) -> Iterator[Input]:
    if any(band.manual for band in rule.bands):
        yield from form.own("self_score", _("自评得分"), NUMBER, hint=describe_hand_bands(rule))


def describe_hand_bands(rule: kinds.Bands) -> str:
    """Which bands leave the score to the officer, e.g. 0至3分."""
    return "；".join(f"{band.manual[0]}–{band.manual[1]}" for band in rule.bands if band.manual)


def _ask_manual(rule: kinds.Manual, form: Form, scheme: Scheme) -> Iterator[Input]:
    hint = f"{rule.range[0]}–{rule.range[1]}" if rule.range else ""
    yield from form.own("self_score", _("自评得分"), NUMBER, hint=hint)


_ASK: dict[type[BaseModel], Callable[[Any, Form, Scheme], Iterator[Input]]] = {
    kinds.Checklist: _ask_checklist,
    kinds.Shortcomings: _ask_count,
    kinds.Condition: _ask_condition,
    kinds.Graded: _ask_graded,
    kinds.Bands: _ask_bands,
    kinds.Manual: _ask_manual,
}
