"""Read two numbers of a bound English text that are one figure: a score, a split, odds, "12-for-20", "17th of 42".

In running text each number of such a pair is found by itself, since it may belong to a statistic of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.format import show_number
from figurecheck.figures.common.places import read_place
from figurecheck.figures.common.running_text import found_at
from figurecheck.figures.english.decades import read_decade

_NUMBER = r"(?<![\d.,$£€¥])(\d{1,3}(?:\.\d)?)"
_PAIR = re.compile(
    _NUMBER + r"\s?(-|–|/|:|(?:[a-z]+\s)?\bto\b|-to-|\s-\s)\s?(\d{1,3}(?:\.\d)?)(?![\d%]|[.,]\d|-)", re.IGNORECASE
)
_OUT_OF = re.compile(_NUMBER + r"(?:-for-|\sfor\s|-of-)(\d{1,3})(?![\d%]|[.,]\d)", re.IGNORECASE)
_LINK = re.compile(r"\d\s?[-–/:]|\s(?:to|for)\s\d")
_ODDS = re.compile(r"\b(?:odds|outsiders?|favou?rites?|shot|priced|bookmakers?|bookies)\b", re.IGNORECASE)
_AT_ODDS = re.compile(r"at\s\d{1,3}/\d")
_SPLIT = re.compile(
    r"\b(?:split|splits|vote|voted|divided|division|in favou?r|against|basis|ratio|majority)\b", re.IGNORECASE
)
_SCORE = re.compile(
    r"\b(?:won|win|wins|winning|lost|lose|loses|losing|beat|beats|beaten|beating|drew|draw|draws|defeat|defeats|defeated|"
    r"victory|lead|voted|vote|majority|ruling|ruled|score|scoreline|thrashed|thrashing|rout|routed|edged|led|leads|trailed|trailing|final|result|finished|"
    r"aggregate|set|sets|half-?time|full-?time)\b",
    re.IGNORECASE,
)
_OF_PLACES = re.compile(r"\s*(?:out\s+of|of|among|in\s+a\s+field\s+of)\s+(?:the\s+|all\s+)?$", re.IGNORECASE)


_FROM_END = re.compile(
    r"(?:\s+|-)(?:from|to)(?:\s+|-)(?:the\s+)?(?:bottom|last|end|foot)" + _OF_PLACES.pattern, re.IGNORECASE
)


def read_pair(text: str, found: list[Found]) -> Found | None:
    """Return the figure of a pair, if all that counts in a bound text belongs to it."""
    if (decade := read_decade(text, found)) is not None:
        return decade
    counted = [one for one in found if one.kind in {NumberKind.FIGURE, NumberKind.ORDINAL, NumberKind.CODE}]
    if not counted:
        return None
    if (one := read_place(counted, text, _OF_PLACES, _FROM_END) or _read_movement(counted, text)) is not None:
        return one
    # Most bound texts have none of these signs, and need not be searched.
    if not _LINK.search(text):
        return None
    for pattern, read in ((_OUT_OF, _read_out_of), (_PAIR, _read_two)):
        match = pattern.search(text)
        if match is None or any(one.start < match.start() or one.start >= match.end() for one in counted):
            continue
        if (figure := read(match, text)) is not None:
            return found_at(match.start(), match.end(), text, NumberKind.FIGURE, figure)
    return None


def _read_movement(counted: list[Found], text: str) -> Found | None:
    """Read "fell from 18.4 days in 2023 to 16.9" as where it went."""
    if len(counted) != 2:
        return None
    old, new = counted
    if old.figure is None or new.figure is None:
        return None
    between = text[old.end : new.full_start].strip().lower()
    # "Doubled to 340": the level; by how much it changed is another figure.
    if between == "to" and old.figure.form in {Form.MULTIPLE, Form.FRACTION} and old.figure.bare:
        verb = text[old.start : old.end].lower()
        level = replace(new, figure=replace(new.figure, level=True), full_start=old.full_start)
        return level if verb.endswith(("ed", "ing")) else None
    if not _FROM.search(text[: old.start]) or not _TO.search(text[old.end : new.start]):
        return None
    if old.figure.form is not new.figure.form:
        return None
    unit, noun = new.figure.unit or old.figure.unit, new.figure.noun or old.figure.noun
    figure = replace(new.figure, unit=unit, noun=noun, level=True, earlier=old.figure.amount)
    return replace(new, figure=figure)


_FROM, _TO = re.compile(r"\bfrom\s+\S*$", re.IGNORECASE), re.compile(r"^[^.;]*\bto\s+\S*$", re.IGNORECASE)


def _read_out_of(match: re.Match[str], text: str) -> PrintedFigure | None:
    part, whole = Fraction(match[1]), Fraction(match[2])
    if not whole or part.denominator != 1:
        return None
    # Runs and wickets: "121 for 6".
    if part > whole:
        return _pair_of(text, part, whole)
    reading = f"{part} of {whole}"
    # Of a count it may be either: three wickets for 41 runs.
    either = whole if "for" in match[0].lower() else None
    return PrintedFigure(
        text=text, form=Form.FRACTION, amount=part / whole, bare=True, total=whole, whole=False, reading=reading,
        either=either,
    )  # fmt: skip


def _read_two(match: re.Match[str], text: str) -> PrintedFigure | None:
    one, two, link = Fraction(match[1]), Fraction(match[3]), match[2].strip().lower()
    if (_ODDS.search(text) or _AT_ODDS.fullmatch(text)) and two:
        reading = f"odds of {one} to {two}"
        # Odds are quoted exactly; the step only allows for a value that was rounded to decimals.
        step = 1 / (10 * two)
        return PrintedFigure(text=text, form=Form.MULTIPLE, amount=one / two, step=step, whole=False, reading=reading)
    # "70-30" falls, so that it is no range; "30-70" is a split only if the text says so.
    if one + two == 100 and (_SPLIT.search(text) or (one > two and link in {"-", "–", "/", ":"})):
        reading = f"{match[1]}% against {match[3]}%"
        return PrintedFigure(text=text, form=Form.PERCENT, amount=one, either=two, reading=reading)
    counted = link.removesuffix("to").strip()
    falls = link == "to" and one > two > _ODDS_TO and not _FROM.search(text[: match.end(1)])
    return (
        _pair_of(text, one, two)
        if falls or counted in _COUNTED or (link in {"-", "–"} and _SCORE.search(text))
        else None
    )


_ODDS_TO = 20
"""Above it, "312 to 289" is a vote, and no odds."""
_COUNTED = frozenset("votes vote goals goal points point runs games sets seats tries frames".split())


def _pair_of(text: str, one: Fraction, two: Fraction) -> PrintedFigure:
    """Return a figure of two numbers, of which either may be the one that is bound."""
    reading = f"{show_number(one)} against {show_number(two)}"
    return PrintedFigure(text=text, amount=one, either=two, whole=False, reading=reading)
