"""What the hostile sessions share: two departments with people, and whether anything changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import Client

from perfeval.directory.models import User
from perfeval.evaluations.models import SelfEvaluation
from perfeval.review.models import Event
from perfeval.review.services import verify_events
from tests.factories import make_evaluation, small_package
from tests.test_permission_matrix import Place, make_place
from tests.test_permission_states import contents


def two_places() -> tuple[Place, Place]:
    """A department with its people, and another of another region with its own."""
    mine = make_place(make_evaluation(small_package()))
    theirs = make_place(
        make_evaluation(small_package(department={"name": "被攻击局", "region": "被攻击县", "code": "999"}))
    )
    return mine, theirs


def client_of(place: Place, who: str, **options: Any) -> Client:
    client = Client(**options)
    user = place.people[who]
    assert isinstance(user, User)
    client.force_login(user)
    return client


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Whatever is done inside leaves every table as it is, but for the record of visits; and that record is whole."""
    before = contents()
    yield
    after = contents()
    assert [table for table in before if after[table] != before[table]] == []
    assert verify_events() == []


def refusals() -> list[tuple[str, int]]:
    """What was recorded as refused: what was asked, and the answer."""
    events = Event.objects.filter(action="refused").order_by("number")
    return [(event.subject, event.details["status"]) for event in events]


def address_with(address: str, theirs: SelfEvaluation, mine: SelfEvaluation) -> str:
    """The address of something of theirs, reached for through a self-evaluation of one's own."""
    return address.replace(f"/evaluations/{theirs.pk}/", f"/evaluations/{mine.pk}/")
