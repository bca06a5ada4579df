"""Whether two packages hold the same data."""

from typing import Any

from perfeval.core.package import Package, Sheet


def entered(package: Package) -> dict[str, Any]:
    """What a package says: absent, null and default alike, numbers by value, texts to the letter.

    Of the weight of the execution rate alone, absent (the scheme's) and null (no points) differ.
    """
    return {**package.model_dump(), "weights given": [_gives_weight(sheet) for sheet in _sheets(package)]}


def _sheets(package: Package) -> list[Sheet]:
    return [*([package.overall] if package.overall else []), *package.projects]


def _gives_weight(sheet: Sheet) -> bool:
    return "execution_weight" in sheet.model_fields_set
