"""The sheets of a self-evaluation, each of a project with the record of its project."""

from collections.abc import Iterable

from perfeval.evaluations.models import Project, SelfEvaluation, Sheet, SheetKind
from perfeval.statements import Statement

_SHEETS = Statement(lambda key: Sheet.objects.filter(evaluation=key).order_by("kind", "order"))
_PROJECTS = Statement(lambda key: Project.objects.filter(sheet__evaluation=key).order_by())
_SHEET = Statement(lambda key: Sheet.objects.filter(pk=key))
_PROJECT = Statement(lambda key: Project.objects.filter(sheet=key))


def read_sheets(evaluation: SelfEvaluation) -> list[Sheet]:
    """All sheets in order, the overall one first, in two queries."""
    sheets = _together(_SHEETS.rows(evaluation.pk), _PROJECTS.rows(evaluation.pk))
    for sheet in sheets:
        sheet.evaluation = evaluation
    return sheets


def read_again(sheet: Sheet) -> list[Sheet]:
    """This sheet as it stands now; empty where it is gone."""
    return _together(_SHEET.rows(sheet.pk), _PROJECT.rows(sheet.pk))


def _together(sheets: Iterable[Sheet], projects: Iterable[Project]) -> list[Sheet]:
    """As if both had been read in one query: a project that came or went between the two is left out."""
    by_sheet = {project.sheet_id: project for project in projects}
    known = []
    for sheet in sheets:
        if project := by_sheet.get(sheet.pk):
            project.sheet = sheet
        if project or sheet.kind == SheetKind.OVERALL:
            known.append(sheet)
    return known
