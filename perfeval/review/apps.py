"""The review app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """States, snapshots and the event chain; listens to sign-ins."""

    name = "perfeval.review"
    verbose_name = _("审核")

    def ready(self) -> None:
        """Connect the recorders of sign-ins, lend the scores to whoever reads a self-evaluation; keep the day."""
        from perfeval.evaluations.loading import read_reviews_by
        from perfeval.periodic import join_worker

        from . import recorders
        from .scores import printed_reviews

        recorders.connect()
        read_reviews_by(printed_reviews)
        join_worker("perfeval.review.clock.Clock")
