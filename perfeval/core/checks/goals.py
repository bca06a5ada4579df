"""Goals and results as an officer writes them: vague results, goals told as results, full marks with a but."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import parse_plain, plain
from perfeval.core.package import Indicator
from perfeval.core.text.figures import narrow
from perfeval.core.text.numbering import title_of
from perfeval.core.text.sentences import squeeze

from .context import Context, score_shown
from .finding import Remark
from .places import Leaf, Text
from .registry import check
from .text_passages import node_paragraphs

_VAGUE = re.compile(
    "(?:圆满|均|已经?|全部|全面|基本|按时|按期|按质|按量|如期|顺利|较好|很好|良好|地|的)*"
    "(?:完成|达成|实现|落实)了?(?:年度|各项|全部|预期|既定)?(?:工作)?(?:任务|目标)?"
)
_DONE = re.compile(
    "(?:保持|发挥|夯实|构建|提供|完成|实现|提升|提高|落实|推进|促进|解决|取得|得到|健全|完善|增强|维护|保障)了"
)
_GOAL_HEADING = re.compile("目标")
_RESULT_HEADING = re.compile("完成|实现|情况|结果|成效")
_MANY = 2
_ADMITTED = re.compile("但并非|并非所有|尚未|未能|不够|不完全|不完整|仍有|有待|未达到|未全部|不健全|不完善|不及时")
_BASICALLY = re.compile("基本(?:一致|健全|合理|满足|完善|得到|符合|能够?|达到|完成)")
_EARNED = re.compile(r"(?<!扣)得分?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分")
_LOST = re.compile(r"扣\d")

Award = tuple[Text, Indicator, str, Decimal]


@check("C39-vague", "完成情况写具体", "warning")
def check_vague_results(context: Context) -> Iterator[Remark]:
    """按时完成 as the whole result of a goal."""
    for sheet in context.sheets:
        for index, goal in enumerate(sheet.record.goals):
            told = squeeze(goal.actual or "").rstrip("。；")
            if goal.expected and told and _VAGUE.fullmatch(told):
                message = f"实际完成情况只写“{told}”，应写完成了什么、完成多少。"
                yield Remark(f"{sheet.where}/goals/{index}/actual", told, "具体的完成结果", message)


@check("C39-tense", "目标不写成完成结果", "warning")
def check_goals_told_as_results(context: Context) -> Iterator[Remark]:
    """保持了…，夯实了… under 预期目标 or in a section on goals."""
    for where, told in _goal_texts(context):
        done = _DONE.findall(told)
        if len(done) >= _MANY:
            message = f"目标写的是“{'”“'.join(list(dict.fromkeys(done))[:3])}”，是完成结果，不是计划达到的目标。"
            yield Remark(where, done[0], "计划达到的目标", message)


@check("C38-admitted", "说明有不足的指标不能得满分", "warning")
def check_admitted_shortcomings(context: Context) -> Iterator[Remark]:
    """“但并非所有的员工都进行业务培训，得2分”, where 2 is the whole weight."""
    yield from _full_marks(context, _ADMITTED, "说明中有“{word}”，却得满分{score}分，没有扣分。")


@check("C38-basically", "满分与“基本”的说法相符", "hint")
def check_half_hearted_praise(context: Context) -> Iterator[Remark]:
    """“配置基本合理，得2分”, where 2 is the whole weight and the standard knows no 基本."""
    yield from _full_marks(context, _BASICALLY, "说明只说“{word}”，得了满分{score}分，请核对是否符合满分的标准。")


def _full_marks(context: Context, words: re.Pattern[str], sentence: str) -> Iterator[Remark]:
    for text, leaf, said, score in _awards(context):
        match = words.search(said)
        if match and score == leaf.weight and not _LOST.search(said) and match[0] not in (leaf.standard or ""):
            message = f"“{leaf.name}”的" + sentence.format(word=match[0], score=plain(score))
            yield Remark(
                text.where, f"“{leaf.name}”{plain(score)}分", f"低于{plain(score)}分，或与得分一致的说明", message
            )


def _awards(context: Context) -> Iterator[Award]:
    """(text, indicator, what is said of it, points): a section per indicator, or a sentence each in a paragraph."""
    leaves = {squeeze(leaf.record.name): leaf for leaf in context.leaves if leaf.sheet == "/overall"}
    for text in context.report_texts:
        own = leaves.get(squeeze(title_of(text.heading))) if not text.scope else None
        points = _EARNED.findall(narrow(text.text))
        if own and len(points) == 1:
            yield text, own.record, text.text, parse_plain(points[0])
    for text, node, paragraph in node_paragraphs(context):
        yield from _in_paragraph(text, node, paragraph)


def _in_paragraph(text: Text, node: Leaf, paragraph: str) -> Iterator[Award]:
    said = narrow(paragraph)
    points = list(_EARNED.finditer(said))[: len(node.record.children)]
    if len(points) != len(node.record.children):
        return
    start = 0
    for match, child in zip(points, node.record.children, strict=True):
        if score_shown(child) == parse_plain(match[1]):
            yield text, child, said[start : match.start()], parse_plain(match[1])
        start = match.end()


def _goal_texts(context: Context) -> Iterator[tuple[str, str]]:
    for sheet in context.sheets:
        for index, goal in enumerate(sheet.record.goals):
            if goal.expected:
                yield f"{sheet.where}/goals/{index}/expected", goal.expected
    for text in context.report_texts:
        if _GOAL_HEADING.search(text.heading) and not _RESULT_HEADING.search(text.heading):
            yield text.where, text.text
