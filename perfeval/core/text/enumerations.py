"""Listings with their number: 包括a、b、c三个阶段, 按照a、b、c等四个方面."""

import re
from dataclasses import dataclass

from .figures import mask_titles, narrow
from .numerals import CHARACTERS, read_numeral
from .sentences import blank_parentheses

_LISTING = re.compile(
    r"(?P<lead>[^，。；：、\n]{0,40}?)(?P<verb>包括|按照|分为|分设立?|设[立置]|涵盖|从)"
    rf"(?P<items>[^，。；：\n]{{4,300}}?)(?P<etc>等)?(?P<count>\d{{1,2}}|[{CHARACTERS}]{{1,3}})个(?P<noun>[\u4e00-\u9fff]{{2,4}})"
)
_QUOTED = re.compile(
    rf"(?P<items>(?:“[^“”]{{1,20}}”、?){{3,}})(?P<etc>等)?的?“?(?P<count>\d{{1,2}}|[{CHARACTERS}]{{1,3}})个“?(?P<noun>[\u4e00-\u9fff]{{2}})"
)
_BODY = "(?:中心|局|站|大队|股|科|所|学校|室|院)"
_BODIES = re.compile(
    rf"(?:^|[，。；\n])(?P<items>(?:[^，。；、：\n]{{2,16}}{_BODY}、)+[^，。；、：\n]{{2,16}}?{_BODY})"
    rf"(?P<count>\d{{1,2}})个?(?P<noun>(?:股级|科级)?(?:二级)?(?:机构|单位))"
)
_BELOW = re.compile(
    rf"(?P<count>\d{{1,2}}|[{CHARACTERS}]{{1,3}})个(?P<noun>[\u4e00-\u9fff]{{2,4}})[：:](?P<items>[^，。；：:\n]{{4,200}})[。；\n]"
)
_SEPARATORS = re.compile("[、和及与]")
_LONGEST_ITEM = 40
_SHORT_ITEM = 20


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Items and the number said of them; ``open`` where 等 says that there may be more."""

    lead: str
    items: tuple[str, ...]
    count: int
    noun: str
    open: bool
    start: int
    text: str

    @property
    def fits(self) -> bool:
        """Whether the number can be right: equal, or not smaller where 等 leaves the list open."""
        return len(self.items) == self.count or (self.open and len(self.items) < self.count)


def read_enumerations(text: str) -> list[Enumeration]:
    """The listings of a text that state their number."""
    found = []
    for match in _LISTING.finditer(mask_titles(narrow(blank_parentheses(text)))):
        count = int(match["count"]) if match["count"].isdigit() else read_numeral(match["count"])
        items = tuple(item.strip() for item in match["items"].split("、"))
        if count is None or count < 2 or "、" not in match["items"] or max(map(len, items)) > _LONGEST_ITEM:
            continue
        last = [piece for piece in _SEPARATORS.split(items[-1]) if piece] if len(items) + 1 == count else [items[-1]]
        noun = re.split("[，。；、的]", match["noun"])[0]
        whole = (*items[:-1], *last)
        found.append(
            Enumeration(match["lead"].strip(), whole, count, noun, bool(match["etc"]), match.start(), match[0])
        )
    return found + _read_quoted(text) + _read_named(text)


def _read_named(text: str) -> list[Enumeration]:
    """Bodies before their number (甲中心、乙中心2个二级机构), items after it (5个股室：甲、乙…)."""
    found = []
    plain = mask_titles(narrow(text))
    for match in [*_BODIES.finditer(plain), *_BELOW.finditer(plain)]:
        count = int(match["count"]) if match["count"].isdigit() else read_numeral(match["count"])
        items = tuple(item.strip() for item in match["items"].split("、"))
        open_list = items[-1].endswith("等")
        if count is not None and count > 1 and len(items) > 1 and max(map(len, items)) <= _SHORT_ITEM:
            found.append(
                Enumeration("", items, count, match["noun"], open_list, match.start(), match[0].strip("，。；\n"))
            )
    return found


def _read_quoted(text: str) -> list[Enumeration]:
    """“a”“b”“c”等三个方面: items in quotation marks, with or without a mark between them."""
    found = []
    for match in _QUOTED.finditer(narrow(text)):
        count = int(match["count"]) if match["count"].isdigit() else read_numeral(match["count"])
        items = tuple(re.findall("“([^“”]+)”", match["items"]))
        if count is not None and count > 1:
            found.append(Enumeration("", items, count, match["noun"], bool(match["etc"]), match.start(), match[0]))
    return found
