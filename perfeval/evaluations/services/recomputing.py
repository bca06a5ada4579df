"""Storing the results that are queried: rates, scores, totals and grades of sheets."""

from decimal import Decimal

from perfeval.core.numbers import round_half_up
from perfeval.core.package import SheetResult
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import SelfEvaluation, Sheet

_NUMBERS = ("execution_rate", "execution_score", "weight_total", "total")
_RESULTS = (*_NUMBERS, "grade")


def recompute(evaluation: SelfEvaluation) -> Loaded:
    """Compute the whole self-evaluation and store its results; for after a change of the rules."""
    loaded = load(evaluation)
    store_results(loaded)
    return loaded


def store_results(loaded: Loaded) -> None:
    """Store the results of the loaded sheets, where they changed."""
    changed = [sheet for pointer, sheet in loaded.sheets.items() if _take_over(sheet, _result(loaded, pointer))]
    if changed:
        Sheet.objects.bulk_update(changed, _RESULTS)


def _result(loaded: Loaded, pointer: str) -> SheetResult:
    sheet = loaded.package.overall if pointer == "/overall" else loaded.package.projects[int(pointer.split("/")[2])]
    computed = sheet.computed if sheet else None
    return computed or SheetResult()


def _take_over(sheet: Sheet, result: SheetResult) -> bool:
    """Put the result into the columns; whether that changed anything."""
    before = [getattr(sheet, name) for name in _RESULTS]
    for name in _NUMBERS:
        setattr(sheet, name, _rounded(getattr(result, name)))
    sheet.grade = result.grade
    return before != [getattr(sheet, name) for name in _RESULTS]


def _rounded(number: Decimal | None) -> Decimal | None:
    return None if number is None else round_half_up(number)
