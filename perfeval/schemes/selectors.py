"""Reading schemes from their records."""

from functools import lru_cache

from perfeval.core.scheme.loading import read_scheme
from perfeval.core.scheme.scheme import Scheme

from .models import SchemeRecord


def active_scheme(slug: str) -> SchemeRecord | None:
    """The version of a scheme that new self-evaluations use."""
    return SchemeRecord.objects.filter(slug=slug, active=True).first()


def scheme_of(record: SchemeRecord) -> Scheme:
    """The scheme of a record; read once in a process, since a version never changes."""
    return _scheme_with_content(record.sha256)


@lru_cache(maxsize=64)
def _scheme_with_content(sha256: str) -> Scheme:
    document = SchemeRecord.objects.filter(sha256=sha256).values_list("document", flat=True)[:1].get()
    return read_scheme(document.encode())
