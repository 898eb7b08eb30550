"""Find the words behind an English figure that make another one of it: "50 too many", "5 gross", "two goals down"."""

from __future__ import annotations

from figurecheck.figures.common.figure import RELATIVE, Form, Found, PrintedFigure
from figurecheck.figures.common.tokens import Token
from figurecheck.figures.common.units import LENGTHS, PHYSICAL, SPANS, is_money
from figurecheck.figures.english.motion_words import DOWN, DOWN_AFTER, UP, UP_AFTER
from figurecheck.figures.english.words import MEASURES

MOTION = DOWN | UP | DOWN_AFTER | UP_AFTER


def read_apart(tokens: list[Token], figure: PrintedFigure | None) -> str:
    """Return the words behind a figure that make it a distance, or a part of another; empty if none do."""
    words = [token.text for token in tokens[:2]]
    if words[0] in _MULTIPLYING or words[0] in _APART or (words[0] in _APART_ALONE and len(tokens) == 1):
        return words[0]
    # "12 nurses short", "two goals down", "6 below par".
    if len(words) == 2 and (words[1] in _APART or (words[1] in _APART_AT_END and len(tokens) == 2)):
        return words[1]
    if figure is not None and not _DISTANT.isdisjoint(words) and (distance := _read_distance(tokens, figure)):
        return distance
    if (words[0] == "below" and figure is not None and not figure.unit) or words == ["under", "par"]:
        return " ".join(words)
    if len(words) < 2 or words[0] not in {"per", "a", "an", "/"} or figure is None or is_money(figure.unit):
        return ""
    if figure.unit not in PHYSICAL:
        # A count of a year is called so many a year, one of a day is another than that of a year.
        return " ".join(words) if figure.form is Form.NUMBER and MEASURES.get(words[1]) in _SHORT else ""
    # "35 miles per gallon" are no miles, and "15 litres a minute" no litres; "3 kg a day" is a weight by the day.
    per = MEASURES.get(words[1], "second" if words[1] == "second" else "")
    return " ".join(words) if per and (per not in SPANS or per in _FLOWS) else ""


def _read_distance(tokens: list[Token], figure: PrintedFigure) -> str:
    """Return the words of "40 over the limit", "12 points from safety", "6 points off the pace"."""
    words = [token.text for token in tokens[:4]]
    at = next(at for at, word in enumerate(words) if word in _DISTANT)
    if words[at] == "off":
        following = words[at + 1] if at + 1 < len(words) else ""
        # "5 miles off the coast".
        is_place = figure.unit in LENGTHS or figure.direction
        return f"off {following}" if following in _OFF and not is_place else ""
    ends = _GOALS if words[at] == "from" else _LIMITS
    apart = figure.form is Form.NUMBER and figure.unit not in PHYSICAL
    return next((word for word in words[at + 1 :] if word in ends), "") if apart else ""


_DISTANT = frozenset({"over", "above", "under", "beyond", "from", "off"})
_APART = frozenset("too shy adrift overdrawn underwater underweight undervalued overvalued squared cubed".split())
_GOALS = frozenset("safety top lead leaders leader relegation summit promotion play-offs playoffs".split())
_LIMITS = frozenset(
    "limit limits cap par quota target threshold capacity budget norm average minimum maximum ceiling goal benchmark "
    "requirement standard forecast estimate".split()
)
_OFF = frozenset("the their his her its our a an top".split())
_APART_AT_END = frozenset({"short", "down", "off", "behind"})
_SHORT = frozenset({"hour", "day", "week", "month"})
_FLOWS = frozenset({"second", "minute", "hour"})
_APART_ALONE = frozenset({"short", "clear", "behind", "ahead"})
_MULTIPLYING = frozenset(
    "ppm ppb gross score pair pairs couples trios halves quarters thirds fourths fifths tenths hundredths".split()
)


def is_margin(tokens: list[Token], text: str, found: Found) -> bool:
    """Return whether what stands before "above 60%" may say by how much, as "a sniff" does, and no level."""
    sides = text[found.full_start : found.start].split()
    words = [token.text for token in tokens]
    if not sides or sides[0].lower() not in _SIDES:
        return False
    return words[-1:] in _FAR or (len(words) > 1 and words[-2] in {"a", "an", "by"})


_FAR = (["miles"], ["leagues"], ["streets"], ["worlds"], ["inches"], ["yards"], ["light-years"])
_SIDES = frozenset("above below over under more less fewer higher lower beyond past beneath".split())


def turns(tokens: list[Token], at: int, figure: PrintedFigure | None) -> bool:
    """Return whether a word behind a figure turns it: "16.6% in the red", "twice as few", "31 below"."""
    word = tokens[at].text
    before = [token.text for token in tokens[max(0, at - 2) : at]]
    if word in {"below", "above", "under", "over"}:
        return len(tokens) == 1
    # "£4m in the red", "12,000 in arrears": what is owed or missing.
    if word in _OWING and at < 3 and tokens[0].text in {"in", "into", "out"} and not tokens[0].glued:
        return True
    if figure is None or figure.form not in RELATIVE or figure.direction:
        return False
    if figure.form is Form.MULTIPLE and word in _SMALL:
        return before[-1:] == ["as"]
    leads = before[-1:] if before[-1:] not in (["the"], ["a"]) else before[:1]
    return (word in MOTION or word in _SENSES) and bool(_INTO.intersection(leads))


_OWING = frozenset("red arrears debt deficit hole pocket minus".split())
_SMALL = frozenset("few little small low short cheap slow light weak young".split())
_SENSES = frozenset({"red", "black", "downside", "upside", "bad", "good", "negative", "retreat"})
_INTO = frozenset({"in", "into", "to", "on"})
