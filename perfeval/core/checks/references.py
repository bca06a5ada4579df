"""What a text refers to or promises: attachments by number and name, sheets, questionnaires, parts of a heading."""

import re
from collections.abc import Iterator

from perfeval.core.package import Section
from perfeval.core.text.numbering import read_number, title_of
from perfeval.core.text.sentences import excerpt, squeeze

from .context import Context
from .finding import Remark
from .places import Text, sections_of
from .registry import HOUSE, check

_ANNEX = re.compile(
    r"附件\s*(?P<number>[一二三四五六七八九十]{1,2}|\d{1,2})\s*[:：]\s*(?P<title>[^》」，。；：）)\n]{4,40})"
)
_PROMISE = re.compile(r"现将(?P<what>[^，。]{4,60}?)(?:汇报|报告|总结|说明|公开|公布)如下")
_LATER_YEAR = re.compile(r"(?P<year>20\d{2})年度?(?P<what>[^，。及和与、]{0,8}(?:安排|计划|打算|思路))")
_QUESTIONNAIRE = re.compile(r"根据(?P<title>[^，。；《》“”]{4,24}?)(?:调查)?问卷")
_FORM = re.compile(r"(?:详见|附)(?:后附)?(?:部门|单位)?整体[^，。）)]{0,8}自评表")
_AND = re.compile("[及和与]")
_TOPIC = 3
"""A part of a heading with fewer characters (过程, 建议) is dealt with under many names."""


@check("C44-annex", "引用的附件编号与名称相符", "warning", HOUSE)
def check_annex_names(context: Context) -> Iterator[Remark]:
    """《附件1：指标体系框架》 although attachment 1 of the report is another paper."""
    attachments = context.package.report.attachments if context.package.report else []
    titles = {_digits(item.number or ""): item.title for item in attachments if item.number}
    for text in context.texts:
        for match in _ANNEX.finditer(text.text):
            own = titles.get(_digits(match["number"]))
            if own and not text.scope and not _share_words(match["title"], own):
                message = f"文中写“附件{match['number']}：{match['title']}”，附件{match['number']}是“{own}”。"
                yield Remark(text.where, match["title"], own, message)


@check("C44-promise", "引言预告的内容都有", "warning", HOUSE)
def check_promised_parts(context: Context) -> Iterator[Remark]:
    """现将…2024年工作安排汇报如下: next year is spoken of below."""
    for text in context.report_texts:
        match = _PROMISE.search(text.text)
        later = _LATER_YEAR.search(match["what"]) if match else None
        if match is None or later is None or int(later["year"]) <= context.year:
            continue
        rest = text.text[match.end() :]
        if not re.search(rf"{later['year']}|下一?年|明年|下一?步|{later['what'][-4:]}", rest):
            message = f"开头说要汇报“{later[0]}”，下面没有这部分内容。"
            yield Remark(text.where, "没有", later[0], message)


@check("C44-survey", "提到的问卷在材料中", "warning")
def check_questionnaires(context: Context) -> Iterator[Remark]:
    """根据人力资源配置合理性调查问卷: a questionnaire that is neither the survey nor an attachment."""
    report, survey = context.package.report, context.package.survey
    there = [item.title for item in report.attachments] if report else []
    there += [survey.title] if survey and survey.title else []
    for text in context.texts:
        for match in _QUESTIONNAIRE.finditer(text.text):
            name = re.sub("满意度|调查", "", match["title"])
            if len(name) >= _TOPIC + 1 and there and not any(_share_words(name, title) for title in there):
                message = f"得分依据“{match['title']}问卷”，材料中没有这份问卷及其结果。"
                yield Remark(text.where, f"{match['title']}问卷", "相应的问卷结果", message)


@check("C44-form", "提到的整体自评表在材料中", "warning")
def check_referenced_sheet(context: Context) -> Iterator[Remark]:
    """详见部门整体绩效自评表, where there is no such sheet."""
    overall = context.package.overall
    if overall is not None and overall.indicators:
        return
    for text in [*context.report_texts, *context.headings]:
        if match := _FORM.search(text.text):
            message = f"文中写“{squeeze(match[0])}”，材料中没有部门整体绩效自评表的指标。"
            yield Remark(text.where, squeeze(match[0]), "部门整体绩效自评表", message)


@check("C44-half", "标题的各部分都有内容", "warning", HOUSE)
def check_halves_of_headings(context: Context) -> Iterator[Remark]:
    """存在的问题及原因分析 with a subsection on the problems only."""
    for report in context.reports:
        for section in sections_of(report.record.sections, f"{report.where}/sections"):
            lacking = _lacking_half(section.record)
            if lacking:
                message = f"“{section.record.heading}”下没有“{lacking}”的内容。"
                yield Remark(section.where, "没有", lacking, message)


@check("C44-single", "编号不只有一项", "hint", HOUSE)
def check_lone_numbers(context: Context) -> Iterator[Remark]:
    """（一） without （二）: either a part is missing, or the number is needless."""
    for report in context.reports:
        for section in sections_of(report.record.sections, f"{report.where}/sections"):
            below = section.record.sections
            number = read_number(below[0].heading or "") if len(below) == 1 else None
            if number and number.value == 1:
                message = f"“{section.record.heading}”下只有“{below[0].heading}”，没有第二项。"
                yield Remark(f"{section.where}/sections/0/heading", number.written(), number.written(2), message)


@check("C44-left-out", "正文的标题都在目录中", "hint", HOUSE)
def check_headings_in_contents(context: Context) -> Iterator[Remark]:
    """Level-2 headings that the printed contents leave out although they list that level."""
    for report in context.reports:
        toc = (report.record.published or {}).get("toc")
        entries = [squeeze(str(entry)) for entry in toc] if isinstance(toc, list) else []
        second = _second_level(report.record.sections, f"{report.where}/sections")
        missing = [text for text in second if squeeze(title_of(text.text)) not in "\n".join(entries)]
        if entries and 0 < len(missing) < len(second):
            names = "、".join(text.text.strip() for text in missing)
            message = f"目录没有列出正文的“{names}”（{len(missing)}个二级标题）。"
            yield Remark(missing[0].where, "目录没有", names, message)


@check("C19-evaluated", "部门评价的项目数与报告数一致", "warning")
def check_evaluated_projects(context: Context) -> Iterator[Remark]:
    """12个项目开展部门评价, and a list of seven reports."""
    texts = [text for text in context.report_texts if not text.scope]
    listed = [text for text in texts if "部门评价" in text.heading and "评价报告》" in text.text]
    listed += [text for text in texts if "部门评价" in text.heading and "自评报告》" in text.text]
    for text in texts:
        match = re.search(r"(\d+)个(?:一级|二级)?项目(?:组织)?开展了?部门评价", text.text)
        reports = {name for item in listed for name in re.findall("《([^《》]+评(?:价)?报告)》", item.text)}
        if match and reports and len(reports) != int(match[1]):
            quote = squeeze(excerpt(text.text, match.start(), match.end(), 4))
            message = f"“{quote}”，“{title_of(listed[0].heading)}”只列了{len(reports)}份报告。"
            yield Remark(text.where, f"{match[1]}个", f"{len(reports)}份", message)


def _lacking_half(section: Section) -> str | None:
    """The part of a heading “A及B” that none of the subsections deals with, where another deals with A."""
    halves = _AND.split(title_of(section.heading or ""))
    if not section.sections or len(halves) != 2:
        return None
    titles = [squeeze(title_of(below.heading or "")) for below in section.sections]
    told = [half for half in halves if any(squeeze(half) in title or title in squeeze(half) for title in titles)]
    texts = "".join(placed.record.text or "" for placed in sections_of(section.sections, ""))
    lacking = [half for half in halves if half not in told and len(half) >= _TOPIC]
    if len(told) != 1 or len(lacking) != 1 or _share_words(lacking[0], "".join(titles) + texts):
        return None
    return lacking[0]


def _second_level(sections: list[Section], where: str) -> list[Text]:
    return [
        Text(f"{where}/{index}/sections/{number}/heading", below.heading, "")
        for index, section in enumerate(sections)
        for number, below in enumerate(section.sections)
        if below.heading and read_number(below.heading)
    ]


def _share_words(first: str, second: str) -> bool:
    """Whether any two characters in a row of the one stand in the other."""
    bare = squeeze(first)
    return any(bare[place : place + 2] in second for place in range(len(bare) - 1))


def _digits(number: str) -> int | None:
    """附件1, 1, 一 → 1."""
    found = read_number(re.sub("附件|附表", "", squeeze(number)) + "、")
    return found.value if found else None
