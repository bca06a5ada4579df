"""满意度调查问卷: counts, points, codes, averages."""

import re
from collections.abc import Iterator
from itertools import pairwise

from perfeval.core.numbers import plain
from perfeval.core.package.tables import Survey, SurveyQuestion

from .context import Context, number_of
from .finding import Remark
from .registry import HOUSE, check

_CODE = re.compile(r"\s*([A-Za-z])\s*[.．、:：]?")


@check("C16", "问卷份数依次不增", "error")
def check_survey_numbers(context: Context) -> Iterator[Remark]:
    """Valid ≤ returned ≤ issued."""
    survey = context.package.survey
    if survey is None:
        return
    chain = [("issued", "发放", survey.issued), ("returned", "收回", survey.returned), ("valid", "有效", survey.valid)]
    given = [(key, title, count) for key, title, count in chain if count is not None]
    for (_, above, most), (key, title, count) in pairwise(given):
        if count > most:
            message = f"{title}问卷{count}份，多于{above}问卷{most}份。"
            yield Remark(f"/survey/{key}", str(count), f"不超过{most}", message)


@check("C16-count", "各选项份数之和不超过有效问卷", "error")
def check_option_counts(context: Context) -> Iterator[Remark]:
    """More answers to a question than valid questionnaires."""
    for index, summed, valid in _counted(context):
        if summed > valid:
            yield Remark(
                f"/survey/questions/{index}",
                str(summed),
                str(valid),
                f"第{index + 1}题各选项合计{summed}份，多于有效问卷{valid}份。",
            )


@check("C16-missing", "各选项份数之和等于有效问卷", "warning")
def check_missing_answers(context: Context) -> Iterator[Remark]:
    """Fewer answers to a question than valid questionnaires."""
    for index, summed, valid in _counted(context):
        if summed < valid:
            message = f"第{index + 1}题各选项合计{summed}份，少于有效问卷{valid}份，请说明未答份数。"
            yield Remark(f"/survey/questions/{index}", str(summed), str(valid), message)


@check("C16-code", "问卷选项编号连续", "warning", HOUSE)
def check_option_codes(context: Context) -> Iterator[Remark]:
    """Options run A, B, C."""
    survey = context.package.survey
    for index, question in enumerate(survey.questions if survey else []):
        codes = _codes(question)
        due = [chr(ord("A") + position) for position in range(len(codes))]
        if codes and None not in codes and codes != due:
            found, expected = "、".join(code or "" for code in codes), "、".join(due)
            message = f"第{index + 1}题的选项编号为{found}，应为{expected}。"
            yield Remark(f"/survey/questions/{index}/options", found, expected, message)


@check("C16-average", "问卷总分与平均分计算正确", "error")
def check_printed_survey_results(context: Context) -> Iterator[Remark]:
    """The printed total and average against the counts."""
    survey = context.package.survey
    if survey is None or survey.computed is None:
        return
    results = [("total", "问卷总分", survey.computed.total), ("average", "问卷平均分", survey.computed.average)]
    results.append(("full_points", "标准分合计", survey.computed.full_points))
    for key, title, computed in results:
        stated = number_of((survey.published or {}).get(key))
        if stated is not None and computed is not None and stated != computed:
            message = f"{title}印为{plain(stated)}，按各选项份数计算为{plain(computed)}。"
            yield Remark(f"/survey/published/{key}", plain(stated), plain(computed), message)


@check("C16-repeat", "问卷题目不重复", "hint", HOUSE)
def check_repeated_questions(context: Context) -> Iterator[Remark]:
    """The same question twice."""
    seen: dict[str, int] = {}
    survey = context.package.survey
    for index, question in enumerate(survey.questions if survey else []):
        first = seen.setdefault(question.text.strip(), index)
        if first != index:
            message = f"第{index + 1}题与第{first + 1}题相同。"
            yield Remark(f"/survey/questions/{index}/text", question.text[:30], "不同的题目", message)


def _counted(context: Context) -> Iterator[tuple[int, int, int]]:
    survey: Survey | None = context.package.survey
    if survey is None or survey.valid is None:
        return
    for index, question in enumerate(survey.questions):
        counts = [option.count for option in question.options]
        if any(count is not None for count in counts):
            yield index, sum(count or 0 for count in counts), survey.valid


def _codes(question: SurveyQuestion) -> list[str | None]:
    codes = []
    for option in question.options:
        match = _CODE.match(option.code or option.label)
        codes.append(match[1].upper() if match else None)
    return codes
