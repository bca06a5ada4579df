"""What a figure is said of: the phrase before it, normalised, with the year it speaks of."""

import re
from dataclasses import dataclass

from .figures import Figure, mask_titles, narrow, read_figures, read_spelt_counts
from .sentences import Span, sentences, squeeze

_BREAKS = re.compile(r"[，,；;：:。！？!?\n、（）()→]")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})[ \t]*年(?:度|末|底|初)?(?:[ \t]*\d{1,2}[ \t]*月(?:底|末|份|初)?)?")
_PRIOR = re.compile(r"上[一]?年度?|去年")
_QUOTES = re.compile("[“”\"'‘’〈〉<>]")
_LEAD = re.compile(
    r"^(?:其中|截至目前|目前|截至|到|至|一是|二是|三是|四是|五是|全年|本年度?|年度|年末|年底|力争实现|力争|确保|实现|完成|并|和|以及|及"
    r"|我县|我市|我区|全县|全市|全区|共|的|了|按)+"
)
_TAIL = re.compile(
    r"(?:合计|共计|累计|总计|达到了?|超过|不低于|不少于|不超过|控制在|大于或等于|小于或等于|大于|小于|等于|仅?为|是|达|约|近|共|计|完成|实现|了|在|有|≥|≤|=|>|<)+$"
)
_COUNTED = re.compile(r"(?:总?人数|续费|个?数量?|总额|金额)$")
_NOUN = re.compile(r"[\u4e00-\u9fff]{1,6}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure with its phrase as written and normalised, and the year named for it (None: not named).

    ``noun`` is what follows the figure; ``is_part`` tells that 其中 stands before it in the sentence.
    """

    phrase: str
    figure: Figure
    year: int | None
    noun: str = ""
    raw: str = ""
    is_part: bool = False


def normalise(phrase: str) -> str:
    """A phrase without blanks, quotes, dates and filling words at either end: 2022年末参保人数达到 → 参保."""
    text = _YEAR.sub("", _QUOTES.sub("", squeeze(phrase)))
    text = _PRIOR.sub("", text)
    before = None
    while before != text:
        before = text
        text = _LEAD.sub("", _COUNTED.sub("", _TAIL.sub("", text)))
    return text


def read_mentions(text: str) -> list[Mention]:
    """Every figure (spelt counts too) with its phrase, in order."""
    figures = sorted(read_figures(text) + read_spelt_counts(text), key=lambda figure: figure.start)
    if not figures:
        return []
    plain = mask_titles(narrow(text))
    return [mention for sentence in sentences(plain) for mention in _in_sentence(sentence, figures, plain)]


def _in_sentence(sentence: Span, figures: list[Figure], plain: str) -> list[Mention]:
    found, floor = [], sentence.start
    for figure in figures:
        if not sentence.start <= figure.start < sentence.end:
            continue
        before = plain[floor : figure.start]
        start = floor + max((match.end() for match in _BREAKS.finditer(before)), default=0)
        raw = plain[start : figure.start]
        found.append(
            Mention(
                phrase=normalise(raw),
                figure=figure,
                year=_year(raw, plain[sentence.start : figure.start]),
                noun=_noun(plain, figure),
                raw=raw,
                is_part="其中" in plain[sentence.start : figure.start],
            )
        )
        floor = figure.end
    return found


def _year(raw: str, before: str) -> int | None:
    """The year the phrase names, else the last one named before it in the sentence; 上年 is -1."""
    for piece in (raw, before):
        years = [(match.end(), int(match["year"])) for match in _YEAR.finditer(piece)]
        years += [(match.end(), -1) for match in _PRIOR.finditer(piece)]
        if years:
            return max(years)[1]
    return None


def _noun(plain: str, figure: Figure) -> str:
    found = _NOUN.match(plain, figure.end)
    return found[0] if found else ""
