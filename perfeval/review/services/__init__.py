"""What the review does: transitions, snapshots, events. One keyword-only function per verb."""

from .events import BrokenLink, record_event, verify_events
from .explaining import barring_findings, explain_finding
from .moving import move_evaluation
from .refusals import TransitionRefusedError
from .snapshots import package_of, take_snapshot

__all__ = [
    "BrokenLink",
    "TransitionRefusedError",
    "barring_findings",
    "explain_finding",
    "move_evaluation",
    "package_of",
    "record_event",
    "take_snapshot",
    "verify_events",
]
