"""Why an indicator has its score (得分说明), in words fit for a report: as typed, else made from its rule."""

import re
from collections.abc import Iterator

from perfeval.core.package import Indicator
from perfeval.core.package.rules import Checklist, ChecklistItem, Manual

from .values import Missing, Typed, Value

MOST_STATEMENTS = 8
"""So many items of a checklist are told one by one; of more only those that failed."""


def finding(node: Indicator) -> Value:
    """得分说明, else the reason of an override, the checklist as statements, or what the rule looked at."""
    written = node.basis or node.override_reason or _from_checklist(node) or _from_rule(node)
    return Typed(written) if written else Missing(f"{node.name}得分说明")


def _from_checklist(node: Indicator) -> str | None:
    if not isinstance(node.rule, Checklist) or node.inputs is None or not node.inputs.items:
        return None
    answers = [pair for pair in zip(node.rule.items, node.inputs.items, strict=False) if isinstance(pair[1], bool)]
    if len(answers) <= MOST_STATEMENTS:
        return "；".join(statement(item, bool(met)) for item, met in answers)
    failed = [statement(item, False) for item, met in answers if not met]
    rest = len(answers) - len(failed)
    return "；".join([*failed, f"{'其余' if failed else ''}{rest}项均符合要求"])


def _from_rule(node: Indicator) -> str | None:
    """The first clause of the computation says what was measured: 收入预算完成率100.00%."""
    result = node.computed
    if result is None or result.score is None or not result.explanation or isinstance(node.rule, Manual):
        return None
    return next(_clauses(result.explanation), None)


def _clauses(explanation: str) -> Iterator[str]:
    return (clause for clause in explanation.split("，") if clause)


def statement(item: str | ChecklistItem, met: bool) -> str:
    """「是否按规定公开」 → 「按规定公开」 or 「未做到按规定公开」; a question after a fault is turned round."""
    asked = (item if isinstance(item, str) else item.text).strip().rstrip("；;。？?，,")
    about_fault = _FAULT.search(asked) is not None
    if about_fault or (isinstance(item, ChecklistItem) and item.negative):
        return _without_fault(asked) if met else _plain(asked)
    return _plain(asked) if met else f"未做到{_plain(asked)}"


def _without_fault(asked: str) -> str:
    turned = _FAULT.sub(lambda found: f"{'不' if found[1] == '存在' else '未'}{found[1]}", asked)
    stated = _plain(turned)
    if turned != asked:
        return stated
    return f"没有{stated.removeprefix('有')}"


def _plain(asked: str) -> str:
    return asked.replace("是否", "").replace("有无", "有")


_FAULT = re.compile(r"(?:是否|有无)(存在|超过|违反|违规|发生|截留|挤占|挪用|虚列)")
