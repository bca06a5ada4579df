"""Slips of the pen: hints left in, doubled punctuation, repeated words and passages, units left out."""

import re
from collections.abc import Iterator
from itertools import islice

from perfeval.core.text.figures import read_figures
from perfeval.core.text.passages import (
    LONG,
    adjacent_repetitions,
    doubled_characters,
    doubled_words,
    nearly_equal_clauses,
    repeated_paragraphs,
)
from perfeval.core.text.sentences import excerpt, paragraphs, squeeze

from .context import Context
from .finding import Remark
from .registry import DISCLOSURE_RULES, HOUSE, check

_HINTS = re.compile(
    r"根据(?:评价)?(?:部门|单位)实际情况(?:设置|填[写列])|可将其细化为|请(?:在此)?填写|此处填写|填写说明|填报要求|"
    r"[×╳]{2,}|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|_{3,}|【[^】\d]{1,20}】|[（(](?:示例|样表|参考格式)[）)]|"
    r"^指标[0-9]+[:：]|如没有可不填|方面的具体做法|等结果应用情况|不超过\d{2,4}字"
)
_PUNCTUATION = re.compile(r"([。，；、：])[ \t]*[。，；、：]|[，；、：](?=[）】])|。[ \t]*，")
_EMPTY_BRACKETS = re.compile(r"（[ \t]*）|\(\s*\)|“”|《》")
_SCORED_DE = re.compile(r"的(?=\d+(?:\.\d+)?分[；;，,。])")
_TWINS = {
    "末": "未",
    "未": "末",
    "己": "已",
    "已": "己",
    "人": "入",
    "入": "人",
    "域": "城",
    "城": "域",
    "士": "土",
    "土": "士",
}
"""Characters that are typed, or read by a machine, for one another."""
_LOOKALIKES = re.compile("[\u4e00-\u9fff][" + "".join(_TWINS) + "][\u4e00-\u9fff]")
_NEGATION = re.compile(r"未无|没无|无未|未没有|不未")
_RANKED = re.compile(r"位[居列]全(?![国省市县区州盟旗镇乡系球])[\u4e00-\u9fff]前列")
_BARE_WAN = re.compile(r"\d+(?:\.\d+)?[ \t]*[万亿](?=[，,。；;、）)]|增|减|已|较|上|下|占|均|的|$)")
_MONEY_WAN = re.compile(
    r"(?<=补贴|补助|资金|经费|金额|收入|支出|奖金|工资|投资|贷款)\d+(?:\.\d+)?[ \t]*[万亿](?=[，,。；;、）)]|$)"
)
"""The same after the name of a sum of money, where no amount of the text has its unit."""
_SMALL = 1000
"""A sum below this many 元 is hardly told beside sums in 万元, but as what each person gets."""
_EACH = re.compile("每|标准|人均|单价|/")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")


@check("C36", "没有遗留的填表提示", "warning", HOUSE)
def check_template_hints(context: Context) -> Iterator[Remark]:
    """Hints of the form, placeholders and blanks to be filled left in a text."""
    for text in context.texts:
        for match in islice(_HINTS.finditer(text.text), 1):
            quote = squeeze(excerpt(text.text, match.start(), match.end()))
            message = f"“{quote}”像是表样的填写提示或占位文字，应换成实际内容。"
            yield Remark(text.where, squeeze(match[0]), "实际内容", message)


@check("C37", "标点不重复", "warning", HOUSE)
def check_punctuation(context: Context) -> Iterator[Remark]:
    """Doubled marks 。。 and impossible pairs ，。, once for a text."""
    for text in context.texts:
        matches = list(_PUNCTUATION.finditer(text.text))
        if matches:
            quote = squeeze(excerpt(text.text, matches[0].start(), matches[0].end(), 8))
            times = f"（共{len(matches)}处）" if len(matches) > 1 else ""
            message = f"“{quote}”处标点重复或连用{times}。"
            yield Remark(text.where, squeeze(matches[0][0]), squeeze(matches[0][0])[-1:], message)


@check("C37-brackets", "括号、引号内有内容", "hint", HOUSE)
def check_empty_brackets(context: Context) -> Iterator[Remark]:
    """Empty brackets and quotation marks."""
    for text in context.texts:
        for match in _EMPTY_BRACKETS.finditer(text.text):
            quote = squeeze(excerpt(text.text, match.start(), match.end()))
            yield Remark(text.where, match[0], "括号内的内容", f"“{quote}”处的括号或引号是空的。")


@check("C37-word", "没有重复的词", "warning", HOUSE)
def check_doubled_words(context: Context) -> Iterator[Remark]:
    """提高提高, 提高高部门."""
    for text in context.texts:
        for start, found in [*doubled_words(text.text), *doubled_characters(text.text, context.prose)]:
            quote = squeeze(excerpt(text.text, start, start + len(found)))
            message = f"“{quote}”中的“{found}”重复。"
            yield Remark(text.where, found, found[: len(found) // 2] if len(found) == 4 else found[:-1], message)


@check("C37-clause", "没有连续重复的句子", "warning", HOUSE)
def check_adjacent_repetitions(context: Context) -> Iterator[Remark]:
    """A piece of a sentence that stands twice in a row."""
    for text in context.texts:
        for _, piece in adjacent_repetitions(text.text):
            message = f"“{squeeze(piece)[:30]}”连续写了两遍。"
            yield Remark(text.where, squeeze(piece), "只写一遍", message)


@check("C37-slip", "用字正确", "warning", HOUSE)
def check_slips(context: Context) -> Iterator[Remark]:
    """的3分 for 得3分, 未无."""
    for text in context.texts:
        for pattern, right in ((_SCORED_DE, "得"), (_NEGATION, "无"), (_RANKED, "位居全省（市、县）前列")):
            for match in pattern.finditer(text.text):
                quote = squeeze(excerpt(text.text, match.start(), match.end(), 8))
                message = f"“{quote}”中的“{match[0]}”应为“{right}”。"
                yield Remark(text.where, match[0], right, message)


@check("C37-alike", "形近字使用一致", "hint", HOUSE)
def check_lookalikes(context: Context) -> Iterator[Remark]:
    """A character between two others where everywhere else its look-alike stands: 年末支付, 年未支付."""
    told: set[str] = set()
    for text in context.texts:
        for match in _LOOKALIKES.finditer(text.text):
            found = match[0]
            other = found[0] + _TWINS[found[1]] + found[2]
            if other in told or context.prose.count(found) != 1 or other not in context.prose:
                continue
            told.add(found)
            message = f"“{squeeze(excerpt(text.text, match.start(), match.end()))}”中的“{found}”，另一处写作“{other}”。"
            yield Remark(text.where, found, other, message)


@check("C37-near", "相同的句子用字一致", "warning", HOUSE)
def check_nearly_equal_clauses(context: Context) -> Iterator[Remark]:
    """Two clauses that differ in one character or lack one word: one of them is a slip."""
    texts = [
        (text.where, text.text) for text in [*context.report_texts, *context.form_texts] if text.kind != "indicator"
    ]
    for first, second in nearly_equal_clauses(texts, context.prose):
        message = f"“{second.text}”与另一处“{first.text}”只差个别字，其中一处可能是误字或漏字。"
        yield Remark(second.key, second.text, first.text, message)


@check("C44-passage", "没有重复的段落", "warning", HOUSE)
def check_repeated_passages(context: Context) -> Iterator[Remark]:
    """A long paragraph that stands twice in one document, word for word or (attachments apart) almost."""
    for scope in dict.fromkeys(text.scope for text in context.report_texts):
        texts = [(text.where, text.text) for text in context.report_texts if text.scope == scope]
        for first, second, exact in repeated_paragraphs(texts):
            if not exact and "/attachments/" in first.key + second.key:
                continue
            alike = "完全相同" if exact else "几乎相同"
            message = f"段落“{squeeze(second.text)[:30]}…”与{first.key}的一段{alike}。"
            yield Remark(second.key, squeeze(second.text)[:30], "不重复的内容", message)


@check("C44-copied", "部门报告不照抄项目报告", "hint", HOUSE)
def check_passages_copied_between_reports(context: Context) -> Iterator[Remark]:
    """A long paragraph of the department's report that stands in a project's report too."""
    own = {
        squeeze(paragraph.text)[:LONG]: text.where
        for text in context.report_texts
        for paragraph in paragraphs(text.text)
        if not text.scope and len(squeeze(paragraph.text)) >= LONG
    }
    told: set[str] = set()
    for text in context.report_texts:
        for paragraph in paragraphs(text.text) if text.scope else []:
            where = own.get(squeeze(paragraph.text)[:LONG])
            if where and where not in told:
                told.add(where)
                message = f"段落“{squeeze(paragraph.text)[:30]}…”与项目报告相同，部门报告应写部门整体的情况。"
                yield Remark(where, squeeze(paragraph.text)[:30], "部门整体的情况", message)


@check("C29-unit", "金额有单位“元”", "warning", HOUSE)
def check_bare_wan(context: Context) -> Iterator[Remark]:
    """1760.86万 among amounts in 万元."""
    for text in context.texts:
        pattern = _BARE_WAN if "万元" in text.text else _MONEY_WAN
        for match in pattern.finditer(text.text):
            found = squeeze(match[0])
            quote = squeeze(excerpt(text.text, match.start(), match.end()))
            yield Remark(text.where, found, f"{found}元", f"“{quote}”中的“{found}”缺“元”字。")


@check("C29-scale", "同一句中金额单位一致", "warning", HOUSE)
def check_mixed_units(context: Context) -> Iterator[Remark]:
    """A zero, or an amount too small to be one, in 元 beside amounts in 万元."""
    for text in context.report_texts:
        figures = [figure for figure in read_figures(text.text) if figure.dimension == "money"]
        for place, figure in enumerate(figures):
            beside = {other.unit for other in figures[max(0, place - 1) : place + 2] if other is not figure}
            before = text.text[max(0, figure.start - 10) : figure.start]
            small = figure.value < _SMALL and not _EACH.search(before)
            if figure.unit == "元" and beside == {"万元"} and small:
                quote = squeeze(excerpt(text.text, figure.start, figure.end))
                message = f"“{quote}”以元为单位，前后金额都以万元为单位，应统一。"
                yield Remark(text.where, figure.written(), f"{figure.value:f}万元", message)


@check("C46", "公开的材料不含个人信息", "warning", DISCLOSURE_RULES)
def check_personal_data(context: Context) -> Iterator[Remark]:
    """Mobile and identity numbers in a text that will be published."""
    for text in context.texts:
        for pattern, what in ((_MOBILE, "手机号码"), (_IDENTITY, "身份证号码")):
            for match in pattern.finditer(text.text):
                masked = f"{match[0][:3]}****{match[0][-4:]}"
                yield Remark(text.where, masked, "遮蔽后的号码", f"文中有未遮蔽的{what}{masked}，公开前应遮蔽。")
