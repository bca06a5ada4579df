"""What reviewers say of indicators, for schemes that print it. It is kept by an app above this one, which registers."""

from collections.abc import Callable, Mapping
from typing import Any

from perfeval.evaluations.models import SelfEvaluation, Sheet
from perfeval.schemes.selectors import scheme_of

Reviews = Mapping[int, dict[str, Any]]
"""Key of an indicator → its ``review`` as a package holds it."""

Read = Callable[[SelfEvaluation, Sheet | None], Reviews]

_readers: list[Read] = []


def read_reviews_by(read: Read) -> None:
    """Have the reviews of a self-evaluation, or of one sheet of it, read by this; registered once, at start."""
    if read not in _readers:
        _readers.append(read)


def reviews_of(evaluation: SelfEvaluation, sheet: Sheet | None) -> Reviews:
    """All reviews where the scheme prints them; elsewhere nobody is asked."""
    if not scheme_of(evaluation.scheme).prints_reviews:
        return {}
    return {key: review for read in _readers for key, review in read(evaluation, sheet).items()}
