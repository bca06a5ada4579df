"""Whether goals, results, scores and problems of a sheet go together."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import HUNDRED, multiply, percent, plain, total
from perfeval.core.package import Project, Sheet
from perfeval.core.scoring.grades import overall_bands, project_bands
from perfeval.core.text.sentences import squeeze

from .context import Context, printed
from .finding import Remark
from .places import Placed
from .registry import check

LOW_EXECUTION = Decimal(80)
"""Below this execution rate (percent) a high indicator score needs an explanation."""
_ABOVE = Decimal("1.05")
_NOTHING = re.compile(r"(?:[一二三四五六]是)?(?:无|没有|暂无|不存在问题|无问题)")
_SPLIT = re.compile(r"[；;。，,\s]+")
_PROBLEM = re.compile("问题")
_MEASURE = re.compile("改进|措施|整改|建议")
_SHORT = 4


@check("C32", "指标得分与预算执行率相称", "warning")
def check_scores_against_execution(context: Context) -> Iterator[Remark]:
    """Little was spent, yet the indicators score far higher than the execution rate."""
    for sheet in context.sheets:
        rate = sheet.record.computed.execution_rate if sheet.record.computed else None
        score = _indicator_rate(sheet.record)
        planned = sheet.record.amount("adjusted") or sheet.record.amount("initial")
        if rate is None or score is None or rate >= LOW_EXECUTION or not planned:
            continue
        if score > multiply(rate, _ABOVE):
            yield Remark(
                f"{sheet.where}/indicators",
                f"{plain(score)}%",
                f"与执行率{plain(rate)}%相称",
                f"预算执行率只有{plain(rate)}%，各项指标却得到分值的{plain(score)}%，须说明工作用什么资金完成。",
            )


@check("C38", "失分的自评表不能写没有问题", "warning")
def check_no_problems_although_points_lost(context: Context) -> Iterator[Remark]:
    """无 under 问题 although points were lost."""
    for sheet in context.sheets:
        stated = printed(sheet, "total")
        points = stated if stated is not None else (sheet.record.computed.total if sheet.record.computed else None)
        if points is None or points >= HUNDRED:
            continue
        for index, box in enumerate(sheet.record.analysis):
            if _PROBLEM.search(box.label) and is_nothing(box.text):
                message = f"总分{plain(points)}分，有失分，“{box.label}”却写“{(box.text or '').strip()[:20]}”。"
                yield Remark(f"{sheet.where}/analysis/{index}/text", (box.text or "")[:20], "失分对应的问题", message)


@check("C39", "实际完成情况不能照抄目标", "warning")
def check_result_repeats_goal(context: Context) -> Iterator[Remark]:
    """The result repeats the goal word for word."""
    for sheet in context.sheets:
        pairs = [
            (f"{sheet.where}/goals/{index}/actual", goal.expected, goal.actual)
            for index, goal in enumerate(sheet.record.goals)
        ]
        if isinstance(sheet.record, Project):
            pairs.append((f"{sheet.where}/completion_text", sheet.record.goal_text, sheet.record.completion_text))
        for where, expected, actual in pairs:
            if expected and actual and squeeze(expected) == squeeze(actual) and len(squeeze(actual)) > _SHORT:
                shown = actual.strip()[:30]
                message = f"实际完成情况照抄了年度目标（“{shown}…”），应写完成的结果。"
                yield Remark(where, shown, "实际完成的结果", message)


@check("C47", "每个项目都须自评", "error")
def check_every_project_evaluated(context: Context) -> Iterator[Remark]:
    """A project that has neither a sheet nor a score was not evaluated; classified ones are left out."""
    for index, project in enumerate(context.package.projects):
        points = project.computed.total if project.computed else None
        if points is None and not project.classified and not context.is_unscored(project):
            message = f"项目“{project.name}”没有自评得分，所有项目都须开展自评。"
            yield Remark(f"/projects/{index}", "没有自评", "自评得分", message)


@check("C50", "等级为中、差须写改进措施", "warning")
def check_measures_for_low_grades(context: Context) -> Iterator[Remark]:
    """A sheet with one of the two lowest grades says what will be done about it, once it is filled in."""
    scoring, package = context.scheme.scoring, context.package
    for sheet in context.sheets:
        bands = (overall_bands if sheet.where == "/overall" else project_bands)(package, scoring)
        low = [band.grade for band in bands][-2:]
        grade = sheet.record.computed.grade if sheet.record.computed else None
        is_graded = bool(sheet.record.indicators) and context.is_finished(sheet.record)
        if grade in low and is_graded and not _has_measure(sheet):
            message = f"等级为“{grade}”，没有写改进措施。"
            yield Remark(f"{sheet.where}/deviation_text", "空白", "改进措施", message)


@check("C39-goal", "须写年度目标与完成情况", "warning")
def check_goals_filled_in(context: Context) -> Iterator[Remark]:
    """A goal without a result, or a result without a goal."""
    for sheet in context.sheets:
        for index, goal in enumerate(sheet.record.goals):
            if not sheet.record.indicators or bool(goal.expected) == bool(goal.actual):
                continue
            field, title = ("actual", "实际完成情况") if goal.expected else ("expected", "年度目标")
            message = f"年度总体目标的“{title}”没有填写。"
            yield Remark(f"{sheet.where}/goals/{index}/{field}", "空白", title, message)


def is_nothing(text: str | None) -> bool:
    """Whether a text only says that there is nothing: 无, 一是无；二是无."""
    pieces = [piece for piece in _SPLIT.split(text or "") if piece]
    return bool(pieces) and all(_NOTHING.fullmatch(piece) for piece in pieces)


def _indicator_rate(sheet: Sheet) -> Decimal | None:
    """Score of the indicators over their weight, in percent."""
    results = [node.computed for node in sheet.indicators if node.computed]
    score = total([result.score for result in results])
    weight = total([result.weight for result in results])
    return round(percent(score, weight), 2) if score is not None and weight else None


def _has_measure(sheet: Placed[Sheet]) -> bool:
    record = sheet.record
    boxes = [box.text for box in record.analysis if _MEASURE.search(box.label) and not is_nothing(box.text)]
    deviations = [leaf.deviation for leaf in record.leaves()]
    return any(boxes) or any(deviations) or bool(record.deviation_text)
