"""Regulations that a text cites, and authorities it names: in force, and written as they are called."""

import re
from collections.abc import Iterator

from perfeval.core.regulations import load_regulations
from perfeval.core.text.names import edit_distance
from perfeval.core.text.sentences import squeeze

from .context import Context
from .finding import Remark
from .places import Text
from .registry import HOUSE, check

_TITLE = re.compile(r"[《〈](?P<title>[^《》〈〉\n]{4,60})[》〉]")
_PAST = re.compile(r"原[^，。；]{0,4}$|20\d{2}年[^，。；]{0,8}$|由[^，。；]{0,6}$")
_PEOPLES = "中华人民共和国"


@check("C41-law", "引用的制度现行有效", "warning", HOUSE)
def check_superseded_regulations(context: Context) -> Iterator[Remark]:
    """A regulation as a basis that was replaced before the evaluation year."""
    old = {item.title: item for item in load_regulations().superseded if item.since <= context.year}
    for text, title in _cited(context):
        if item := old.get(title):
            message = f"《{title}》已被{item.instead}取代，{context.year}年度的评价不应再作依据。"
            yield Remark(text.where, f"《{title}》", item.instead, message)


@check("C40-law", "法规制度名称书写正确", "warning", HOUSE)
def check_titles_of_regulations(context: Context) -> Iterator[Remark]:
    """《行政事业单位内控控制规范（试行）》: one or two characters away from a regulation's title."""
    current = load_regulations().current
    names = {name for title in current for name in (title, title.removeprefix(_PEOPLES), _bare(title))}
    for text, title in _cited(context):
        near = [name for name in current if edit_distance(_bare(title), _bare(name), 3) < 3]
        if title not in names and _bare(title) not in names and near:
            message = f"《{title}》应为《{near[0]}》。"
            yield Remark(text.where, f"《{title}》", f"《{near[0]}》", message)


@check("C40-body", "机构名称为现称", "hint", HOUSE)
def check_renamed_bodies(context: Context) -> Iterator[Remark]:
    """地税 years after the tax offices were merged; the past and 原… are left alone."""
    bodies = {name: body for body in load_regulations().bodies for name in body.names if body.since < context.year}
    pattern = re.compile("|".join(sorted(map(re.escape, bodies), key=len, reverse=True)) or r"(?!)")
    for text in [*context.report_texts, *context.form_texts]:
        for match in list(pattern.finditer(text.text))[:1]:
            if not _PAST.search(text.text[max(0, match.start() - 16) : match.start()]):
                body = bodies[match[0]]
                message = f"“{match[0]}”自{body.since}年起已改为{body.instead}，请核对名称。"
                yield Remark(text.where, match[0], body.instead, message)


def _cited(context: Context) -> Iterator[tuple[Text, str]]:
    """Every title in 《》 in the reports and forms, each once for a text."""
    for text in [*context.report_texts, *context.form_texts]:
        told: set[str] = set()
        for match in _TITLE.finditer(text.text):
            title = squeeze(match["title"])
            if title not in told:
                told.add(title)
                yield text, title


def _bare(title: str) -> str:
    """A title without the name of the state and what stands in brackets."""
    return re.sub(r"[（(][^（）()]*[）)]", "", title.removeprefix(_PEOPLES))
