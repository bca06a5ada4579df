"""The row lock that makes everybody who changes a self-evaluation queue."""

from perfeval.evaluations.models import SelfEvaluation


def locked(evaluation: SelfEvaluation) -> SelfEvaluation:
    """The self-evaluation as it is now, under lock until the transaction ends."""
    queryset = SelfEvaluation.objects.select_related("department__region", "scheme").defer("scheme__document")
    return queryset.select_for_update(of=("self",)).get(pk=evaluation.pk)
