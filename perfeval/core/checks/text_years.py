"""Years: texts of another year left in, and what must speak of the evaluation year."""

import re
from collections.abc import Iterator

from perfeval.core.text.sentences import excerpt, sentences, squeeze

from .context import Context
from .finding import Remark
from .places import Text
from .registry import HOUSE, check

_YEAR = r"(?<!\d)((?:19|20)\d{2})[ \t]*年度?"
_YEAR_WORK = re.compile(
    _YEAR
    + r"[ \t]*的?(?P<what>重点项目|部门预算|部门决算|部门整体|整体支出|项目绩效|绩效自评|绩效目标|预算绩效|目标任务)"
)
_YEAR_PAPER = re.compile(_YEAR + r"[ \t]*(?P<what>工作计划|重点工作|工作方案|工作要点|工作总结|满意度调查|问卷调查)")
_STATEMENT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})[ \t]*年度?[ \t]*"
    r"(?P<what>(?:[初底末][，,]?(?=[\u4e00-\u9fff])|[，,]?(?:我[局单部们委办]|本部门|本单位|部门|财政|收入|支出|年初|预算|决算|"
    r"一般公共|全年|共?涉及|[一二]级项目|“三公|项目支出|基本支出|机关运行|政府采购|坚持|以习近平))[^，。；\d]{0,12}|12月31日)"
)
_SAME = 8
"""So many characters after the year tell that two statements are about the same thing."""
_COMPARED = re.compile(
    r"较(?!好|为|大|高|快|强)|比|相比|上年|去年|同期|以前|增[加长]|减少|下降|结转|起|(?<!截)至|印发|下达|关于|根据|自(?:19|20)\d{2}"
)
_BASE = re.compile(r"(?:按|以|基数为)[^，。；]{0,4}((?:19|20)\d{2})年[^，。；]{0,6}(?:实有|在编|在职|编制)")
_PLAN = re.compile(r"(?:方案|规划|计划|行动)[（(]((?:19|20)\d{2})年?\s*[-—–至~～]\s*((?:19|20)\d{2})年?[）)]")
_COMPARING = re.compile(r"较|比|与[^，。]{0,12}相比|上年|去年|以前年度|关于开展|通知")
_NEXT = re.compile(r"下一?年|计划|安排|预计|将")
_TITLE_YEAR = re.compile(_YEAR)
_PERIOD = re.compile(r"(\d{4})\s*年\s*1\s*月\s*1\s*日\s*(?:至|-|—|到)\s*(\d{4})\s*年\s*12\s*月\s*31\s*日")


@check("C41", "文中的年度为评价年度", "error", HOUSE)
def check_years_of_work(context: Context) -> Iterator[Remark]:
    """A budget, a goal or work of another year where it must be the evaluation year's."""
    for text, match in _found(context, _YEAR_WORK):
        yield _wrong_year(context, text, match)


@check("C41-paper", "依据的材料为评价年度", "warning", HOUSE)
def check_years_of_papers(context: Context) -> Iterator[Remark]:
    """A plan, a survey or a summary of another year as the basis of this year's score."""
    for text, match in _found(context, _YEAR_PAPER):
        yield _wrong_year(context, text, match)


@check("C41-base", "测算基数为近年数", "warning")
def check_years_of_bases(context: Context) -> Iterator[Remark]:
    """年初预算人员编制基数按2019年实有在编人员: a base of years ago."""
    for text in [*context.report_texts, *context.form_texts]:
        for match in _BASE.finditer(text.text):
            if int(match[1]) < context.year - 1:
                message = f"“{squeeze(match[0])}”用的是{match[1]}年的数，评价年度是{context.year}年，基数已过时。"
                yield Remark(text.where, match[1], f"{context.year - 1}年或{context.year}年", message)


@check("C41-plan", "依据的方案在执行期内", "warning")
def check_periods_of_plans(context: Context) -> Iterator[Remark]:
    """A plan of 2020-2021 as the goal of 2022."""
    for text in context.form_texts:
        for match in _PLAN.finditer(text.text) if text.kind == "goal" else []:
            if int(match[2]) < context.year:
                message = f"目标所依据的方案执行期为{match[1]}至{match[2]}年，不含{context.year}年。"
                yield Remark(text.where, squeeze(match[0]), f"{context.year}年有效的方案", message)


@check("C41-told", "叙述的年度为评价年度", "warning", HOUSE)
def check_years_of_statements(context: Context) -> Iterator[Remark]:
    """A statement of the year before that compares with nothing and is never told of the evaluation year."""
    for text in context.report_texts:
        if text.where.startswith("/report/attachments") or not text.text:
            continue
        for sentence in sentences(text.text):
            match = _STATEMENT.search(_with_short_name(context, sentence.text))
            if match is None or int(match["year"]) != context.year - 1 or _COMPARED.search(sentence.text):
                continue
            told_again = f"{context.year}年" in squeeze(sentence.text) or _tells(context, text, match["what"])
            if not told_again:
                found = squeeze(match[0])
                message = f"“{found}”是{match['year']}年的，评价年度是{context.year}年，请核对年份。"
                yield Remark(text.where, found, found.replace(match["year"], str(context.year)), message)


@check("C41-title", "标题的年度为评价年度", "error", HOUSE)
def check_years_of_titles(context: Context) -> Iterator[Remark]:
    """Titles of the report, its attachments, the survey and the basic-data table."""
    for where, title in _titles(context):
        for match in _TITLE_YEAR.finditer(title):
            if int(match[1]) not in (context.year, context.year + 1):
                message = f"标题“{title}”写的是{match[1]}年，评价年度是{context.year}年。"
                yield Remark(where, match[1], str(context.year), message)


@check("C41-period", "评价时段为评价年度", "error", HOUSE)
def check_period(context: Context) -> Iterator[Remark]:
    """评价时段 from 1 January to 31 December of the evaluation year."""
    for text in context.report_texts:
        for match in _PERIOD.finditer(text.text):
            years = {match[1], match[2]}
            if "时段" in text.text[max(0, match.start() - 12) : match.start()] and years != {str(context.year)}:
                message = f"评价时段写{match[0]}，评价年度是{context.year}年。"
                yield Remark(text.where, match[0], f"{context.year}年1月1日至12月31日", message)


@check("C41-future", "文中没有评价年度之后的完成情况", "hint", HOUSE)
def check_short_years(context: Context) -> Iterator[Remark]:
    """A year written with two digits: 22年度项目支出."""
    for text in context.report_texts:
        for match in re.finditer(r"(?<!\d)(\d{2})年(?:度)?(?=[\u4e00-\u9fff])(?!以上|内|以来|制|期|前|后)", text.text):
            near = abs(2000 + int(match[1]) - context.year) <= 1
            if near:
                quote = squeeze(excerpt(text.text, match.start(), match.end()))
                message = f"“{quote}”中的年份应写四位数。"
                yield Remark(text.where, match[0], f"20{match[0]}", message)


def _with_short_name(context: Context, sentence: str) -> str:
    """A sentence in which the department and its place are 我局."""
    for name in [*context.own_names, *([context.region] if context.region else [])]:
        sentence = sentence.replace(name, "我局")
    return sentence


def _tells(context: Context, text: Text, what: str) -> bool:
    """Whether the section tells the same of the evaluation year: the statement of the year before then compares."""
    pattern = rf"{context.year}[ \t]*年度?[ \t]*{re.escape(what[:_SAME])}"
    return bool(re.search(pattern, _with_short_name(context, text.text)))


def _found(context: Context, pattern: re.Pattern[str]) -> Iterator[tuple[Text, re.Match[str]]]:
    """Earlier years before such a word, in sentences that do not compare with them."""
    for text in [*context.report_texts, *context.form_texts]:
        if text.kind == "goal" and text.scope:
            continue
        for sentence in sentences(text.text):
            for match in pattern.finditer(sentence.text):
                year, before = int(match[1]), sentence.text[max(0, match.start() - 16) : match.start()]
                in_title = before.rfind("《") > before.rfind("》")
                compared = _COMPARING.search(before) or (in_title and "关于" in before)
                later = year > context.year and (_NEXT.search(sentence.text) or year == context.year + 1)
                if (
                    year != context.year
                    and not compared
                    and not later
                    and not _lists_years(sentence.text, context.year)
                ):
                    yield text, match


def _lists_years(sentence: str, year: int) -> bool:
    """A sentence that also names the evaluation year tells of both on purpose."""
    return bool(re.search(rf"(?<!\d){year}[ \t]*年(?!度?工作目标)", sentence)) and "得" not in sentence


def _titles(context: Context) -> Iterator[tuple[str, str]]:
    package = context.package
    for report in context.reports:
        for field in ("title", "inner_title"):
            if title := getattr(report.record, field):
                yield f"{report.where}/{field}", title
        projects = [squeeze(project.name) for project in package.projects]
        for index, attachment in enumerate(report.record.attachments):
            if not any(name in squeeze(attachment.title) for name in projects):
                yield f"{report.where}/attachments/{index}/title", attachment.title
    for where, titled in (("/survey/title", package.survey), ("/basic_data/title", package.basic_data)):
        if titled and titled.title:
            yield where, titled.title


def _wrong_year(context: Context, text: Text, match: re.Match[str]) -> Remark:
    message = f"“{squeeze(match[0])}”是{match[1]}年的，评价年度是{context.year}年，可能是旧文本的残留。"
    return Remark(text.where, squeeze(match[0]), f"{context.year}年度{match['what']}", message)
