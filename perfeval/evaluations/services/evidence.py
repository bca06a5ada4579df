"""Keeping evidence (佐证材料), and naming it in the working papers of the indicators it proves."""

import hashlib
from collections.abc import Iterable, Sequence

from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum

from perfeval.core.language import _
from perfeval.directory.models import User
from perfeval.evaluations import columns as c
from perfeval.evaluations.files import UnsafeFileError, kind_of
from perfeval.evaluations.files.archives import MEGABYTE
from perfeval.evaluations.loading.rows import Rows
from perfeval.evaluations.models import Evidence, Indicator, PaperRow, SelfEvaluation, SheetKind, WorkingPaper

from .changing import change
from .errors import ChangeRefusedError
from .locking import lock_for_edit, mark_changed

MOST_BYTES = 500 * MEGABYTE
"""Of one self-evaluation together."""
PAPER_LABEL = "佐证材料"
"""The line of the working paper (core.papers) that names the evidence."""


@transaction.atomic
def add_evidence(
    *, actor: User, evaluation: SelfEvaluation, upload: "File[bytes]", indicators: Sequence[int] = ()
) -> Evidence:
    """Keep an uploaded file. Raises ChangeRefusedError for a file that is not taken, PermissionDenied."""
    locked = lock_for_edit(actor, evaluation)
    name, size = upload.name or "", upload.size or 0
    try:
        kind = kind_of(name, size, upload)
    except UnsafeFileError as error:
        raise ChangeRefusedError(_("“{name}”没有保存：{reason}").format(name=name, reason=error)) from error
    digest = _digest(upload)
    _refuse_if_known(locked, digest, size)
    evidence = Evidence(
        evaluation=locked, name=name[-255:], media_type=kind.media_type, size=size, sha256=digest, uploaded_by=actor
    )
    evidence.file.name = evidence.file.field.generate_filename(evidence, name)
    evidence.save()
    mark_changed(locked, actor)
    link_evidence(actor=actor, evidence=evidence, indicators=indicators)
    _write_file(evidence, upload)
    return evidence


@transaction.atomic
def link_evidence(*, actor: User, evidence: Evidence, indicators: Iterable[int]) -> None:
    """Say which indicators (primary keys) the file proves; those of other self-evaluations are left out.

    Raises PermissionDenied.
    """
    locked = lock_for_edit(actor, evidence.evaluation)
    before = _listed(locked)
    evidence.indicators.set(Indicator.objects.filter(sheet__evaluation=locked, pk__in=list(indicators)))
    _list_in_papers(actor, locked, before)


@transaction.atomic
def delete_evidence(*, actor: User, evidence: Evidence) -> None:
    """Remove a file for good. Raises PermissionDenied."""
    locked = lock_for_edit(actor, evidence.evaluation)
    before = _listed(locked)
    file, storage = str(evidence.file.name), evidence.file.storage
    evidence.delete()
    mark_changed(locked, actor)
    _list_in_papers(actor, locked, before)
    transaction.on_commit(lambda: storage.delete(file))


def _write_file(evidence: Evidence, upload: "File[bytes]") -> None:
    """At last, so that nothing is left behind when the records cannot be stored; a left-over of the name gives way."""
    storage, name = evidence.file.storage, str(evidence.file.name)
    storage.delete(name)
    upload.seek(0)
    storage.save(name, upload)


def _digest(upload: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _refuse_if_known(evaluation: SelfEvaluation, digest: str, size: int) -> None:
    kept = Evidence.objects.filter(evaluation=evaluation)
    same = kept.filter(sha256=digest).first()
    if same is not None:
        raise ChangeRefusedError(_("这份材料已经上传过：“{name}”").format(name=same.name))
    if (kept.aggregate(bytes=Sum("size"))["bytes"] or 0) + size > MOST_BYTES:
        raise ChangeRefusedError(_("本份自评的佐证材料合计不能超过{most}MB").format(most=MOST_BYTES // MEGABYTE))


# --- in the working papers ------------------------------------------------------------------------------------------


def _listed(evaluation: SelfEvaluation) -> dict[int, str]:
    """Indicator → the names of its evidence, as the paper lists them."""
    named: dict[int, list[str]] = {}
    links = Evidence.indicators.through.objects.filter(evidence__evaluation=evaluation).order_by("evidence__pk")
    for indicator, name in links.values_list("indicator", "evidence__name"):
        named.setdefault(indicator, []).append(name)
    return {indicator: "；".join(names) for indicator, names in named.items()}


def _list_in_papers(actor: User, evaluation: SelfEvaluation, before: dict[int, str]) -> None:
    """Bring the papers' lists up to date; what an officer wrote there by hand stays."""
    after = _listed(evaluation)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}

    def act(rows: Rows) -> None:
        for sheet in rows.sheets(SheetKind.OVERALL):
            for indicator, place in _leaves(rows, sheet.pk, None, ""):
                if indicator.pk in changed:
                    code = indicator.code or place
                    _write(rows, code, before.get(indicator.pk, ""), after.get(indicator.pk, ""))

    if changed:
        change(actor=actor, evaluation=evaluation, sheet=None, title=_("登记佐证材料"), act=act)


def _leaves(rows: Rows, sheet: int, parent: int | None, place: str) -> Iterable[tuple[Indicator, str]]:
    """The scored indicators of a sheet with their places (1.2.1), as the papers count them."""
    for number, row in enumerate(rows.children(c.INDICATOR, sheet, parent), 1):
        here = f"{place}.{number}" if place else str(number)
        below = list(_leaves(rows, sheet, row.pk, here))
        if below:
            yield from below
        elif isinstance(row, Indicator):
            yield row, here


def _write(rows: Rows, code: str, before: str, after: str) -> None:
    """Put the list into the paper's line, unless something else was written there."""
    paper, _new = WorkingPaper.objects.get_or_create(
        evaluation=rows.evaluation, indicator=code, defaults={"order": len(rows.children(c.WORKING_PAPER))}
    )
    line = paper.rows.filter(label=PAPER_LABEL).first()
    if line is None:
        line = PaperRow(paper=paper, label=PAPER_LABEL, order=paper.rows.count())
    if (line.text or "") == before:
        line.text = after or None
        line.save()
