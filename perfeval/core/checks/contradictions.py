"""Contradictions inside one document: the same phrase with two figures, lists that do not match their number."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from perfeval.core.text.enumerations import Enumeration, read_enumerations
from perfeval.core.text.figures import Figure
from perfeval.core.text.mentions import Mention
from perfeval.core.text.sentences import excerpt, squeeze

from .context import Context
from .finding import Remark
from .places import Text
from .registry import HOUSE, check

_ENOUGH = 3
SHORTEST_PHRASE = 6
"""Phrases of fewer characters are said of many things."""
FULL_EXECUTION = re.compile(r"(?:支出|执行)率[ \t]*(?:达到?|为)?[ \t]*100(?:\.0+)?[ \t]*[%％]")
NOT_EXECUTED = re.compile(r"支出为0|没有完全[^，。]{0,6}执行|未完全执行|未支出|执行率不高|没有完全做到100%")

_RELATIVE = re.compile(
    r"占|比|其中|减少|增加|增长|下降|分项|得分?|扣|评价|完成(?:年初|全年)?预算|目标任务|涉及|合计金额|项目$|预算支出$|预算项目支出$|每|等级|包括|设立|方面"
)
_GENERIC = re.compile(
    r"(?:年中|年初|调整后|全年|实际|预算|决算|安排|执行|支出|收入|资金|金额|总|数|额|度|本|部门|单位|整体|项目)+"
)
_SCHEME_KINDS = ("report", "goal", "indicator", "analysis")


@dataclass(frozen=True, slots=True)
class _Said:
    text: Text
    mention: Mention


@check("C45", "同一事项的数字前后一致", "error", HOUSE)
def check_same_phrase(context: Context) -> Iterator[Remark]:
    """The same phrase with two figures of one kind and one year in one document."""
    for group in _groups(context).values():
        first = group[0]
        for other in group[1:]:
            if not _same(first.mention.figure, other.mention.figure):
                yield _two_figures(context, first, other)
                break


@check("C45-near", "相近说法的数字前后一致", "warning", HOUSE)
def check_similar_phrases(context: Context) -> Iterator[Remark]:
    """Two phrases of which one is the beginning of the other, with figures that are close but not equal."""
    groups = _groups(context)
    for key, group in groups.items():
        for longer, others in groups.items():
            if key[1:] != longer[1:] or key == longer or not longer[0].startswith(key[0]):
                continue
            if len(longer[0]) - len(key[0]) > 3 or len(key[0]) < SHORTEST_PHRASE + 2:
                continue
            first, other = group[0], others[0]
            if _close(first.mention.figure, other.mention.figure):
                yield _two_figures(context, first, other)


@check("C45-owner", "同一金额所属的事项前后一致", "warning", HOUSE)
def check_same_amount(context: Context) -> Iterator[Remark]:
    """One distinctive amount after one phrase, told of two different numbers of things: 4个项目 and 33个项目."""
    seen: dict[tuple[str, object, object], tuple[Text, Figure]] = {}
    for text in context.report_texts:
        mentions = context.mentions(text)
        for before, mention in pairwise(mentions):
            figure, counted = mention.figure, before.figure
            if figure.dimension != "money" or figure.decimals < 3 or counted.dimension == "money":
                continue
            key = (text.scope, figure.base, counted.unit)
            first_text, first = seen.setdefault(key, (text, counted))
            if first.base != counted.base and before.noun[:1]:
                message = (
                    f"{figure.written()}一处说的是“{_around(first_text, first)}”，此处是“{_around(text, counted)}”，"
                    f"{first.written()}与{counted.written()}不一致。"
                )
                yield Remark(text.where, counted.written(), first.written(), message)


@check("C45-count", "列举的项数与所写个数一致", "error", HOUSE)
def check_enumerations(context: Context) -> Iterator[Remark]:
    """a、b、c等四个方面: as many items as the number says."""
    for text, listed in _enumerations(context):
        if listed.items and not listed.fits:
            message = f"“{squeeze(listed.text)[:60]}”列举了{len(listed.items)}项，却写{listed.count}个{listed.noun}。"
            yield Remark(text.where, f"{listed.count}个", f"{len(listed.items)}个", message)


@check("C45-steps", "同一事项所写个数前后一致", "warning", HOUSE)
def check_spelt_counts(context: Context) -> Iterator[Remark]:
    """The same listing introduced twice with different numbers: 四个阶段, 三个阶段."""
    seen: dict[tuple[str, str, str], tuple[Text, Enumeration]] = {}
    for text, listed in _enumerations(context):
        lead = re.sub(r"[\d\s]", "", listed.lead)[-8:]
        if len(lead) < SHORTEST_PHRASE or text.kind != "report":
            continue
        first_text, first = seen.setdefault((text.scope, lead, listed.noun), (text, listed))
        if first.count != listed.count:
            message = (
                f"“{listed.lead}…”一处写{first.count}个{first.noun}，此处写{listed.count}个{listed.noun}，应一致。"
            )
            yield Remark(text.where, f"{listed.count}个{listed.noun}", f"{first.count}个{first.noun}", message)
            del first_text


@check("C45-aspects", "列举的方面与自评表的二级指标一致", "warning", HOUSE)
def check_aspects(context: Context) -> Iterator[Remark]:
    """按照经济效益、社会效益…等N个方面: the level-2 indicators of the sheet that the list leaves out."""
    for text, listed in _enumerations(context):
        branches = _branches(context, text)
        named = {stem for stem in branches if any(stem in _stem(item) or _stem(item) in stem for item in listed.items)}
        branch, count = next(iter(Counter(branches[stem] for stem in named).most_common(1)), ("", 0))
        missing = "、".join(stem for stem, above in branches.items() if above == branch and stem not in named)
        if count >= _ENOUGH and missing:
            message = f"“{squeeze(listed.text)[:60]}”没有列{missing}，自评表设有这类指标。"
            yield Remark(text.where, "、".join(listed.items), f"另有{missing}", message)


@check("C45-branch", "列举的方面与所说的一级指标相符", "warning", HOUSE)
def check_branch_of_aspects(context: Context) -> Iterator[Remark]:
    """项目产出按照社会效益、生态效益…: the listed aspects belong to another level-1 indicator."""
    for text, listed in _enumerations(context):
        branches = _branches(context, text)
        named = [branches[stem] for stem in branches for item in listed.items if stem == _stem(item)]
        said = next((branch for branch in branches.values() if branch in listed.lead), "")
        if said and len(named) >= _ENOUGH and said not in named:
            right = named[0]
            message = f"“{squeeze(listed.text)[:60]}”列的是{right}的方面，文中却说“{said}”。"
            yield Remark(text.where, said, right, message)


@check("C45-execution", "执行情况的说法前后一致", "warning", HOUSE)
def check_execution_statements(context: Context) -> Iterator[Remark]:
    """支出率100% here, 没有完全执行 or 支出为0 there."""
    texts = [text for text in context.report_texts if not text.scope]
    full = next((text for text in texts if FULL_EXECUTION.search(text.text)), None)
    for text in texts:
        match = NOT_EXECUTED.search(text.text) if full else None
        if match:
            quote = squeeze(excerpt(text.text, match.start(), match.end()))
            message = f"文中说“{quote}”，另一处却写支出率达100%，两种说法不能同时成立。"
            yield Remark(text.where, match[0], "与支出率一致的说法", message)


def _groups(context: Context) -> dict[tuple[str, str, int | None, str], list[_Said]]:
    """Figures by (phrase, kind, year, document), in document order."""
    groups: dict[tuple[str, str, int | None, str], list[_Said]] = defaultdict(list)
    for text in [*context.form_texts, *context.report_texts]:
        if text.kind not in _SCHEME_KINDS:
            continue
        for mention in context.mentions(text):
            if len(mention.phrase) < SHORTEST_PHRASE or _is_relative(mention) or "分" in mention.figure.unit:
                continue
            year = mention.year if mention.year != context.year else None
            groups[(mention.phrase, mention.figure.dimension + mention.noun[:1], year, text.scope)].append(
                _Said(text, mention)
            )
    return groups


def _is_relative(mention: Mention) -> bool:
    """Said of many things: a share, a change, a part of something, or budget words alone."""
    return bool(_RELATIVE.search(mention.phrase) or _GENERIC.fullmatch(mention.phrase)) or mention.is_part


def _two_figures(context: Context, first: _Said, other: _Said) -> Remark:
    found, expected = other.mention.figure.written(), first.mention.figure.written()
    message = (
        f"“{_around(first.text, first.mention.figure)}”与“{_around(other.text, other.mention.figure)}”说的是同一件事，"
        f"一处为{expected}，一处为{found}。"
    )
    del context
    return Remark(other.text.where, found, expected, message)


def _around(text: Text, figure: Figure) -> str:
    return squeeze(excerpt(text.text, figure.start, figure.end, 14))


def _same(first: Figure, second: Figure) -> bool:
    """Equal, or one is the other rounded."""
    if first.decimals > second.decimals:
        first, second = second, first
    return first.base == second.base or (first.unit == second.unit and first.agrees(second.value))


def _close(first: Figure, second: Figure) -> bool:
    return not _same(first, second) and abs(first.base - second.base) * 5 <= max(first.base, second.base)


def _enumerations(context: Context) -> Iterator[tuple[Text, Enumeration]]:
    for text in [*context.headings, *context.report_texts]:
        for listed in read_enumerations(text.text):
            yield text, listed


def _branches(context: Context, text: Text) -> dict[str, str]:
    """Level-2 names of the text's own sheet with the name of the level above, 指标 left out."""
    sheet = text.scope or "/overall"
    return {
        _stem(node.record.name): _stem(node.above[0].name)
        for node in context.nodes
        if node.sheet == sheet and len(node.above) == 1
    }


def _stem(name: str) -> str:
    return re.sub(r"指标|[（(].*?[）)]|服务对象|[\s]", "", name)
