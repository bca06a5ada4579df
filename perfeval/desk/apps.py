"""The desk app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The finance bureau's view of a region and year."""

    name = "perfeval.desk"
    verbose_name = _("填报进度")

    def ready(self) -> None:
        """Make the batch known to the workers."""
        from perfeval.jobs.kinds import register_kind

        register_kind("batch", "perfeval.desk.batch.BATCH")
        register_kind("count_findings", "perfeval.desk.counting.COUNTING")
