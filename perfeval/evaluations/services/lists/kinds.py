"""Which lists there are beside the sheets, and which cells a new item of each is given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from perfeval.core.accounts.catalogue import economic_name, function_name
from perfeval.core.language import _
from perfeval.evaluations import columns as c
from perfeval.evaluations.columns import Columns, Row
from perfeval.evaluations.models import AccountFund, AccountSource, Attachment, AttachmentKind, Section

from ..errors import FieldError

Values = dict[str, str]
Prepare = Callable[[Values, int], None]
"""Completes the cells of a new item, given the year."""
Follow = Callable[[Row], None]
"""Makes what a new row begins with."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A list: its table, the table that its rows hang on (empty: the self-evaluation), and the cells of a line.

    A list inside a JSON column has a ``place`` (table, column with pointer) instead of a table of its own.
    """

    cells: tuple[str, ...]
    columns: Columns | None = None
    owner: Columns | None = None
    place: tuple[Columns, str] | None = None
    prepare: Prepare = field(default=lambda _values, _year: None)
    follow: Follow = field(default=lambda _row: None)


def _named_by(code: str, name_of: Callable[[str, int], str | None], defaults: Mapping[str, str]) -> Prepare:
    def prepare(values: Values, year: int) -> None:
        values["name"] = values["name"] or name_of(values[code], year) or ""
        if not values["name"]:
            raise FieldError(_("科目目录中没有“{code}”，请写明科目名称").format(code=values[code]), "name")
        values.update({key: values[key] or word for key, word in defaults.items()})

    return prepare


def _of_a_kind(values: Values, _year: int) -> None:
    values["kind"] = values["kind"] or AttachmentKind.TEXT.value


def _with_text(row: Row) -> None:
    """An attachment of text is written in a section without a heading."""
    if isinstance(row, Attachment) and row.kind == AttachmentKind.TEXT:
        Section.objects.create(report_id=row.report_id, attachment=row)


_GENERAL = {"fund": str(AccountFund.GENERAL.label)}
_REVENUE = ("function", "name", "fund", "fiscal", "superior", "business", "operating", "affiliated", "other")
_EXPENDITURE = ("function", "name", "source", "fund", "basic", "project", "to_superior", "operating", "to_affiliated")

KINDS: dict[str, Kind] = {
    "fact": Kind(("label", "value", "unit")),
    "task": Kind(("name", "target", "actual", "unit"), c.TASK),
    "signatory": Kind(("role", "name", "title", "organisation"), c.SIGNATORY),
    "surveyquestion": Kind(("text",), c.SURVEY_QUESTION, c.SURVEY),
    "surveyoption": Kind(("label", "points", "count"), c.SURVEY_OPTION, c.SURVEY_QUESTION),
    "revenue": Kind(_REVENUE, c.REVENUE, c.FINAL_ACCOUNTS, prepare=_named_by("function", function_name, _GENERAL)),
    "expenditure": Kind(
        _EXPENDITURE,
        c.EXPENDITURE,
        c.FINAL_ACCOUNTS,
        prepare=_named_by("function", function_name, {"source": str(AccountSource.FISCAL.label), **_GENERAL}),
    ),
    "economic": Kind(
        ("code", "name", "amount", "basic"),
        c.ECONOMIC,
        c.FINAL_ACCOUNTS,
        prepare=_named_by("code", economic_name, {}),
    ),
    "section": Kind(("heading",), c.SECTION, c.REPORT),
    "subsection": Kind(("heading",), c.SECTION, c.SECTION),
    "attachment": Kind(("title", "kind", "number"), c.ATTACHMENT, c.REPORT, prepare=_of_a_kind, follow=_with_text),
    "attachedsection": Kind(("heading",), c.SECTION, c.ATTACHMENT),
    "coverfield": Kind(("label", "value"), place=(c.REPORT, "cover_fields")),
    "unit": Kind(("code", "name"), place=(c.EVALUATION, "department_info/units")),
    "balance": Kind(("fund", "function", "opening", "closing"), place=(c.FINAL_ACCOUNTS, "balances/fiscal")),
}


def cells_of_line(kind: Kind, line: Sequence[str]) -> Values:
    """The cells of a line by their columns; raises FieldError for more cells than the list has columns."""
    if any(line[len(kind.cells) :]):
        raise FieldError(_("一行最多{most}列").format(most=len(kind.cells)))
    padded = [*line, *[""] * len(kind.cells)]
    return dict(zip(kind.cells, padded, strict=False))
