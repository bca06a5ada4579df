"""The jobs app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Jobs with progress, cancelling and resuming."""

    name = "perfeval.jobs"
    verbose_name = _("任务")

    def ready(self) -> None:
        """Make our Celery the one that shared tasks go to, in the web processes too; look at the table of jobs."""
        from perfeval import celery
        from perfeval.periodic import join_worker

        celery.app.set_default()
        join_worker("perfeval.jobs.polling.Poll")
