"""Values that a source document prints (``published``) against those computed from its data.

No calculation reads a printed value. An imported document is reviewed against it: what it prints and what follows
from its own figures must agree.
"""

from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import multiply, plain, round_half_up, total
from perfeval.core.package import Sheet
from perfeval.core.scoring.grades import grade_of, overall_bands, project_bands
from perfeval.core.scoring.sheets import SheetRules, execution_weight_of, settled_total

from .context import Context, number_of, printed, score_shown
from .finding import Remark
from .places import Placed
from .registry import check

_TITLES = {
    "execution_rate": "预算执行率",
    "execution_score": "预算执行率得分",
    "weight_total": "分值合计",
    "total": "总分",
    "rate": "预算执行率",
    "score": "资金得分",
    "surplus": "结余",
}


@check("C08", "总分等于各项得分之和", "error")
def check_printed_total(context: Context) -> Iterator[Remark]:
    """The printed total against the scores the form prints (those computed where it prints none)."""
    for sheet in context.sheets:
        result = sheet.record.computed
        if result and sheet.record.indicators:
            yield from _compare(sheet, "total", _settled(_sum_as_printed(sheet.record), sheet, context))
            yield from _compare(sheet, "weight_total", result.weight_total)


@check("C08-rule", "总分与评分规则一致", "hint")
def check_total_by_rules(context: Context) -> Iterator[Remark]:
    """What the total would be if every printed score were the one its rule gives."""
    for sheet in context.sheets:
        result = sheet.record.computed
        leaves = [leaf.computed.score if leaf.computed else None for leaf in sheet.record.leaves()]
        if (
            result
            and leaves
            and None not in leaves
            and result.total != _settled(_sum_as_printed(sheet.record), sheet, context)
        ):
            yield from _compare(sheet, "total", result.total)


@check("C08-level", "上级得分等于下级得分之和", "error")
def check_printed_level_scores(context: Context) -> Iterator[Remark]:
    """A printed score of a level against the scores below it, and against the printed ones one level down."""
    for node in context.nodes:
        score = printed(node, "score")
        if node.record.is_leaf or score is None:
            continue
        below = total([number_of((child.published or {}).get("score")) for child in node.record.children])
        leaves = total([score_shown(leaf) for leaf in node.record.leaves()])
        for summed, what in ((below, "下一级所印得分"), (leaves, "末级指标得分")):
            if summed is not None and summed != score:
                message = f"“{node.record.name}”印为{plain(score)}分，{what}合计为{plain(summed)}分，两者应相等。"
                yield Remark(f"{node.where}/published/score", plain(score), plain(summed), message)
                break


@check("C08-sum", "总分等于一级指标所印得分之和", "error")
def check_printed_level_sum(context: Context) -> Iterator[Remark]:
    """The printed total against the printed scores of level 1 and the execution score."""
    for sheet in context.sheets:
        stated = printed(sheet, "total")
        scores = [number_of((node.published or {}).get("score")) for node in sheet.record.indicators]
        if stated is None or not scores or any(score is None for score in scores):
            continue
        execution = sheet.record.computed.execution_score if sheet.record.computed else None
        summed = _settled(total([*scores, execution]), sheet, context) or Decimal(0)
        if summed != stated:
            yield Remark(
                f"{sheet.where}/published/total",
                plain(stated),
                plain(summed),
                f"总分印为{plain(stated)}分，一级指标所印得分合计为{plain(summed)}分，两者应相等。",
            )


@check("C09", "预算执行率计算正确", "error")
def check_printed_rate(context: Context) -> Iterator[Remark]:
    """The printed execution rate of the sheet and of its fund rows."""
    for sheet in context.sheets:
        found = list(_compare_rates(sheet))
        if not found and sheet.record.computed:
            found = list(_compare(sheet, "execution_rate", sheet.record.computed.execution_rate))
        yield from found


@check("C12", "预算执行率得分计算正确", "error")
def check_printed_execution_score(context: Context) -> Iterator[Remark]:
    """The printed points of the execution rate; a row that prints its weight must print its points too."""
    for sheet in context.sheets:
        result = sheet.record.computed
        if result:
            yield from _compare(sheet, "execution_score", result.execution_score)
        for index, row in enumerate(sheet.record.funds):
            values = row.published or {}
            computed = row.computed.score if row.computed else None
            if row.key == "total" and computed is not None and values.get("weight") and values.get("score") is None:
                where = f"{sheet.where}/funds/{index}/published/score"
                message = f"预算执行印了分值{values['weight']}分，得分空白，应得{plain(computed)}分。"
                yield Remark(where, "空白", plain(computed), message)


@check("C22", "结余等于预算数减执行数", "error")
def check_printed_surplus(context: Context) -> Iterator[Remark]:
    """The printed surplus against adjusted budget minus execution."""
    for sheet in context.sheets:
        adjusted, executed = sheet.record.amount("adjusted"), sheet.record.amount("executed")
        if adjusted is not None and executed is not None:
            yield from _compare(sheet, "surplus", adjusted - executed)


@check("C18", "等级与得分相符", "error")
def check_printed_grade(context: Context) -> Iterator[Remark]:
    """The printed grade against the scheme's bands (half-open: 90.00 is the upper grade)."""
    for sheet in context.sheets:
        grade, result = (sheet.record.published or {}).get("grade"), sheet.record.computed
        stated = printed(sheet, "total")
        points = stated if stated is not None else (result.total if result else None)
        bands = (overall_bands if sheet.where == "/overall" else project_bands)(context.package, context.scheme.scoring)
        due = grade_of(points, bands) if points is not None else None
        if grade and points is not None and due and grade != due:
            yield Remark(
                f"{sheet.where}/published/grade",
                str(grade),
                due,
                f"{_name(sheet)}得{plain(points)}分，等级印为“{grade}”，应为“{due}”。",
            )


def _sum_as_printed(sheet: Sheet) -> Decimal | None:
    """Σ of the scores a reader sees; None where one is neither printed nor computed."""
    scores = [score_shown(leaf) for leaf in sheet.leaves()]
    if any(score is None for score in scores):
        return None
    execution = sheet.computed.execution_score if sheet.computed else None
    stated = number_of((sheet.published or {}).get("execution_score"))
    return total([*scores, stated if stated is not None else execution])


def _settled(summed: Decimal | None, sheet: Placed[Sheet], context: Context) -> Decimal | None:
    """A sum of scores as the total that the scheme makes of it: re-based, and within the ceiling of the rate."""
    scoring = context.scheme.scoring
    by_scheme = scoring.overall_execution_weight if sheet.where == "/overall" else scoring.execution.weight
    weight = execution_weight_of(sheet.record, SheetRules(scoring, by_scheme, ()))
    return None if summed is None else settled_total(summed, sheet.record, weight, scoring)


def _compare_rates(sheet: Placed[Sheet]) -> Iterator[Remark]:
    for index, row in enumerate(sheet.record.funds):
        stated = number_of((row.published or {}).get("rate"))
        computed = row.computed.rate if row.computed else None
        if stated is not None and computed is not None and not _agrees(stated, computed):
            yield _remark(f"{sheet.where}/funds/{index}/published/rate", "rate", sheet, stated, computed)


def _compare(sheet: Placed[Sheet], key: str, computed: Decimal | None) -> Iterator[Remark]:
    stated = printed(sheet, key)
    if stated is not None and computed is not None and not _agrees(stated, computed):
        yield _remark(f"{sheet.where}/published/{key}", key, sheet, stated, computed)


def _remark(where: str, key: str, sheet: Placed[Sheet], stated: Decimal, computed: Decimal) -> Remark:
    title = _TITLES[key]
    message = f"{_name(sheet)}的{title}印为{plain(stated)}，计算应为{plain(computed)}。"
    return Remark(where, plain(stated), plain(computed), message)


def _agrees(stated: Decimal, computed: Decimal) -> bool:
    """Equal, or the computed value rounded to the printed decimals; a whole number stands for itself only."""
    exponent = stated.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return stated == computed or (decimals > 0 and multiply(round_half_up(computed, decimals)) == stated)


def _name(sheet: Placed[Sheet]) -> str:
    name = getattr(sheet.record, "name", None)
    return f"“{name}”" if name else "整体支出自评表"
