"""What can be entered beside target and actual: inputs bound to field names, and the values they show."""

import dataclasses
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from perfeval.core.numbers import plain
from perfeval.core.package import Package
from perfeval.core.package.base import write_share

CHOICE, NUMBER, LINES = "choice", "number", "lines"


@dataclasses.dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    value: str
    label: str
    chosen: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Input:
    """Something to enter; ``hint`` says what is allowed, ``note`` what is wrong with what was typed.

    ``value`` is shown, ``stored`` is what the database has.
    """

    field: str
    label: str
    value: str
    stored: str
    kind: str
    hint: str = ""
    options: list[Option] = dataclasses.field(default_factory=list)
    note: str = ""

    @property
    def shown(self) -> str:
        """The answer in words, for those who only read."""
        return next((option.label for option in self.options if option.chosen), self.value)

    @property
    def is_choice(self) -> bool:
        """Whether one of ``options`` is chosen."""
        return self.kind == CHOICE

    @property
    def is_number(self) -> bool:
        """Whether a number is typed."""
        return self.kind == NUMBER


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """The inputs of one record of a package; only what ``fields`` names can be entered."""

    package: Package
    fields: Mapping[str, str]
    pointer: str
    typed: Mapping[str, str]
    errors: Mapping[str, str]

    def at(
        self, pointer: str, label: str, kind: str, *, hint: str = "", answers: Mapping[str, str] | None = None
    ) -> Iterator[Input]:
        """The input of a pointer, if it can be entered; ``answers`` are the values of a choice with their words."""
        name = self.fields.get(pointer)
        if name is None:
            return
        stored = as_typed(value_at(self.package, pointer))
        value = self.typed.get(name, stored)
        options = [Option(answer, word, answer == value) for answer, word in (answers or {}).items()]
        yield Input(name, label, value, stored, kind, hint, options, self.errors.get(name, ""))

    def own(
        self, key: str, label: str, kind: str, *, hint: str = "", answers: Mapping[str, str] | None = None
    ) -> Iterator[Input]:
        """The input of a key of the record itself."""
        return self.at(f"{self.pointer}/{key}", label, kind, hint=hint, answers=answers)


def value_at(package: Package, pointer: str) -> object:
    """What stands at a JSON pointer of the package; None where nothing does."""
    found: object = package
    for step in pointer.strip("/").split("/"):
        if isinstance(found, list):
            found = found[int(step)] if int(step) < len(found) else None
        elif isinstance(found, dict):
            found = found.get(step)
        else:
            found = getattr(found, step, None)
    return found


def as_typed(value: object) -> str:
    """A datum as an officer would type it, and as a choice names it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    return write_share(value) if isinstance(value, Fraction) else str(value)
