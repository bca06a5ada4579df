"""Figures in prose: amounts, percents and counts with their unit and place, and agreement at the printed decimals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perfeval.core.numbers import EXACT, ZERO, round_half_up

from .numerals import CHARACTERS, read_numeral

MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_COUNT_WORDS = [
    "人次",
    "人/次",
    "人.次",
    "批次",
    "场次",
    "台（套）",
    "台(套)",
    "人",
    "个",
    "件",
    "起",
    "户",
    "家",
    "辆",
    "次",
    "份",
    "场",
    "项",
    "条",
    "名",
    "台",
    "套",
    "张",
    "所",
    "支",
    "期",
    "批",
    "篇",
    "座",
    "处",
    "宗",
    "例",
    "岁",
    "天",
    "倍",
    "亩",
    "公里",
    "吨",
    "平方米",
    "步",
    "档",
]
_COUNT = "|".join(re.escape(word) for word in sorted(_COUNT_WORDS, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(
    rf"(?<![\dA-Za-z.*〔﹝【\[\-])(?<!\d,)(?P<number>{_NUMBER})(?![\d*]|[A-Za-z])[ \t]*余?[ \t]*"
    rf"(?P<unit>亿元|万元|元|个?百分点|%|分(?!之|别|项|为|解|析|类|工|管|清|配|布)|[万亿]?(?:{_COUNT})(?!月|目)|[万亿])"
)
_PER = re.compile(r"[ \t]*[/／每](?:人|月|年|次|天|户|个)")
_NOT_A_FIGURE = re.compile(r"[ \t]*(?:年|月|日|号|时|季度|级|点|[、．\.)）](?!\d))")
_ORDINAL = re.compile(r"(?:第|№)[ \t]*$")
_SPELT = re.compile(rf"(?P<number>[{CHARACTERS}]{{1,4}})(?P<unit>个)(?=[\u4e00-\u9fff])")
_TITLES = re.compile(r"《[^《》]{0,200}(?:《[^《》]{0,200}》[^《》]{0,200})*》|[〔﹝【\[][12]\d{3}[〕﹞】\]]")
_WIDE = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．％／", "0123456789.%/", strict=True)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: ``value`` as printed, in ``unit`` (元, 万元, %, 人, 分 …); text[start:end] is its place."""

    value: Decimal
    unit: str
    start: int
    end: int
    decimals: int

    @property
    def dimension(self) -> str:
        """What may be added or compared: ``money`` (a bare 万 too), ``%``, or the counted thing without 万/亿."""
        return "money" if self.unit in MONEY or self.unit in "万亿" else self.unit.lstrip("万亿")

    @property
    def scale(self) -> Decimal:
        """How many base units (元, 人 …) one printed unit is."""
        if self.unit in MONEY:
            return MONEY[self.unit]
        return {"万": Decimal(10_000), "亿": Decimal(100_000_000)}.get(self.unit[:1], Decimal(1))

    @property
    def base(self) -> Decimal:
        """The value in base units: 2.5万元 → 25000."""
        return EXACT.multiply(self.value, self.scale)

    def agrees(self, exact: Decimal) -> bool:
        """Whether the printed value is ``exact`` (in the printed unit) rounded half up to the printed decimals."""
        return self.value == exact or round_half_up(exact, self.decimals) == self.value

    def agrees_base(self, exact: Decimal) -> bool:
        """The same against a value in base units."""
        return self.agrees(EXACT.divide(exact, self.scale))

    def written(self) -> str:
        """The figure as it may stand in a message: 2501.991115万元."""
        return f"{self.value:f}{self.unit}"


def narrow(text: str) -> str:
    """Full-width digits, points and percent signs made half-width; every character keeps its place."""
    return text.translate(_WIDE)


def mask_titles(text: str) -> str:
    """The text with titles in 《》 and bracketed years 〔2019〕 blanked, so that their numbers are not read."""
    return _TITLES.sub(lambda found: "\u3000" * len(found[0]), text)


def read_figures(text: str) -> list[Figure]:
    """All figures with a unit, in order; years, dates, ordinals, numbering and document numbers are left out."""
    return list(_read(text))


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[Figure, ...]:
    """Several readers look at the same text one after the other."""
    return tuple(_figures(mask_titles(narrow(text))))


def read_spelt_counts(text: str) -> list[Figure]:
    """Counts written as numerals before 个: 四个方面, 两个项目."""
    found = []
    for match in _SPELT.finditer(mask_titles(text)):
        number = read_numeral(match["number"])
        if number is not None and number > 1:
            found.append(Figure(Decimal(number), "个", match.start(), match.end(), 0))
    return found


def _figures(text: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text):
        unit = match["unit"]
        if _ORDINAL.search(text, max(0, match.start() - 4), match.start()):
            continue
        if _NOT_A_FIGURE.match(text, match.end("number")):
            continue
        per = _PER.match(text, match.end())
        number = match["number"].replace(",", "")
        yield Figure(
            value=Decimal(number),
            unit=unit.removeprefix("个") if unit.endswith("百分点") else unit + (per[0].strip() if per else ""),
            start=match.start(),
            end=per.end() if per else match.end(),
            decimals=len(number.partition(".")[2]),
        )


def total_base(figures: list[Figure]) -> Decimal:
    """Sum in base units."""
    return sum((figure.base for figure in figures), ZERO)
