"""Numbers of projects by grade that the report states, and 评优率."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from perfeval.core.numbers import percent, plain, round_half_up
from perfeval.core.text.figures import narrow
from perfeval.core.text.sentences import Span, sentences

from .context import Context
from .finding import Remark
from .known import statistics_of_lists
from .places import Text
from .registry import check
from .text_lists import list_of

_GRADES = re.compile(
    r"“(?P<grade>优秀|良好|合格|优|良|中|差)”[ \t]*项目[ \t]*(?P<count>\d+)[ \t]*个|"
    r"(?P<count2>\d+)[ \t]*个项目[^，。；“]{0,8}为“(?P<grade2>优秀|良好|合格|优|良|中|差)”"
)
_EXCELLENT = re.compile(r"评优率[ \t]*[为达是]?[ \t]*(\d+(?:\.\d+)?)[ \t]*[%％]")


@check("C19-grades", "报告所写各等级个数与清单一致", "error")
def check_grade_counts(context: Context) -> Iterator[Remark]:
    """Projects by grade in the report against the grades of the list, as printed or as computed."""
    for text, sentence, counts in _grade_sentences(context):
        name = list_of(text, sentence)
        if re.search("[一二]级", sentence.text) or name not in statistics_of_lists(context):
            continue
        there = [Counter(grades) for grades in _grades_of(context, name)]
        for grade, count in counts.items():
            if all(count != counter.get(grade, 0) for counter in there):
                expected = there[0].get(grade, 0)
                message = f"文中写“{grade}”{count}个，清单中有{expected}个。"
                yield Remark(text.where, f"{count}个", f"{expected}个", message)


@check("C19-rate", "评优率计算正确", "error")
def check_excellent_rate(context: Context) -> Iterator[Remark]:
    """评优率 against the numbers by grade in the same sentence."""
    for text, sentence, counts in _grade_sentences(context):
        match, whole = _EXCELLENT.search(narrow(sentence.text)), sum(counts.values())
        if match is None or not whole:
            continue
        exact = percent(Decimal(next(iter(counts.values()))), Decimal(whole))
        decimals = len(match[1].partition(".")[2])
        if round_half_up(exact, decimals) != Decimal(match[1]):
            due = f"{plain(round_half_up(exact))}%"
            message = f"评优率写{match[1]}%，{next(iter(counts.values()))}÷{whole}={due}。"
            yield Remark(text.where, f"{match[1]}%", due, message)


def _grade_sentences(context: Context) -> Iterator[tuple[Text, Span, dict[str, int]]]:
    for text in context.report_texts:
        for sentence in sentences(text.text):
            counts = {
                (m["grade"] or m["grade2"]): int(m["count"] or m["count2"]) for m in _GRADES.finditer(sentence.text)
            }
            if len(counts) > 1:
                yield text, sentence, counts


def _grades_of(context: Context, name: str) -> list[list[str]]:
    projects = [project for project in context.package.projects if name in ("all", project.list)]
    printed = [str((project.published or {}).get("grade") or "") for project in projects]
    computed = [(project.computed.grade if project.computed else None) or "" for project in projects]
    return [[p or c for p, c in zip(printed, computed, strict=True)], computed]
