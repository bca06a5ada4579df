"""What became of the parts that were sent back: by section, and by indicator where single ones were named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfeval.evaluations.models import Indicator, SelfEvaluation, State
from perfeval.evaluations.screens.outline import sheet_key

from .changes import Changes, changes_since
from .models import ReturnedPart, Snapshot
from .sections import record_of, shown_in

if TYPE_CHECKING:
    from datetime import datetime


class Mark(TextChoices):
    """What became of a part that was sent back; ``UNCHANGED`` is what the next reader of it sees."""

    TO_MEND = "to_mend", _("需修改")
    MENDED = "mended", _("已修改")
    UNCHANGED = "unchanged", _("未修改")


@dataclass(frozen=True, slots=True)
class MarkedIndicator:
    """An indicator that was named in a return, and where it is filled in."""

    name: str
    url: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of sections by their keys, and the indicators that were named, in document order."""

    sections: Mapping[str, Mark]
    indicators: list[MarkedIndicator]


NONE = Marks({}, [])


def last_returned_parts(evaluation: SelfEvaluation) -> list[ReturnedPart]:
    """What was named when it was sent back last, as long as that matters: until it is approved."""
    if evaluation.state not in (State.RETURNED, State.SUBMITTED, State.ENDORSED):
        return []
    parts = list(ReturnedPart.objects.filter(evaluation=evaluation).select_related("returned_by"))
    return [part for part in parts if part.returned_at == max(each.returned_at for each in parts)]


def marks_of(evaluation: SelfEvaluation, returned: Iterable[ReturnedPart], keys: Iterable[str]) -> Marks:
    """Whether what was sent back has been changed since it was handed in the time before."""
    places = {part.place: part.returned_at for part in returned if part.place}
    snapshot = _before(evaluation, max(places.values())) if places else None
    if snapshot is None:
        return NONE
    changes = changes_since(snapshot, evaluation)
    keys = list(keys)
    changed = {shown_in(change.where, changes.now.sheets, keys) for change in changes.differences}
    as_it_was = Mark.TO_MEND if evaluation.state == State.RETURNED else Mark.UNCHANGED
    sections = {place: Mark.MENDED if place in changed else as_it_was for place in places if place in keys}
    indicators = _indicators(evaluation, places, _changed_records(changes), as_it_was)
    for key, indicator in indicators:
        if key not in places and sections.get(key) != as_it_was:
            sections[key] = indicator.mark
    return Marks(sections, [indicator for _key, indicator in indicators])


def _before(evaluation: SelfEvaluation, moment: "datetime") -> Snapshot | None:
    """What was handed in when it was sent back."""
    earlier = Snapshot.objects.filter(evaluation=evaluation, taken_at__lte=moment)
    return earlier.order_by("-taken_at", "-pk").first()


def _changed_records(changes: Changes) -> set[str]:
    """The records in which something differs; a datum inside a value counts for the record that holds it."""
    holders = {
        pointer.rpartition("/")[0]: record_of(field)
        for pointer, field in changes.now.fields.items()
        if field.startswith("indicator.") and "/" not in field
    }
    found = set()
    for change in changes.differences:
        pointer = change.where
        while pointer and pointer not in holders:
            pointer = pointer.rpartition("/")[0]
        found.add(holders.get(pointer, ""))
    return found


def _indicators(
    evaluation: SelfEvaluation, places: Iterable[str], changed: set[str], as_it_was: Mark
) -> list[tuple[str, MarkedIndicator]]:
    """The named indicators that are still there, each with the key of its section."""
    keys = [int(place.partition(".")[2]) for place in places if place.startswith("indicator.")]
    if not keys:
        return []
    found = []
    for one in Indicator.objects.filter(pk__in=keys, sheet__evaluation=evaluation).order_by("sheet", "order", "pk"):
        place = f"indicator.{one.pk}"
        url = f"{reverse('evaluations:sheet', args=[evaluation.pk, one.sheet_id])}#{place}"
        mark = Mark.MENDED if place in changed else as_it_was
        found.append((sheet_key(one.sheet_id), MarkedIndicator(one.name, url, mark)))
    return found
