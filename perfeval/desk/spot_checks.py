"""抽查: a sample that nobody can choose and everybody can draw again.

Each member of the population gets the SHA-256 of ``seed``, a line end, and its key; the members with the smallest ones
are drawn. So the sample depends on the seed and the members alone, not on their order or on this program's version.
"""

import hashlib
import secrets
from collections.abc import Iterable
from typing import TypedDict

from django.db import transaction

from perfeval.core.language import _
from perfeval.directory.models import FiscalYear, User
from perfeval.evaluations.models import Project
from perfeval.review.services import record_event

from .batch import PASSED, evaluations_in
from .models import Drawn, SpotCheck


class Member(TypedDict):
    """Who can be drawn: ``key`` is the department's or the project's primary key."""

    key: int
    evaluation: int
    department: str
    project: str


class NothingToDrawError(Exception):
    """There is nobody to draw from; the message is fit to be shown."""


def new_seed() -> str:
    """A seed that nobody could foresee."""
    return secrets.token_hex(4)


def draw(population: Iterable[Member], size: int, seed: str) -> list[Member]:
    """The ``size`` members whose hashes are smallest, in the order of their hashes."""
    return sorted(population, key=lambda member: hashlib.sha256(f"{seed}\n{member['key']}".encode()).digest())[:size]


@transaction.atomic
def draw_spot_check(
    *,
    actor: User,
    year: FiscalYear,
    kind: Drawn,
    size: int,
    seed: str,
    only_passed: bool = False,
    address: str | None = None,
) -> SpotCheck:
    """Draw a sample and put it on record. Raises NothingToDrawError."""
    population = population_of(year, kind, only_passed=only_passed)
    if not population:
        raise NothingToDrawError(_("没有可抽查的对象"))
    check = SpotCheck.objects.create(
        fiscal_year=year,
        kind=kind,
        only_passed=only_passed,
        size=min(size, len(population)),
        seed=seed,
        population=population,
        chosen=draw(population, size, seed),
        drawn_by=actor,
    )
    record_event(
        action="draw_spot_check",
        actor=actor,
        subject=str(check),
        address=address,
        seed=seed,
        population=len(population),
        chosen=[member["key"] for member in check.chosen],
    )
    return check


def population_of(year: FiscalYear, kind: Drawn, *, only_passed: bool) -> list[Member]:
    """All departments with a self-evaluation, or all their projects with a sheet."""
    if kind == Drawn.DEPARTMENTS:
        return [
            Member(key=one.department_id, evaluation=one.pk, department=one.department.name, project="")
            for one in evaluations_in(year, only_passed=only_passed)
        ]
    projects = Project.objects.filter(
        sheet__evaluation__department__region=year.region_id, sheet__evaluation__year=year.year
    )
    chosen = projects.filter(sheet__evaluation__state__in=PASSED) if only_passed else projects
    return [
        Member(
            key=project.pk,
            evaluation=project.sheet.evaluation_id,
            department=project.sheet.evaluation.department.name,
            project=project.name,
        )
        for project in chosen.select_related("sheet__evaluation__department").order_by("pk")
    ]
