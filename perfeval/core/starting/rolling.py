"""Last year's self-evaluation as the start of the next: what is planned stays, what was achieved is emptied.

Projects, indicators with targets and rules, goals and texts stay. Amounts, actuals, scores, answers and reasons are
emptied. Where a form asks for last year's figure, it is filled from last year's own.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from perfeval.core.accounts import account_lines
from perfeval.core.accounts.lines import Line
from perfeval.core.numbers import plain
from perfeval.core.package import FinalAccounts, Package, dump_package, parse_package

Document = dict[str, Any]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s*年)")
_PRIOR = "_prior"

_MADE_THEN = ("published", "note", "computed")
_FUND_ROW = ("key", "label")
_GOAL = ("expected",)
_INDICATOR = (
    "code", "name", "weight", "nature", "target", "better", "explanation", "standard", "data_source", "rule",
)  # fmt: skip
_PROJECT = (
    "code", "name", "department", "unit", "list", "tier", "nature", "fund", "funding_level", "document_number",
    "classified", "goal_text",
)  # fmt: skip

#: Figures of the final accounts that the next year compares with: table, row, column.
_PRIOR_FIGURES = {
    "income_total": ("01", "31"),
    "expenditure_total": ("01", "62"),
    "fiscal_income_total": ("04", "32"),
    "fiscal_expenditure_total": ("04", "64"),
    "general_expenditure": ("05", "total"),
}
_CLASS_LENGTH = 3


def roll_forward(package: Package, *, scheme: str, year: int) -> Package:
    """The self-evaluation of ``year`` by the scheme with this slug, begun from an earlier one."""
    old = dump_package(package)
    new = _only(old, ("format", "money_unit", "department", "grade_bands", "fact_labels", "fact_units"))
    new |= {"scheme": scheme, "year": year, "facts": _facts(old.get("facts") or {})}
    shift = year - package.year
    parts = {
        "tasks": [_only(task, ("name", "target", "unit")) for task in old.get("tasks") or []],
        "overall": _maybe(old.get("overall"), _sheet),
        "projects": [_project(project, number) for number, project in enumerate(old.get("projects") or [], 1)],
        "basic_data": _maybe(old.get("basic_data"), lambda table: _basic_data(table, shift)),
        "three_public": _maybe(old.get("three_public"), _three_public),
        "final_accounts": _maybe(old.get("final_accounts"), lambda accounts: _accounts(accounts, package)),
        "survey": _maybe(old.get("survey"), lambda survey: _survey(survey, shift)),
        "working_papers": old.get("working_papers") or [],
        "report": _maybe(old.get("report"), lambda report: _report(report, shift)),
        "signatories": old.get("signatories") or [],
        "filing": _maybe(old.get("filing"), lambda filing: _only(filing, ("prepared_by", "phone", "approved_by"))),
    }
    new |= {key: part for key, part in parts.items() if part}
    return parse_package(_without(new, _MADE_THEN))


def _maybe(document: Document | None, change: Any) -> Document | None:
    return change(document) if document else None


def _only(document: Document, keys: Iterable[str]) -> Document:
    return {key: document[key] for key in keys if document.get(key) is not None}


def _without(value: Any, keys: tuple[str, ...]) -> Any:
    """JSON data without what belongs to the old document; ``computed`` columns of a basic-data section stay."""
    if isinstance(value, Mapping):
        kept = {
            key: item for key, item in value.items() if key not in keys or (key == "computed" and "columns" in value)
        }
        return {key: _without(item, keys) for key, item in kept.items()}
    return [_without(item, keys) for item in value] if isinstance(value, list) else value


def _shifted(text: str | None, years: int) -> str | None:
    """A title or heading with its years moved on: 2022年 → 2023年."""
    return None if text is None else _YEAR.sub(lambda found: str(int(found[0]) + years), text)


def _facts(facts: Mapping[str, str | None]) -> dict[str, str | None]:
    """Every figure empty, except that ``x_prior`` is what ``x`` was."""
    return {key: facts.get(key.removesuffix(_PRIOR)) if key.endswith(_PRIOR) else None for key in facts}


def _sheet(sheet: Document) -> Document:
    """What the sheet plans; a weight that is there as null gives no points, which is not the same as none."""
    weight = {"execution_weight": sheet["execution_weight"]} if "execution_weight" in sheet else {}
    return {
        **weight,
        "funds": [_only(row, _FUND_ROW) for row in sheet.get("funds") or []],
        "funds_by_nature": [_only(row, ("group", "label")) for row in sheet.get("funds_by_nature") or []],
        "goals": [_only(goal, _GOAL) for goal in sheet.get("goals") or []],
        "indicators": _indicators(sheet.get("indicators") or []),
        "analysis": [_only(text, ("label", "text")) for text in sheet.get("analysis") or []],
    }


def _indicators(nodes: list[Document]) -> list[Document]:
    """The tree without what was dropped in the course of the year, and without nodes that nothing is left under."""
    kept = []
    for node in nodes:
        children = _indicators(node.get("children") or [])
        if node.get("deleted") or (node.get("children") and not children):
            continue
        kept.append({**_only(node, _INDICATOR), **({"children": children} if children else {})})
    return kept


def _project(project: Document, number: int) -> Document:
    report = _maybe(project.get("report"), lambda report: _report(report, 0))
    seq = {"seq": number} if project.get("seq") is not None else {}
    return {**_sheet(project), **_only(project, _PROJECT), **seq, **({"report": report} if report else {})}


def _basic_data(table: Document, shift: int) -> Document:
    """Headings a year on; a column that was there under the same heading keeps its values."""
    sections = [_basic_section(section, shift) for section in table.get("sections") or []]
    return {"title": _shifted(table.get("title"), shift), "sections": sections}


def _basic_section(section: Document, shift: int) -> Document:
    old = section.get("columns") or []
    new = [_shifted(column, shift) or "" for column in old]
    sources = [old.index(column) if shift and column in old and _YEAR.search(column) else None for column in new]
    rows = [_basic_row(row, sources) for row in section.get("rows") or []]
    return {**section, "label": _shifted(section.get("label"), shift), "columns": new, "rows": rows}


def _basic_row(row: Document, sources: list[int | None]) -> Document:
    values = row.get("values") or []
    moved = [values[source] if source is not None and source < len(values) else None for source in sources]
    below = {"children": [_basic_row(child, sources) for child in row["children"]]} if row.get("children") else {}
    return {**_only(row, ("key", "label", "total")), "values": moved[: len(values)], **below}


def _three_public(figures: Document) -> Document:
    """Last year's final figures are what the new ones are compared with."""
    final = figures.get("final")
    return {"prior_final": final} if final else {}


def _accounts(accounts: Document, package: Package) -> Document:
    """The codes without amounts, and last year's totals."""
    figures = package.final_accounts or FinalAccounts()
    return {
        **_only(accounts, ("money_unit", "function_names", "economic_names")),
        "revenue": [_only(row, ("function", "name", "fund")) for row in accounts.get("revenue") or []],
        "expenditure": [
            _only(row, ("function", "name", "source", "fund")) for row in accounts.get("expenditure") or []
        ],
        "economic": [_only(row, ("code", "name")) for row in accounts.get("economic") or []],
        "balances": _opening(accounts.get("balances") or {}),
        "three_public": _three_public(accounts.get("three_public") or {}),
        "operating_cost": {"prior": (accounts.get("operating_cost") or {}).get("administrative")},
        "assets": accounts.get("assets"),
        "prior": _prior_figures(figures, package.year),
    }


def _opening(balances: Document) -> Document:
    """What was left at the end of last year is there at the start of this one."""
    opening = {"opening": balances.get("closing"), "opening_fiscal": balances.get("closing_fiscal")}
    fiscal = [
        {**_only(row, ("fund", "function")), "opening": row.get("closing")} for row in balances.get("fiscal") or []
    ]
    return {**_only(opening, opening), "fiscal": fiscal}


def _prior_figures(accounts: FinalAccounts, year: int) -> dict[str, str | None]:
    lines = account_lines(accounts, year)
    found = {key: _amount(lines[table], row) for key, (table, row) in _PRIOR_FIGURES.items()}
    classes = [line for line in lines["05"] if len(line.key) == _CLASS_LENGTH and line.key.isdecimal()]
    return found | {f"general_expenditure_{line.key}": plain(line.amount(0)) for line in classes}


def _amount(lines: list[Line], key: str) -> str | None:
    line = next((line for line in lines if line.key == key), None)
    return plain(line.amount(0)) if line else None


def _survey(survey: Document, shift: int) -> Document:
    questions = [
        {
            **question,
            "options": [_only(option, ("code", "label", "points")) for option in question.get("options") or []],
        }
        for question in survey.get("questions") or []
    ]
    return {"title": _shifted(survey.get("title"), shift), "questions": questions}


def _report(report: Document, shift: int) -> Document:
    """Texts stay as a start, titles move on a year, dates are emptied."""
    signature = _only(report.get("signature") or {}, ("organisation",))
    titles = {name: _shifted(report.get(name), shift) for name in ("title", "inner_title")}
    kept = {name: value for name, value in report.items() if name not in ("date", "signature")}
    return {**kept, **_only(titles, titles), **({"signature": signature} if signature else {})}
