"""Storing the results that are queried: rates, scores, totals and grades of sheets."""

from decimal import Decimal

from perfeval.core.numbers import round_half_up
from perfeval.core.package import Sheet as EnteredSheet
from perfeval.core.package import SheetResult
from perfeval.evaluations.loading import Loaded, load
from perfeval.evaluations.models import SelfEvaluation, Sheet

_NUMBERS = ("execution_rate", "execution_score", "weight_total", "total")
_RESULTS = (*_NUMBERS, "grade", "unscored")


def recompute(evaluation: SelfEvaluation) -> Loaded:
    """Compute the whole self-evaluation and store its results; for after a change of the rules."""
    loaded = load(evaluation)
    store_results(loaded)
    return loaded


def store_results(loaded: Loaded) -> None:
    """Store the results of the loaded sheets, where they changed."""
    changed = [sheet for pointer, sheet in loaded.sheets.items() if _take_over(sheet, _entered(loaded, pointer))]
    if changed:
        Sheet.objects.bulk_update(changed, _RESULTS)


def _entered(loaded: Loaded, pointer: str) -> EnteredSheet | None:
    return loaded.package.overall if pointer == "/overall" else loaded.package.projects[int(pointer.split("/")[2])]


def _unscored(entered: EnteredSheet) -> int:
    """How many indicators have no score yet; on a form that gives none, how many have no actual."""
    leaves = [leaf for leaf in entered.leaves() if not leaf.deleted]
    if all(leaf.weight is None for leaf in leaves):
        return sum(not leaf.actual for leaf in leaves)
    return sum(leaf.computed is None or leaf.computed.score is None for leaf in leaves)


def _take_over(sheet: Sheet, entered: EnteredSheet | None) -> bool:
    """Put the result into the columns; whether that changed anything."""
    result = (entered.computed if entered else None) or SheetResult()
    before = [getattr(sheet, name) for name in _RESULTS]
    sheet.unscored = _unscored(entered) if entered else None
    for name in _NUMBERS:
        setattr(sheet, name, _rounded(getattr(result, name)))
    sheet.grade = result.grade
    return before != [getattr(sheet, name) for name in _RESULTS]


def _rounded(number: Decimal | None) -> Decimal | None:
    return None if number is None else round_half_up(number)
