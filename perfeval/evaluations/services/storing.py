"""From the JSON document of a package to rows: one ``bulk_create`` per table and level of a tree."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from perfeval.core.numbers import parse_plain
from perfeval.core.package import PackageError
from perfeval.evaluations import columns as c
from perfeval.evaluations import models
from perfeval.evaluations.columns import FACTORS, Columns, DoesNotFitError, Row, in_points, in_yuan
from perfeval.evaluations.models import SelfEvaluation, SheetKind

Document = dict[str, Any]
Owner = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """A record of the document, where it stands, and the row columns that say whose it is."""

    document: Document
    path: str
    owner: Owner

    def owned(self, **owner: Any) -> "Item":
        """The same record with more columns from outside."""
        return Item(self.document, self.path, {**self.owner, **owner})

    def below(self, key: str, **owner: Any) -> "list[Item]":
        """The records of a list inside this one."""
        found = self.document.get(key) or []
        return [Item(document, f"{self.path}/{key}/{index}", owner) for index, document in enumerate(found)]


@dataclass
class Writer:
    """Writes a document under ``evaluation``; ``problems`` are the numbers that no column keeps."""

    evaluation: SelfEvaluation
    problems: list[tuple[str, str]] = field(default_factory=list)

    def write(self, document: Document) -> None:
        """Create all rows. Raises PackageError with every problem; the caller's transaction undoes the rest."""
        top = Item(document, "", {})
        mine = {"evaluation": self.evaluation}
        self._facts(document)
        self._sheets(top)
        self._many(c.TASK, top.below("tasks", **mine))
        self._many(c.SIGNATORY, top.below("signatories", **mine))
        papers = self._many(c.WORKING_PAPER, top.below("working_papers", **mine))
        self._many(c.PAPER_ROW, [row for item, paper in papers for row in item.below("rows", paper=paper)])
        self._basic_data(_one(top, "basic_data", mine))
        self._survey(_one(top, "survey", mine))
        self._accounts(_one(top, "final_accounts", mine))
        if self.problems:
            raise PackageError(self.problems)

    def fill_sheets(self, sheets: "Iterable[models.Sheet]", document: Document) -> None:
        """Give each of these sheets the fund rows, goals, indicators and texts of one document."""
        self._parts([(Item(document, "", {}), sheet) for sheet in sheets])

    # --- single records ---

    def values(self, columns: Columns, item: Item, factor: Decimal | None = None) -> dict[str, Any]:
        """The columns of one record, amounts in 元."""
        given = {name: item.document[name] for name in columns.names if item.document.get(name) is not None}
        for name in given.keys() & (columns.money | columns.points):
            given[name] = self._number(columns, name, item, factor or FACTORS[self.evaluation.money_unit])
        return given

    def _number(self, columns: Columns, name: str, item: Item, factor: Decimal) -> Decimal | None:
        number = parse_plain(item.document[name])
        try:
            return in_yuan(number, factor) if name in columns.money else in_points(number)
        except DoesNotFitError as error:
            self.problems.append((f"{item.path}/{name}", f"{error}：{item.document[name]}"))
            return None

    def _many(self, columns: Columns, items: Iterable[Item], factor: Decimal | None = None) -> "list[tuple[Item, Any]]":
        """Create a row for every record; its order is its place in its list."""
        items = list(items)
        rows = [
            columns.model(**item.owner, **self.values(columns, item, factor), order=_place_in_list(item))
            for item in items
        ]
        created = columns.model._default_manager.bulk_create(rows) if rows and not self.problems else rows
        return list(zip(items, created, strict=True))

    def _tree(self, columns: Columns, roots: Iterable[Item], key: str, owner: Callable[[Any], Owner]) -> None:
        """Create a tree level by level; ``owner`` gives the columns that children have from their parent."""
        level = list(roots)
        depth = 1
        while level:
            if columns is c.INDICATOR:
                level = [item.owned(level=depth) for item in level]
            created = self._many(columns, level)
            level = [child for item, row in created for child in item.below(key, **owner(row), parent=row)]
            depth += 1

    # --- parts of the document ---

    def _facts(self, document: Document) -> None:
        values, labels, units = (document.get(key) or {} for key in ("facts", "fact_labels", "fact_units"))
        models.Fact.objects.bulk_create(
            models.Fact(
                evaluation=self.evaluation,
                order=order,
                key=key,
                value=values.get(key),
                label=labels.get(key),
                unit=units.get(key),
            )
            for order, key in enumerate(dict.fromkeys([*values, *labels, *units]))
        )

    def _sheets(self, top: Item) -> None:
        overall = _one(top, "overall", {"kind": SheetKind.OVERALL})
        projects = top.below("projects", kind=SheetKind.PROJECT)
        items = [item.owned(evaluation=self.evaluation, **_execution_weight(item)) for item in [*overall, *projects]]
        sheets = self._many(c.SHEET, items)
        self._parts(sheets)
        self._reports(top, self._projects(sheets[len(overall) :]))

    def _parts(self, sheets: "list[tuple[Item, Any]]") -> None:
        for columns, key in (
            (c.FUND_ROW, "funds"),
            (c.NATURE_AMOUNT, "funds_by_nature"),
            (c.GOAL, "goals"),
            (c.ANALYSIS, "analysis"),
        ):
            self._many(columns, [row for item, sheet in sheets for row in item.below(key, sheet=sheet)])
        roots = [root for item, sheet in sheets for root in item.below("indicators", sheet=sheet)]
        self._tree(c.INDICATOR, roots, "children", lambda row: {"sheet_id": row.sheet_id})

    def _projects(self, sheets: "list[tuple[Item, Any]]") -> "list[tuple[Item, models.Project]]":
        projects = [models.Project(sheet=sheet, **self.values(c.PROJECT, item)) for item, sheet in sheets]
        if not self.problems:
            models.Project.objects.bulk_create(projects)
        return [(item, project) for (item, _sheet), project in zip(sheets, projects, strict=True)]

    def write_report(self, project: models.Project, document: Document) -> None:
        """The report of one project that is there already."""
        self._all_reports([Item(document, "", {"evaluation": self.evaluation, "project": project})])

    def _reports(self, top: Item, projects: "list[tuple[Item, models.Project]]") -> None:
        mine = {"evaluation": self.evaluation}
        items = _one(top, "report", mine)
        items += [report for item, project in projects for report in _one(item, "report", {**mine, "project": project})]
        self._all_reports(items)

    def _all_reports(self, items: list[Item]) -> None:
        reports = self._many(c.REPORT, items)
        attachments = self._many(
            c.ATTACHMENT, [one for item, report in reports for one in item.below("attachments", report=report)]
        )
        roots = [one for item, report in reports for one in item.below("sections", report=report)]
        for item, attachment in attachments:
            roots += item.below("sections", report_id=attachment.report_id, attachment=attachment)
        self._tree(c.SECTION, roots, "sections", _same_report)

    def _basic_data(self, items: list[Item]) -> None:
        tables = self._many(c.BASIC_TABLE, items)
        found = [section for item, table in tables for section in item.below("sections", table=table)]
        sections = self._many(
            c.TABLE_SECTION, [section.owned(formulas=section.document.get("computed")) for section in found]
        )
        rows = [row for item, section in sections for row in item.below("rows", section=section)]
        self._tree(c.TABLE_ROW, rows, "children", lambda row: {"section_id": row.section_id})

    def _survey(self, items: list[Item]) -> None:
        surveys = self._many(c.SURVEY, items)
        questions = self._many(
            c.SURVEY_QUESTION, [one for item, survey in surveys for one in item.below("questions", survey=survey)]
        )
        options = [one for item, question in questions for one in item.below("options", question=question)]
        self._many(c.SURVEY_OPTION, options)

    def _accounts(self, items: list[Item]) -> None:
        for item, accounts in self._many(c.FINAL_ACCOUNTS, items):
            factor = FACTORS[accounts.money_unit]
            for columns, key in ((c.REVENUE, "revenue"), (c.EXPENDITURE, "expenditure"), (c.ECONOMIC, "economic")):
                self._many(columns, item.below(key, accounts=accounts), factor)


def _one(item: Item, key: str, owner: Owner) -> list[Item]:
    """The record under a key, if there is one."""
    found = item.document.get(key)
    return [] if found is None else [Item(found, f"{item.path}/{key}", owner)]


def _place_in_list(item: Item) -> int:
    last = item.path.rpartition("/")[2]
    return int(last) if last.isdecimal() else 0


def _execution_weight(item: Item) -> Owner:
    """An absent weight is the scheme's, a null one gives no points: the columns keep the difference."""
    return {"execution_weight_given": "execution_weight" in item.document}


def _same_report(row: Row) -> Owner:
    return {name: getattr(row, name) for name in ("report_id", "attachment_id")}
