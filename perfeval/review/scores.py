"""Review scores beside the officers' own, indicator by indicator."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.numbers import plain
from perfeval.core.package import Indicator as CoreIndicator
from perfeval.core.package import Package
from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet

from .models import IndicatorReview


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One scored indicator with its points, the officers' score and what the reviewer said of it."""

    indicator: Indicator
    weight: Decimal | None
    own: Decimal | None
    review: IndicatorReview | None

    @property
    def score(self) -> Decimal | None:
        """The review score in points."""
        return self.review.score if self.review else None

    @property
    def opinion(self) -> str:
        """What the reviewer says of it."""
        return self.review.opinion if self.review else ""


def score_lines(sheet: Sheet, package: Package) -> list[ScoreLine]:
    """The scored indicators of a sheet that was loaded alone, in the order of the form; two queries."""
    shown = package.overall or next(iter(package.projects), None)
    scores = list(_leaf_scores(shown.indicators)) if shown else []
    reviews = {review.indicator_id: review for review in IndicatorReview.objects.filter(indicator__sheet=sheet)}
    leaves = leaves_of(sheet)
    return [
        ScoreLine(leaf, leaf.weight, score, reviews.get(leaf.pk)) for leaf, score in zip(leaves, scores, strict=True)
    ]


def printed_reviews(evaluation: SelfEvaluation, sheet: Sheet | None) -> dict[int, dict[str, str]]:
    """Key of an indicator → score and opinion as a package holds them; one query.

    A score that lies above the weight, which was lowered afterwards, is none any more.
    """
    whose = {"indicator__sheet__evaluation": evaluation} if sheet is None else {"indicator__sheet": sheet}
    found = IndicatorReview.objects.filter(**whose).select_related("indicator")
    records = {review.indicator_id: _as_record(review) for review in found}
    return {key: record for key, record in records.items() if record}


def _as_record(review: IndicatorReview) -> dict[str, str]:
    most = review.indicator.weight
    counts = review.score is not None and (most is None or review.score <= most)
    score = {"score": plain(review.score)} if counts and review.score is not None else {}
    return {**score, **({"opinion": review.opinion} if review.opinion else {})}


def _leaf_scores(indicators: list[CoreIndicator]) -> Iterator[Decimal | None]:
    for indicator in indicators:
        if indicator.children:
            yield from _leaf_scores(indicator.children)
        else:
            yield indicator.computed.score if indicator.computed else None


def leaves_of(sheet: Sheet) -> list[Indicator]:
    """The indicators without children, in document order."""
    children: dict[int | None, list[Indicator]] = {}
    for indicator in Indicator.objects.filter(sheet=sheet).order_by("order", "pk"):
        children.setdefault(indicator.parent_id, []).append(indicator)

    def below(parent: int | None) -> Iterator[Indicator]:
        for indicator in children.get(parent, []):
            if indicator.pk in children:
                yield from below(indicator.pk)
            else:
                yield indicator

    return list(below(None))
