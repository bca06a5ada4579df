"""What the review keeps: immutable records, what reviewers say, and what becomes of it."""

from .notices import Extension, Notice
from .records import ChainHead, Event, Snapshot, SnapshotKind
from .remarks import Comment, FindingReason, IndicatorReview, ReturnedPart

__all__ = [
    "ChainHead",
    "Comment",
    "Event",
    "Extension",
    "FindingReason",
    "IndicatorReview",
    "Notice",
    "ReturnedPart",
    "Snapshot",
    "SnapshotKind",
]
