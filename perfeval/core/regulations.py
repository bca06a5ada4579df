"""Regulations and bodies that reports cite (fixtures/catalogues/regulations.json): in force, superseded, renamed."""

from functools import cache

from perfeval.core.accounts.catalogue import CATALOGUE_FOLDER
from perfeval.core.scheme.base import SchemePart


class Superseded(SchemePart):
    """A regulation that another one replaced; from the year ``since`` on it is no basis any more."""

    title: str
    number: str | None
    since: int
    instead: str


class RenamedBody(SchemePart):
    """Names of an authority that was merged or renamed in the year ``since``."""

    names: list[str]
    since: int
    instead: str


class Regulations(SchemePart):
    """What is known of regulations and authorities."""

    source: str
    superseded: list[Superseded]
    current: list[str]
    bodies: list[RenamedBody]


@cache
def load_regulations() -> Regulations:
    """The catalogue that comes with the program."""
    return Regulations.model_validate_json((CATALOGUE_FOLDER / "regulations.json").read_bytes())
