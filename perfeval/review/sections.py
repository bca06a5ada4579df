"""Which section of the self-evaluation a datum belongs to, and where the review shows it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.urls import resolve, reverse

from perfeval.evaluations.models import Indicator, SelfEvaluation, Sheet
from perfeval.evaluations.screens.findings import section_key_of
from perfeval.evaluations.screens.outline import Group, Outline, Section, outline_of, sheet_key

from .models import Comment


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator that can be sent back by itself; ``remarks`` on it are not settled."""

    place: str
    title: str
    remarks: int


@dataclass(frozen=True, slots=True)
class Returnable:
    """A section that can be sent back, with the indicators of its form."""

    key: str
    title: str
    indicators: list[Named]

    @property
    def has_remarks(self) -> bool:
        """Whether remarks on an indicator wait for an answer."""
        return any(indicator.remarks for indicator in self.indicators)

    @property
    def places(self) -> Iterator[tuple[str, str]]:
        """All that can be named, with its title."""
        yield self.key, self.title
        for indicator in self.indicators:
            yield indicator.place, f"{self.title} › {indicator.title}"


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


def returnable_sections(evaluation: SelfEvaluation) -> list[Returnable]:
    """The sections that can be sent back: those in which something is filled in."""
    indicators = _indicators(evaluation)
    sections = [section for section in outline_of(evaluation).sections if section.progress is not None]
    return [Returnable(section.key, section.title, indicators.get(section.key, [])) for section in sections]


def _indicators(evaluation: SelfEvaluation) -> dict[str, list[Named]]:
    """By the key of the sheet's section: its scored indicators; two queries."""
    unsettled = Comment.objects.filter(evaluation=evaluation, answers=None, resolved_at=None)
    remarks = Counter(record_of(place) for place in unsettled.values_list("place", flat=True))
    found: dict[str, list[Named]] = {}
    leaves = Indicator.objects.filter(sheet__evaluation=evaluation, children=None).order_by("sheet", "order", "pk")
    for pk, name, sheet in leaves.values_list("pk", "name", "sheet"):
        place = f"indicator.{pk}"
        found.setdefault(sheet_key(sheet), []).append(Named(place, name, remarks[place]))
    return found


def record_of(place: str) -> str:
    """The record that a field belongs to: ``indicator.34`` of ``indicator.34.actual``."""
    return ".".join(place.split(".")[:2])


def is_form(section: Section) -> bool:
    """Whether the section is a form or table, and no page of another kind (evidence, the list of findings)."""
    return resolve(section.url).view_name in ("evaluations:sheet", "evaluations:table")


def _reviewed(evaluation: SelfEvaluation, section: Section) -> Section:
    if not is_form(section):
        return section
    return replace(section, url=reverse("review:section", args=[evaluation.pk, section.key]))
