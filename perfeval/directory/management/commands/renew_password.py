"""``manage.py renew_password USERNAME``: a new link for those to whom no administrator may give one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perfeval.directory.models import User
from perfeval.directory.people import invitation_path, reset_password


class Command(BaseCommand):
    """Takes the password away, ends all sessions, and prints the path at which the owner chooses another."""

    help = "清除一个账号的密码并输出设定新密码的路径（安全管理员、审计员，或者最后一个系统管理员）"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the user name."""
        parser.add_argument("username")

    def handle(self, *_args: Any, username: str, **_options: Any) -> None:
        """Renew; a name that does not exist is one line on standard error."""
        person = User.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(f"没有账号“{username}”，或已停用")
        self.stdout.write(invitation_path(reset_password(actor=None, person=person)))
