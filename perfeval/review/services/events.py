"""Appending to the event chain, and proving that nobody changed it."""

import hashlib
import ipaddress
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.review.models import ChainHead, Event

CHUNK = 1000


@dataclass(frozen=True)
class BrokenLink:
    """Where the chain does not hold: the number of the event, and why."""

    number: int
    problem: str


@transaction.atomic
def record_event(
    *,
    action: str,
    actor: User | None = None,
    evaluation: SelfEvaluation | None = None,
    subject: str = "",
    reason: str = "",
    address: str | None = None,
    **details: Any,
) -> Event:
    """Append an event; with the caller's transaction it stands or falls."""
    head = _locked_head()
    event = Event(
        number=head.count + 1,
        at=timezone.now(),
        actor=actor,
        actor_name=actor.username if actor else "",
        address=_written_address(address),
        action=action,
        evaluation=evaluation,
        subject=_kept(subject or str(evaluation or ""))[:500],
        reason=_kept(reason),
        details=details,
        previous=head.hash,
    )
    event.hash = link_hash(event)
    event.save(force_insert=True)
    ChainHead.objects.filter(pk=1).update(count=event.number, hash=event.hash)
    return event


def _locked_head() -> ChainHead:
    """The end of the chain, which nobody else can move until this transaction is over."""
    locked = ChainHead.objects.select_for_update()
    try:
        return locked.get(pk=1)
    except ChainHead.DoesNotExist:
        return locked.get_or_create(pk=1)[0]


def _kept(text: str) -> str:
    """A text as both databases keep it: PostgreSQL has no NUL, and no half of a surrogate pair."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def _written_address(address: str | None) -> str | None:
    """An address as the database gives it back, so that its hash holds; nothing for what is none (a socket)."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)


def link_hash(event: Event) -> str:
    """SHA-256 over the event's fields, written canonically, and the hash before it."""
    content = [
        event.number,
        event.at.isoformat(timespec="microseconds"),
        event.actor_id,
        event.actor_name,
        event.address,
        event.action,
        event.evaluation_id,
        event.subject,
        event.reason,
        event.details,
        event.previous,
    ]
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def verify_events() -> list[BrokenLink]:
    """Walk the whole chain; an empty list proves that no event was changed, removed or slipped in."""
    broken: list[BrokenLink] = []
    number, previous = 0, ""
    for event in Event.objects.order_by("number").iterator(chunk_size=CHUNK):
        number += 1
        broken += _problems_of(event, number, previous)
        number, previous = event.number, event.hash
    head = ChainHead.objects.filter(pk=1).first()
    if (head.count, head.hash) != (number, previous) if head else number > 0:
        broken.append(BrokenLink(number, "链尾与最后一条记录不符"))
    return broken


def _problems_of(event: Event, number: int, previous: str) -> list[BrokenLink]:
    found = []
    if event.number != number:
        found.append(BrokenLink(event.number, f"缺少第{number}条记录"))
    if event.previous != previous:
        found.append(BrokenLink(event.number, "与上一条记录不相连"))
    if event.hash != link_hash(event):
        found.append(BrokenLink(event.number, "内容被改动"))
    return found
