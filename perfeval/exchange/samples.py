"""The sample self-evaluations that come with the program, and accounts to try them with."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from perfeval.directory.models import PROGRAM_ROLES, Department, Membership, Role, User
from perfeval.directory.selectors import DEMO_PREFIX
from perfeval.evaluations.models import SelfEvaluation
from perfeval.evaluations.services import import_package
from perfeval.schemes.services import load_schemes

from .services import read_file

SAMPLES_DIR = settings.FIXTURES_DIR / "samples"

DEMO_NAMES = {
    Role.AUTHOR: "填报员（演示）",
    Role.HEAD: "负责人（演示）",
    Role.REVIEWER: "审核员（演示）",
    Role.ADMINISTRATOR: "系统管理员（演示）",
    Role.SECURITY: "安全管理员（演示）",
    Role.AUDITOR: "审计员（演示）",
}
"""Names of the people behind demonstration accounts: roles, nobody real."""


@transaction.atomic
def load_samples(*, folder: Path = SAMPLES_DIR, with_accounts: bool) -> list[SelfEvaluation]:
    """Schemes, the sample of each file that is not there yet and, if wanted, its accounts; what was loaded.

    An account is named after the file: ``demo-PLACE-author``, ``-head`` and ``-reviewer``; those of the whole program
    are ``demo-administrator``, ``-security`` and ``-auditor``.
    """
    load_schemes()
    loaded = []
    for path in sorted(folder.glob("*.json")):
        package = read_file(path)
        found = SelfEvaluation.objects.filter(
            department__region__name=package.department.region or "",
            department__name=package.department.name,
            year=package.year,
        ).first()
        evaluation = found or import_package(actor=None, package=package)
        if not found:
            loaded.append(evaluation)
        if with_accounts:
            _open_accounts(path.stem.partition("-")[0], evaluation.department)
    if with_accounts:
        for role in PROGRAM_ROLES:
            Membership.objects.get_or_create(user=_account(role.value, role), role=role)
    return loaded


def _open_accounts(place: str, department: Department) -> None:
    for role in (Role.AUTHOR, Role.HEAD):
        user = _account(f"{place}-{role.value}", role)
        Membership.objects.get_or_create(user=user, role=role, department=department)
    reviewer = _account(f"{place}-{Role.REVIEWER.value}", Role.REVIEWER)
    Membership.objects.get_or_create(user=reviewer, role=Role.REVIEWER, region=department.region)


def _account(name: str, role: Role) -> User:
    username = f"{DEMO_PREFIX}{name}"
    found = User.objects.filter(username=username).first()
    return found or User.objects.create(
        username=username, name=DEMO_NAMES[role], password=make_password(settings.DEMO_PASSWORD)
    )
