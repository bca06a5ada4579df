"""Configuration of the evaluations app."""

from django.apps import AppConfig
from django.utils.translation import gettext

from perfeval.core import language


class EvaluationsConfig(AppConfig):
    """Self-evaluations."""

    name = "perfeval.evaluations"
    verbose_name = "绩效自评"

    def ready(self) -> None:
        """Let the core's messages speak the reader's language."""
        language.install(gettext)
