"""The projects of a self-evaluation as a list: add, copy, move, delete, change many at once."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import cast

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from perfeval.core.language import _
from perfeval.core.project_names import read_project_name
from perfeval.core.scheme import blank_project
from perfeval.core.scheme.scheme import Scheme
from perfeval.directory.models import User
from perfeval.evaluations import columns as c
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import FundRow, Indicator, Project, ProjectList, SelfEvaluation, Sheet, SheetKind
from perfeval.schemes.selectors import scheme_of

from .changing import Changed, change
from .errors import ChangeRefusedError, FieldError
from .fields import FieldName, column_cell
from .storing import Document, Writer
from .structure import Act
from .structure.order import copied, free_name, inserted_after, renumber, swapped
from .structure.tree import copy_branch

NEW, COPY = "新项目", "{name}（{number}）"

SETTABLE = (
    "list",
    "funding_level",
    "fund",
    "nature",
    "tier",
    "unit",
    "department",
    "classified",
    "department_evaluated",
)
"""Columns of a project that many may get at once."""


class BulkAct(TextChoices):
    """What can be done with several projects at once."""

    NAMES = "names", gettext_lazy("从名称识别文号和级次")
    FORMS = "forms", gettext_lazy("建立自评表")
    DELETE = "delete", gettext_lazy("删除所选")


def add_project(*, actor: User, evaluation: SelfEvaluation) -> Changed:
    """A new project at the end. Raises PermissionDenied."""

    def act(rows: Rows) -> None:
        projects = rows.sheets(SheetKind.PROJECT)
        _arrange([*projects, _new(rows, projects[-1] if projects else None, projects)])

    return change(actor=actor, evaluation=evaluation, sheet=None, title=_("添加项目"), act=act)


def change_project(*, actor: User, evaluation: SelfEvaluation, act: Act, record: str) -> Changed:
    """Do something with one project; ``record`` names it or a row of its sheet, e.g. ``fundrow.5``.

    Raises PermissionDenied, ChangeRefusedError.
    """

    def apply(rows: Rows) -> None:
        projects = rows.sheets(SheetKind.PROJECT)
        sheet = _sheet_of(rows, record)
        if sheet is None or sheet not in projects:
            raise ChangeRefusedError(_("这个项目已不存在，可能已被删除"))
        if act not in _ACTS:
            raise ChangeRefusedError(_("这一行不能这样操作"))
        _ACTS[act](rows, projects, sheet)

    return change(actor=actor, evaluation=evaluation, sheet=None, title=str(act.label), act=apply)


def change_projects(*, actor: User, evaluation: SelfEvaluation, act: BulkAct, sheets: Collection[int]) -> Changed:
    """Do something with the projects of these sheets. Raises PermissionDenied, ChangeRefusedError."""

    def apply(rows: Rows) -> None:
        _BULK[act](rows, _chosen(rows, sheets))

    return change(actor=actor, evaluation=evaluation, sheet=None, title=str(act.label), act=apply)


def set_projects(
    *, actor: User, evaluation: SelfEvaluation, sheets: Collection[int], column: str, value: str
) -> Changed:
    """Give the projects of these sheets the same value. Raises PermissionDenied, ChangeRefusedError, FieldError."""
    if column not in SETTABLE:
        raise ChangeRefusedError(_("这一项不能批量修改"))

    def apply(rows: Rows) -> None:
        for sheet in _chosen(rows, sheets):
            cell = column_cell(rows, sheet.project, c.PROJECT, FieldName("project", "", column))
            cell.put(cell.read(value))
            sheet.project.save(update_fields=[column])

    try:
        return change(actor=actor, evaluation=evaluation, sheet=None, title=_("批量修改"), act=apply)
    except FieldError as error:
        raise ChangeRefusedError(error.message) from error


def _chosen(rows: Rows, sheets: Collection[int]) -> list[Sheet]:
    found = [sheet for sheet in rows.sheets(SheetKind.PROJECT) if sheet.pk in sheets]
    if not found:
        raise ChangeRefusedError(_("请先勾选项目"))
    return found


def _sheet_of(rows: Rows, record: str) -> Sheet | None:
    label, _dot, key = record.partition(".")
    row = rows.find(label, int(key) if key.isdecimal() and len(key) < 19 else -1)
    if isinstance(row, Sheet):
        return row
    sheet = getattr(row, "sheet_id", None)
    return cast("Sheet | None", rows.find("sheet", sheet)) if sheet else None


def _arrange(projects: Sequence[Sheet]) -> None:
    """Store the order; where a list numbers its projects, they are numbered through again."""
    renumber(projects)
    for which in (None, *ProjectList.values):
        listed = [sheet.project for sheet in projects if sheet.project.list == which]
        if any(project.seq is not None for project in listed):
            _number(listed)


def _number(listed: list[Project]) -> None:
    moved = [(number, project) for number, project in enumerate(listed, 1) if project.seq != number]
    for number, project in moved:
        project.seq = number
    Project.objects.bulk_update([project for _number, project in moved], ["seq"])


def _new(rows: Rows, like: Sheet | None, projects: Sequence[Sheet]) -> Sheet:
    """A project with nothing but a name and the scheme's fund rows, in the list of its neighbour."""
    sheet = Sheet.objects.create(evaluation=rows.evaluation, kind=SheetKind.PROJECT, order=len(projects))
    name = free_name(NEW, [each.project.name for each in projects])
    Project.objects.create(sheet=sheet, name=name, list=like.project.list if like else ProjectList.OWN)
    for order, row in enumerate(_scheme(rows).fund_rows.project):
        FundRow.objects.create(sheet=sheet, order=order, key=row.key, label=row.label)
    return sheet


def _scheme(rows: Rows) -> Scheme:
    return scheme_of(rows.evaluation.scheme)


def _add(rows: Rows, projects: list[Sheet], sheet: Sheet) -> None:
    _arrange(inserted_after(projects, sheet, _new(rows, sheet, projects)))


def _duplicate(rows: Rows, projects: list[Sheet], sheet: Sheet) -> None:
    name = free_name(sheet.project.name, [each.project.name for each in projects], COPY)
    new: Sheet = copied(sheet)
    new.save()
    copied(sheet.project, sheet_id=new.pk, name=name).save()
    for columns in (c.FUND_ROW, c.NATURE_AMOUNT, c.GOAL, c.ANALYSIS):
        columns.model._default_manager.bulk_create(
            copied(row, sheet_id=new.pk) for row in rows.children(columns, sheet.pk)
        )
    for root in rows.children(c.INDICATOR, sheet.pk, None):
        copy_branch(rows, cast("Indicator", root), new)
    _arrange(inserted_after(projects, sheet, new))


def _move(rows: Rows, projects: list[Sheet], sheet: Sheet, by: int) -> None:
    """Past the next project of the same list, since lists are shown apart."""
    group = [each for each in projects if each.project.list == sheet.project.list]
    _arrange(swapped(projects, sheet, group, by))


def _delete(rows: Rows, projects: list[Sheet], sheet: Sheet) -> None:
    sheet.delete()
    _arrange([each for each in projects if each != sheet])


_ACTS: dict[Act, Callable[[Rows, list[Sheet], Sheet], None]] = {
    Act.ADD: _add,
    Act.DUPLICATE: _duplicate,
    Act.UP: partial(_move, by=-1),
    Act.DOWN: partial(_move, by=1),
    Act.DELETE: _delete,
}


def _read_names(rows: Rows, sheets: list[Sheet]) -> None:
    """Fill what is blank from what the name says."""
    for sheet in sheets:
        project, parts = sheet.project, read_project_name(sheet.project.name)
        project.document_number = project.document_number or parts.document_number
        project.funding_level = project.funding_level or parts.funding_level
        if parts.transferred is not None:
            project.list = ProjectList.TRANSFER if parts.transferred else ProjectList.OWN
        project.save(update_fields=["document_number", "funding_level", "list"])


def _open_forms(rows: Rows, sheets: list[Sheet]) -> None:
    """The scheme's indicators, goals and texts for projects that are only rows of the list; fund rows stay."""
    bare = [sheet for sheet in sheets if not rows.children(c.INDICATOR, sheet.pk, None)]
    document: Document = blank_project(_scheme(rows), NEW).model_dump(mode="json", exclude_unset=True)
    for sheet in bare:
        given = {"funds": c.FUND_ROW, "goals": c.GOAL, "analysis": c.ANALYSIS}
        there = {key for key, columns in given.items() if rows.children(columns, sheet.pk)}
        Writer(rows.evaluation).fill_sheets([sheet], {key: document[key] for key in document if key not in there})


def _delete_many(rows: Rows, sheets: list[Sheet]) -> None:
    left = [sheet for sheet in rows.sheets(SheetKind.PROJECT) if sheet not in sheets]
    Sheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).delete()
    _arrange(left)


_BULK: dict[BulkAct, Callable[[Rows, list[Sheet]], None]] = {
    BulkAct.NAMES: _read_names,
    BulkAct.FORMS: _open_forms,
    BulkAct.DELETE: _delete_many,
}
