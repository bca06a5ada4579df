"""The list of self-evaluations with the stored results of their overall sheets."""

from django.db.models import OuterRef, QuerySet, Subquery

from perfeval.evaluations.models import SelfEvaluation, Sheet, SheetKind


def with_overall_results(evaluations: QuerySet[SelfEvaluation]) -> QuerySet[SelfEvaluation]:
    """Adds ``overall_total`` (points) and ``overall_grade``; None where there is no overall sheet."""
    overall = Sheet.objects.filter(evaluation=OuterRef("pk"), kind=SheetKind.OVERALL)
    return evaluations.annotate(
        overall_total=Subquery(overall.values("total")[:1]), overall_grade=Subquery(overall.values("grade")[:1])
    )
