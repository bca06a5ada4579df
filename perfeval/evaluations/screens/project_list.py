"""All projects on one screen, to be filled in, sorted and filtered: drawn as a neutral list of our own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from perfeval.core.package import Package, Project
from perfeval.core.scheme.lists import ListColumn, ListTotal, ProjectList
from perfeval.core.tables import project_list_table
from perfeval.core.tables.model import Cell, Row, Table
from perfeval.core.tables.words import WORDS
from perfeval.evaluations.loading import Loaded
from perfeval.evaluations.models import Project as ProjectRecord
from perfeval.evaluations.services.projects import SETTABLE, BulkAct

from .cells import ScreenCell
from .inputs import Option, value_at
from .project_question import Question
from .section import SectionCell
from .table import Entry, MarginNote, ScreenRow, TableScreen, screen_of

CHOICES = ("list", "funding_level")
"""Columns in which a word is chosen."""


def _layout() -> ProjectList:
    """The columns of the screen, whatever the county prints."""
    columns = (
        ("seq", _("序号"), 4),
        ("name", _("项目名称"), 25),
        ("list", _("清单"), 11),
        ("funding_level", _("资金级次"), 8),
        ("document_number", _("文号"), 13),
        ("unit", _("实施单位"), 14),
        ("initial", _("年初预算数"), 11),
        ("adjusted", _("全年预算数"), 11),
        ("executed", _("全年执行数"), 11),
        ("rate", _("执行率（%）"), 7),
        ("total", _("得分"), 7),
        ("grade", _("等级"), 6),
    )
    return ProjectList(
        key="projects",
        title=_("全部项目"),
        captions=[("", "", _("金额单位：{money_unit}"))],
        columns=[ListColumn.model_validate({"field": f, "heading": heading, "width": w}) for f, heading, w in columns],
        total=ListTotal(label=_("合计"), fields=["initial", "adjusted", "executed", "rate"]),
    )


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project: its cells, the key of its sheet, and where its form is filled in; empty while it has none."""

    cells: list[SectionCell]
    sheet: int
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ProjectsScreen:
    """The list; ``heads`` and ``total`` stand around the projects, ``count`` is how many there are in all."""

    table: TableScreen
    heads: list[ScreenRow]
    lines: list[ProjectRow]
    total: list[ScreenRow]
    count: int
    grades: list[str]

    @property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """What can be asked for, by column; ``none`` asks for what is blank."""
        return {
            key: [*((str(code), word) for code, word in WORDS[key].items()), ("none", _("未填"))] for key in CHOICES
        }

    @property
    def sorts(self) -> list[tuple[str, str]]:
        """What the list can be sorted by, in words."""
        words = {
            "name": _("按名称"),
            "unit": _("按单位"),
            "-adjusted": _("按全年预算数从大到小"),
            "-executed": _("按全年执行数从大到小"),
            "rate": _("按执行率从低到高"),
            "total": _("按得分从低到高"),
            "-total": _("按得分从高到低"),
        }
        return list(words.items())

    @property
    def settable(self) -> list[tuple[str, str]]:
        """The columns that many projects may get at once, in words."""
        names = {column.name: str(column.verbose_name) for column in ProjectRecord._meta.concrete_fields}
        return [(name, names[name]) for name in SETTABLE]

    @property
    def words(self) -> list[str]:
        """The words that such a column may get."""
        return [word for words in WORDS.values() for word in words.values()]

    @property
    def bulk_acts(self) -> list[tuple[str, str]]:
        """What else can be done with many projects."""
        return [(act.value, str(act.label)) for act in BulkAct]

    @property
    def rows(self) -> list[ScreenRow]:
        """The rows as of any other table."""
        return self.table.rows

    @property
    def widths(self) -> list[str]:
        """Column widths in percent."""
        return self.table.widths

    @property
    def values(self) -> dict[str, str]:
        """Field name → the stored value."""
        return self.table.values

    @property
    def labels(self) -> dict[str, str]:
        """Field name → what it is called."""
        return self.table.labels

    @property
    def first_blank(self) -> str:
        """The id of the first cell that is still empty."""
        return self.table.first_blank

    def cells_of_records(self, records: Iterable[str]) -> list[ScreenCell]:
        """The cells that show computed values of these records."""
        return self.table.cells_of_records(records)

    def notes_of_records(self, _records: Iterable[str]) -> list[MarginNote]:
        """None: nothing stands beside a list."""
        return []


def _coded(key: str) -> list[tuple[str, str]]:
    return [(str(code), word) for code, word in WORDS[key].items()]


def projects_screen(loaded: Loaded, entry: Entry, question: Question) -> ProjectsScreen:
    """The projects asked for; the total is always that of all."""
    package = loaded.package
    whole = project_list_table(package, loaded.scheme, _layout())
    places = [place for place, project in enumerate(package.projects) if question.wants(project)]
    rows = {row.anchor: row for row in whole.rows if row.role == "body"}
    chosen = [_with_choices(rows[f"/projects/{place}"], package) for place in question.sorted(places, package)]
    around = {role: tuple(row for row in whole.rows if row.role == role) for role in ("head", "total")}
    table: Table = replace(whole, rows=(*around["head"], *chosen, *around["total"]))
    screen = screen_of(table, entry)
    first, last = len(around["head"]), len(screen.rows) - len(around["total"])
    lines = [_line(loaded, row, drawn) for row, drawn in zip(chosen, screen.rows[first:last], strict=True)]
    found = (project.computed.grade for project in package.projects if project.computed)
    grades = [grade for grade in dict.fromkeys(found) if grade]
    return ProjectsScreen(screen, screen.rows[:first], lines, screen.rows[last:], len(package.projects), grades)


def _with_choices(row: Row, package: Package) -> Row:
    """Words that are chosen here are printed in the county's lists; the text of such a cell is the code."""
    return replace(row, cells=tuple(_as_choice(cell, package) for cell in row.cells))


def _as_choice(cell: Cell, package: Package) -> Cell:
    pointer, _slash, key = (cell.ref or "").rpartition("/")
    if key not in CHOICES:
        return cell
    project = package.projects[int(pointer.rpartition("/")[2])]
    return replace(cell, kind="entry", text=getattr(project, key) or "", align="center")


def _line(loaded: Loaded, row: Row, drawn: ScreenRow) -> ProjectRow:
    sheet = loaded.sheets[row.anchor or ""]
    project = value_at(loaded.package, row.anchor or "")
    has_form = isinstance(project, Project) and bool(project.indicators)
    url = reverse("evaluations:sheet", args=[loaded.evaluation.pk, sheet.pk]) if has_form else ""
    return ProjectRow([_cell(cell) for cell in drawn.cells], sheet.pk, sheet.project.name, url)


def _cell(cell: ScreenCell) -> SectionCell:
    key = (cell.cell.ref or "").rpartition("/")[2]
    words = WORDS[key] if key in CHOICES else {}
    options = [Option(str(code), word, str(code) == cell.value) for code, word in words.items()]
    return SectionCell(cell, [Option("", "", not cell.value), *options] if options else [])
