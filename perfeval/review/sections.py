"""Which section of the self-evaluation a datum belongs to, and which sections changed since they were returned."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import TextChoices
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from perfeval.evaluations.models import SelfEvaluation, Sheet
from perfeval.evaluations.screens.findings import section_key_of
from perfeval.evaluations.screens.outline import Group, Outline, Section, outline_of

from .changes import changes_since
from .models import ReturnedPart
from .selectors import latest_snapshot


class Mark(TextChoices):
    """What became of a section that was sent back."""

    TO_MEND = "to_mend", _("需修改")
    MENDED = "mended", _("已修改")


def shown_in(where: str, sheets: Mapping[str, Sheet], keys: Iterable[str]) -> str:
    """The key of the section that shows a datum; empty where none of these does.

    A project without a form of its own is shown by the list of projects.
    """
    known = list(keys)
    key = section_key_of(where, sheets)
    if key in known:
        return key
    is_listed = key.startswith(("list", "sheet-"))
    return next((one for one in known if is_listed and one.startswith("list:")), "")


def review_outline(evaluation: SelfEvaluation, current: str = "") -> Outline:
    """The outline whose links lead to where the sections are reviewed; what is no form keeps its page."""
    outline = outline_of(evaluation, current)
    return Outline([Group(one.title, [_reviewed(evaluation, each) for each in one.sections]) for one in outline.groups])


def returnable_sections(evaluation: SelfEvaluation) -> list[Section]:
    """The sections that can be sent back: those in which something is filled in."""
    return [section for section in outline_of(evaluation).sections if section.progress is not None]


def is_form(section: Section) -> bool:
    """Whether the section is a form or table, and no page of another kind (evidence, the list of findings)."""
    return resolve(section.url).view_name in ("evaluations:sheet", "evaluations:table")


def _reviewed(evaluation: SelfEvaluation, section: Section) -> Section:
    if not is_form(section):
        return section
    return replace(section, url=reverse("review:section", args=[evaluation.pk, section.key]))


def marks_of(evaluation: SelfEvaluation, returned: Iterable[ReturnedPart], keys: Iterable[str]) -> dict[str, Mark]:
    """By section key: whether what was sent back has been changed since it was handed in."""
    places = {part.place for part in returned if part.place}
    snapshot = latest_snapshot(evaluation) if places else None
    keys = list(keys)
    if snapshot is None:
        return {}
    changes = changes_since(snapshot, evaluation)
    changed = {shown_in(change.where, changes.now.sheets, keys) for change in changes.differences}
    return {place: Mark.MENDED if place in changed else Mark.TO_MEND for place in places}
