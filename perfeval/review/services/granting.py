"""Deadlines: that of a region's year, and a later one for a single department."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from perfeval.core.language import _
from perfeval.directory.models import Department, FiscalYear, Region, User
from perfeval.directory.rules import is_reviewer_in
from perfeval.review.models import Extension

from .events import record_event
from .refusals import TransitionRefusedError


@transaction.atomic
def open_year(*, actor: User, region: Region, year: int) -> FiscalYear:
    """Let the departments of a region file for a year; one that is there already stays as it is."""
    if not is_reviewer_in(actor, region):
        raise PermissionDenied
    opened, is_new = FiscalYear.objects.get_or_create(region=region, year=year)
    if is_new:
        record_event(action="open_year", actor=actor, subject=str(opened))
    return opened


@transaction.atomic
def set_deadline(*, actor: User, fiscal_year: FiscalYear, deadline: date | None, is_open: bool) -> FiscalYear:
    """Set until when the departments of a region file for a year, and whether they may at all."""
    mine = FiscalYear.objects.select_for_update(of=("self",)).select_related("region").get(pk=fiscal_year.pk)
    if not is_reviewer_in(actor, mine.region):
        raise PermissionDenied
    mine.deadline, mine.open = deadline, is_open
    mine.save(update_fields=["deadline", "open"])
    record_event(
        action="set_deadline",
        actor=actor,
        subject=str(mine),
        deadline=deadline.isoformat() if deadline else None,
        open=is_open,
    )
    return mine


@transaction.atomic
def grant_extension(
    *, actor: User, fiscal_year: FiscalYear, department: Department, until: date, reason: str
) -> Extension:
    """Give one department more time. Raises PermissionDenied, TransitionRefusedError (no reason, another region)."""
    if not is_reviewer_in(actor, fiscal_year.region):
        raise PermissionDenied
    if department.region_id != fiscal_year.region_id:
        raise PermissionDenied
    if not reason.strip():
        raise TransitionRefusedError(_("请写明延期的理由"))
    extension, _created = Extension.objects.update_or_create(
        fiscal_year=fiscal_year,
        department=department,
        defaults={"until": until, "reason": reason.strip(), "granted_by": actor},
    )
    record_event(
        action="grant_extension",
        actor=actor,
        subject=f"{department} {fiscal_year.year}",
        reason=reason.strip(),
        until=until.isoformat(),
    )
    return extension
