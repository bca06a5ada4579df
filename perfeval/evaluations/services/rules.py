"""Choosing the rule by which an indicator is scored."""

from typing import Any

from perfeval.core.language import _
from perfeval.core.package import Rule
from perfeval.directory.models import User
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet

from .changing import Changed, change
from .errors import ChangeRefusedError

_CHECKLIST = "checklist"


def choose_rule(
    *, actor: User, evaluation: SelfEvaluation, sheet: Sheet, indicator_key: int, rule: Rule | None
) -> Changed:
    """Let this rule score an indicator (None: the scheme's default rule); answers stay with the items they are about.

    Raises PermissionDenied, ChangeRefusedError.
    """
    document = rule.model_dump(mode="json", exclude_unset=True) if rule else None

    def apply(rows: Rows) -> None:
        row = rows.find("indicator", indicator_key)
        if not isinstance(row, Indicator):
            raise ChangeRefusedError(_("这一行已不存在，可能已被删除"))
        row.inputs = _moved_answers(row, document)
        row.rule = document
        row.save(update_fields=["rule", "inputs"])

    return change(actor=actor, evaluation=evaluation, sheet=sheet, title=_("选择计分规则"), act=apply)


def _moved_answers(row: Indicator, rule: dict[str, Any] | None) -> dict[str, Any] | None:
    """The inputs with the answer of each item of a checklist at its new place."""
    inputs: dict[str, Any] | None = row.inputs
    if inputs is None or inputs.get("items") is None or rule is None or rule["kind"] != _CHECKLIST:
        return inputs
    old = _texts(row.rule) if row.rule else []
    answers = dict(zip(old, inputs["items"], strict=False))
    return {**inputs, "items": [answers.get(text) for text in _texts(rule)]}


def _texts(rule: dict[str, Any]) -> list[str]:
    """The items of a rule as they are worded; none where it is no checklist."""
    items = rule.get("items") or []
    return [item if isinstance(item, str) else item["text"] for item in items]
