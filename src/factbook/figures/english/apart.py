"""Find the words behind an English figure that make another one of it: "50 too many", "5 gross", "two goals down"."""

from __future__ import annotations

from factbook.figures.common.figure import PrintedFigure
from factbook.figures.common.tokens import Token
from factbook.figures.common.units import PHYSICAL, SPANS
from factbook.figures.english.words import MEASURES


def read_apart(tokens: list[Token], figure: PrintedFigure | None) -> str:
    """Return the words behind a figure that make it a distance, or a part of another; empty if none do."""
    words = [token.text for token in tokens[:2]]
    if words[0] in _MULTIPLYING or words[0] in _APART or (words[0] in _APART_ALONE and len(tokens) == 1):
        return words[0]
    # "12 nurses short", "two goals down", "6 below par".
    if len(words) == 2 and (words[1] in _APART or (words[1] in _APART_AT_END and len(tokens) == 2)):
        return words[1]
    if (words[0] == "below" and figure is not None and not figure.unit) or words == ["under", "par"]:
        return " ".join(words)
    if len(words) < 2 or words[0] not in {"per", "a", "an", "/"} or figure is None or figure.unit not in PHYSICAL:
        return ""
    # "35 miles per gallon" are no miles, and "15 litres a minute" no litres; "3 kg a day" is a weight by the day.
    per = MEASURES.get(words[1], "second" if words[1] == "second" else "")
    return " ".join(words) if per and (per not in SPANS or per in _FLOWS) else ""


_APART = frozenset("too shy adrift overdrawn underwater underweight undervalued overvalued squared cubed".split())
_APART_AT_END = frozenset({"short", "down", "off", "behind"})
_FLOWS = frozenset({"second", "minute", "hour"})
_APART_ALONE = frozenset({"short", "clear", "behind", "ahead"})
_MULTIPLYING = frozenset(
    "ppm ppb gross score pair pairs couples trios halves quarters thirds fourths fifths tenths hundredths".split()
)
