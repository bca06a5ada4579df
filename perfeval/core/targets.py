"""Reading what an officer typed as a target or an actual: ``≥56个``, ``不低于95%``, ``36.17万``, ``95%-100%``.

A text is either one quantity (sign, number, unit) or it is qualitative. Dates (2023年12月31日前) and years
(2023年全年) are not quantities. The sign of an actual is kept for print; only its number counts.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from .numbers import NumberError, divide, multiply, parse_plain

Sign = Literal["≥", ">", "≤", "<", "="]
Unit = tuple[Decimal, str]

ONE = Decimal(1)
LONGEST = 60
"""Longest text that can be a quantity; longer ones are sentences."""

_WIDE = {ord("０") + digit: str(digit) for digit in range(10)} | str.maketrans(
    "．，％‰＋－−–—～〜~（）［］【】：　＞＜＝═≧≦⩾⩽≯≮",
    ".,%‰+-------()[][]: ><==≥≤≥≤≤≥",
)
_SIGNS: dict[str, Sign] = {
    ">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "==": "=", "≥": "≥", "≤": "≤", ">": ">", "<": "<", "=": "=",
}  # fmt: skip
_WORDS: dict[str, Sign] = {
    "大于或等于": "≥", "小于或等于": "≤", "大于等于": "≥", "小于等于": "≤", "不低于": "≥", "不少于": "≥", "不小于": "≥",
    "不得低于": "≥", "不得少于": "≥", "不超过": "≤", "不高于": "≤", "不大于": "≤", "不多于": "≤", "不得超过": "≤",
    "不得高于": "≤",
    "控制在": "≤", "至少": "≥", "最多": "≤", "达到": "≥", "超过": ">", "大于": ">", "高于": ">", "多于": ">",
    "小于": "<", "低于": "<", "少于": "<", "等于": "=", "达": "≥",
}  # fmt: skip
_SUFFIXES: dict[str, Sign] = {
    "及以上": "≥", "及其以上": "≥", "或以上": "≥", "以上": "≥",
    "及以下": "≤", "及其以下": "≤", "或以下": "≤", "以下": "≤", "之内": "≤", "以内": "≤", "内": "≤",
}  # fmt: skip
_SCALES = {"": 0, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12}


def _either(words: "dict[str, Sign] | dict[str, int]") -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)


_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:[%‰][^\d(),;；，。、]{0,8}?|[^\d\s,;；，。、:=<>≥≤+\-()\[\]]{0,12}?)"
_HEAD = re.compile(rf"(?P<label>[^\d=<>≥≤]*?)(?P<sign>{_either(_SIGNS)}|{_either(_WORDS)})(?=[^=<>≥≤]*\d)")
_PERCENT_WORDS = re.compile(r"百分之(?=\d)")
_QUANTITY = re.compile(
    rf"(?:约|为|共|计)?(?P<number>{_NUMBER})\s*(?P<scale>{_either(_SCALES)})?(?P<unit>{_UNIT})\s*"
    rf"(?P<suffix>{_either(_SUFFIXES)}|左右)?(?:\(含[^()]*\))?\Z"
)
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?P<low_unit>(?:{_either(_SCALES)})?{_UNIT})\s*(?:-|至|到)\s*(?P<high>{_NUMBER}.*)\Z"
)
_UNIT_IN_BRACKETS = re.compile(r"(?P<body>.*\d)\((?P<unit>[^()\d]+)\)\Z")
_DATE = re.compile(r"(?:(?:19|20)\d\d\s*年.*|\d{1,2}月(?!/).*|\d{1,2}(?:日前|号).*)\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A sign, a number and its unit. ``scale`` is the 万 or 亿 before the unit; ``high`` closes a range."""

    number: Decimal
    sign: Sign | None = None
    scale: Decimal = ONE
    unit: str = ""
    high: Decimal | None = None

    @property
    def value(self) -> Decimal:
        """The number in the plain unit: 36.17万 → 361700."""
        return multiply(self.number, self.scale)

    @property
    def high_value(self) -> Decimal | None:
        """The upper end of a range in the plain unit."""
        return None if self.high is None else multiply(self.high, self.scale)

    @property
    def has_unit(self) -> bool:
        """Whether a unit or a 万/亿 was typed."""
        return bool(self.unit) or self.scale != ONE

    def number_in(self, other: "Quantity") -> Decimal:
        """The number on the scale of another quantity: 361700人 beside 40万人 is 36.17."""
        return self.number if self.scale == other.scale else divide(self.value, other.scale)


Target = Quantity


def read_target(text: str | None) -> Target | None:
    """Read a target; None for a blank, and for what is no number (a qualitative target)."""
    return _read(text) if text and len(text) <= LONGEST else None


def read_actual(text: str | None, unit_of: Target | None = None) -> Quantity | None:
    """Read an actual; a bare number takes the unit and the scale of the target. A range is no actual."""
    actual = read_target(text)
    if actual is None or actual.high is not None:
        return None
    if unit_of is not None and not actual.has_unit:
        return replace(actual, unit=unit_of.unit, scale=unit_of.scale)
    return actual


def units_differ(target: Target, actual: Quantity) -> bool:
    """Whether both name a unit and not the same: ``95%`` and ``95`` differ, ``100万元`` and ``9000元`` do not."""
    return target.unit != actual.unit


def is_quantitative(*texts: str | None) -> bool:
    """Whether the first text that is there reads as a number (nature of an indicator that does not say)."""
    return next((read_target(text) is not None for text in texts if text), False)


@lru_cache(maxsize=4096)
def _read(text: str) -> Quantity | None:
    body = _PERCENT_WORDS.sub("%", text.translate(_WIDE).strip())
    body = _without_brackets(body)
    sign, rest = _sign_of(body)
    if _DATE.match(rest):
        return None
    try:
        found = _range_of(rest) or _single_of(rest)
    except NumberError:
        return None
    if found is None or sign is None:
        return found
    return replace(found, sign=sign)


def _without_brackets(body: str) -> str:
    """``(=2.61万元)`` → ``=2.61万元`` and ``100(万元)`` → ``100万元``."""
    if body.startswith("(") and body.endswith(")") and body.count("(") == 1:
        return body[1:-1].strip()
    in_brackets = _UNIT_IN_BRACKETS.match(body)
    if in_brackets and not in_brackets["unit"].startswith("含"):
        return in_brackets["body"] + in_brackets["unit"]
    return body


def _sign_of(body: str) -> tuple[Sign | None, str]:
    """The comparison a text begins with (a name may stand before it) and what follows."""
    head = _HEAD.match(body)
    if head is None:
        return None, body.strip()
    written = head["sign"]
    rest = body[head.end() :].strip()
    return _SIGNS.get(written) or _WORDS[written], rest


def _single_of(body: str) -> Quantity | None:
    if body.startswith("%"):
        body = body[1:] + "%"
    found = _QUANTITY.match(body)
    if found is None:
        return None
    number = parse_plain(found["number"].replace(",", ""))
    suffix = _SUFFIXES.get(found["suffix"] or "")
    return Quantity(number, suffix, _scale(found["scale"]), _unit(found["unit"]))


def _range_of(body: str) -> Quantity | None:
    found = _RANGE.match(body)
    high = _single_of(found["high"]) if found else None
    if found is None or high is None:
        return None
    years = _YEAR.match(found["low"]) and _YEAR.match(str(high.number)) and high.unit in ("", "年")
    low = _single_of(found["low"] + (found["low_unit"] or unit_text(high)))
    if years or low is None or low.unit not in ("", high.unit) or low.value > high.value:
        return None
    return Quantity(low.number, None, low.scale, high.unit, divide(high.value, low.scale))


def unit_text(quantity: Quantity) -> str:
    """The unit with its scale as it is written: 万元."""
    exponent = int(quantity.scale.log10())
    return next(word for word, power in _SCALES.items() if power == exponent) + quantity.unit


def _unit(written: str) -> str:
    """The unit; behind a percent sign words such as 完成 or 覆盖 add nothing."""
    return written[0] if written[:1] in ("%", "‰") else written


def _scale(word: str | None) -> Decimal:
    return Decimal(10) ** _SCALES[word or ""]
