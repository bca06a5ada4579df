"""From a typed text to a quantity, and from an actual to the quantity that counts beside its target."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perfeval.core.numbers import NumberError, divide, parse_plain
from perfeval.core.text.numerals import CHARACTERS

from .cleaning import LEAD, SCALE, clean, either, split_note, split_period, with_digits
from .quantity import Quantity, unit_text
from .words import FALLING, NAME, RISING, SCALES, SIGNS, SUFFIXES, WORDS, Sign

Target = Quantity

LONGEST = 60
"""Longest text that can be a quantity; longer ones are sentences."""

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNIT = r"(?:[%‰][^\d(),;；，。、]{0,8}?|(?!\.)[^\d\s,;；，。、:=<>≥≤+\-()\[\]]{0,12}?)"
_SIGN = rf"{either(SIGNS)}|{either(WORDS)}"
_HEAD = re.compile(rf"(?P<label>[^\d=<>≥≤]*?)(?!达[标成])(?P<sign>{_SIGN})(?=[^=<>≥≤]*[\d{CHARACTERS}])")
_CHANGE = re.compile(
    rf"(?:[较比与同][^\d=<>≥≤]{{0,8}}?|环比|年均)?(?P<word>{either((*RISING, *FALLING))})(?![到至])"
    rf"(?:了|约|率|幅度)?\s*(?={_SIGN}|[-\d%{CHARACTERS}])"
)
_QUANTITY = re.compile(
    rf"{LEAD}(?:{NAME})?{LEAD}(?P<number>{_NUMBER})\s*(?P<scale>{SCALE})?[多余来]?(?P<unit>{_UNIT})\s*"
    rf"(?P<suffix>{either(SUFFIXES)}|左右)?(?:已?(?:全部)?(?:完成|办结|到位))?\Z"
)
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s*(?P<low_unit>{SCALE}?{_UNIT})\s*(?:-|至|到)\s*(?P<high>{_NUMBER}.*)\Z")
_DATE = re.compile(r"(?:(?:19|20)\d\d\s*年.*|\d{1,2}月(?!/).*|\d{1,2}(?:日前|号).*|[1-4]季度.*)\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DONE = re.compile(r"(?:已|均|全部|按时|按期)*(?:完成|达标|到位)\Z")
_NOTHING = re.compile(
    r"(?:无|零|未发生|未出现|没有|没有发生|无发生)"
    r"[\u4e00-\u9fff]{0,8}?(?:事故|事件|投诉|案件|问题|情况|现象|舆情|差错|上访|纠纷|发生|违规|违纪|起|次|例|件)?\Z"
)
_NO_COUNT = re.compile("无法|无数据|无记录|无统计|无要求|无此")


def read_target(text: str | None) -> Target | None:
    """Read a target; None for a blank, and for what is no number (a qualitative target)."""
    return _read(text) if text and len(text) <= LONGEST else None


def read_actual(text: str | None, unit_of: Target | None = None) -> Quantity | None:
    """Read an actual beside its target; a range is no actual.

    What the actual leaves out is the target's: the unit, and with a bare number the scale. A change the other way
    (下降2% beside 增长6%) is negative. Beside a target of 0, 未发生 is 0.
    """
    actual = read_target(text)
    if actual is None:
        return _nothing(text, unit_of)
    if actual.high is not None:
        return None
    return actual if unit_of is None else _beside(actual, unit_of)


def is_quantitative(*texts: str | None) -> bool:
    """Whether the first text that is there reads as a number (nature of an indicator that does not say)."""
    return next((read_target(text) is not None for text in texts if text), False)


def _beside(actual: Quantity, target: Target) -> Quantity:
    if actual.unit and not actual.change:
        return actual
    opposite = bool(actual.change) and actual.is_falling != target.is_falling
    number = -actual.number if opposite else actual.number
    if not actual.has_unit:
        return replace(actual, number=number, unit=target.unit, scale=target.scale)
    unit = actual.unit or ("" if target.is_share else target.unit)
    return replace(actual, number=number, unit=unit)


def _nothing(text: str | None, target: Target | None) -> Quantity | None:
    """无, 未发生 as the count 0, where the target is 0."""
    if not text or target is None or target.value != 0 or target.high is not None:
        return None
    body = text.strip().rstrip("。")
    counted = _NOTHING.match(body) and not _NO_COUNT.match(body)
    return replace(target, sign=None, number=Decimal(0)) if counted else None


@lru_cache(maxsize=16384)
def _read(text: str) -> Quantity | None:
    body, period = split_period(clean(text))
    change, body = _change_of(body)
    sign, body = _sign_of(body)
    body, more_unit = split_note(body)
    if _DATE.match(body):
        return None
    try:
        found = _range_of(body) or _single_of(body)
    except NumberError:
        return None
    if found is None:
        return None
    return replace(found, sign=sign or found.sign, change=change, unit=found.unit + more_unit + period)


def _change_of(body: str) -> tuple[str, str]:
    """The word of a change before a number, and what follows it: 较上年提高5% → 提高, 5%."""
    found = _CHANGE.match(body)
    return (found["word"], body[found.end() :]) if found else ("", body)


def _sign_of(body: str) -> tuple[Sign | None, str]:
    """The comparison a text begins with (a name may stand before it) and what follows."""
    head = _HEAD.match(body)
    if head is None:
        return None, body.strip()
    written = head["sign"]
    rest = body[head.end() :].strip()
    return SIGNS.get(written) or WORDS[written], rest


def _single_of(body: str) -> Quantity | None:
    if body.startswith("%"):
        body = body[1:] + "%"
    found = _QUANTITY.match(with_digits(body))
    if found is None:
        return None
    number = parse_plain(found["number"].replace(",", ""))
    suffix = SUFFIXES.get(found["suffix"] or "")
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
    return Quantity(low.number, None, low.scale, high.unit, divide(high.value, low.factor))


def _unit(written: str) -> str:
    """The unit; behind a percent sign words such as 完成 or 覆盖 add nothing, nor does 已完成 behind any unit."""
    return written[0] if written[:1] in ("%", "‰") else _DONE.sub("", written)


def _scale(word: str | None) -> Decimal:
    return Decimal(10) ** SCALES[word or ""]
