"""What other apps do once a snapshot is safely stored. Review lies below them and cannot call them by name."""

from collections.abc import Callable
from functools import partial

from django.db import transaction

from .models import Snapshot

AfterSnapshot = Callable[[Snapshot], None]

_after_snapshot: list[AfterSnapshot] = []


def after_snapshot(do: AfterSnapshot) -> None:
    """Have this called for every snapshot, after the transaction that took it; registered once, at start."""
    if do not in _after_snapshot:
        _after_snapshot.append(do)


def tell(snapshot: Snapshot) -> None:
    """Call everybody once the snapshot is committed."""
    for do in _after_snapshot:
        transaction.on_commit(partial(do, snapshot))
