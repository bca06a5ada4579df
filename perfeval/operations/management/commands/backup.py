"""``manage.py backup DIR``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perfeval.operations.backups import write_backup
from perfeval.operations.databases import DatabaseToolError


class Command(BaseCommand):
    """Writes database and files into one file while the program runs; prints its name."""

    help = "备份数据库和文件到一个文件（程序可以照常运行）"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add folder and retention."""
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--keep", type=int, help="只保留最近几份")

    def handle(self, *_args: Any, folder: Path, keep: int | None, **_options: Any) -> None:
        """Write it; a failure is one line on standard error."""
        if keep is not None and keep < 1:
            raise CommandError("--keep 至少为1：刚写好的备份不能删除")
        try:
            self.stdout.write(str(write_backup(folder, keep)))
        except (OSError, DatabaseToolError) as error:
            raise CommandError(str(error)) from error
