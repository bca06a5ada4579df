"""Chinese numerals of counts: 4 → 四, 26 → 二十六."""

_DIGITS = "零一二三四五六七八九"
_LARGEST = 99


def chinese_numeral(number: int) -> str:
    """The numeral of 0 to 99; larger counts stay digits, as documents print them."""
    if not 0 <= number <= _LARGEST:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
