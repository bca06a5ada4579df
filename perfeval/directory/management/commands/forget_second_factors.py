"""``manage.py forget_second_factors USERNAME|--all``: for who lost phone, keys and codes, or after a change of key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perfeval.directory.models import User
from perfeval.directory.people import forget_second_factors


class Command(BaseCommand):
    """Removes second factors and ends the sessions; each person is an event."""

    help = "清除一人（或 --all 全部人员）的两步验证并结束其会话；请先当面核实身份"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add whom it is about."""
        parser.add_argument("username", nargs="?")
        parser.add_argument("--all", action="store_true", dest="everybody")

    def handle(self, *_args: Any, username: str | None, everybody: bool, **_options: Any) -> None:
        """Forget; who does not exist is one line on standard error."""
        if bool(username) == everybody:
            raise CommandError("请写明用户名，或用 --all 表示全部人员")
        people = User.objects.exclude(authenticator=None) if everybody else User.objects.filter(username=username)
        found = list(people.distinct().order_by("pk"))
        if not found and not everybody:
            raise CommandError(f"没有用户{username}")
        forgotten = sum(forget_second_factors(person=person) for person in found)
        self.stdout.write(f"已清除{len(found)}人的{forgotten}项两步验证")
