"""``manage.py appoint USERNAME ROLE``: the first administrators, whom nobody can appoint on screen."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from perfeval.directory.models import PROGRAM_ROLES, Role, User
from perfeval.directory.people import PeopleError, grant_role, invitation_path


class Command(BaseCommand):
    """Gives a role that holds for the whole program; opens the account where there is none and prints its link."""

    help = "任命系统管理员、安全管理员或审计员；没有账号时建立并输出设定密码的路径"

    def add_arguments(self, parser: CommandParser) -> None:
        """Add user name and role."""
        parser.add_argument("username")
        parser.add_argument("role", choices=[str(role) for role in PROGRAM_ROLES])

    def handle(self, *_args: Any, username: str, role: str, **_options: Any) -> None:
        """Appoint; a conflict of roles is one line on standard error."""
        person = User.objects.filter(username=username).first() or _new(username)
        try:
            grant_role(actor=None, person=person, role=Role(role))
        except PeopleError as error:
            raise CommandError(str(error)) from error
        if not person.has_usable_password():
            self.stdout.write(invitation_path(person))


def _new(username: str) -> User:
    person = User(username=username)
    person.set_unusable_password()
    person.save()
    return person
