"""The reviewer's scores and opinions beside the officers' own."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from perfeval.core.language import _
from perfeval.core.numbers import plain
from perfeval.directory.models import User
from perfeval.evaluations.models import Indicator
from perfeval.review.models import IndicatorReview
from perfeval.review.rules import can_score

from .events import record_event
from .locking import locked
from .refusals import TransitionRefusedError


@transaction.atomic
def review_indicator(
    *, actor: User, indicator: Indicator, score: Decimal | None, opinion: str
) -> IndicatorReview | None:
    """Give an indicator a review score (points, 0 to its weight) and an opinion; neither takes back what was given.

    Raises PermissionDenied, TransitionRefusedError.
    """
    evaluation = locked(indicator.sheet.evaluation)
    if not can_score(actor, evaluation):
        raise PermissionDenied
    _refuse_beyond_weight(indicator, score)
    opinion = opinion.strip()
    before = IndicatorReview.objects.filter(indicator=indicator).first()
    if (score, opinion) == ((before.score, before.opinion) if before else (None, "")):
        return before
    review = _put(actor, indicator, score, opinion)
    evaluation.save(update_fields=["updated_at"])  # documents that print the score are made anew (desk/batch.py)
    record_event(
        action="review_indicator",
        actor=actor,
        evaluation=evaluation,
        reason=opinion,
        indicator=indicator.pk,
        score=None if score is None else plain(score),
    )
    return review


def _refuse_beyond_weight(indicator: Indicator, score: Decimal | None) -> None:
    most = indicator.weight
    if score is not None and (score < 0 or (most is not None and score > most)):
        raise TransitionRefusedError(
            _("“{name}”的复核得分须在0与{weight}之间").format(name=indicator.name, weight=plain(most or Decimal(0)))
        )


def _put(actor: User, indicator: Indicator, score: Decimal | None, opinion: str) -> IndicatorReview | None:
    if score is None and not opinion:
        IndicatorReview.objects.filter(indicator=indicator).delete()
        return None
    review, _created = IndicatorReview.objects.update_or_create(
        indicator=indicator,
        defaults={"score": score, "opinion": opinion, "reviewed_by": actor, "reviewed_at": timezone.now()},
    )
    return review
