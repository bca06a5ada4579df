"""Review scores that come with a package file, such as the data inside an approved PDF."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from perfeval.core.language import _
from perfeval.core.numbers import plain
from perfeval.core.package import Indicator as CoreIndicator
from perfeval.core.package import Package, PackageError
from perfeval.evaluations.models import SelfEvaluation, Sheet, SheetKind
from perfeval.review.models import IndicatorReview
from perfeval.review.scores import leaves_of

from .events import record_event


@transaction.atomic
def receive_reviews(*, evaluation: SelfEvaluation, package: Package) -> int:
    """Keep the review scores of a package that the machine's operator has just stored; how many there were.

    Officers who take in a file bring none with them: only the bureau gives review scores. Raises PackageError.
    """
    reviews = list(_reviews(evaluation, package))
    IndicatorReview.objects.bulk_create(reviews)
    if reviews:
        record_event(action="receive_reviews", evaluation=evaluation, count=len(reviews))
    return len(reviews)


def _reviews(evaluation: SelfEvaluation, package: Package) -> Iterator[IndicatorReview]:
    now = timezone.now()
    for sheet, roots, path in _sheets(evaluation, package):
        for row, (where, leaf) in zip(leaves_of(sheet), _leaves(roots, f"{path}/indicators"), strict=True):
            if leaf.review is not None and (leaf.review.score is not None or leaf.review.opinion):
                _refuse_beyond_weight(where, leaf)
                score, opinion = leaf.review.score, leaf.review.opinion or ""
                yield IndicatorReview(indicator=row, score=score, opinion=opinion, reviewed_at=now)


def _sheets(evaluation: SelfEvaluation, package: Package) -> Iterator[tuple[Sheet, list[CoreIndicator], str]]:
    """The stored sheets, each with its indicators in the package and its place there."""
    stored = list(Sheet.objects.filter(evaluation=evaluation).order_by("order"))
    overall = [sheet for sheet in stored if sheet.kind == SheetKind.OVERALL]
    if package.overall is not None:
        yield overall[0], package.overall.indicators, "/overall"
    projects = [sheet for sheet in stored if sheet.kind == SheetKind.PROJECT]
    for index, (sheet, project) in enumerate(zip(projects, package.projects, strict=True)):
        yield sheet, project.indicators, f"/projects/{index}"


def _leaves(nodes: list[CoreIndicator], path: str) -> Iterator[tuple[str, CoreIndicator]]:
    for index, node in enumerate(nodes):
        if node.is_leaf:
            yield f"{path}/{index}", node
        else:
            yield from _leaves(node.children, f"{path}/{index}/children")


def _refuse_beyond_weight(where: str, leaf: CoreIndicator) -> None:
    score = leaf.review.score if leaf.review else None
    if score is not None and leaf.weight is not None and score > leaf.weight:
        message = _("“{name}”的复核得分须在0与{weight}之间").format(name=leaf.name, weight=plain(leaf.weight))
        raise PackageError([(f"{where}/review/score", message)])
