"""Where things stand in a package: sheets, indicators, sections and texts with their JSON pointers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from perfeval.core.package import Indicator, Package, Report, Section, Sheet
from perfeval.core.package.report import Attachment

Datum = TypeVar("Datum")


@dataclass(frozen=True, slots=True)
class Placed(Generic[Datum]):
    """A record of the package with its JSON pointer."""

    where: str
    record: Datum


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scored indicator with its place and the nodes above it, highest first."""

    where: str
    record: Indicator
    above: tuple[Indicator, ...]
    sheet: str

    @property
    def branches(self) -> tuple[str, ...]:
        """Names of the levels above."""
        return tuple(node.name for node in self.above)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its place; ``scope`` tells which document it belongs to (overall, or one project)."""

    where: str
    text: str
    scope: str
    heading: str = ""
    kind: str = "report"


def sheets_of(package: Package) -> list[Placed[Sheet]]:
    """The overall sheet and every project, in document order."""
    overall = [Placed("/overall", package.overall)] if package.overall else []
    return overall + [Placed(f"/projects/{i}", project) for i, project in enumerate(package.projects)]


def nodes_of(sheet: Placed[Sheet]) -> Iterator[Leaf]:
    """Every indicator node of a sheet, top down."""
    for index, node in enumerate(sheet.record.indicators):
        yield from _walk(node, f"{sheet.where}/indicators/{index}", (), sheet.where)


def _walk(node: Indicator, where: str, above: tuple[Indicator, ...], sheet: str) -> Iterator[Leaf]:
    yield Leaf(where, node, above, sheet)
    for index, child in enumerate(node.children):
        yield from _walk(child, f"{where}/children/{index}", (*above, node), sheet)


def sections_of(sections: list[Section], where: str) -> Iterator[Placed[Section]]:
    """Every section of a list with its subsections, top down; ``where`` is the pointer of the list."""
    for index, section in enumerate(sections):
        place = f"{where}/{index}"
        yield Placed(place, section)
        yield from sections_of(section.sections, f"{place}/sections")


def reports_of(package: Package) -> list[Placed[Report]]:
    """The department's report and every project's own."""
    overall = [Placed("/report", package.report)] if package.report else []
    return overall + [
        Placed(f"/projects/{i}/report", project.report) for i, project in enumerate(package.projects) if project.report
    ]


def attachments_of(report: Placed[Report]) -> list[Placed[Attachment]]:
    """The attachments of a report."""
    return [Placed(f"{report.where}/attachments/{i}", item) for i, item in enumerate(report.record.attachments)]


def scope_of(where: str) -> str:
    """The document a pointer belongs to: ``/projects/3`` for a project, else the empty text."""
    parts = where.split("/")
    return "/".join(parts[:3]) if parts[1:2] == ["projects"] else ""
