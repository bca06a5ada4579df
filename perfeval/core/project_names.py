"""What the name of a transfer project says about it: the notice that brought the money, and whose money it is.

Transfer payments are named after their notice: ``(上级)秦财社[2022]746号2023年省级财政优抚对象补助经费``.
"""

import re
from dataclasses import dataclass

from perfeval.core.package.sheets import FundingLevel

_ORIGIN = re.compile(r"^\s*[(（\[【]\s*(?P<word>上级|提前下达|本级|追加)\s*[)）\]】]\s*")
_HANDED_DOWN = re.compile(r"^(?:提前)?下达")
#: 文号: the office's abbreviation, the year in any bracket, the number (财预〔2020〕10号).
_NUMBER = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{1,12}?)\s*[\[［〔【(（]\s*(?P<year>20\d\d|19\d\d)\s*[\]］〕】)）]\s*(?P<number>\d{1,5})\s*号"
)
_TRANSFERRED = {"上级", "提前下达"}

_LEVELS: dict[str, FundingLevel] = {
    "中央": "central",
    "省级": "provincial",
    "自治区级": "provincial",
    "省": "provincial",
    "市级": "city",
    "市": "city",
    "区级": "county",
    "县级": "county",
}
#: 全省, 市民 and 市场 say nothing about whose money it is; 市本级 and 省财政 do. The first word counts: a provincial
#: notice that passes central money on is named after the province.
_LEVEL = re.compile(r"中央|省级|自治区级|市级|区级|县级|省(?=本级|财政|补助|配套)|市(?=本级|财政|补助|配套)")


@dataclass(frozen=True, slots=True)
class NameParts:
    """What a name states, None for what it does not; ``transferred``: the money comes from a higher government."""

    document_number: str | None = None
    funding_level: FundingLevel | None = None
    transferred: bool | None = None


def read_project_name(name: str) -> NameParts:
    """The document number and the funding level that the name of a transfer project states."""
    origin = _ORIGIN.match(name)
    rest = name[origin.end() :] if origin else name
    number = _NUMBER.search(rest)
    transferred = _is_transferred(origin["word"] if origin else "", rest, number is not None)
    level = _LEVEL.search(rest[number.end() :] if number else rest) if transferred else None
    return NameParts(
        document_number=number[0].replace(" ", "") if number else None,
        funding_level=_LEVELS[level[0]] if level else None,
        transferred=transferred,
    )


def _is_transferred(word: str, rest: str, has_number: bool) -> bool | None:
    if word:
        return word in _TRANSFERRED
    return True if has_number or _HANDED_DOWN.match(rest) else None
