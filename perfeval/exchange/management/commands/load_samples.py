"""``manage.py load_samples``."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from perfeval.exchange.samples import load_samples


class Command(BaseCommand):
    """Load the sample self-evaluations once; with DEMO=1 also the accounts that the log-in page names."""

    help = "读入示例自评；DEMO=1 时建立演示账号"

    def handle(self, *_args: Any, verbosity: int, **_options: Any) -> None:
        """Load what is missing and name it."""
        for evaluation in load_samples(with_accounts=settings.DEMO):
            if verbosity:
                self.stdout.write(f"{evaluation.pk} {evaluation}")
