"""A sheet as a whole: execution rate and points, weights, total and grade."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

from perfeval.core.numbers import ZERO, round_half_up, total
from perfeval.core.package.sheets import Indicator, Sheet, SheetResult
from perfeval.core.scheme.scoring import Scoring

from .award import Sources
from .execution import budget_of, compute_fund_row, execution_rate, execution_score, surplus, total_ceiling
from .grades import Bands, grade_of
from .indicators import Assessment, assess, compute_node

AnySheet = TypeVar("AnySheet", bound=Sheet)


class SheetRules(NamedTuple):
    """What holds for a kind of sheet: the scheme's parameters, its execution weight, its grade bands."""

    scoring: Scoring
    execution_weight: Decimal | None
    bands: Bands


def compute_sheet(sheet: AnySheet, rules: SheetRules, sources: Sources) -> AnySheet:
    """A copy of the sheet with ``computed`` in it, in its fund rows and in its indicators."""
    weight = execution_weight_of(sheet, rules)
    funds = [
        row.model_copy(update={"computed": compute_fund_row(row, weight, rules.scoring.execution)})
        for row in sheet.funds
    ]
    here = with_rate_of(sheet, sources, rules.scoring)
    nodes = [compute_node(node, (), here, rules.scoring) for node in sheet.indicators]
    update: dict[str, object] = {"computed": _sheet_result(sheet, nodes, weight, rules, here.execution_rate)}
    if funds:
        update["funds"] = funds
    if nodes:
        update["indicators"] = nodes
    return sheet.model_copy(update=update)


def assess_sheet(
    sheet: Sheet, sources: Sources, scoring: Scoring
) -> Iterator[tuple[tuple[str | int, ...], Assessment]]:
    """Every leaf of a sheet with its path below the sheet, as checks need it: award, problem, rule score."""
    here = with_rate_of(sheet, sources, scoring)
    for path, branches, leaf in _leaves(sheet.indicators, ("indicators",), ()):
        yield path, assess(leaf, branches, here, scoring)


def execution_weight_of(sheet: Sheet, rules: SheetRules) -> Decimal | None:
    """The sheet's own weight of the execution rate where the key is there (null: no points), else the scheme's."""
    if rules.scoring.execution.rule == "none":
        return None
    return sheet.execution_weight if "execution_weight" in sheet.model_fields_set else rules.execution_weight


def with_rate_of(sheet: Sheet, sources: Sources, scoring: Scoring) -> Sources:
    """The sources with this sheet's exact execution rate, from its total row."""
    rate = _rate_of(sheet, scoring)
    return Sources(sources.facts, sources.fact_labels, sources.fact_units, rate, sources.survey_average)


def _rate_of(sheet: Sheet, scoring: Scoring) -> Fraction | None:
    row, rule = sheet.fund_row("total"), scoring.execution
    return execution_rate(budget_of(row, rule), row.executed, rule) if row else None


def _leaves(
    nodes: list[Indicator], path: tuple[str | int, ...], branches: tuple[str, ...]
) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...], Indicator]]:
    for index, node in enumerate(nodes):
        if node.is_leaf:
            yield (*path, index), branches, node
        else:
            yield from _leaves(node.children, (*path, index, "children"), (*branches, node.name))


def _sheet_result(
    sheet: Sheet, nodes: list[Indicator], weight: Decimal | None, rules: SheetRules, rate: Fraction | None
) -> SheetResult:
    scored = execution_score(rate, weight, rules.scoring.execution)
    weights, score = _sums(sheet, nodes, weight, scored, rules.scoring)
    if score is not None:
        score = settled_total(score, sheet, weight, rules.scoring)
    if weights and _is_rebased(sheet, rules.scoring):
        weights = rules.scoring.full_total
    row = sheet.fund_row("total")
    reviewed = review_total(sheet, weight, scored, rules.scoring)
    return SheetResult(
        execution_rate=None if rate is None else round_half_up(rate),
        execution_score=scored,
        surplus=surplus(row, rules.scoring.execution) if row else None,
        weight_total=weights,
        total=score,
        grade=grade_of(score, rules.bands),
        **({} if reviewed is None else {"review_total": reviewed}),
    )


def review_total(sheet: Sheet, weight: Decimal | None, scored: Decimal | None, scoring: Scoring) -> Decimal | None:
    """The reviewer's scores with the execution rate's own; None until every indicator that counts has one.

    ``weight`` and ``scored`` are the execution rate's.
    """
    scores = [leaf.review.score if leaf.review else None for leaf in sheet.leaves() if not leaf.deleted]
    if not scores or None in scores:
        return None
    return settled_total(total([scored, *scores]) or ZERO, sheet, weight, scoring)


def _sums(
    sheet: Sheet, nodes: list[Indicator], weight: Decimal | None, scored: Decimal | None, scoring: Scoring
) -> tuple[Decimal | None, Decimal | None]:
    """Weights and scores of the leaves with the execution rate's; a sheet without indicators has 自评得分 alone."""
    if not nodes:
        return (None, None) if sheet.self_score is None else (scoring.full_total, round_half_up(sheet.self_score))
    leaves = [leaf.computed for node in nodes for leaf in node.leaves() if leaf.computed]
    weights = total([weight, *(leaf.weight for leaf in leaves)])
    score = total([scored, *(leaf.score for leaf in leaves)])
    return weights, score


def settled_total(score: Decimal, sheet: Sheet, weight: Decimal | None, scoring: Scoring) -> Decimal:
    """A sum of scores as the total of its sheet: re-based where the scheme says so, within the ceiling of the rate.

    ``weight`` is the execution rate's.
    """
    if _is_rebased(sheet, scoring):
        counted = total([weight, *(leaf.weight for leaf in sheet.leaves() if not leaf.deleted)])
        score = round_half_up(Fraction(score) * Fraction(scoring.full_total) / Fraction(counted)) if counted else score
    ceiling = total_ceiling(_rate_of(sheet, scoring), scoring.total_ceiling)
    return score if ceiling is None else min(score, ceiling)


def _is_rebased(sheet: Sheet, scoring: Scoring) -> bool:
    return scoring.not_applicable == "rebase" and any(leaf.deleted for leaf in sheet.leaves())
