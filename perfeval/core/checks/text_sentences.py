"""Mechanical sentences of the report against the same sentences as they are written from the data."""

import re
from collections import defaultdict
from collections.abc import Iterator

from perfeval.core.text.figures import narrow, read_figures
from perfeval.core.text.sentences import Span, sentences, squeeze

from .context import Context
from .finding import Remark
from .places import Text
from .registry import HOUSE, check

SHORTEST = 12
"""Sentences with fewer characters beside their figures are alike by chance."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TIER = re.compile("[一二]级项目")
_CLOSING = re.compile(r"[。；，、：!！]+$")


@check("C21-sentence", "固定句式中的数字与数据一致", "hint", HOUSE)
def check_mechanical_sentences(context: Context) -> Iterator[Remark]:
    """A sentence that differs from the one written from the data in its figures only."""
    tiers_known = any(project.tier for project in context.package.projects)
    due = _by_words(_written(context))
    for words, places in _by_words(_stated(context)).items():
        ours = due.get(words, [])
        by_tier = _TIER.search(words) and not tiers_known
        if len(ours) == 1 and len(places) == 1 and not by_tier:
            yield from _compare(*places[0], ours[0][1])


def _compare(text: Text, stated: Span, due: Span) -> Iterator[Remark]:
    pairs = list(zip(read_figures(stated.text), read_figures(due.text), strict=False))
    wrong = [(found, right) for found, right in pairs if found.unit != right.unit or not found.agrees(right.value)]
    for found, right in wrong:
        message = f"“{squeeze(stated.text)[:40]}”中的{found.written()}，按数据应为{right.written()}。"
        yield Remark(text.where, found.written(), right.written(), message)


def _written(context: Context) -> Iterator[tuple[Text, Span]]:
    """The sentences that follow from the data."""
    result = context.package.computed
    for key, text in (result.text or {} if result else {}).items():
        for sentence in sentences(text):
            yield Text(key, text, ""), sentence


def _stated(context: Context) -> Iterator[tuple[Text, Span]]:
    for text in context.report_texts:
        for sentence in sentences(text.text) if not text.scope else []:
            yield text, sentence


def _by_words(found: Iterator[tuple[Text, Span]]) -> dict[str, list[tuple[Text, Span]]]:
    """Sentences with figures, by what is left when their figures are taken out."""
    groups: dict[str, list[tuple[Text, Span]]] = defaultdict(list)
    for text, sentence in found:
        words = _NUMBER.sub("#", _CLOSING.sub("", squeeze(narrow(sentence.text))))
        if "#" in words and len(words.replace("#", "")) >= SHORTEST and "【" not in words:
            groups[words].append((text, sentence))
    return groups
