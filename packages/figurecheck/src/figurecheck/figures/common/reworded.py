"""Write in figures what a bound text says in other words: "every third household", "3.6 × 10⁵", "in the red"."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

Rows = tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...]
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_LARGEST_POWER = 15


def _write_power(match: re.Match[str]) -> str:
    power = int(match[3].translate(_SUPERSCRIPTS))
    # Beyond these no text prints a figure, and the digits would fill memory.
    if abs(power) > _LARGEST_POWER:
        return match[0]
    number = Decimal(re.sub(r"[.,](?=\d{3}\b)", "", match[1]).replace(",", ".")).scaleb(power)
    return f"{number:f}".replace(".", "," if "," in match[1] else ".")


_POWER = r"(\d+([.,]\d+)?) ?[x×·] ?10(?:\^|\*\*)?([-−]?\d{1,2}|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})"


def make_reword(rows: Rows) -> Callable[[str], str]:
    """Return a function that rewords a text by a table of patterns, all of them in lower case.

    >>> make_reword((("a dozen", "12"),))("About A dozen"), make_reword(())("3.6 × 10⁵")
    ('about 12', '360000')
    """
    patterns = [(re.compile(rf"(?<![\w.,]){pattern}(?!\w)"), into) for pattern, into in (*rows, (_POWER, _write_power))]
    any_of_them = re.compile("|".join(re.sub(r"\((?!\?)", "(?:", one.pattern) for one, _ in patterns), re.IGNORECASE)

    def reword(text: str) -> str:
        # Nearly all texts have none of these, and need one search.
        if any_of_them.search(text) is None:
            return text
        text = text.lower()
        for pattern, into in patterns:
            text = pattern.sub(into, text)
        return text

    return reword
