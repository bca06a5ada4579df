"""How a text is written: pairs of marks, sentences told twice, figures and years cut short, labels left in."""

import re
from collections.abc import Iterator

from perfeval.core.text.passages import repeated_sentences
from perfeval.core.text.sentences import excerpt, paragraphs, squeeze

from .context import Context
from .finding import Remark
from .places import Text
from .registry import HOUSE, check

_PAIRS = {"“": "”", "《": "》", "（": "）", "〔": "〕", "【": "】"}
_CLOSED = "。！？；"
_DE = re.compile(
    r"(?:较好|很好|更好|圆满|及时|准确|顺利|有效|切实|充分|认真|积极|全面|稳步|扎实|严格|进一步|有力|不断|逐步)的"
    r"(?=完成|开展|推进|推动|保障|保证|落实|发放|反映|实现|促进|解决|提高|提升|发挥|执行|履行|维护|改善|为)"
)
_NOUN_BEFORE = re.compile(r"(?:提供|给予|得到|予以|起到|有|是|最)[^，。；]{0,4}$")
_EXACT_AND_MORE = re.compile(r"(?<![\d.])\d+[1-9]余(?=人|个|家|次|户|件|项|场|万|名|份|条|起)")
_BARE_YEAR = re.compile(
    r"(?<![\d.,/\-—~〔\[（(第])(20[0-3]\d)(?=项目|部门|预算|决算|绩效|整体|财政|共计|底|末|全年|上半年|下半年|以来)"
)
_FIGURELESS = re.compile(
    r"(?:涉及|共计|合计|总计)(?=[，,]?其中)|(?:为|共|达|完成|达到|支出|收入|得分)(?:万元|人次|%|个|元|人|分)(?=[，,。；;、])"
)
_WHOLE = re.compile("为人|为个人|收入人|达人")
_UNNUMBERED = re.compile(r"[\u4e00-\u9fff]{2,}[\[【〔﹝（(](?:19|20)\d{2}[\]】〕﹞）)]\s*第?\d{1,4}(?![\d号])")
_BRACKETS = re.compile(r"[\u4e00-\u9fff]{2,8}[\[【（(](?P<year>(?:19|20)\d{2})[\]】）)]\s*\d{1,4}号")
_NESTED_TITLE = re.compile(r"《[^《》\n]{1,60}《")
_BROKEN_OFF = re.compile(r"(?:陆续|认真|继续|进一步|不断|努力|着力)[，,](?=[为把将对向]|开展|推进|组织)")
_TWO_VALUES = re.compile(
    r"(?P<label>[\u4e00-\u9fff]{3,8})(?P<first>\d+(?:\.\d+)?)(?P<unit>分|万元|元|人|%)[，,]"
    r"(?P=label)(?P<second>\d+(?:\.\d+)?)(?P=unit)"
)
_LABEL = 5
"""Shorter labels of a form are words of any report."""


@check("C37-pairs", "引号、书名号、括号成对", "warning", HOUSE)
def check_pairs(context: Context) -> Iterator[Remark]:
    """An opening mark that its paragraph never closes, once for a text; cells cut off by a form are not read."""
    for text in _written(context):
        places = [place for piece in paragraphs(text.text) for place in _unclosed(piece.text, piece.start)]
        for place in places[:1]:
            quote = squeeze(excerpt(text.text, place, place + 1, 10))
            times = f"（共{len(places)}处）" if len(places) > 1 else ""
            message = f"“{quote}”处的{text.text[place]}没有配对的{_PAIRS[text.text[place]]}{times}。"
            yield Remark(text.where, text.text[place], _PAIRS[text.text[place]], message)


@check("C37-sentence", "同一段中没有重复的句子", "warning", HOUSE)
def check_repeated_sentences(context: Context) -> Iterator[Remark]:
    """A long sentence that stands twice in one section."""
    for text in context.report_texts:
        repeated = repeated_sentences(text.text)
        if repeated:
            times = f"等{len(repeated)}句" if len(repeated) > 1 else ""
            message = f"“{squeeze(repeated[0])[:30]}…”{times}在同一节里写了两遍。"
            yield Remark(text.where, squeeze(repeated[0])[:30], "只写一遍", message)


@check("C37-label", "同一名称的数值前后一致", "warning", HOUSE)
def check_two_values(context: Context) -> Iterator[Remark]:
    """评价得分7分，评价得分3分: one name twice in a row with two values."""
    for text, match in _matches(context, _TWO_VALUES):
        if match["first"] != match["second"]:
            found = f"{match['label']}{match['first']}{match['unit']}"
            message = f"“{squeeze(match[0])}”中“{match['label']}”连写两次，数值不同，其中一个名称或数值有误。"
            yield Remark(text.where, found, f"{match['label']}{match['second']}{match['unit']}", message)


@check("C37-de", "“的”“地”使用正确", "hint", HOUSE)
def check_particles(context: Context) -> Iterator[Remark]:
    """较好的完成: an adverb before a verb takes 地. Once for a text."""
    for text in _written(context):
        found = [
            match
            for match in _DE.finditer(text.text)
            if not _NOUN_BEFORE.search(text.text[max(0, match.start() - 8) : match.start()])
        ]
        for match in found[:1]:
            quote = squeeze(excerpt(text.text, match.start(), match.end(), 6))
            message = f"“{quote}”中的“{match[0]}”应为“{match[0][:-1]}地”。"
            yield Remark(text.where, match[0], f"{match[0][:-1]}地", message)


@check("C29-more", "确数后不加“余”", "hint", HOUSE)
def check_exact_numbers(context: Context) -> Iterator[Remark]:
    """1445余人次: a number to the unit is exact, 余 says that it is not."""
    for text, match in _matches(context, _EXACT_AND_MORE):
        quote = squeeze(excerpt(text.text, match.start(), match.end(), 6))
        yield Remark(text.where, match[0], match[0][:-1], f"“{quote}”中的{match[0][:-1]}是确数，不应再写“余”。")


@check("C41-bare", "年份后有“年”字", "warning", HOUSE)
def check_bare_years(context: Context) -> Iterator[Remark]:
    """2022项目, 至2019共计: a year without its 年."""
    for text, match in _matches(context, _BARE_YEAR):
        quote = squeeze(excerpt(text.text, match.start(), match.end(), 6))
        yield Remark(text.where, match[1], f"{match[1]}年", f"“{quote}”中的年份{match[1]}缺“年”字。")


@check("C36-figure", "文中应有的数字已填", "warning", HOUSE)
def check_missing_figures(context: Context) -> Iterator[Remark]:
    """涉及其中, 支出万元: the place of a figure left empty."""
    for text, match in _matches(context, _FIGURELESS):
        if not _WHOLE.search(match[0]):
            quote = squeeze(excerpt(text.text, match.start(), match.end(), 8))
            yield Remark(text.where, match[0], "数字", f"“{quote}”处缺数字。")


@check("C37-document", "文号书写完整", "hint", HOUSE)
def check_document_numbers(context: Context) -> Iterator[Remark]:
    """A document number without 号."""
    for text, match in _matches(context, _UNNUMBERED):
        yield Remark(text.where, squeeze(match[0]), f"{squeeze(match[0])}号", f"文号“{squeeze(match[0])}”缺“号”字。")


@check("C37-hexagon", "文号的年份用六角括号", "hint", "GB/T 9704—2012")
def check_document_brackets(context: Context) -> Iterator[Remark]:
    """[2023]12号, （2023）12号: told once for the whole material."""
    found = [(text, match) for text in context.texts for match in _BRACKETS.finditer(text.text)]
    for text, match in found[:1]:
        expected = f"〔{match['year']}〕"
        message = f"文号“{squeeze(match[0])}”的年份应写作{expected}（全部材料共{len(found)}处）。"
        yield Remark(text.where, squeeze(match[0]), expected, message)


@check("C37-title", "书名号内的书名号用单书名号", "hint", "GB/T 15834—2011")
def check_nested_titles(context: Context) -> Iterator[Remark]:
    """《…《…》的通知》: the inner pair is 〈〉. Once for a text."""
    for text in _written(context):
        for match in list(_NESTED_TITLE.finditer(text.text))[:1]:
            quote = squeeze(match[0])[:40]
            yield Remark(text.where, "《《", "《〈", f"“{quote}”处书名号套书名号，里面的应为单书名号〈〉。")


@check("C37-end", "段落以句号结束", "hint", HOUSE)
def check_paragraph_ends(context: Context) -> Iterator[Remark]:
    """A paragraph of whole sentences, or the last one of a text, that ends in ； ， or 、. Once for a text."""
    for text in context.report_texts:
        pieces = [piece.text.rstrip() for piece in paragraphs(text.text)]
        for index, piece in enumerate(pieces):
            last = index == len(pieces) - 1
            if piece[-1:] in "；，、;" and piece[-2:-1] != "。" and len(piece) > 10 and (last or "。" in piece):
                message = f"段落“…{squeeze(piece)[-12:]}”以“{piece[-1]}”结束，应为句号，或缺下文。"
                yield Remark(text.where, piece[-1], "。", message)
                break


@check("C37-comma", "状语后不断开", "hint", HOUSE)
def check_broken_off(context: Context) -> Iterator[Remark]:
    """各级部门陆续，为各类单位: a comma that parts an adverb from its verb."""
    for text, match in _matches(context, _BROKEN_OFF):
        quote = squeeze(excerpt(text.text, match.start(), match.end(), 6))
        yield Remark(text.where, match[0], match[0][:-1], f"“{quote}”处的逗号多余。")


@check("C36-label", "报告中没有表格栏名", "warning", HOUSE)
def check_form_labels(context: Context) -> Iterator[Remark]:
    """满意度情况及分析； in running text: a label of the sheet's boxes that was copied with its content."""
    labels = {box.label for sheet in context.sheets for box in sheet.record.analysis if box.label.endswith("分析")}
    stems = {stem for label in labels if len(stem := re.sub("及?分析$", "", label)) >= _LABEL}
    for text in context.report_texts:
        found = [stem for stem in sorted(stems) if re.search(re.escape(stem) + r"及?分析[：:；;。]", text.text)]
        if found:
            message = f"文中留有自评表的栏名“{'”“'.join(found)}”，应改写成正文。"
            yield Remark(text.where, found[0], "正文", message)


def _written(context: Context) -> list[Text]:
    """Running texts: the reports and what the forms say in sentences."""
    return [*context.report_texts, *context.form_texts]


def _matches(context: Context, pattern: re.Pattern[str]) -> Iterator[tuple[Text, re.Match[str]]]:
    return ((text, match) for text in _written(context) for match in pattern.finditer(text.text))


def _unclosed(paragraph: str, start: int) -> Iterator[int]:
    """Places of opening marks without their closing one, in a paragraph that ends as a sentence does."""
    if paragraph.rstrip()[-1:] not in _CLOSED or "\t" in paragraph:
        return
    for opening, closing in _PAIRS.items():
        open_places: list[int] = []
        for place, character in enumerate(paragraph.replace("(", "（").replace(")", "）")):
            if character == opening:
                open_places.append(place)
            elif character == closing and open_places:
                open_places.pop()
        yield from (start + place for place in open_places)
