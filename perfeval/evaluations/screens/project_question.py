"""Which projects are looked for in the list of all, and in which order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perfeval.core.package import Package, Project

SORTS: dict[str, Callable[[Project], Any]] = {
    "name": lambda project: project.name,
    "unit": lambda project: project.unit or "",
    "adjusted": lambda project: _number(project.amount("adjusted")),
    "executed": lambda project: _number(project.amount("executed")),
    "rate": lambda project: _number(project.computed.execution_rate if project.computed else None),
    "total": lambda project: _number(project.computed.total if project.computed else None),
}
"""What the list can be sorted by; blanks come first."""


def _number(number: Decimal | None) -> tuple[bool, Decimal]:
    return (number is not None, number or Decimal(0))


@dataclass(frozen=True, slots=True)
class Question:
    """Which projects are asked for, and in which order (``-adjusted``: the largest first)."""

    text: str = ""
    which: str = ""
    level: str = ""
    grade: str = ""
    sort: str = ""

    @classmethod
    def asked(cls, sent: Mapping[str, str]) -> "Question":
        """What an address asks; a sort that does not exist is none."""
        sort = sent.get("sort", "")
        return cls(
            text=sent.get("q", "").strip(),
            which=sent.get("list", ""),
            level=sent.get("level", ""),
            grade=sent.get("grade", ""),
            sort=sort if sort.removeprefix("-") in SORTS else "",
        )

    @property
    def parameters(self) -> dict[str, str]:
        """The same as an address says it."""
        given = {"q": self.text, "list": self.which, "level": self.level, "grade": self.grade, "sort": self.sort}
        return {name: value for name, value in given.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether some projects may be left out."""
        return bool(self.text or self.which or self.level or self.grade)

    def wants(self, project: Project) -> bool:
        """Whether the project is among those asked for; the text is looked for in name, unit and document number."""
        found = " ".join(filter(None, (project.name, project.unit, project.document_number)))
        grade = project.computed.grade if project.computed else None
        return (
            self.text.lower() in found.lower()
            and self.which in ("", project.list or "none")
            and self.level in ("", project.funding_level or "none")
            and self.grade in ("", grade or "none")
        )

    def sorted(self, places: Iterable[int], package: Package) -> list[int]:
        """The places of the projects in the order asked for."""
        if not self.sort:
            return [*places]
        key = SORTS[self.sort.removeprefix("-")]
        return sorted(places, key=lambda place: key(package.projects[place]), reverse=self.sort.startswith("-"))
