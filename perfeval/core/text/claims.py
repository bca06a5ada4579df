"""Percentages that a text states of figures it gives: shares, completion, change on last year, rates.

A claim carries every pair of figures (part, whole) that a reader could mean. It is wrong only when none of them
gives the printed percentage, so an unusual wording is passed over rather than blamed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval.core.numbers import percent

from .figures import Figure, mask_titles, narrow, read_figures
from .mentions import normalise
from .sentences import Span, sentences, squeeze, statements

_PERCENT = re.compile("[%％]")
_CHANGE = re.compile(r"(?P<way>减少|下降|降低|增加|增长|上升|提高)了?[ \t]*$")
_PRIOR = re.compile(r"上年|上一年|去年|(?:19|20)\d{2}[ \t]*年")
_SHARE_OF = re.compile(r"占(?P<whole>[^，,；;。0-9]{0,30}?)(?:的比[例重]|比[例重]|的|比)?[ \t]*(?:为|达到?)?[ \t]*$")
_OF_TARGET = re.compile(r"^[ \t]*的[ \t]*$")
_OF_BUDGET = re.compile(r"完成(?P<which>[^，,；;。0-9]{0,8}预算)[数的]*[ \t]*$")
_RATE = re.compile(r"(?:预算)?(?:执行|支出|完成|支付|使用)率[ \t]*(?:为|达到?|是)?[ \t]*$")
_CLOSING = re.compile(r"结案率[ \t]*(?:为|达到?|是)?[ \t]*$")
_BUDGET = re.compile(r"预算|下达|安排|计划")
_SPENT = re.compile(r"执行|决算|支出|支付")
_ACCEPTED = re.compile(r"受理")
_TARGET = re.compile(r"目标|任务|计划")
_NAME_LENGTH = 4
_CLOSED = re.compile(r"结案|解决|办结|审结")


@dataclass(frozen=True, slots=True)
class Claim:
    """A printed percentage, what it is said to be, and the exact values (percent points) it could be."""

    kind: str
    printed: Figure
    exact: tuple[Decimal, ...]
    pairs: tuple[tuple[Figure, Figure], ...]
    whole_name: str = ""

    @property
    def holds(self) -> bool:
        """Whether one of the possible values is the printed one."""
        return any(self.printed.agrees(value) for value in self.exact)

    @property
    def nearest(self) -> Decimal:
        """The possible value next to the printed one, in percent points."""
        return min(self.exact, key=lambda value: abs(value - self.printed.value))


def read_claims(text: str) -> list[Claim]:
    """All percentages of a text that can be recalculated from its own figures, in order."""
    return _Reader(text).claims() if _PERCENT.search(text) else []


@dataclass(frozen=True, slots=True)
class NamedShare:
    """“X万元，占<whole>的P%” where the whole is named but not given in the sentence."""

    part: Figure
    printed: Figure
    whole_name: str


def read_named_shares(text: str) -> list[NamedShare]:
    """Shares of a whole that is only named: 占本年支出合计的99.99%."""
    return _Reader(text).named_shares() if _PERCENT.search(text) else []


class _Reader:
    def __init__(self, text: str) -> None:
        self.plain = mask_titles(narrow(text))
        self.figures = read_figures(text)
        self.statements = statements(self.plain)

    def claims(self) -> list[Claim]:
        return [claim for sentence in sentences(self.plain) for claim in self._in(sentence)]

    def named_shares(self) -> list[NamedShare]:
        found = []
        for position, figure in enumerate(self.figures):
            share = _SHARE_OF.search(self._lead(position)) if figure.unit == "%" else None
            part = self._nearest_amount(position)
            if share and share["whole"].strip() and part:
                found.append(NamedShare(part, figure, squeeze(share["whole"])))
        return found

    def _in(self, sentence: Span) -> Iterator[Claim]:
        for position, figure in enumerate(self.figures):
            if figure.unit == "%" and sentence.start <= figure.start < sentence.end:
                claim = self._claim(position, sentence)
                if claim and claim.exact:
                    yield claim

    def _claim(self, position: int, sentence: Span) -> Claim | None:
        lead, figure = self._lead(position), self.figures[position]
        before = [f for f in self.figures[:position] if f.start >= sentence.start and f.unit != "%"]
        if _CHANGE.search(lead):
            return self._change(figure, lead, before, position)
        if before and _OF_TARGET.match(lead):
            return _ratio("target", figure, before[:-1], before[-1:])
        if _OF_BUDGET.search(lead):
            return self._of_budget(figure, before, position)
        if _RATE.search(lead):
            return _ratio("rate", figure, self._said(before, _SPENT), self._said(before, _BUDGET))
        if _CLOSING.search(lead):
            return self._closing(figure, sentence)
        return self._share(figure, lead, position)

    def _of_budget(self, figure: Figure, before: list[Figure], position: int) -> Claim | None:
        """完成预算的x%: of a budget given in the same statement, or of any budget of the text where that fits."""
        earlier = self.figures[:position]
        anywhere = _ratio("budget", figure, before[-1:], [f for f in earlier if self._sentence_says(f, _BUDGET)])
        if anywhere and anywhere.holds:
            return anywhere
        statement = self._statement(figure)
        if "其中" in self.plain[statement.start : figure.start]:
            return None
        return _ratio("budget", figure, before[-1:], self._said([f for f in earlier if f in before], _BUDGET))

    def _share(self, figure: Figure, lead: str, position: int) -> Claim | None:
        """占x%: of a whole named here and given in the text, or else of an amount that opens the statement."""
        share = _SHARE_OF.search(lead)
        part = self._nearest_amount(position)
        if not share or not part or _TARGET.search(share["whole"]):
            return None
        name = normalise(share["whole"])
        if name:
            wholes = [f for f in self.figures if f is not part and self._phrase(f).endswith(name)]
            return _ratio("share", figure, [part], wholes, squeeze(share["whole"]))
        same = [f for f in self.figures[:position] if f.dimension == part.dimension and f is not part]
        anywhere = _ratio("share", figure, [part], same)
        if anywhere and anywhere.holds:
            return anywhere
        start = self._statement(figure).start
        opening = next((f for f in same if f.start >= start), None)
        return self._of_opening(figure, part, opening, same[-1]) if opening else None

    def _of_opening(self, figure: Figure, part: Figure, opening: Figure, before: Figure) -> Claim | None:
        """Of the amount that opens the statement; one share may stand for the last two parts together."""
        single = _ratio("share", figure, [part], [opening])
        if not single or before is opening or self._has_share(before):
            return single
        both = percent(part.base + before.base, opening.base)
        return Claim("share", figure, (both, *single.exact), ((before, opening), *single.pairs))

    def _change(self, figure: Figure, lead: str, before: list[Figure], position: int) -> Claim | None:
        """下降D%: the change amount before it over last year's figure, or of two figures of two years."""
        amount = before[-1] if before else None
        if amount and _CHANGE.search(self._text_before(amount)):
            return self._of_change(figure, amount, re.search("减少|下降|降低", lead) is not None, position)
        prior = [f for f in before[-2:] if _PRIOR.search(self._text_before(f))]
        pairs = [(now, last) for last in prior for now in before]
        name = normalise(_CHANGE.sub("", re.split("[，,；;：:。]", lead)[-1]).replace("较", "").replace("比", ""))
        if not pairs and len(name) >= _NAME_LENGTH:
            named = [f for f in self.figures[:position] if self._phrase(f).endswith(name)]
            pairs = [(now, last) for now in named for last in named]
        kept = tuple((n, p) for n, p in pairs if n is not p and n.dimension == p.dimension and p.base > 0)
        return Claim("change", figure, tuple(abs(percent(n.base - p.base, p.base)) for n, p in kept), kept)

    def _of_change(self, figure: Figure, amount: Figure, falls: bool, position: int) -> Claim:
        current = [f for f in self.figures[:position] if f.dimension == amount.dimension and f is not amount]
        bases = [(f, f.base + amount.base if falls else f.base - amount.base) for f in current]
        exact = tuple(percent(amount.base, base) for _, base in bases if base > 0)
        return Claim("change", figure, exact, tuple((amount, f) for f, base in bases if base > 0))

    def _closing(self, figure: Figure, sentence: Span) -> Claim | None:
        inside = [f for f in self.figures if sentence.start <= f.start < sentence.end and f.unit != "%"]
        accepted = self._said(inside, _ACCEPTED)[:1]
        closed = [f for f in self._said(inside, _CLOSED) if accepted and f.dimension == accepted[0].dimension]
        if not accepted or not closed or accepted[0].base == 0:
            return None
        total = sum((f.base for f in closed), Decimal(0))
        return Claim("closing", figure, (percent(total, accepted[0].base),), tuple((f, accepted[0]) for f in closed))

    def _nearest_amount(self, position: int) -> Figure | None:
        return next((f for f in reversed(self.figures[:position]) if f.unit != "%"), None)

    def _has_share(self, figure: Figure) -> bool:
        return bool(re.match(r"[，, \t]*占", self.plain[figure.end : figure.end + 4]))

    def _said(self, figures: list[Figure], of: re.Pattern[str]) -> list[Figure]:
        return [f for f in figures if f.unit != "%" and of.search(self._text_before(f))]

    def _sentence_says(self, figure: Figure, of: re.Pattern[str]) -> bool:
        start = max(self.plain.rfind(mark, 0, figure.start) for mark in "。\n") + 1
        return figure.unit != "%" and bool(of.search(self.plain, start, figure.start))

    def _statement(self, figure: Figure) -> Span:
        return next(span for span in self.statements if span.start <= figure.start < span.end)

    def _phrase(self, figure: Figure) -> str:
        return normalise(re.split(r"[，,；;：:。、\n]", self._text_before(figure))[-1])

    def _text_before(self, figure: Figure) -> str:
        """What stands between the previous figure and this one, within the clause."""
        ends = [f.end for f in self.figures if f.end <= figure.start]
        return re.split(r"[。\n；;]", self.plain[max(ends, default=0) : figure.start])[-1]

    def _lead(self, position: int) -> str:
        start = self.figures[position - 1].end if position else 0
        return self.plain[start : self.figures[position].start]


def _ratio(kind: str, printed: Figure, parts: list[Figure], wholes: list[Figure], name: str = "") -> Claim | None:
    pairs = tuple(
        (part, whole)
        for part in parts
        for whole in wholes
        if part is not whole and part.dimension == whole.dimension and (whole.base > 0 or part.base == 0)
    )
    exact = tuple(percent(part.base, whole.base) if whole.base > 0 else Decimal(0) for part, whole in pairs)
    return Claim(kind, printed, exact, pairs, name)
