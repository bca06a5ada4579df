"""Grade bands (优 良 中 差): half-open, so 90.00 is 优 and 89.995 was rounded before it came here."""

from collections.abc import Sequence
from decimal import Decimal

from perfeval.core.package.package import GradeBand, Package
from perfeval.core.scheme.scoring import Scoring

Bands = Sequence[GradeBand]


def overall_bands(package: Package, scoring: Scoring) -> Bands:
    """The bands of the overall sheet: the package's own before the scheme's; empty where totals get no grade."""
    own = package.grade_bands.overall if package.grade_bands else None
    return _highest_first(own if own is not None else scoring.grade_bands.overall)


def project_bands(package: Package, scoring: Scoring) -> Bands:
    """The bands of project sheets: the package's own before the scheme's; empty where totals get no grade."""
    own = package.grade_bands.project if package.grade_bands else None
    return _highest_first(own if own is not None else scoring.grade_bands.project)


def grade_of(total: Decimal | None, bands: Bands) -> str | None:
    """The grade of a total: the first band it reaches; None without a total or without bands."""
    if total is None:
        return None
    return next((band.grade for band in bands if band.min is None or total >= band.min), None)


def excellent_grades(bands: Bands, scoring: Scoring) -> list[str]:
    """The grades that count for 评优率: the scheme's, or else the highest alone."""
    return scoring.excellent_grades or [band.grade for band in bands[:1]]


def _highest_first(bands: Bands | None) -> Bands:
    """Bands by falling limit, the rest last, whatever order they were written in."""
    rest = Decimal("-Infinity")
    return sorted(bands or [], key=lambda band: rest if band.min is None else band.min, reverse=True)
