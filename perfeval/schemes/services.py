"""Putting scheme files on record."""

import hashlib
import json
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from perfeval.core.scheme.loading import SCHEME_FOLDER, SchemeError, available_schemes, dump_scheme, load_scheme
from perfeval.core.scheme.scheme import Scheme

from .models import SchemeRecord


def load_schemes(*, folder: Path = SCHEME_FOLDER) -> list[SchemeRecord]:
    """Put every scheme file of the folder on record; gives the records that became active.

    All or nothing: SchemeError lists the problems of all files. A changed file becomes a new version; the version in
    use is never edited. What is on record already is left alone.
    """
    schemes = _read_all(folder)
    with transaction.atomic():
        return [record for scheme in schemes if (record := _record(scheme))]


def _read_all(folder: Path) -> list[Scheme]:
    schemes: list[Scheme] = []
    problems: list[tuple[str, str]] = []
    for slug in available_schemes(folder):
        try:
            schemes.append(load_scheme(slug, folder))
        except SchemeError as error:
            problems += [(f"{slug}.json#{path}", message) for path, message in error.problems]
    if problems:
        raise SchemeError(problems)
    return schemes


def _record(scheme: Scheme) -> SchemeRecord | None:
    """Make the scheme the active version of its slug; None where it is already."""
    document = json.dumps(dump_scheme(scheme), ensure_ascii=False)
    sha256 = hashlib.sha256(document.encode()).hexdigest()
    versions = SchemeRecord.objects.filter(slug=scheme.slug)
    known = versions.filter(sha256=sha256).first()
    if known and known.active:
        return None
    versions.update(active=False)
    if known:
        known.active = True
        known.save(update_fields=["active"])
        return known
    latest: int = versions.aggregate(latest=Max("version"))["latest"] or 0
    return SchemeRecord.objects.create(
        slug=scheme.slug, version=latest + 1, title=scheme.title, sha256=sha256, document=document
    )
