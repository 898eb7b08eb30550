"""Whether a word beside a number would be another one with another number: 1 week, 2 weeks."""

from __future__ import annotations

import re
from fractions import Fraction
from types import MappingProxyType

from figurecheck.figures import Form, PrintedFigure
from figurecheck.figures.common.units import is_money
from figurecheck.figures.languages import language_code

_COUNTS = frozenset({Form.NUMBER, Form.MULTIPLE, Form.POINTS})
_SYMBOL = re.compile(r"\d\s?(?:°[CF]?|[km]?m|km²|[km]?g|t|ha|l|ml|h|min|ft|mph|km/h|[kMGT]Wh?|ppm|ppb|dB)(?![\w/])")
"""Units that are written alike for one and for many."""
_ABBREVIATED = re.compile(r"\bpp\b|%p|\bppt\b", re.IGNORECASE)
# Codes and signs of currencies stay as they are, and so do some of their names, most of them in German.
_MONEY = MappingProxyType(
    {
        "en": re.compile(r"\d[\s-]?(?!won\b|yen\b|yuan\b|baht\b|rand\b)[a-z]{4,}"),
        "de": re.compile(
            r"\d[\s-]?(?!(?:US-)?(?:Euro|Cent|Rappen|Dollar|Pfund|Franken|Yuan|Rubel|Z[lł]oty|Baht|Rand|Forint|Lira|Mark)\b)"
            r"[^\W\d_][\w-]{3,}",
            re.IGNORECASE,
        ),
    }
)
_SIGN = re.compile(r"[$€£¥₩]")
_ONE = Fraction(1)
_INVARIANT = frozenset({"ko", "ja", "zh"})


def changes_noun(
    printed: str,
    figure: PrintedFigure,
    number: Fraction,
    unit: str,
    locale: str,
    *,
    tail: str = "",
    one: Fraction = _ONE,
) -> bool:
    """Return whether a noun beside the figure, or behind it in its sentence, would change: 1 fire, 2 fires.

    `tail` is the text behind the figure, and `one` what its digits count: a hundredth of a euro in "5 cents".
    """
    language = language_code(locale)
    is_one = number == one, figure.size == one
    if figure.form not in _COUNTS or figure.step != one or language in _INVARIANT or is_one[0] == is_one[1]:
        return False
    if _SYMBOL.search(printed):
        return False
    if figure.form is Form.POINTS:
        return not _ABBREVIATED.search(printed)
    if not is_money(unit):
        return one == 1
    # Behind a sign stands no name: "$2 each".
    named = printed if _SIGN.search(printed) else printed + tail
    return language in _MONEY and bool(_MONEY[language].search(named))
