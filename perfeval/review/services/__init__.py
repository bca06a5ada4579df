"""What the review does: transitions, snapshots, events. One keyword-only function per verb."""

from .commenting import add_comment, resolve_comment
from .events import BrokenLink, record_event, verify_events
from .explaining import barring_findings, explain_finding, explain_findings
from .granting import grant_extension, open_year, set_deadline
from .moving import move_evaluation
from .notices import mail_notices, read_notices
from .receiving import receive_reviews
from .refusals import TransitionRefusedError
from .scoring import review_indicator
from .snapshots import package_of, take_snapshot

__all__ = [
    "BrokenLink",
    "TransitionRefusedError",
    "add_comment",
    "barring_findings",
    "explain_finding",
    "explain_findings",
    "grant_extension",
    "mail_notices",
    "move_evaluation",
    "open_year",
    "package_of",
    "read_notices",
    "receive_reviews",
    "record_event",
    "resolve_comment",
    "review_indicator",
    "set_deadline",
    "take_snapshot",
    "verify_events",
]
