"""Reading people."""

from dataclasses import dataclass

from .models import PROGRAM_ROLES, Membership

DEMO_PREFIX = "demo-"
"""User names of demonstration accounts begin so."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that the log-in page names."""

    username: str
    role: str
    place: str


def demo_accounts() -> list[DemoAccount]:
    """The demonstration accounts with what each is and where: those of places first, then those of the program."""
    memberships = Membership.objects.filter(user__username__startswith=DEMO_PREFIX, user__is_active=True)
    found = memberships.select_related("user", "department", "region")
    return [
        DemoAccount(one.user.username, one.get_role_display(), str(one.department or one.region or ""))
        for one in sorted(found, key=lambda one: (one.role in PROGRAM_ROLES, one.user.username))
    ]
