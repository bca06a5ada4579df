"""Storing projects from a list: new ones at the end, known ones brought up to date; all or none."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from perfeval.core.language import _
from perfeval.core.project_names import read_project_name
from perfeval.directory.models import User
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import FundRow, Project, SelfEvaluation, Sheet, SheetKind
from perfeval.evaluations.services import ChangeRefusedError, FieldError, change
from perfeval.evaluations.services.cells import Cell
from perfeval.evaluations.services.fields import FieldName, column_cell
from perfeval.exchange.workbook import CellProblem
from perfeval.schemes.selectors import scheme_of

from .columns import TARGETS
from .lines import ProjectLine

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class StoredCell:
    """What is (or would be) stored for a cell of a line; ``before`` is what stood there, where that is something else.

    ``is_kept``: the cell says nothing, so that it stays as it was.
    """

    text: str
    before: str = ""
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A project as it is (or would be) stored: by the key of its target each cell of the line."""

    name: str
    is_new: bool
    cells: dict[str, StoredCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """The projects that are (or would be) added and changed, by name and line by line, or why nothing is."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    lines: list[StoredLine] = field(default_factory=list)


class _UndoneError(Exception):
    """Rolls the transaction back."""


def add_projects(*, actor: User, evaluation: SelfEvaluation, lines: Sequence[ProjectLine], dry_run: bool) -> Preview:
    """Add a project per line; a project of that name gets what the line says. Raises PermissionDenied.

    Departments have several projects of one name (人员经费 of each unit): the first line of a name is about the first
    such project, the second about the second; what is left over is new.
    """
    preview = Preview()
    try:
        with transaction.atomic():
            _store(actor, evaluation, lines, preview)
            if dry_run or preview.problems:
                raise _UndoneError
    except _UndoneError:
        return preview
    return preview


def _store(actor: User, evaluation: SelfEvaluation, lines: Sequence[ProjectLine], preview: Preview) -> None:
    def act(rows: Rows) -> None:
        adding = _Adding(rows)
        for line in lines:
            known = adding.known(line.name)
            (preview.changed if known else preview.added).append(line.name)
            stored = StoredLine(line.name, is_new=known is None)
            preview.lines.append(stored)
            preview.problems.extend(adding.take(line, known, stored))
        if preview.problems:
            raise _UndoneError

    try:
        change(actor=actor, evaluation=evaluation, sheet=None, title=_("导入项目清单"), act=act)
    except ChangeRefusedError as error:
        preview.problems.append(CellProblem("", "", error.message))


class _Adding:
    """Puts lines into the rows of one self-evaluation."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        projects = rows.sheets(SheetKind.PROJECT)
        self._known: dict[str, list[Sheet]] = defaultdict(list)
        for sheet in projects:
            self._known[sheet.project.name].append(sheet)
        self._next = len(projects)
        self._label = scheme_of(rows.evaluation.scheme).fund_rows.project[0].label

    def known(self, name: str) -> Sheet | None:
        """The next project of this name that no line was about yet."""
        known = self._known[name]
        return known.pop(0) if known else None

    def take(self, line: ProjectLine, sheet: Sheet | None, stored: StoredLine) -> list[CellProblem]:
        """Store one line, in the sheet of its project or a new one; or what is wrong with its cells."""
        if sheet is None:
            sheet = Sheet.objects.create(evaluation=self._rows.evaluation, kind=SheetKind.PROJECT, order=self._next)
            project, self._next = Project(sheet=sheet, name=line.name), self._next + 1
            _take_from_name(project)
        else:
            project = sheet.project
        fund = sheet.funds.filter(key=TOTAL).first() or FundRow(sheet=sheet, key=TOTAL, label=self._label)
        rows: dict[str, Project | FundRow | Sheet] = {"project": project, "fundrow": fund, "sheet": sheet}
        problems = [
            problem for key, text in line.values.items() for problem in self._put(line, key, text, rows, stored)
        ]
        if not problems:
            project.save()
            fund.save()
            sheet.save()
        return problems

    def _put(
        self,
        line: ProjectLine,
        key: str,
        text: str,
        rows: dict[str, Project | FundRow | Sheet],
        stored: StoredLine,
    ) -> Iterator[CellProblem]:
        target = TARGETS[key]
        cell: Cell = column_cell(self._rows, rows[target.columns.label], target.columns, FieldName("", "", key))
        before = _said(cell)
        if not text:
            stored.cells[key] = StoredCell(before, is_kept=True)
            return
        try:
            cell.put(cell.read(text))
        except FieldError as error:
            yield CellProblem(line.sheet, line.cells.get(key, ""), error.message)
            return
        after = _said(cell)
        stored.cells[key] = StoredCell(after, "" if before == after or stored.is_new else before)


def _said(cell: Cell) -> str:
    """What is stored, a code in the words of its choice."""
    words = dict(getattr(cell.row._meta.get_field(cell.column), "flatchoices", ()))
    return str(words.get(cell.written, cell.written))


def _take_from_name(project: Project) -> None:
    """What the name of a transfer project says; columns of the list, where they are there, say it again or better."""
    parts = read_project_name(project.name)
    project.document_number, project.funding_level = parts.document_number, parts.funding_level
    if parts.transferred is not None:
        project.list = "transfer" if parts.transferred else "own"
