"""Chinese numerals as they stand in headings and counts: 四, 十二, 二十三, 一百零五, 两."""

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
CHARACTERS = "".join((*DIGITS, *_UNITS))
"""Every character a numeral below ten thousand can have, for use in a regular expression class."""

_NAMES = "零一二三四五六七八九"


def read_numeral(text: str) -> int | None:
    """The number a Chinese numeral below 10000 stands for, None for anything else: 二十三 → 23."""
    total, digit = 0, None
    for character in text:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
        elif character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        else:
            return None
    return total + (digit or 0) if text else None


def write_numeral(number: int) -> str:
    """The numeral of 1 to 99 as headings write it: 12 → 十二; larger numbers stay digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else _NAMES[tens]) + "十"
    return head + (_NAMES[ones] if ones else "")
