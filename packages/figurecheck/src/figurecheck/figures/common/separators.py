"""Write digits with English separators: 1.234,56 becomes 1,234.56, each sign staying one sign."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=32)
def _pattern(thousands: str) -> re.Pattern[str]:
    grouped = rf"\d{{1,3}}(?:([{re.escape(thousands)}])\d{{3}}(?:\1\d{{3}})*)?(?:,\d+)?"
    # Groups of three with one separator throughout, then a decimal comma; or digits with a decimal comma.
    return re.compile(rf"(?<![\d.,]){grouped}(?![\d]|[.,]\d)|\d+,\d+(?![\d.,])")


# "1.5" in German text is English for one and a half or a slip, and no thousands.
_POINT = re.compile(r"(?<![\d.,])(?:\d+\.\d{1,2}(?![\d.])|\d+\.\d{4,}(?!\.)|0\d*\.\d+)")


def write_english_separators(text: str, thousands: str) -> str:
    """Return a text with a decimal point in place of each decimal comma, and commas between thousands.

    >>> write_english_separators("1.234,56 und 0,5", ".")
    '1,234.56 und 0.5'
    """
    return _pattern(thousands).sub(lambda match: _number(match.group()), text)


def find_points(text: str) -> list[re.Match[str]]:
    """Return the digits with an English decimal point in a text whose decimal sign is a comma."""
    return list(_POINT.finditer(text))


def _number(text: str) -> str:
    whole, comma, decimals = text.partition(",")
    return "".join(sign if sign.isdecimal() else "," for sign in whole) + (f".{decimals}" if comma else "")
