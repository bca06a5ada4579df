"""What takes long to find out about a self-evaluation is kept while it is not changed."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

from perfeval.evaluations.models import SelfEvaluation

SECONDS = 24 * 60 * 60
"""How long it is kept; a change makes a new version."""

WAITING = "waiting"
"""How many sections of the reports hold sentences that still wait."""

Kept = TypeVar("Kept")


def kept(name: str, evaluation: SelfEvaluation, find: Callable[[], Kept]) -> Kept:
    """What ``find`` finds, which is asked once a version."""
    found: Kept | None = caches["local"].get(key_of(name, evaluation))
    if found is None:
        found = find()
        keep(name, evaluation, found)
    return found


def keep(name: str, evaluation: SelfEvaluation, found: object) -> None:
    """Keep what is known anyhow of the present version."""
    caches["local"].set(key_of(name, evaluation), found, SECONDS)


def key_of(name: str, evaluation: SelfEvaluation) -> str:
    """Under which something is kept about the present version."""
    return f"{name}:{evaluation.pk}:{evaluation.version}:{evaluation.scheme_id}:{evaluation.updated_at.timestamp()}"
