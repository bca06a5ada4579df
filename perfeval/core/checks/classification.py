"""Whether an indicator is what its place says, stands once, and is measured by something the material knows."""

import re
from collections.abc import Iterator

from perfeval.core.package import Indicator, Project
from perfeval.core.targets import read_target, units_differ
from perfeval.core.text.sentences import squeeze

from .context import Context
from .finding import Remark
from .places import Leaf
from .registry import HOUSE, check

_INDICATOR_RULES = "财预〔2021〕101号"
_COST_WORDS = re.compile("成本|费|金额|经费|标准|支出|单价|价格|预算|资金|影响|额|薪|工资|补助|补贴标准|投资")
_MONEY = re.compile("万元|元")
_SHARE = re.compile("(?:率|比例|比率|占比)$")
_IN_TIME = re.compile("按时|及时|按期|准时")
_PUNCTUAL = re.compile("数量|质量|成本")
_MONEY_NAME = re.compile("金额|经费|资金|成本|费用|总额")
_RATE_IN_STANDARD = re.compile(r"(?P<rate>[\u4e00-\u9fff]{4,16}率)\s*(?:>=|≥|>|=|大于|达到|不低于|低于)")
_KNOWN_BY = 5
"""The last characters of a rate's name by which a text speaks of it: 基金征缴率."""
_MARKS = "、，（）()“”"
_LONG_NAME = 8
_COPIED = 3
_YEARS = re.compile(r"\d{4}(?:-\d{4})?年度?")


@check("C34-again", "同一内容不重复计分", "warning")
def check_indicators_scored_twice(context: Context) -> Iterator[Remark]:
    """The same name with the same content under two levels of one sheet earns its points twice."""
    seen: dict[tuple[str, ...], Leaf] = {}
    for leaf in context.leaves:
        content = _content(leaf.record)
        if not leaf.record.weight or not content:
            continue
        key = (leaf.sheet, squeeze(leaf.record.name), content)
        first = seen.setdefault(key, leaf)
        if first is not leaf and first.above != leaf.above:
            where = "、".join((first.branches[-1], leaf.branches[-1]) if leaf.branches and first.branches else ())
            message = f"“{leaf.record.name}”在{where}下各列一次，内容和评分标准相同，重复计分。"
            yield Remark(f"{leaf.where}/name", leaf.record.name, "不重复的指标", message)


@check("C34-kind", "指标放在相应的类别下", "hint", _INDICATOR_RULES)
def check_kinds(context: Context) -> Iterator[Remark]:
    """A share under 数量指标 or 成本指标, timeliness under 数量, 质量 or 成本."""
    for leaf in context.leaves:
        kind = _kind_that_fits(context, leaf)
        if kind:
            message = f"“{leaf.record.name}”列在“{leaf.branches[-1]}”下，按内容应是{kind}。"
            yield Remark(f"{leaf.where}/name", leaf.branches[-1], kind, message)


@check("C25-missing", "金额指标值有单位", "warning")
def check_missing_units(context: Context) -> Iterator[Remark]:
    """An amount without a unit beside one that has its unit."""
    for leaf in context.leaves:
        siblings = [child.target or "" for child in leaf.above[-1].children] if leaf.above else []
        usual = next((money[0] for other in siblings if (money := _MONEY.search(other))), None)
        typed = [text for text in (leaf.record.target, leaf.record.actual) if text]
        bare = [text for text in typed if (found := read_target(text)) and not found.unit]
        if usual and bare and _MONEY_NAME.search(leaf.record.name):
            message = f"“{leaf.record.name}”的{'、'.join(bare)}没有单位，同类指标以{usual}计。"
            yield Remark(f"{leaf.where}/target", bare[0], f"{bare[0]}{usual}", message)


@check("C25-adjusted", "年初与调整后指标值单位一致", "warning")
def check_adjusted_units(context: Context) -> Iterator[Remark]:
    """1000元/人 set, 1000元/人.次 adjusted."""
    for leaf in context.leaves:
        first, second = read_target(leaf.record.target), read_target(leaf.record.adjusted_target)
        if first and second and units_differ(first, second):
            message = (
                f"“{leaf.record.name}”的年初指标值为{leaf.record.target}，"
                f"调整后为{leaf.record.adjusted_target}，单位不一致。"
            )
            yield Remark(f"{leaf.where}/adjusted_target", second.unit or "", first.unit or "", message)


@check("C26-rate", "评分标准所用的比率在材料中", "warning")
def check_rates_of_standards(context: Context) -> Iterator[Remark]:
    """A standard that measures a rate of which nothing else in the material speaks."""
    known = "\n".join(text.text for text in context.texts if not text.where.endswith("/standard"))
    known += "\n".join(context.package.fact_labels.values())
    for leaf in context.leaves:
        standard = leaf.record.standard or ""
        for match in list(_RATE_IN_STANDARD.finditer(standard))[:1]:
            rate = match["rate"][-_KNOWN_BY:]
            if rate not in known and rate[-3:] not in leaf.record.name and leaf.record.actual is None:
                message = f"“{leaf.record.name}”按“{match['rate']}”评分，材料中没有这个比率，得分无从核对。"
                yield Remark(f"{leaf.where}/standard", "没有", match["rate"], message)


@check("C37-name", "指标名称用字正确", "warning", HOUSE)
def check_names_against_text(context: Context) -> Iterator[Remark]:
    """A name with a character too many: the report writes it without."""
    prose = squeeze("\n".join(text.text for text in context.report_texts))
    grams = {prose[place : place + 4] for place in range(len(prose) - 3)}
    for leaf in context.leaves:
        name = squeeze(leaf.record.name)
        if len(name) < _LONG_NAME or name[:4] not in grams or name in prose:
            continue
        for variant in _without_one(name, grams):
            if variant in prose:
                message = f"指标名称“{leaf.record.name}”，报告写作“{variant}”，名称可能多了字。"
                yield Remark(f"{leaf.where}/name", leaf.record.name, variant, message)
                break


@check("C39-topic", "目标与项目名称有关", "hint")
def check_goals_speak_of_the_project(context: Context) -> Iterator[Remark]:
    """Goals of a project's sheet in which no word of the project's name stands."""
    for index, project in enumerate(context.package.projects):
        told = "".join(goal.expected or "" for goal in project.goals)
        words = _words_of(project)
        if told and words and project.indicators and not any(word in told for word in words):
            message = f"项目“{project.name}”的目标“{squeeze(told)[:24]}…”没有提到项目的内容。"
            yield Remark(f"/projects/{index}/goals/0/expected", squeeze(told)[:24], "与项目内容有关的目标", message)


@check("C39-same", "各项目的目标不同", "warning")
def check_goals_copied_between_projects(context: Context) -> Iterator[Remark]:
    """One goal for three or more different projects says nothing of any of them."""
    goals: dict[str, dict[str, int]] = {}
    for index, project in enumerate(context.package.projects):
        if goal := squeeze(project.goal_text or ""):
            goals.setdefault(goal, {}).setdefault(_YEARS.sub("", project.name), index)
    for goal, names in goals.items():
        if len(names) >= _COPIED:
            message = (
                f"{len(names)}个不同的项目（{'、'.join(list(names)[:3])}等）目标都写“{goal[:30]}”，应各写各的目标。"
            )
            yield Remark(f"/projects/{min(names.values())}/goal_text", goal[:30], "各项目自己的目标", message)


def _content(leaf: Indicator) -> str:
    """What makes two indicators of one name the same: their explanation and standard."""
    told = f"{leaf.explanation or ''}|{leaf.standard or ''}"
    return squeeze(told) if leaf.explanation and leaf.standard else ""


def _kind_that_fits(context: Context, leaf: Leaf) -> str | None:
    branch, name = (leaf.branches[-1], leaf.record.name.strip()) if leaf.branches else ("", "")
    target = read_target(leaf.record.adjusted_target or leaf.record.target)
    percent = target is not None and target.unit == "%"
    is_cost = any(word in level for level in leaf.branches[:2] for word in context.scheme.scoring.cost_branches)
    if _IN_TIME.search(name) and _PUNCTUAL.search(branch) and "准确" not in name:
        return "时效指标"
    if percent and _SHARE.search(name) and (is_cost or "成本" in branch) and not _COST_WORDS.search(name[:-2]):
        return "产出质量指标"
    if percent and "成本" in branch and "足额" in name:
        return "产出质量指标"
    return "质量指标" if percent and "数量" in branch and _SHARE.search(name) else None


def _without_one(name: str, grams: set[str]) -> Iterator[str]:
    """The name without one of its inner characters, where the text has what stands around the gap."""
    for place in range(2, len(name) - 2):
        variant = name[:place] + name[place + 1 :]
        start = max(0, min(place - 2, len(variant) - 4))
        if name[place] not in _MARKS and variant[start : start + 4] in grams:
            yield variant


_GENERIC = re.compile(
    r"[（(\[【].*?[）)\]】]|\d+年?度?|[A-Za-z]+|专项|经费|资金|补助|补贴|奖励|项目|工作|费用|费|支出|提前下达|下达|追加|"
    r"省级|中央|市级|县级|区级|财政|一次性|业务|综合|管理|单位|部门|人员|公用|等|及|和|、|，|的"
)


def _words_of(project: Project) -> list[str]:
    """Pairs of characters that are particular to a project's name."""
    pieces = _GENERIC.sub(" ", project.name).split()
    return [piece[place : place + 2] for piece in pieces for place in range(len(piece) - 1)]
