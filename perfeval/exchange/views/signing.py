"""What a dry run found, carried in the page until it is applied: signed, so that it is what was checked."""

import dataclasses
from typing import Any

from django.core import signing

from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation

SALT = "perfeval.exchange"
MOST_SECONDS = 60 * 60


def sealed(user: User, evaluation: SelfEvaluation, kind: str, found: list[Any]) -> str:
    """The list for this person and this self-evaluation; records are kept as their fields."""
    plain = [dataclasses.asdict(each) if dataclasses.is_dataclass(each) else each for each in found]  # type: ignore[arg-type]  # a list of instances
    return signing.dumps([user.pk, evaluation.pk, kind, plain], salt=SALT, compress=True)


def opened(user: User, evaluation: SelfEvaluation, kind: str, seal: str) -> list[Any] | None:
    """What was sealed within the last hour; None where it was not, or for somebody or something else."""
    try:
        whose, of, what, found = signing.loads(seal, salt=SALT, max_age=MOST_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    return found if (whose, of, what) == (user.pk, evaluation.pk, kind) else None
