"""What was masked and left out while a public copy was made: told to who publishes it, before anybody else sees it."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Personal(StrEnum):
    """Kinds of personal data."""

    MOBILE = "mobile"
    IDENTITY = "identity"
    ACCOUNT = "account"
    PERSON = "person"


@dataclass(slots=True)
class Redactions:
    """Names of the projects and headings of the sections and attachments that were left out, the rows of tables, how
    often a classified project's name was taken out of a text, and how often what was masked: (kind, as it stands now).
    """

    projects: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    rows: int = 0
    unnamed: int = 0
    notes: int = 0
    masked: Counter[tuple[Personal, str]] = field(default_factory=Counter)

    def note(self, kind: Personal, masked: str, times: int = 1) -> str:
        """Count something masked; gives back what stands in its place."""
        if times:
            self.masked[kind, masked] += times
        return masked

    def masked_of(self, kind: Personal) -> list[tuple[str, int]]:
        """What stands in place of this kind, with how often, in order."""
        return sorted((text, times) for (of, text), times in self.masked.items() if of == kind)
