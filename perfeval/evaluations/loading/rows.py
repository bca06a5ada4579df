"""The records of a self-evaluation as they stand in the database: one query per table, whatever there is to read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from django.db.models import Model

from perfeval.evaluations import columns as c
from perfeval.evaluations.columns import Columns, RowType
from perfeval.evaluations.models import Fact, SelfEvaluation, Sheet, SheetKind
from perfeval.statements import Statement

from .reviews import reviews_of
from .sheets import read_again, read_sheets

Key = tuple[int | None, ...]

#: The columns that say whose child a row is. Trees name their parent last.
_OWNERS: dict[str, tuple[str, ...]] = {
    "fundrow": ("sheet_id",),
    "natureamount": ("sheet_id",),
    "goal": ("sheet_id",),
    "analysis": ("sheet_id",),
    "indicator": ("sheet_id", "parent_id"),
    "project": ("sheet_id",),
    "sheet": (),
    "task": (),
    "signatory": (),
    "basictable": (),
    "tablesection": ("table_id",),
    "tablerow": ("section_id", "parent_id"),
    "survey": (),
    "surveyquestion": ("survey_id",),
    "surveyoption": ("question_id",),
    "workingpaper": (),
    "paperrow": ("paper_id",),
    "finalaccounts": (),
    "revenue": ("accounts_id",),
    "expenditure": ("accounts_id",),
    "economic": ("accounts_id",),
    "report": ("project_id",),
    "attachment": ("report_id",),
    "section": ("report_id", "attachment_id", "parent_id"),
}

#: How a table is reached from the self-evaluation.
_PATHS: dict[str, str] = {
    "tablesection": "table__evaluation",
    "tablerow": "section__table__evaluation",
    "surveyquestion": "survey__evaluation",
    "surveyoption": "question__survey__evaluation",
    "paperrow": "paper__evaluation",
    "revenue": "accounts__evaluation",
    "expenditure": "accounts__evaluation",
    "economic": "accounts__evaluation",
    "attachment": "report__evaluation",
    "section": "report__evaluation",
}

#: A table that hangs on another is not asked where that one is empty.
_ABOVE = {
    "tablesection": "basictable",
    "tablerow": "tablesection",
    "surveyquestion": "survey",
    "surveyoption": "surveyquestion",
    "paperrow": "workingpaper",
    "revenue": "finalaccounts",
    "expenditure": "finalaccounts",
    "economic": "finalaccounts",
    "attachment": "report",
    "section": "report",
}

_OF_SHEET = (c.FUND_ROW, c.NATURE_AMOUNT, c.GOAL, c.ANALYSIS, c.INDICATOR)
_FOR_SCORES = (c.SURVEY, c.SURVEY_QUESTION, c.SURVEY_OPTION)
_OF_EVALUATION = (
    *_FOR_SCORES,
    c.TASK, c.SIGNATORY, c.BASIC_TABLE, c.TABLE_SECTION, c.TABLE_ROW, c.WORKING_PAPER, c.PAPER_ROW,
    c.FINAL_ACCOUNTS, c.REVENUE, c.EXPENDITURE, c.ECONOMIC, c.REPORT, c.ATTACHMENT, c.SECTION,
)  # fmt: skip


@dataclass
class Rows:
    """All rows that were read, by table and owner, each list in its order; ``reviews`` by the key of the indicator."""

    evaluation: SelfEvaluation
    facts: dict[str, Fact] = field(default_factory=dict)
    reviews: Mapping[int, dict[str, Any]] = field(default_factory=dict)
    _children: dict[tuple[str, Key], list[Model]] = field(default_factory=lambda: defaultdict(list))
    _by_pk: dict[tuple[str, int], Model] = field(default_factory=dict)
    _labels: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._by_pk["evaluation", self.evaluation.pk] = self.evaluation

    def children(self, columns: Columns, *owner: int | None) -> list[Model]:
        """The rows of a table that belong to this owner, in order."""
        return self._children.get((columns.label, owner), [])

    def only(self, columns: Columns, *owner: int | None) -> Model | None:
        """The one row of a table that belongs to this owner, if there is one."""
        return next(iter(self.children(columns, *owner)), None)

    def find(self, label: str, pk: int) -> Model | None:
        """The row with this key, if it is among those read."""
        return self._by_pk.get((label, pk))

    def items(self) -> Iterable[tuple[tuple[str, int], Model]]:
        """All rows that were read, each by the label of its table and its key."""
        facts = ((("fact", fact.pk), fact) for fact in self.facts.values() if fact.pk)
        return [*self._by_pk.items(), *facts]

    def sheets(self, kind: SheetKind) -> list[Sheet]:
        """The sheets of a kind, in order."""
        return [sheet for sheet in cast("list[Sheet]", self.children(c.SHEET)) if sheet.kind == kind]

    def may_have(self, columns: Columns) -> bool:
        """Whether the table that this one hangs on has rows."""
        above = _ABOVE.get(columns.label)
        return above is None or above in self._labels

    def add(self, label: str, rows: Iterable[Model]) -> None:
        """Keep rows of a table under their owners."""
        owners = _OWNERS[label]
        for row in rows:
            owner = tuple(getattr(row, name) for name in owners)
            self._children[label, owner].append(row)
            self._by_pk[label, row.pk] = row
            self._labels.add(label)


def read_rows(evaluation: SelfEvaluation, sheet: Sheet | None = None) -> Rows:
    """Read everything, or one sheet with what its score depends on: the facts and the survey.

    With a sheet of the whole department also the tasks, which its form shows.
    """
    facts = {fact.key: fact for fact in _FACTS.rows(evaluation.pk)}
    rows = Rows(evaluation, facts, reviews_of(evaluation, sheet))
    _read_sheets(rows, sheet)
    for columns in _tables_beside(sheet):
        if rows.may_have(columns):
            path = _PATHS.get(columns.label, "evaluation")
            rows.add(columns.label, _all(columns.model, path).rows(evaluation.pk))
    return rows


def _read_sheets(rows: Rows, sheet: Sheet | None) -> None:
    """The sheets, with the records of the projects among them, and what belongs to sheets."""
    key, of_sheet = (sheet.pk, "sheet") if sheet is not None else (rows.evaluation.pk, "sheet__evaluation")
    found = read_sheets(rows.evaluation) if sheet is None else read_again(sheet)
    rows.add("sheet", found)
    rows.add("project", [one.project for one in found if one.kind == SheetKind.PROJECT])
    for columns in _OF_SHEET:
        rows.add(columns.label, _all(columns.model, of_sheet).rows(key))


def _tables_beside(sheet: Sheet | None) -> tuple[Columns, ...]:
    if sheet is None:
        return _OF_EVALUATION
    return (*_FOR_SCORES, c.TASK) if sheet.kind == SheetKind.OVERALL else _FOR_SCORES


_FACTS = Statement(lambda key: Fact.objects.filter(evaluation=key))


@cache
def _all(model: type[RowType], path: str) -> Statement[RowType]:
    """The rows of a table that this path leads from to the key, in their order."""
    return Statement(lambda key: model._default_manager.filter(**{path: key}).order_by("order", "pk"))
