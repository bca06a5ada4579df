"""People and their roles: inviting, deactivating, giving and taking roles. One keyword-only function per verb."""

from collections.abc import Mapping

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from perfeval.core.language import _

from .models import Department, Membership, Region, Role, User
from .roles import conflict_of
from .rules import can_give_roles, can_manage_people, can_reset_password_of
from .signals import person_changed


class PeopleError(ValueError):
    """What cannot be done to an account, in words fit to be shown; nothing was changed."""


@transaction.atomic
def invite_person(*, actor: User, username: str, name: str, email: str = "") -> User:
    """Open an account without a password; ``invitation_path`` lets its owner choose one."""
    _refuse_unless(can_manage_people(actor))
    if User.objects.filter(username__iexact=username).exists():
        raise PeopleError(_("用户名“{username}”已被使用").format(username=username))
    person = User(username=username, name=name, email=email)
    person.set_unusable_password()
    person.save()
    _tell("invite", actor, person)
    return person


def invitation_path(person: User) -> str:
    """The path at which the person chooses a password: works once, and for PASSWORD_RESET_TIMEOUT seconds."""
    key = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("accept_invitation", args=[key, default_token_generator.make_token(person)])


@transaction.atomic
def reset_password(*, actor: User | None, person: User) -> User:
    """Take the password away and end all sessions; the person gets a new link. Without an actor the operator does."""
    _refuse_unless(actor is None or can_reset_password_of(actor, person))
    mine = User.objects.select_for_update().get(pk=person.pk)
    mine.set_unusable_password()
    mine.must_change_password = False
    mine.save(update_fields=["password", "must_change_password"])
    _end_sessions(mine)
    _tell("reset_password", actor, mine)
    return mine


@transaction.atomic
def set_active(*, actor: User, person: User, is_active: bool, reason: str) -> User:
    """Open or close an account; closing ends its sessions at once. Nobody closes the own one."""
    _refuse_unless(can_manage_people(actor) and actor.pk != person.pk)
    if not reason.strip():
        raise PeopleError(_("请写明理由"))
    mine = User.objects.select_for_update().get(pk=person.pk)
    mine.is_active = is_active
    if not is_active and not mine.has_usable_password():
        mine.set_unusable_password()  # another one: the link that is still out serves nobody, also later
    mine.save(update_fields=["is_active", "password"])
    if not is_active:
        _end_sessions(mine)
    _tell("activate" if is_active else "deactivate", actor, mine, reason.strip())
    return mine


@transaction.atomic
def grant_role(
    *, actor: User | None, person: User, role: Role, department: Department | None = None, region: Region | None = None
) -> Membership:
    """Give a role; without an actor the machine's operator does. Raises PeopleError for incompatible roles."""
    _refuse_unless(actor is None or (can_give_roles(actor) and actor.pk != person.pk))
    mine = User.objects.select_for_update().get(pk=person.pk)
    wanted = Membership(user=mine, role=role, department=department, region=region)
    conflict = conflict_of(wanted, list(mine.memberships.select_related("department", "region")))
    if conflict:
        raise PeopleError(conflict)
    wanted.save()
    _tell("grant_role", actor, mine, details={"role": str(role), "place": str(department or region or "")})
    return wanted


@transaction.atomic
def withdraw_role(*, actor: User, membership: Membership) -> None:
    """Take a role away."""
    person = membership.user
    _refuse_unless(can_give_roles(actor) and actor.pk != person.pk)
    User.objects.select_for_update().get(pk=person.pk)
    details = {"role": membership.role, "place": str(membership.department or membership.region or "")}
    membership.delete()
    _tell("withdraw_role", actor, person, details=details)


@transaction.atomic
def end_sessions(*, actor: User, person: User) -> int:
    """Sign somebody out everywhere; how many sessions ended."""
    _refuse_unless(can_give_roles(actor))
    ended = _end_sessions(person)
    _tell("end_session", actor, person, details={"sessions": ended})
    return ended


@transaction.atomic
def unlock(*, actor: User, person: User) -> None:
    """Let somebody who was locked out after failed attempts try again."""
    _refuse_unless(can_give_roles(actor))
    reset(username=person.username)
    _tell("unlock", actor, person)


@transaction.atomic
def accept_invitation(*, person: User, password: str) -> None:
    """Set the password that the owner of an invitation chose and the form has checked."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    _tell("accept_invitation", person, person)


@transaction.atomic
def change_own_password(*, person: User, password: str) -> None:
    """Set a new password that the form has checked; whoever was told to change it has done so."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    _tell("change_password", person, person)


@transaction.atomic
def forget_second_factors(*, person: User) -> int:
    """Let somebody who lost phone, keys and codes set them up anew: by the machine's operator alone. How many went."""
    factors = Authenticator.objects.filter(user=person)
    forgotten = int(factors.count())
    factors.delete()
    ended = _end_sessions(person)
    _tell("forget_second_factors", None, person, details={"factors": forgotten, "sessions": ended})
    return forgotten


def _end_sessions(person: User) -> int:
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _tell(
    action: str, actor: User | None, person: User, reason: str = "", details: Mapping[str, object] | None = None
) -> None:
    person_changed.send(sender=User, action=action, actor=actor, person=person, reason=reason, details=details or {})
