"""Repetitions: the same long passage twice, a clause twice with a slip of a character, words doubled in a row."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from .sentences import clauses, paragraphs, sentences, squeeze

LONG = 60
"""A paragraph of this many characters that stands twice was copied."""
FEW = 5
"""So many earlier places of a clause are compared."""
CLAUSE = 10
"""Clauses shorter than this are alike by chance."""
ALMOST = Decimal("0.8")
"""Two paragraphs that share this part of their characters, clause by clause, are one that was copied."""
TOLD = 32
"""Pieces of sentences of this many characters are not written twice in one text on purpose."""

_PIECES = re.compile("[，,；;：:。！？!?]")
_COMMAS = re.compile("[，,；;：:]")
_ADJACENT = re.compile(r"(?:^|(?<=[，。；：\n]))(?P<piece>[\u4e00-\u9fff“”0-9.,，、（）()]{6,60}?)(?P=piece)")
_DOUBLED_WORD = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,3})(?P=word)")
_DOUBLED_CHARACTER = re.compile(r"(?P<word>[\u4e00-\u9fff](?P<last>[\u4e00-\u9fff]))(?P=last)(?P<next>[\u4e00-\u9fff])")
_LEGITIMATE = re.compile(r"研究研究|讨论讨论|[一二三四五六七八九十百千万年月日人个件家户天层点条步处]")
_PARTICLES = re.compile("[的地得了着过]+")
_LIGHT = re.compile("进行|开展|予以|给予|工作|相关|有关|等|的|了")
_RANKS = re.compile("[国省市县区乡村上下大小多少高低男女前后左右内外一二三四五六七八九十甲乙丙丁]")
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of text: which unit (by the caller's key), where in it, and the piece."""

    key: str
    start: int
    text: str


def repeated_paragraphs(texts: Iterable[tuple[str, str]]) -> list[tuple[Place, Place, bool]]:
    """Long paragraphs that stand a second time: (first place, second place, whether word for word)."""
    places: list[Place] = []
    holders: dict[str, list[int]] = defaultdict(list)
    pairs = []
    for key, text in texts:
        for paragraph in paragraphs(text):
            bare = squeeze(paragraph.text)
            if len(bare) < LONG:
                continue
            place = Place(key, paragraph.start, paragraph.text)
            pieces = [piece for piece in _PIECES.split(bare) if piece]
            first = _most_alike(pieces, holders)
            if first is not None:
                pairs.append((places[first], place, squeeze(places[first].text) == bare))
            for piece in set(pieces):
                holders[piece].append(len(places))
            places.append(place)
    return pairs


def _most_alike(pieces: list[str], holders: dict[str, list[int]]) -> int | None:
    """The earlier paragraph that holds most of these pieces, where they are almost the whole paragraph."""
    shared: dict[int, int] = defaultdict(int)
    for piece in pieces:
        for number in holders[piece][:FEW]:
            shared[number] += len(piece)
    best = max(shared, key=lambda number: shared[number], default=None)
    return best if best is not None and shared[best] >= ALMOST * sum(map(len, pieces)) else None


def nearly_equal_clauses(texts: Iterable[tuple[str, str]], prose: str) -> list[tuple[Place, Place]]:
    """Pairs of clauses that differ in one or two characters, digits aside: one of them is likely a slip.

    ``prose`` is the whole document.
    """
    buckets: dict[str, list[Place]] = defaultdict(list)
    pairs: list[tuple[Place, Place]] = []
    for key, text in texts:
        for clause in clauses(text):
            bare = squeeze(clause.text)
            if not CLAUSE <= len(bare) <= 4 * LONG or re.search(r"\d", bare):
                continue
            place = Place(key, clause.start, bare)
            pairs += [(other, place) for other in _candidates(buckets, bare) if _is_slip(other.text, bare, prose)]
            if not any(other.text == bare for other in buckets[bare[-5:]]):
                buckets[bare[:5]].append(place)
                buckets[bare[-5:]].append(place)
    return list({(a.text, b.text): (a, b) for a, b in pairs}.values())


def repeated_sentences(text: str) -> list[str]:
    """Long pieces of sentences (two clauses together, or a long sentence) that stand twice in one text, each once."""
    seen: set[str] = set()
    found: dict[str, None] = {}
    for sentence in sentences(text):
        pieces = [squeeze(piece) for piece in _COMMAS.split(sentence.text.rstrip("。！？ \n"))]
        windows = [first + "，" + second for first, second in itertools.pairwise(pieces)]
        for piece in windows if len(pieces) > 1 else pieces:
            if len(piece) >= TOLD:
                found |= {piece: None} if piece in seen else {}
                seen.add(piece)
    return list(found)


def adjacent_repetitions(text: str) -> list[tuple[int, str]]:
    """Pieces of six characters or more that stand twice in a row: (place, piece)."""
    return [(match.start(), match["piece"]) for match in _ADJACENT.finditer(text)]


def doubled_words(text: str) -> list[tuple[int, str]]:
    """Two-character words doubled: 提高提高. Reduplications of the language (研究研究) are left alone."""
    return [
        (match.start(), match[0])
        for match in _DOUBLED_WORD.finditer(text)
        if not _LEGITIMATE.search(match[0]) and match["word"][0] != match["word"][1]
    ]


def _candidates(buckets: dict[str, list[Place]], bare: str) -> Iterator[Place]:
    seen = set()
    for key in (bare[:5], bare[-5:]):
        for place in buckets[key][-20:]:
            if place.text not in seen:
                seen.add(place.text)
                yield place


def doubled_characters(text: str, prose: str) -> list[tuple[int, str]]:
    """The last character of a usual word doubled (提高高部门), where it does not begin a word of its own.

    ``prose`` is the whole document: a word is usual when it stands there often, and what follows would be a word
    (高校) when it stands there elsewhere.
    """
    found = []
    for match in _DOUBLED_CHARACTER.finditer(text):
        word, following = match["word"], match["last"] + match["next"]
        alone = prose.count(following) - prose.count(word[0] + following)
        own_word = alone > prose.count(word + following)
        once = prose.count(word + following) == 1
        if once and prose.count(word) >= _OFTEN and not own_word and not _LEGITIMATE.search(match["last"]):
            found.append((match.start(), word + match["last"]))
    return found


def _is_slip(first: str, second: str, prose: str) -> bool:
    """One character changed, or a gap whose two sides meet nowhere else; ranks and particles are no slips."""
    if len(first) > len(second):
        first, second = second, first
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    lacking = len(second) - len(first)
    if lacking == 0:
        changed = first[start : start + 1] + second[start : start + 1]
        one = first[start + 1 :] == second[start + 1 :] and bool(changed)
        return one and not _RANKS.search(changed) and not _PARTICLES.fullmatch(changed)
    missing = second[start : start + lacking]
    inside = 0 < start < len(first)
    cut = inside and lacking <= 2 and first[start:] == second[start + lacking :]
    return cut and not _LIGHT.search(missing) and prose.count(first[start - 1 : start + 1]) <= 1
