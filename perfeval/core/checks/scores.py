"""得分: awards against their rules, bounds and reasons."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.compute import sources_of
from perfeval.core.numbers import plain
from perfeval.core.package import pointer
from perfeval.core.package.rules import Bands, Condition, Graded, Linear, Manual, Measure, Satisfaction
from perfeval.core.scoring.sheets import assess_sheet
from perfeval.core.targets import is_quantitative, read_actual, read_target, units_differ

from .context import Context, printed, score_shown
from .finding import Remark
from .places import Leaf
from .registry import check

_MEASURED = (Linear, Bands, Condition, Satisfaction)


@check("C03", "得分在0与分值之间", "error")
def check_score_bounds(context: Context) -> Iterator[Remark]:
    """Entered and printed scores are neither below 0 nor above the weight."""
    for leaf in context.leaves:
        weight, score = leaf.record.weight, printed(leaf, "score")
        for value, key in ((leaf.record.self_score, "self_score"), (score, "published/score")):
            if value is not None and weight is not None and not 0 <= value <= weight:
                yield Remark(
                    f"{leaf.where}/{key}",
                    plain(value),
                    f"0至{plain(weight)}",
                    f"“{leaf.record.name}”得{plain(value)}分，应在0与分值{plain(weight)}之间。",
                )


@check("C04", "得分与评分规则一致", "error")
def check_printed_score(context: Context) -> Iterator[Remark]:
    """A printed score against what the rule gives."""
    for leaf in context.leaves:
        score = printed(leaf, "score")
        computed = leaf.record.computed.score if leaf.record.computed else None
        if score is not None and computed is not None and score != computed:
            explanation = (leaf.record.computed.explanation if leaf.record.computed else None) or ""
            yield Remark(
                f"{leaf.where}/published/score",
                plain(score),
                plain(computed),
                f"“{leaf.record.name}”印为{plain(score)}分，按评分规则应得{plain(computed)}分（{explanation}）。",
            )


@check("C04-override", "改动规则得分须复核", "warning")
def check_override(context: Context) -> Iterator[Remark]:
    """A score by hand where the rule gives another one."""
    for leaf in context.leaves:
        result = leaf.record.computed
        if result and result.rule_score is not None and result.score is not None and result.rule_score != result.score:
            yield Remark(
                f"{leaf.where}/self_score",
                plain(result.score),
                plain(result.rule_score),
                f"“{leaf.record.name}”手工填{plain(result.score)}分，评分规则给出{plain(result.rule_score)}分，请复核。",
            )


@check("C04-reason", "改动规则得分须写理由", "error")
def check_override_reason(context: Context) -> Iterator[Remark]:
    """An override without its reason."""
    for leaf in context.leaves:
        record = leaf.record
        result = record.computed
        overridden = result is not None and result.rule_score is not None and result.rule_score != result.score
        if overridden and not record.override_reason:
            message = f"“{record.name}”改动了规则得分，没有写理由。"
            yield Remark(f"{leaf.where}/override_reason", "空白", "改动理由", message)


@check("C05", "评分输入有效", "error")
def check_award_problems(context: Context) -> Iterator[Remark]:
    """What a rule says is wrong with its inputs: a fraction outside its band, a negative actual."""
    for where, problem in _award_problems(context):
        yield Remark(where, problem, "有效的评分输入", f"评分不能照规则进行：{problem}。")


def _award_problems(context: Context) -> Iterator[tuple[str, str]]:
    sources = sources_of(context.package)
    for sheet in context.sheets:
        for path, assessment in assess_sheet(sheet.record, sources, context.scheme.scoring):
            if problem := assessment.award.problem:
                yield sheet.where + pointer(path), problem


@check("C06", "扣分须写偏差原因", "warning")
def check_reason_for_lost_points(context: Context) -> Iterator[Remark]:
    """A score below the weight without 偏差原因, 改动理由 or 得分说明."""
    for leaf in context.leaves:
        record = leaf.record
        score = score_shown(record)
        reasons = (record.deviation, record.override_reason, record.basis)
        if score is not None and record.weight is not None and score < record.weight and not any(reasons):
            yield Remark(
                f"{leaf.where}/deviation",
                "空白",
                "偏差原因及改进措施",
                f"“{record.name}”得{plain(score)}分，低于分值{plain(record.weight)}分，没有写偏差原因。",
            )


@check("C26", "得分须有依据", "warning")
def check_score_without_value(context: Context) -> Iterator[Remark]:
    """A score although the value that the rule measures is not filled in."""
    for leaf in context.leaves:
        given = leaf.record.self_score if leaf.record.self_score is not None else printed(leaf, "score")
        missing = _missing_value(context, leaf)
        if given and missing:
            where, what = missing
            yield Remark(
                where,
                "空白",
                what,
                f"“{leaf.record.name}”得{plain(given)}分，但评分所依据的{what}没有填，得分无从核对。",
            )


@check("C26-blank", "有指标值的须填完成值", "warning")
def check_blank_actuals(context: Context) -> Iterator[Remark]:
    """Points by hand for a target without an actual, on a sheet that tells actuals."""
    telling = {leaf.sheet for leaf in context.leaves if leaf.record.actual}
    for leaf in context.leaves:
        record = leaf.record
        given = record.self_score if record.self_score is not None else printed(leaf, "score")
        if (
            given
            and record.target
            and not record.actual
            and leaf.sheet in telling
            and not _missing_value(context, leaf)
        ):
            message = f"“{record.name}”得{plain(given)}分，没有填实际完成值。"
            yield Remark(f"{leaf.where}/actual", "空白", "实际完成值", message)


@check("C26-score", "末级指标须有得分", "error", waits=True)
def check_unscored(context: Context) -> Iterator[Remark]:
    """An indicator with points that can neither be scored nor has a printed score: it would count as nothing."""
    told = {where for where, _problem in _award_problems(context)}  # by C05
    for leaf in context.leaves:
        record, result = leaf.record, leaf.record.computed
        if result is None or result.score is not None or printed(leaf, "score") is not None:
            continue
        if not record.weight or leaf.where in told:
            continue
        where, what = _missing_value(context, leaf) or (leaf.where, "评分依据")
        yield Remark(where, "空白", what, f"“{record.name}”没有得分：{result.explanation or '未评分'}。")


@check("C26-fact", "评分标准涉及的数据须填", "warning", waits=True)
def check_facts_without_value(context: Context) -> Iterator[Remark]:
    """A named fact without a figure that an indicator's name or standard speaks of."""
    package = context.package
    for key, value in package.facts.items():
        name = _bare_label(package.fact_labels.get(key, ""))
        if value is not None or len(name) < 4:
            continue
        users = [leaf for leaf in context.leaves if name in f"{leaf.record.name}{leaf.record.standard or ''}"]
        for leaf in users[:2]:
            message = f"“{leaf.record.name}”的评分涉及“{name}”，这个数没有填，得分无从核对。"
            yield Remark(f"{leaf.where}/standard", "空白", name, message)


@check("C31", "成本超出指标值不能得满分", "error")
def check_cost_overrun(context: Context) -> Iterator[Remark]:
    """A cost target that was exceeded, yet full marks without a reason."""
    words = context.scheme.scoring.cost_branches
    for leaf in context.leaves:
        record = leaf.record
        if not any(word in branch for branch in leaf.branches[:2] for word in words):
            continue
        target, actual = quantities(leaf)
        score = record.computed.score if record.computed else None
        if target is None or actual is None or score is None or record.weight is None:
            continue
        if actual > target > 0 and score >= record.weight and not record.deviation:
            yield Remark(
                f"{leaf.where}/self_score",
                f"{plain(score)}分",
                f"低于{plain(record.weight)}分，并写明原因",
                f"成本指标“{record.name}”完成值{record.actual}超出指标值{record.adjusted_target or record.target}，"
                f"仍得满分{plain(score)}分，也没有写偏差原因。",
            )


@check("C31-missed", "未达到指标值不能得满分", "warning")
def check_missed_target(context: Context) -> Iterator[Remark]:
    """A score by hand of full marks although the actual stays below a lower limit."""
    for leaf in context.leaves:
        record = leaf.record
        target, actual = quantities(leaf)
        by_hand = isinstance(record.rule, Manual) and record.self_score is not None
        if not by_hand or target is None or actual is None or record.weight is None:
            continue
        limit = read_target(record.adjusted_target or record.target)
        if limit and limit.sign in ("≥", ">") and actual < target and record.self_score == record.weight:
            yield Remark(
                f"{leaf.where}/self_score",
                f"{plain(record.weight)}分",
                f"低于{plain(record.weight)}分，并写明原因",
                f"“{record.name}”完成{record.actual}，没有达到指标值{limit_text(leaf)}，仍得满分。",
            )


def limit_text(leaf: Leaf) -> str:
    """The target that counts, as it was typed."""
    return leaf.record.adjusted_target or leaf.record.target or ""


def quantities(leaf: Leaf) -> tuple[Decimal | None, Decimal | None]:
    """Target and actual of an indicator in the same plain unit; None where one is no number or has another unit."""
    target = read_target(leaf.record.adjusted_target or leaf.record.target)
    actual = read_actual(leaf.record.actual, target)
    if target is None or actual is None or target.high is not None or units_differ(target, actual):
        return None, None
    return target.value, actual.value


def _missing_value(context: Context, leaf: Leaf) -> tuple[str, str] | None:
    """Pointer and name of the value a rule needs and has not."""
    record = leaf.record
    measure = getattr(record.rule, "measure", None)
    if isinstance(record.rule, _MEASURED) and (measure is None or measure.of):
        met = record.inputs.met if record.inputs else None
        return None if record.actual or met is not None else (f"{leaf.where}/actual", "实际完成值")
    if isinstance(measure, Measure) and measure.fact and context.package.facts.get(measure.fact) is None:
        label = context.package.fact_labels.get(measure.fact, measure.fact)
        return f"{leaf.where}/rule", label
    if record.rule is None or record.rule.kind == "completion" or isinstance(record.rule, Graded):
        return _missing_target_or_actual(leaf)
    return None


def _missing_target_or_actual(leaf: Leaf) -> tuple[str, str] | None:
    record = leaf.record
    by_ratio = record.rule is not None and getattr(record.rule, "measure", None) is not None
    graded = record.inputs is not None and record.inputs.grade is not None
    if by_ratio or graded:
        return None
    if not record.actual:
        return f"{leaf.where}/actual", "实际完成值"
    if not (record.target or record.adjusted_target) and is_quantitative(record.actual):
        return f"{leaf.where}/target", "指标值"
    return None


def _bare_label(label: str) -> str:
    return re.split("[（(，,]", label)[0].strip()
