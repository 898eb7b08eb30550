"""Read a bound English figure of which only the first digit is printed: the low 30s, mid-fifties, high teens, 200s.

In running text "the 30s" may be years or ages, so that these are figures only where an author binds them.
"""

from __future__ import annotations

import re
from fractions import Fraction

from figurecheck.figures.common.figure import Found, NumberKind, PrintedFigure
from figurecheck.figures.common.format import show_number
from figurecheck.figures.common.running_text import found_at
from figurecheck.figures.english.currency_words import CURRENCIES
from figurecheck.figures.english.words import TENS

_TEN = Fraction(10)
_WORDS = {f"{word[:-1]}ies": Fraction(value) for word, value in TENS.items()}
# From where to where of the ten, or hundred, each part reaches; they overlap, as writers use them.
_PARTS = dict.fromkeys(("low", "lower", "early"), (0, 4)) | dict.fromkeys(("mid", "middle"), (3, 7))
_PARTS |= dict.fromkeys(("high", "upper", "late"), (6, 10))
_TEEN_PARTS = {part: {(0, 4): (3, 6), (3, 7): (4, 7), (6, 10): (7, 10)}[reach] for part, reach in _PARTS.items()}
_DECADE = re.compile(
    rf"(?<![\w-])(?:(?P<part>{'|'.join(_PARTS)})(?:\s|-)(?:to(?:\s|-)(?P<to>{'|'.join(_PARTS)})(?:\s|-))?)?"
    rf"(?P<money>[$£€¥₹])?(?:(?P<digits>\d{{2,3}})'?s|(?P<words>{'|'.join(_WORDS)}|teens)"
    r"|(?P<single>single)[- ](?:digits?|figures?))(?![\w-])",
    re.IGNORECASE,
)


def read_decade(text: str, found: list[Found]) -> Found | None:
    """Return the figure of a decade, as a range without its end, if nothing else in the text counts."""
    # Most bound texts have none of these words, and need not be searched.
    match = _DECADE.search(text) if "s" in text and _HINT.search(text) else None
    if match is None or any(not match.start() <= one.start < match.end() for one in found):
        return None
    low, width = _start_and_width(match)
    if not width or (match["single"] and not match["part"]):
        return None
    parts = _TEEN_PARTS if match["words"] and match["words"].lower() == "teens" else _PARTS
    first, last = parts[(match["part"] or "low").lower()], parts[(match["to"] or match["part"] or "high").lower()]
    lowest, highest = low + width * first[0] / 10, low + width * last[1] / 10
    figure = PrintedFigure(
        text=text[match.start() : match.end()],
        amount=lowest,
        upper=highest,
        open=True,
        digits=True,
        whole=False,
        unit=CURRENCIES.get(match["money"] or "", ""),
        reading=f"{show_number(lowest)} to below {show_number(highest)}",
    )
    return found_at(match.start(), match.end(), text, NumberKind.FIGURE, figure)


_HINT = re.compile(r"\ds|ies\b|teens|single", re.IGNORECASE)


def _start_and_width(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    """Return where a decade starts and how wide it is; a width of 0 for what is none, such as 1990s and 35s."""
    words = (match["words"] or "").lower()
    if match["single"] or words == "teens":
        return _TEN if words else Fraction(0), _TEN
    number = _WORDS.get(words) or Fraction(match["digits"] or 0)
    if number % 10:
        return number, Fraction(0)
    return number, Fraction(100) if number % 100 == 0 else _TEN
