"""Code catalogues (政府收支分类科目) by year: 功能分类 and 经济分类. Names change from year to year."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from perfeval.core.scheme.base import SchemePart

CATALOGUE_FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "catalogues"
"""Where the catalogues and the layout of the published tables stand."""


class Catalogue(SchemePart):
    """One classification. A year holds only what differs from the year before; ``null`` abolishes a code."""

    kind: str
    title: str
    source: str
    lengths: list[int] = Field(min_length=1)
    years: dict[str, dict[str, str | None]] = Field(min_length=1)

    def names(self, year: int) -> dict[str, str]:
        """All codes with their names in a year; before the first year the first year's."""
        first, *later = sorted(self.years, key=int)
        merged = dict(self.years[first])
        for start in later:
            if int(start) <= year:
                merged |= self.years[start]
        return {code: name for code, name in merged.items() if name is not None}


def function_name(code: str, year: int) -> str | None:
    """Name of a 功能分类 code (类 3, 款 5, 项 7 digits) in a year, None where the catalogue does not have it."""
    return catalogue_names("function", year).get(code)


def economic_name(code: str, year: int) -> str | None:
    """Name of a 部门预算支出经济分类 code (类 3, 款 5 digits) in a year, None where it is unknown."""
    return catalogue_names("economic", year).get(code)


def parents(code: str) -> list[str]:
    """The codes above a code, highest first: 2080101 → 208, 20801."""
    return [code[:length] for length in range(3, len(code), 2)]


def load_catalogue(kind: str, folder: Path = CATALOGUE_FOLDER) -> Catalogue:
    """The catalogue ``function`` or ``economic`` that comes with the program."""
    return Catalogue.model_validate_json((folder / f"{kind}.json").read_bytes())


@cache
def catalogue_names(kind: str, year: int) -> Mapping[str, str]:
    """All codes of ``function`` or ``economic`` with their names in a year."""
    return load_catalogue(kind).names(year)
