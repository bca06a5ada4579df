"""The report as a whole: sections, numbering, contents, attachments."""

import re
from collections.abc import Iterator

from perfeval.core.package import Section
from perfeval.core.text.names import edit_distance
from perfeval.core.text.numbering import paragraph_slips, sibling_slips, title_of
from perfeval.core.text.sentences import paragraphs, squeeze

from .context import Context
from .finding import Remark
from .places import Placed, attachments_of, sections_of
from .registry import HOUSE, check

LISTING = "附件|附表|决算表"
"""In a heading below which the program puts the attached forms and tables."""
MOST_WAITED = 5
"""So many of the figures that a section waits for are named."""
_OMITTED = re.compile(r"相同|略|见前|同上")
_REPEATS = re.compile(r"与[“\"](?P<of>[^“”\"]{2,40})[”\"][^，；。]{0,16}?(?:逐字)?相同")
_GOALS, _RESULTS = re.compile(r"目标|计划"), re.compile(r"完成|实现|成效|落实")


@check("C44", "报告的章节齐全", "error")
def check_required_sections(context: Context) -> Iterator[Remark]:
    """Level-1 headings of the scheme's outline that the report does not have."""
    report = context.package.report
    if report is None or not report.sections:
        return
    there = [bare_title(section.heading) for section in report.sections if section.heading]
    below = [bare_title(placed.record.heading) for placed in sections_of(report.sections, "") if placed.record.heading]
    for section in context.scheme.outline.sections:
        wanted = bare_title(section.heading)
        if wanted and "{" not in wanted and not any(same_title(wanted, title) for title in [*there, *below]):
            message = f"报告缺少“{section.heading}”一节，方案的提纲有这一节。"
            yield Remark("/report/sections", "没有", section.heading or "", message)


@check("C44-empty", "章节不能空白", "error", HOUSE, waits=True)
def check_empty_sections(context: Context) -> Iterator[Remark]:
    """A heading with nothing under it."""
    for section in _all_sections(context):
        if section.record.heading and is_empty(section.record) and not _is_listing(context, section.record):
            message = f"“{section.record.heading}”下面没有内容。"
            yield Remark(section.where, "空白", "本节的内容；没有的写“无”", message)


@check("C36-waits", "按数据生成的句子已有数据", "error", HOUSE, waits=True)
def check_waiting_sentences(context: Context) -> Iterator[Remark]:
    """Mechanical sentences whose figures, or whose free parts, nobody has entered yet."""
    for section in _all_sections(context):
        waits = section.record.computed.waits if section.record.computed else None
        if waits:
            more = f"等{len(waits)}项" if len(waits) > MOST_WAITED else ""
            named = f"{'、'.join(waits[:MOST_WAITED])}{more}"
            message = (
                f"“{section.record.heading or '无标题段落'}”中按数据生成的句子还缺：{named}。补齐，或移除这个句子。"
            )
            yield Remark(f"{section.where}/blocks", f"【{waits[0]}】", "数据或文字", message)


@check("C44-twice", "标题不重复", "warning", HOUSE)
def check_repeated_headings(context: Context) -> Iterator[Remark]:
    """The same heading twice among sections of one level."""
    for where, sections in _levels(context):
        seen: dict[str, int] = {}
        for index, section in enumerate(sections):
            title = bare_title(section.heading)
            first = seen.setdefault(title, index) if len(title) > 3 else index
            if first != index:
                message = f"标题“{section.heading}”与前面的“{sections[first].heading}”重复。"
                yield Remark(f"{where}/{index}/heading", section.heading or "", "不重复的标题", message)


@check("C44-number", "标题编号连续", "warning", HOUSE)
def check_numbering(context: Context) -> Iterator[Remark]:
    """Numbers of headings of one level run on in one style."""
    for where, sections in _levels(context):
        for slip in sibling_slips([section.heading for section in sections]):
            heading = sections[slip.index].heading or ""
            message = f"标题“{heading}”的编号为“{slip.found}”，按顺序应为“{slip.expected}”。"
            yield Remark(f"{where}/{slip.index}/heading", slip.found, slip.expected, message)


@check("C44-paragraph", "段落编号连续", "warning", HOUSE)
def check_paragraph_numbers(context: Context) -> Iterator[Remark]:
    """Numbers at the beginning of paragraphs run on."""
    for text in [*context.report_texts, *context.form_texts]:
        pieces = [piece.text for piece in paragraphs(text.text)]
        for slip in paragraph_slips(pieces):
            start = squeeze(pieces[slip.index])[:20]
            message = f"“{start}”的编号为“{slip.found}”，按顺序应为“{slip.expected}”。"
            yield Remark(text.where, slip.found, slip.expected, message)


@check("C44-bracket", "同级标题的括号一致", "hint", HOUSE)
def check_bracket_shapes(context: Context) -> Iterator[Remark]:
    """Half-width and full-width brackets in numbers of one report."""
    for report in context.reports:
        headings = [
            (placed.where, placed.record.heading or "")
            for placed in sections_of(report.record.sections, f"{report.where}/sections")
        ]
        wide = [item for item in headings if re.match("\\s*（", item[1])]
        half = [item for item in headings if re.match(r"\s*\(", item[1])]
        if wide and half:
            where, heading = min(wide, half, key=len)[0]
            message = f"标题“{heading}”的括号与其他标题不同（全角、半角混用），应统一。"
            yield Remark(f"{where}/heading", heading[:4], "统一的括号", message)


@check("C44-goals", "目标一节不能照抄完成情况", "warning")
def check_goals_repeat_results(context: Context) -> Iterator[Remark]:
    """A section on goals that repeats a section on results word for word."""
    told: set[str] = set()
    for report in context.reports:
        for parent, section in _with_parent(report.record.sections, f"{report.where}/sections", ""):
            source = section.record.same_as or _noted_source(section.record)
            if not source or not _RESULTS.search(source) or not _GOALS.search(parent) or _RESULTS.search(parent):
                continue
            if parent in told:
                continue
            told.add(parent)
            message = f"“{parent}”下的“{section.record.heading}”与“{source}”逐字相同，写的是完成结果，没有目标值。"
            yield Remark(section.where, "与完成情况相同", "计划目标和目标值", message)


def _levels(context: Context) -> Iterator[tuple[str, list[Section]]]:
    """Every list of sibling sections with its pointer."""
    for report in context.reports:
        where = f"{report.where}/sections"
        yield where, report.record.sections
        for section in sections_of(report.record.sections, where):
            if section.record.sections:
                yield f"{section.where}/sections", section.record.sections


def _with_parent(sections: list[Section], where: str, parent: str) -> Iterator[tuple[str, Placed[Section]]]:
    for index, section in enumerate(sections):
        yield parent, Placed(f"{where}/{index}", section)
        above = parent if not section.heading or not _GOALS.search(section.heading) else section.heading
        yield from _with_parent(section.sections, f"{where}/{index}/sections", above)


def bare_title(heading: str | None) -> str:
    """A heading without number, closing mark and blanks."""
    return squeeze(title_of(heading or ""))


def same_title(first: str, second: str) -> bool:
    """The same title: one inside the other, or almost the same characters."""
    if not first or not second:
        return False
    return first in second or second in first or edit_distance(first, second, 4) < min(4, len(first) // 2)


def is_empty(section: Section) -> bool:
    """Whether nothing stands under a heading; a sentence that the data give no reason to say is nothing."""
    filled = section.text or _shows_blocks(section) or section.sections or section.same_as
    computed = section.computed.text if section.computed else None
    run_in_sentence = section.run_in or (
        (section.heading or "").rstrip("）)").count("。") > 0 and len(section.heading or "") > 20
    )
    return not filled and not computed and not run_in_sentence and not _OMITTED.search(section.note or "")


def _shows_blocks(section: Section) -> bool:
    blocks = section.blocks or []
    if section.computed is None or section.computed.blocks is None:
        return bool(blocks)
    pairs = zip(blocks, section.computed.blocks, strict=True)
    return any(text or block.grid is not None or block.table is not None for block, text in pairs)


def _all_sections(context: Context) -> Iterator[Placed[Section]]:
    """The sections of all reports and of their attachments."""
    for report in context.reports:
        yield from sections_of(report.record.sections, f"{report.where}/sections")
        for attachment in attachments_of(report):
            yield from sections_of(attachment.record.sections, f"{attachment.where}/sections")


def _is_listing(context: Context, section: Section) -> bool:
    """A heading that introduces the attached forms or tables: 第五部分 附件."""
    report = context.package.report
    attached = context.scheme.attachments or (report and report.attachments)
    return bool(re.search(LISTING, section.heading or "")) and bool(attached)


def _noted_source(section: Section) -> str | None:
    """What an importer's note says this section repeats, where the repeated text was left out."""
    match = _REPEATS.search(section.note or "") if not section.text else None
    return match["of"] if match else None
