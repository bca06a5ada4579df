"""Reading what an officer types into a field: full-width digits, thousands separators and percent signs understood."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from perfeval.core.language import _
from perfeval.core.numbers import multiply, plain
from perfeval.core.package import PackageError, has_control_characters, read_json
from perfeval.core.package.base import write_share
from perfeval.core.package.loading import problems_of
from perfeval.evaluations.columns import tidy

from .errors import FieldError

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d*)(?:\.(?P<decimals>\d*))?\Z", re.ASCII)
_LONGEST_NUMBER = 60
#: Money units that people write behind an amount, in 元; longer ones first.
_YUAN_PER = {
    "亿元": Decimal(10**8),
    "万元": Decimal(10**4),
    "亿": Decimal(10**8),
    "万": Decimal(10**4),
    "元": Decimal(1),
}


def plain_number(text: str, *, percent: bool = False) -> str | None:
    """``１，２３４．５０`` → ``1234.50``; ``12.5%`` → ``12.5`` where a percent is meant; None for what is no number."""
    if len(text) > _LONGEST_NUMBER:
        return None
    narrow = unicodedata.normalize("NFKC", text).replace("−", "-").replace(" ", "").strip()
    if percent:
        narrow = narrow.removesuffix("%")
    found = _NUMBER.match(narrow)
    digits = found and found["whole"].replace(",", "")
    decimals = found and found["decimals"]
    if not found or not (digits or decimals):
        return None
    sign = "-" if found["sign"] == "-" else ""
    return f"{sign}{digits or '0'}" + (f".{decimals}" if decimals else "")


def amount_in_unit(text: str, factor: Decimal) -> str:
    """``9000000元`` → ``900`` where amounts are in 万元 (``factor`` 10000); a text without a money unit as it is."""
    narrow = unicodedata.normalize("NFKC", text).strip()
    unit = next((unit for unit in _YUAN_PER if narrow.endswith(unit)), None)
    number = plain_number(narrow.removesuffix(unit)) if unit else None
    if unit is None or number is None:
        return text
    return plain(tidy(multiply(Decimal(number), _YUAN_PER[unit]) / factor))


def read_typed(validate: Callable[[Any], Any], text: str, *, percent: bool = False) -> Any:
    """What the text means, as a package would have it; None for a blank. ``validate`` is the field's own validation.

    Raises FieldError with the message of the package format.
    """
    text = text.replace("\r\n", "\n")
    if has_control_characters(text):
        raise FieldError(_("文字中有不可见的控制字符"))
    problem = _("不能为空")
    for candidate in _meanings(text, percent=percent):
        try:
            meant = validate(candidate)
        except ValidationError as error:
            if candidate == text or isinstance(candidate, dict | list):
                problem = first_problem(error)
        else:
            return _canonical(candidate, meant)
    raise FieldError(problem)


def _canonical(candidate: Any, meant: Any) -> Any:
    """Numbers without the zeros behind them, so that equal ones are the same text; anything else as it was typed."""
    if isinstance(meant, Decimal):
        return plain(meant)
    if isinstance(candidate, tuple):
        return list(candidate)
    return write_share(meant) if isinstance(meant, Fraction) else candidate


def _meanings(text: str, *, percent: bool) -> Iterator[Any]:
    """What a text can mean, the most literal first; at last a list with an item per line."""
    short = text.strip()
    if not short:
        yield from (None, False, ())
        return
    if short in {"true", "false"}:
        yield short == "true"
    yield text
    number = plain_number(short, percent=percent)
    if number is not None:
        yield number
        if number.isdecimal():
            yield int(number)
    if short != text:
        yield short
    if short[0] in "{[":
        yield from _as_json(short)
    yield tuple(line.strip() for line in short.split("\n") if line.strip())


def _as_json(text: str) -> Iterator[Any]:
    """The object or list that a text writes out, such as a rule from the picker; nothing where it is not whole."""
    with suppress(PackageError):
        yield read_json(text.encode())


def first_problem(error: ValidationError) -> str:
    """The message about the first thing that is wrong."""
    return next(iter(problems_of(error.errors(include_url=False), None)))[1]
