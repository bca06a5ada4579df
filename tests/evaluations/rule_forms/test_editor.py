"""Rules as fields and back: every rule of every kind, and what is wrong said at its field."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter

from perfeval.core.package import Indicator, Rule
from perfeval.core.package import rules as kinds
from perfeval.core.scoring import describe
from perfeval.core.scoring.suggestions import suggest_rules
from perfeval.evaluations.rule_forms import Figures, RuleEditor, editor_for
from tests.factories import SAMPLES, sample_bytes

RULES: TypeAdapter[Rule] = TypeAdapter(Rule)
FIGURES = Figures({"a": "收入预算数", "b": "收入决算数"})


def rule(**document: Any) -> Rule:
    return RULES.validate_python(document)


def sent_by(editor: RuleEditor) -> dict[str, str]:
    """What a browser sends for the fields as they are shown."""
    forms = [editor.form, *(editor.rows or [])]
    sent: dict[str, str] = {}
    for form in forms:
        for field in form.visible_fields():
            value = field.value()
            if value is not None and value is not False:
                sent[field.html_name] = "on" if value is True else str(value)
    if editor.rows is not None:
        management = editor.rows.management_form
        sent |= {field.html_name: str(field.value()) for field in management}
    return sent


def typed(start: Rule, **changes: str) -> RuleEditor:
    """The editor of a rule after its fields were changed."""
    sent = sent_by(editor_for(start, FIGURES))
    return editor_for(start, FIGURES, {**sent, **{name.replace("__", "-"): text for name, text in changes.items()}})


def messages(editor: RuleEditor) -> dict[str, list[str]]:
    assert editor.read() is None
    found = {name: list(errors) for name, errors in editor.form.errors.items()}
    for form in editor.rows or []:
        found |= {f"{form.prefix}-{name}": list(errors) for name, errors in form.errors.items()}
    return found


def rules_in(document: Any) -> list[Any]:
    if isinstance(document, dict):
        own = [document["rule"]] if document.get("rule") else []
        return own + [found for value in document.values() for found in rules_in(value)]
    return [found for item in document for found in rules_in(item)] if isinstance(document, list) else []


def rules_of_samples() -> list[Rule]:
    documents = [found for name in SAMPLES for found in rules_in(json.loads(sample_bytes(name)))]
    return [RULES.validate_python(document) for document in documents]


def test_every_rule_of_the_samples_comes_back_from_its_fields_with_the_same_meaning() -> None:
    found = rules_of_samples()
    assert len({one.kind for one in found}) >= 6
    for one in found:
        again = typed(one).read()
        assert again is not None
        assert (again.kind, describe(again)) == (one.kind, describe(one))
        assert measure_of(again) == measure_of(one)


def measure_of(one: Rule) -> kinds.Measure | None:
    """What a rule looks at; the actual value is what it looks at anyway."""
    measure: kinds.Measure | None = getattr(one, "measure", None)
    return None if measure is not None and measure.of else measure


def test_every_suggestion_comes_back_from_its_fields() -> None:
    for suggestion in suggest_rules(Indicator(name="满意度", target="≥95%")):
        assert typed(suggestion).read() == suggestion


def test_a_measure_that_the_fields_cannot_say_is_kept() -> None:
    least = {"min": [{"fact": "a"}, {"ratio": ["a", ["a", "-b"]]}]}
    start = rule(kind="condition", op=">=", value="1", measure=least)
    assert typed(start, value="2").read() == start.model_copy(update={"value": Decimal(2)})
    parts = [
        {
            "better": "higher",
            "full_at": "1",
            "step": "1",
            "deduct": "0.1",
            "deduct_unit": "points",
            "rounding": "started",
        }
    ]
    whole = rule(
        kind="sum_of_deductions", parts=[{**parts[0], "measure": least}, {**parts[0], "measure": {"fact": "b"}}]
    )
    assert typed(whole).read() == whole


def test_numbers_are_typed_as_people_type_them() -> None:
    start = rule(
        kind="linear", better="higher", full_at="95", step="1", deduct="0.2", deduct_unit="points", rounding="started"
    )
    read = typed(start, full_at="１，０００．５", deduct="5%", deduct_unit="fraction").read()
    assert isinstance(read, kinds.Linear)
    assert (read.full_at, read.deduct, read.deduct_unit) == (Decimal("1000.5"), Fraction(1, 20), "fraction")


def test_a_ratio_is_chosen_from_two_figures() -> None:
    start = rule(kind="condition", op=">=", value="1")
    read = typed(start, source="ratio", part="a", whole="b").read()
    assert isinstance(read, kinds.Condition)
    assert read.measure == kinds.Measure(ratio=("a", "b"))
    assert messages(typed(start, source="ratio", part="a")) == {"whole": ["请选择一项数据"]}


def test_rows_are_added_changed_and_removed() -> None:
    start = rule(kind="checklist", mode="deduct", items=["甲", "乙"], per_item=["1", "2"], veto=[1])
    read = typed(start, items__0__text="", items__0__points="", items__2__text="丙", items__2__points="0.5").read()
    assert isinstance(read, kinds.Checklist)
    assert [item.text for item in read.items if isinstance(item, kinds.ChecklistItem)] == ["乙", "丙"]
    assert [item.veto for item in read.items if isinstance(item, kinds.ChecklistItem)] == [True, False]


@pytest.mark.parametrize(
    ("start", "changes", "expected"),
    [
        (
            {"kind": "condition", "op": ">=", "value": "1"},
            {"value": "九十"},
            {"value": ["“九十”不是数字"]},
        ),
        ({"kind": "condition", "op": ">=", "value": "1"}, {"value": ""}, {"value": ["请填写数值"]}),
        (
            {"kind": "count", "per_item": "0.5", "deduct_unit": "points"},
            {"per_item": "-1"},
            {"per_item": ["太小"]},
        ),
        (
            {"kind": "manual", "range": ["0", "4"]},
            {"low": ""},
            {"low": ["最低和最高须都填或都不填"]},
        ),
        (
            {"kind": "graded"},
            {"achieved_low": "0.8"},
            {
                name: ["六项须都填或都不填"]
                for name in ("achieved_high", "partial_low", "partial_high", "missed_low", "missed_high")
            },
        ),
        (
            {"kind": "bands", "bands": [{"min": "90", "fraction": "1"}, {"fraction": "0"}]},
            {"bands__0__limit": "多", "bands__1__value": "1/0"},
            {"bands-0-limit": ["“多”不是数字"], "bands-1-value": ["“1/0”的分母为0"]},
        ),
        (
            {"kind": "checklist", "mode": "deduct", "items": [{"text": "甲", "points": "1"}]},
            {"items__0__points": ""},
            {"__all__": ["每一项须有分值（per_item 或 points）"]},
        ),
        (
            {"kind": "checklist", "mode": "deduct", "items": [{"text": "甲", "points": "1"}]},
            {"items__0__points": "", "items__0__text": ""},
            {"__all__": ["至少填写一行"]},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    start: dict[str, Any], changes: dict[str, str], expected: dict[str, list[str]]
) -> None:
    assert messages(typed(rule(**start), **changes)) == expected
