"""Reading self-evaluations, each person only those of the own department or region."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import Http404

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.directory.rules import departments_of, regions_reviewed_by

from .models import SelfEvaluation, Sheet, SheetKind
from .rules import PREDICATES, Action


def evaluations_for(user: User) -> QuerySet[SelfEvaluation]:
    """The self-evaluations the person may know of, newest year first, with department and region at hand."""
    mine = Q(department__in=departments_of(user)) | Q(department__region__in=regions_reviewed_by(user))
    return SelfEvaluation.objects.filter(mine).select_related("department__region", "scheme").defer("scheme__document")


def get_evaluation_for(user: User, action: Action, pk: int) -> SelfEvaluation:
    """One self-evaluation. Raises Http404 where the person may not know of it, PermissionDenied for a wrong role."""
    evaluation = evaluations_for(user).filter(pk=pk).first()
    if evaluation is None:
        raise Http404(_("没有这份自评"))
    if not PREDICATES[action](user, evaluation):
        raise PermissionDenied
    return evaluation


def get_sheet_for(user: User, action: Action, pk: int, sheet_pk: int) -> Sheet:
    """One sheet of a self-evaluation, with it and its project at hand; raises like ``get_evaluation_for``."""
    evaluation = get_evaluation_for(user, action, pk)
    sheet = Sheet.objects.filter(evaluation=evaluation, pk=sheet_pk).select_related("project").first()
    if sheet is None:
        raise Http404(_("没有这张自评表"))
    sheet.evaluation = evaluation
    return sheet


def sheets_of(evaluation: SelfEvaluation) -> QuerySet[Sheet]:
    """All sheets in order, the overall one first, each with its project and its stored results."""
    return Sheet.objects.filter(evaluation=evaluation).select_related("project").order_by("kind", "order")


def with_overall_results(evaluations: QuerySet[SelfEvaluation]) -> QuerySet[SelfEvaluation]:
    """Each with ``overall_total`` (points) and ``overall_grade`` of its overall sheet, None where there is none."""
    overall = FilteredRelation("sheets", condition=Q(sheets__kind=SheetKind.OVERALL))
    return evaluations.annotate(
        overall_sheet=overall, overall_total=F("overall_sheet__total"), overall_grade=F("overall_sheet__grade")
    )
