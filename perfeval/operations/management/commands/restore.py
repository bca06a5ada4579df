"""``manage.py restore FILE --replace``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perfeval.operations.backups import BackupError, restore_backup
from perfeval.operations.databases import DatabaseToolError


class Command(BaseCommand):
    """Puts a backup in the place of everything there is. Stop the program before."""

    help = "用备份替换现有的全部数据（先停止程序）"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, and the word that everything present goes."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="确认替换现有的全部数据")

    def handle(self, *_args: Any, file: Path, replace: bool, **_options: Any) -> None:
        """Restore it; a failure is one line on standard error."""
        if not replace:
            raise CommandError("现有的全部数据将被替换，请加 --replace 确认")
        try:
            restored = restore_backup(file)
        except (OSError, BackupError, DatabaseToolError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已恢复{restored.written_at}的备份，文件{restored.files}个")
        if restored.key_differs:
            self.stderr.write("SECRET_KEY与备份时不同：所有人须重新登录，两步验证须重新设置")
