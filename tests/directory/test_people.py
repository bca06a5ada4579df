"""People and their roles: who may change what, and what one person may not be at once."""

import itertools
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from perfeval.directory.models import Department, Membership, Region, Role, User
from perfeval.directory.people import (
    PeopleError,
    grant_role,
    invite_person,
    reset_password,
    set_active,
    withdraw_role,
)
from perfeval.review.models import Event
from tests.factories import make_department, make_user, person

pytestmark = pytest.mark.django_db

PROGRAM = {Role.ADMINISTRATOR, Role.SECURITY, Role.AUDITOR}


def place_of(role: Role, department: Department) -> dict[str, Department | Region]:
    if role in PROGRAM:
        return {}
    return {"region": department.region} if role == Role.REVIEWER else {"department": department}


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(Role, 2)))
def test_two_roles_go_together_only_where_no_one_controls_himself(first: Role, second: Role) -> None:
    department = make_department()
    user = make_user("someone")
    security = person(Role.SECURITY)
    grant_role(actor=security, person=user, role=first, **place_of(first, department))
    with pytest.raises(PeopleError, match="不相容"):
        grant_role(actor=security, person=user, role=second, **place_of(second, department))
    assert list(user.memberships.values_list("role", flat=True)) == [first]


@pytest.mark.parametrize(
    ("first", "second"),
    [(Role.AUTHOR, Role.AUTHOR), (Role.AUTHOR, Role.HEAD), (Role.HEAD, Role.HEAD), (Role.REVIEWER, Role.AUTHOR)],
)
def test_the_roles_of_departments_and_regions_go_together_in_different_places(first: Role, second: Role) -> None:
    here, elsewhere = make_department("甲局"), make_department("乙局")
    user, security = make_user("someone"), person(Role.SECURITY)
    grant_role(actor=security, person=user, role=first, **place_of(first, here))
    grant_role(actor=security, person=user, role=second, **place_of(second, elsewhere))
    assert user.memberships.count() == 2


def test_a_role_is_not_given_twice() -> None:
    department = make_department()
    user, security = person(Role.AUTHOR, department), person(Role.SECURITY)
    with pytest.raises(PeopleError, match="已有这个角色"):
        grant_role(actor=security, person=user, role=Role.AUTHOR, department=department)


def acts(actor: User, target: User) -> dict[str, Callable[[], object]]:
    membership = target.memberships.get()
    return {
        "invite": lambda: invite_person(actor=actor, username=f"new-{actor.pk}", name="新人"),
        "reset": lambda: reset_password(actor=actor, person=target),
        "close": lambda: set_active(actor=actor, person=target, is_active=False, reason="离职"),
        "grant": lambda: grant_role(actor=actor, person=target, role=Role.AUTHOR, department=make_department("丁局")),
        "withdraw": lambda: withdraw_role(actor=actor, membership=membership),
    }


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.ADMINISTRATOR, {"invite", "reset", "close"}),
        (Role.SECURITY, {"grant", "withdraw"}),
        (Role.AUDITOR, set()),
        (Role.AUTHOR, set()),
        (Role.HEAD, set()),
        (Role.REVIEWER, set()),
    ],
)
def test_accounts_are_the_administrators_roles_the_security_administrators(role: Role, allowed: set[str]) -> None:
    department = make_department("甲局")
    place = place_of(role, department)
    actor = person(role, **place)
    target = person(Role.AUTHOR, make_department("丙局"))
    done = set()
    for name, act in acts(actor, target).items():
        try:
            act()
        except PermissionDenied:
            continue
        done.add(name)
    assert done == allowed
    recorded = Event.objects.filter(actor=actor).values_list("action", flat=True)
    words = {"invite": "invite", "reset": "reset_password", "close": "deactivate"}
    words |= {"grant": "grant_role", "withdraw": "withdraw_role"}
    assert sorted(recorded) == sorted(words[name] for name in allowed)


def test_nobody_changes_the_own_account_or_roles() -> None:
    administrator, security = person(Role.ADMINISTRATOR), person(Role.SECURITY)
    with pytest.raises(PermissionDenied):
        set_active(actor=administrator, person=administrator, is_active=False, reason="试试")
    with pytest.raises(PermissionDenied):
        grant_role(actor=security, person=security, role=Role.AUDITOR)
    with pytest.raises(PermissionDenied):
        withdraw_role(actor=security, membership=security.memberships.get())


def test_a_user_name_is_taken_once_whatever_its_case() -> None:
    make_user("Zhang")
    with pytest.raises(PeopleError, match="已被使用"):
        invite_person(actor=person(Role.ADMINISTRATOR), username="zhang", name="张")


def test_the_first_administrators_are_appointed_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("appoint", "root", "administrator")
    assert capsys.readouterr().out.startswith("/invitations/")
    assert Membership.objects.get().role == Role.ADMINISTRATOR
    with pytest.raises(CommandError, match="不相容"):
        call_command("appoint", "root", "auditor")
    assert Event.objects.get().subject == "root root"


def with_factors(name: str) -> User:
    user = make_user(name)
    for kind in ("totp", "webauthn", "recovery_codes"):
        Authenticator.objects.create(user=user, type=kind, data={})
    return user


def test_who_lost_everything_sets_second_factors_up_anew_and_that_is_recorded(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lost, other = with_factors("lost"), with_factors("other")
    call_command("forget_second_factors", "lost")
    assert capsys.readouterr().out == "已清除1人的3项两步验证\n"
    assert (lost.authenticator_set.count(), other.authenticator_set.count()) == (0, 3)
    assert Event.objects.get(action="forget_second_factors").subject == "lost lost"
    call_command("forget_second_factors", "--all")
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [(["nobody"], "没有用户nobody"), ([], "请写明用户名"), (["a", "--all"], "请写明用户名")],
)
def test_whose_factors_are_forgotten_is_said_plainly(arguments: list[str], problem: str) -> None:
    with pytest.raises(CommandError, match=problem):
        call_command("forget_second_factors", *arguments)


def test_the_operator_renews_the_password_of_those_who_control_the_administrator(
    capsys: pytest.CaptureFixture[str],
) -> None:
    auditor = person(Role.AUDITOR)
    auditor.set_password("Kreis-Blume-47")
    auditor.save()
    call_command("renew_password", auditor.username)
    assert capsys.readouterr().out.startswith("/invitations/")
    auditor.refresh_from_db()
    assert not auditor.has_usable_password()
    event = Event.objects.get(action="reset_password")
    assert (event.actor, event.subject) == (None, f"{auditor.username} {auditor.get_full_name()}")
    with pytest.raises(CommandError, match="没有账号“nobody”"):
        call_command("renew_password", "nobody")
