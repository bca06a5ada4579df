"""What is taken off a typed text before its number is read: wide characters, brackets, remarks, numerals, 每月."""

import re
from collections.abc import Iterable

from perfeval.core.text.numerals import CHARACTERS, read_numeral

from .words import COUNTED, LEADS, NARROW, PERIODS, REMARKS, SCALES, SUFFIXES


def either(words: Iterable[str]) -> str:
    """A regular expression of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)


SCALE = f"(?:{either(SCALES)})"
LEAD = f"(?>(?:{either(LEADS)})*)"
"""Any number of leading words; atomic, so that no text of them takes long to refuse."""
_SUFFIX = f"(?:{either(SUFFIXES)})"
_INCLUDED = re.compile(r"\((?:不?包?含|不?包括)[^()]*\)")
_PERCENT_NUMERAL = re.compile(rf"百分之([{CHARACTERS}]+)")
_PERCENT_DIGITS = re.compile(r"百分之(?=\d)")
_LAST_CLAUSE = re.compile(r"(?<=[^\s,;。])[,;。](?!\d)\D*\Z")
_INTERVAL = re.compile(r"[(\[]([^(),;\[\]]+)[,;]([^(),;\[\]]+)[)\]]\Z")
_THOUSANDS = re.compile(r"[(\[]\d{1,3}(?:,\d{3})+(?:\.\d+)?[)\]]\Z")
_TWO_BOUNDS = re.compile(r"(?:≥|>=?)\s*([^<>≤≥=]*?\d[^<>≤≥=]*?)\s*[,;、]?\s*(?:且|并|和)?\s*(?:≤|<=?)\s*(\d.*)\Z")
_NOTE = re.compile(rf"(?P<body>[^()]*\d[^()]*)\((?P<note>[^()]+)\)(?P<tail>{_SUFFIX}?)\Z")
_COUNT = re.compile(
    rf"(?P<lead>{LEAD})(?P<numeral>[{CHARACTERS}]+)(?P<tail>{SCALE}?(?:{either(COUNTED)})(?:/[^\d]*)?{_SUFFIX}?)\Z"
)
_EACH = re.compile(rf"(?:平均|人均)?每个?(?P<period>{either(PERIODS)})(?P<rest>.*\d.*|.*[{CHARACTERS}].*)\Z")
_LONGEST_UNIT_NOTE = 2


def clean(text: str) -> str:
    """The text in plain characters, without brackets around it and without the clause that explains it."""
    body = _INCLUDED.sub("", text.translate(NARROW)).strip()
    body = _PERCENT_NUMERAL.sub(_percent_of_numeral, body)
    return as_range(_LAST_CLAUSE.sub("", _PERCENT_DIGITS.sub("%", body)))


def as_range(body: str) -> str:
    """``[95%,100%]`` and ``≥95%且≤100%`` → ``95%-100%``; brackets around a single number fall away."""
    if not _THOUSANDS.match(body):
        bounds = _INTERVAL.match(body) or _TWO_BOUNDS.match(body)
        if bounds:
            return f"{bounds[1].strip()}-{bounds[2].strip()}"
    if body[:1] in "([" and body[-1:] in ")]" and sum(map(body.count, "([")) == 1:
        return body[1:-1].strip()
    return body


def split_note(body: str) -> tuple[str, str]:
    """The text without a remark in brackets, and the brackets that belong to the unit.

    ``100%(全部)`` → ``100%``; ``100(万元)`` → ``100万元``; ``20场(次)`` → ``20场`` and ``（次）``.
    """
    found = _NOTE.match(body)
    if found is None:
        return body, ""
    before, note = found["body"].strip(), found["note"]
    rest = before + found["tail"]
    if any(map(str.isdigit, note)) or note.startswith(REMARKS):
        return rest, ""
    if before[-1].isdigit():
        return before + note + found["tail"], ""
    joined = len(note) <= _LONGEST_UNIT_NOTE and before[-1] not in "%‰" and not found["tail"]
    return (rest, f"（{note}）") if joined else (rest, "")


def split_period(body: str) -> tuple[str, str]:
    """``每月1次`` → ``1次`` and ``/月``."""
    found = _EACH.match(body)
    return (found["rest"].strip(), f"/{found['period']}") if found else (body, "")


def with_digits(body: str) -> str:
    """A count in Chinese numerals in digits: ``完成十个`` → ``完成10个``; other texts as they are."""
    found = _COUNT.match(body)
    number = read_numeral(found["numeral"]) if found else None
    return body if found is None or number is None else f"{found['lead']}{number}{found['tail']}"


def _percent_of_numeral(found: re.Match[str]) -> str:
    number = read_numeral(found[1])
    return found[0] if number is None else f"%{number}"
