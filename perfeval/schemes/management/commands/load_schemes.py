"""``manage.py load_schemes``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perfeval.core.scheme.loading import SCHEME_FOLDER, SchemeError
from perfeval.schemes.services import load_schemes


class Command(BaseCommand):
    """Put the scheme files on record; run it after every update, it changes only what changed."""

    help = "读入填报方案文件（fixtures/schemes），已有且未变的方案不动"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder."""
        parser.add_argument("--folder", type=Path, default=SCHEME_FOLDER)

    def handle(self, *_args: Any, folder: Path, verbosity: int, **_options: Any) -> None:
        """Load all files or none; print what became active."""
        try:
            records = load_schemes(folder=folder)
        except SchemeError as error:
            raise CommandError(str(error)) from error
        for record in records if verbosity else []:
            self.stdout.write(f"{record.slug} v{record.version}")
