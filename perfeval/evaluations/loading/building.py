"""From rows to the JSON document of a package, noting where the value of each column stands in it."""

from collections.abc import Callable
from typing import Any, cast

from django.db.models import Model

from perfeval.core.package import FORMAT, RuleInputs, pointer
from perfeval.evaluations import columns as c
from perfeval.evaluations import models
from perfeval.evaluations.columns import FACTORS, Columns, in_unit, tidy
from perfeval.evaluations.models import SheetKind

from .places import places_in
from .rows import Rows

Document = dict[str, Any]
Extra = Callable[[Any, Document, str], None]

_SINGLE_INPUTS = [name for name in RuleInputs.model_fields if name != "items"]


class Builder:
    """Builds the document of ``rows``; ``fields`` maps JSON pointers to field names."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.fields: dict[str, str] = {}
        self.document: Document = {}
        self._factor = FACTORS[rows.evaluation.money_unit]

    def build(self) -> Document:
        """The whole document."""
        evaluation = self.rows.evaluation
        self.document = self._record(c.EVALUATION, evaluation, "")
        self.document |= {"format": FORMAT, "scheme": evaluation.scheme.slug, "department": evaluation.department_info}
        self._note_places(c.EVALUATION, evaluation, "department_info", "/department", "department")
        for name in ("three_public", "filing", "grade_bands"):
            self._note_places(c.EVALUATION, evaluation, name, f"/{name}", name)
        self._facts()
        self._sheets()
        self._basic_data()
        self._survey()
        self._accounts()
        self._list(self.document, "", "tasks", c.TASK)
        self._list(self.document, "", "signatories", c.SIGNATORY)
        self._list(self.document, "", "working_papers", c.WORKING_PAPER, extra=self._paper)
        self._report(self.document, "", None)
        return self.document

    # --- single records ---

    def _record(self, columns: Columns, row: Model, path: str) -> Document:
        """One row as a record; empty cells and flags that say what holds anyway are left out."""
        document: Document = {}
        prefix = f"{columns.label}.{row.pk}."
        values = row.__dict__
        for name in columns.entered:
            self.fields[f"{path}/{name}"] = prefix + name
        for name in columns.names:
            value = values[name]
            if value is not None and value is not columns.flags.get(name):
                document[name] = self._value(columns, name, value)
        return document

    def _value(self, columns: Columns, name: str, value: Any) -> Any:
        if name in columns.money:
            return in_unit(value, self._factor)
        return tidy(value) if name in columns.points else value

    def _note_places(self, columns: Columns, row: Model, column: str, path: str, key: str) -> None:
        """Name the single values inside a JSON column, the empty ones too."""
        field = columns.record.model_fields[key]
        value = getattr(row, column)
        for place in places_in(field.annotation, value):
            self.fields[path + pointer(place)] = f"{columns.label}.{row.pk}.{column}{pointer(place)}"

    def _list(
        self, into: Document, path: str, key: str, columns: Columns, *owner: int | None, extra: Extra | None = None
    ) -> None:
        """The rows of an owner as a list under ``key``; ``extra`` adds what hangs on each."""
        documents = []
        for index, row in enumerate(self.rows.children(columns, *owner)):
            place = f"{path}/{key}/{index}"
            document = self._record(columns, row, place)
            if extra:
                extra(row, document, place)
            documents.append(document)
        if documents:
            into[key] = documents

    # --- figures ---

    def _facts(self) -> None:
        facts = self.rows.facts.values()
        self.document["facts"] = {fact.key: fact.value for fact in facts}
        self.document["fact_labels"] = {fact.key: fact.label for fact in facts if fact.label is not None}
        self.document["fact_units"] = {fact.key: fact.unit for fact in facts if fact.unit is not None}
        for fact in facts:
            self.fields[f"/facts/{fact.key}"] = f"fact.{fact.key}.value"
            self.fields[f"/fact_labels/{fact.key}"] = f"fact.{fact.key}.label"
            self.fields[f"/fact_units/{fact.key}"] = f"fact.{fact.key}.unit"

    def _basic_data(self) -> None:
        table = self.rows.only(c.BASIC_TABLE)
        if table is not None:
            document = self.document["basic_data"] = self._record(c.BASIC_TABLE, table, "/basic_data")
            self._list(document, "/basic_data", "sections", c.TABLE_SECTION, table.pk, extra=self._table_section)

    def _table_section(self, row: models.TableSection, document: Document, path: str) -> None:
        if row.formulas is not None:
            document["computed"] = row.formulas

        def extend(child: models.TableRow, child_document: Document, place: str) -> None:
            for index in range(len(row.columns)):
                self.fields[f"{place}/values/{index}"] = f"tablerow.{child.pk}.values/{index}"
            self._list(child_document, place, "children", c.TABLE_ROW, row.pk, child.pk, extra=extend)

        self._list(document, path, "rows", c.TABLE_ROW, row.pk, None, extra=extend)

    def _survey(self) -> None:
        survey = self.rows.only(c.SURVEY)
        if survey is not None:
            document = self.document["survey"] = self._record(c.SURVEY, survey, "/survey")
            self._list(document, "/survey", "questions", c.SURVEY_QUESTION, survey.pk, extra=self._question)

    def _question(self, row: Model, document: Document, path: str) -> None:
        self._list(document, path, "options", c.SURVEY_OPTION, row.pk)

    def _paper(self, row: Model, document: Document, path: str) -> None:
        self._list(document, path, "rows", c.PAPER_ROW, row.pk)

    def _accounts(self) -> None:
        found = self.rows.only(c.FINAL_ACCOUNTS)
        if found is None:
            return
        row = cast("models.FinalAccounts", found)
        path = "/final_accounts"
        outside, self._factor = self._factor, FACTORS[row.money_unit]
        document = self.document["final_accounts"] = self._record(c.FINAL_ACCOUNTS, row, path)
        for key, columns in (("revenue", c.REVENUE), ("expenditure", c.EXPENDITURE), ("economic", c.ECONOMIC)):
            self._list(document, path, key, columns, row.pk)
        for name in c.FINAL_ACCOUNTS.names:
            if name not in {"published", "note", "money_unit"}:
                self._note_places(c.FINAL_ACCOUNTS, row, name, f"{path}/{name}", name)
        self._factor = outside

    # --- sheets ---

    def _sheets(self) -> None:
        for sheet in self.rows.sheets(SheetKind.OVERALL):
            self.document["overall"] = self._sheet(sheet, "/overall")
        self.document["projects"] = [
            self._project(sheet, f"/projects/{index}")
            for index, sheet in enumerate(self.rows.sheets(SheetKind.PROJECT))
        ]

    def _sheet(self, sheet: models.Sheet, path: str) -> Document:
        document = self._record(c.SHEET, sheet, path)
        if sheet.execution_weight_given:
            document["execution_weight"] = document.get("execution_weight")
        else:
            document.pop("execution_weight", None)
        self._list(document, path, "funds", c.FUND_ROW, sheet.pk)
        self._list(document, path, "funds_by_nature", c.NATURE_AMOUNT, sheet.pk)
        self._list(document, path, "goals", c.GOAL, sheet.pk)
        self._list(document, path, "analysis", c.ANALYSIS, sheet.pk)
        self._list(document, path, "indicators", c.INDICATOR, sheet.pk, None, extra=self._indicator)
        return document

    def _indicator(self, row: models.Indicator, document: Document, path: str) -> None:
        if row.pk in self.rows.reviews:
            document["review"] = self.rows.reviews[row.pk]
        for place in _input_places(row):
            self.fields[f"{path}/inputs/{place}"] = f"indicator.{row.pk}.inputs/{place}"
        self._list(document, path, "children", c.INDICATOR, row.sheet_id, row.pk, extra=self._indicator)

    def _project(self, sheet: models.Sheet, path: str) -> Document:
        document = self._sheet(sheet, path)
        document |= self._record(c.PROJECT, sheet.project, path)
        self._report(document, path, sheet.project.pk)
        return document

    # --- reports ---

    def _report(self, into: Document, path: str, project: int | None) -> None:
        report = self.rows.only(c.REPORT, project)
        if report is None:
            return
        path = f"{path}/report"
        document = into["report"] = self._record(c.REPORT, report, path)
        for name in ("signature", "cover_fields"):
            self._note_places(c.REPORT, report, name, f"{path}/{name}", name)
        self._list(document, path, "sections", c.SECTION, report.pk, None, None, extra=self._section)
        self._list(document, path, "attachments", c.ATTACHMENT, report.pk, extra=self._attachment)

    def _attachment(self, row: models.Attachment, document: Document, path: str) -> None:
        self._list(document, path, "sections", c.SECTION, row.report_id, row.pk, None, extra=self._section)

    def _section(self, row: models.Section, document: Document, path: str) -> None:
        self._note_places(c.SECTION, row, "blocks", f"{path}/blocks", "blocks")
        owner = (row.report_id, row.attachment_id, row.pk)
        self._list(document, path, "sections", c.SECTION, *owner, extra=self._section)


def _input_places(row: models.Indicator) -> list[str]:
    """Where the inputs of a rule stand, with one place for every item of its checklist, answered or not."""
    answers = (row.inputs or {}).get("items") or []
    items = max(len((row.rule or {}).get("items", [])), len(answers))
    return [*_SINGLE_INPUTS, *(f"items/{index}" for index in range(items))]
