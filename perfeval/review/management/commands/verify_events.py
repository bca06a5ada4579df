"""``manage.py verify_events``: prove that the record of events is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from perfeval.review.models import Event
from perfeval.review.services.events import verify_events


class Command(BaseCommand):
    """Walks the hash chain; exits 1 with a line for every broken link."""

    help = "Verify the hash chain of the event record."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the number of events, or the broken links."""
        broken = verify_events()
        for link in broken:
            self.stderr.write(f"{link.number}: {link.problem}")
        if broken:
            raise CommandError(f"审计记录有{len(broken)}处不完整", returncode=1)
        self.stdout.write(f"审计记录完整，共{Event.objects.count()}条")
