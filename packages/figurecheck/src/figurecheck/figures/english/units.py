"""Read what follows a number in English: per cent, money, measures, and what is counted."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.nouns import CASES, KNOWN, PEOPLE
from figurecheck.figures.common.number import Core, multiply
from figurecheck.figures.common.tokens import Tokens, skip_hyphen, word_at, words_stand_at
from figurecheck.figures.english.currency_words import CURRENCIES, CURRENCY_LETTERS, CURRENCY_PREFIXES, NAMED_CURRENCIES
from figurecheck.figures.english.measures import (
    read_below_zero,
    read_compound,
    read_minor,
    read_minutes,
    read_points,
    read_second_part,
)
from figurecheck.figures.english.motion_words import DOWN_AFTER, UP_AFTER
from figurecheck.figures.english.words import (
    MEASURES,
    NOUN_STOPS,
    PERCENT,
    RUN_PHRASES,
    STREAK_NOUNS,
    STREAK_PLURALS,
    STREAKS,
)

_DIGITS = "digits"
THOUSAND = 1000
LONGEST_NAMED = 15
"""Most digits that a word says a number has: "a twelve-figure sum"."""
_FIRST_OF_NAMES = frozenset(name.split()[0] for name in NAMED_CURRENCIES)
_POINT_PARTS = frozenset({Fraction(1, 2), Fraction(1, 4)})
_PLACES = frozenset({"figure", "figures", "digit", "digits"})
"""After a hyphen these state the length of a number: "a six-figure sum"."""
SHORT = frozenset({"t", "g", "l", "m", "h"})
"""Measures of one letter, which are read after digits only."""
NOUN_REACH = 3
"""Most words up to the counted noun: "762 convicted foreign nationals"."""


def read_currency(tokens: Tokens, at: int) -> tuple[str, int]:
    """Read a currency sign or code before a number: its code, and the place of the number."""
    word = word_at(tokens, at)
    following = word_at(tokens, at + 1)
    if word in CURRENCY_PREFIXES and following == "$" and tokens[at + 1].glued:
        return CURRENCY_PREFIXES[word], at + 2
    if word in CURRENCY_LETTERS and (end := _letters_end(tokens, at)):
        return CURRENCY_LETTERS[word], end
    # Before a number only signs and codes: "won 5 cases" is a verb, and "dollar 5" is not written.
    if word in CURRENCIES and (tokens[at].kind == "p" or (word.isascii() and len(word) == 3 and word != "won")):
        return CURRENCIES[word], at + 1
    return "", at


def _letters_end(tokens: Tokens, at: int) -> int:
    """Return where the number behind "Rs", "Dh" or "R" starts; 0 if none does, or if one letter is not glued to it."""
    place = at + 2 if word_at(tokens, at + 1) == "." else at + 1
    if place >= len(tokens) or tokens[place].kind != "n":
        return 0
    return place if tokens[place].glued or len(tokens[at].text) > 1 else 0


def read_unit(tokens: Tokens, builder: FigureBuilder) -> None:
    """Add the unit after the number to the builder."""
    core = builder.core
    if core.end == len(tokens):
        return
    at = skip_hyphen(tokens, core.end)
    # Only a fraction in words is followed by "of a": "half of a kilogram".
    if core.form is Form.FRACTION and core.bare and not core.unit:
        at = _of_a(tokens, at)
    if core.form in {Form.NUMBER, Form.FRACTION} and not builder.unit and _take_unit(tokens, at, builder):
        return
    if core.form in {Form.ORDINAL, Form.NUMBER} and not builder.unit:
        _take_streak(tokens, core.end, builder)
    if core.form in {Form.NUMBER, Form.VAGUE, Form.FRACTION}:
        _take_noun(tokens, core.end, builder)


def _of_a(tokens: Tokens, at: int) -> int:
    """Return the place after "of a" or "an", as in "half an hour"."""
    article = at + 1 if word_at(tokens, at) == "of" else at
    if word_at(tokens, article) not in {"a", "an", "one"}:
        return at
    behind = word_at(tokens, article + 1)
    if behind in MEASURES or behind in {"percent", "percentage", "per", "point", "second"}:
        return article + 1
    return at


def _take_unit(tokens: Tokens, at: int, builder: FigureBuilder) -> bool:
    core = builder.core
    fraction = core.form is Form.FRACTION
    percent = _part_of_a_point(tokens, at, builder) if fraction else None
    if percent := percent or _percent(tokens, at) or _per_mille(tokens, at, core):
        core.form, builder.end = percent
        return True
    if fraction and (core.unit or at == core.end):
        return False
    if not fraction and (end := _take_form(tokens, at, builder)):
        builder.end = end
        return True
    if minutes := read_minutes(tokens, core):
        builder.unit, builder.end = minutes
        return True
    if below := read_below_zero(tokens, at):
        builder.unit, builder.end = below
        builder.noun, builder.negative = "" if builder.unit else "degrees", True
        return True
    found = read_compound(tokens, at)
    if not (found or fraction):
        found = read_minor(tokens, at, core) or _money(tokens, at, core)
    if found is not None:
        core.form = Form.NUMBER
        builder.unit, builder.end = found
        return True
    return _take_measure(tokens, at, builder)


def _part_of_a_point(tokens: Tokens, at: int, builder: FigureBuilder) -> tuple[Form, int] | None:
    """Read "half-point", "quarter-point"."""
    if builder.core.bare and builder.core.amount in _POINT_PARTS and word_at(tokens, at) in {"point", "points"}:
        return Form.POINTS, at + 1
    return None


def _take_form(tokens: Tokens, at: int, builder: FigureBuilder) -> int:
    """Read basis points, and "six-figure", which states the length of a number: where they end, or 0."""
    core = builder.core
    word = word_at(tokens, at)
    if word in _PLACES and (at > core.end or core.scale == _DIGITS):
        core.form, core.scale = Form.NUMBER, ""
        if not core.whole or not 1 <= core.amount <= LONGEST_NAMED:
            core.form = Form.UNSURE
            return at + 1
        # Up to the last hundredth: 99.99 has two digits, 100 three.
        size = int(core.amount)
        core.amount = Fraction(10 ** (size - 1)) if size > 1 else Fraction(0)
        core.upper, core.whole, core.bare = 10**size - Fraction(1, 100), False, False
        return at + 1
    return read_points(tokens, at, core)


def _money(tokens: Tokens, at: int, core: Core) -> tuple[str, int] | None:
    word = word_at(tokens, at)
    # "Canadian dollars": the longest name first; what no table has is left, so that it is not understood.
    for size in (4, 3, 2) if word in _FIRST_OF_NAMES else ():
        if (code := NAMED_CURRENCIES.get(" ".join(word_at(tokens, at + step) for step in range(size)))) is not None:
            return code, at + size
    # "40 grand", but not "40 grand pianos".
    if word == "grand" and (at + 1 == len(tokens) or tokens[at + 1].kind == "p"):
        multiply(core, THOUSAND, core.end)
        return "of money", at + 1
    return (CURRENCIES[word], at + 1) if word in CURRENCIES else None


def _take_measure(tokens: Tokens, at: int, builder: FigureBuilder) -> bool:
    word, core = word_at(tokens, at), builder.core
    # "A tenth of a second": elsewhere it is a rank.
    if word == "second" and core.form is Form.FRACTION and word_at(tokens, at - 1) in {"a", "one"}:
        core.form, builder.unit, builder.end = Form.NUMBER, "second", at + 1
        return True
    # "6st" is stone, "6 St" a street.
    if word == "st" and core.digits and tokens[at].glued:
        builder.unit, builder.end = read_second_part(tokens, at + 1, "stone", core) or ("stone", at + 1)
        return True
    # "43.03s": of whole numbers the s makes a decade.
    if word == "s" and core.digits and not core.whole and tokens[at].glued:
        builder.unit, builder.end = "second", at + 1
        return True
    # "2in" is inches, "2 in" a preposition.
    if word == "in" and core.digits and tokens[at].glued:
        builder.unit, builder.end = "inch", at + 1
        return True
    # 6'2": the sign of feet, glued to digits.
    if word == "'" and core.digits and tokens[at].glued and (second := read_second_part(tokens, at + 1, "foot", core)):
        builder.unit, builder.end = second
        return True
    # 5'11": two digits behind the sign look like a year, "'11".
    if tokens[at : at + 1] and tokens[at].kind == "date" and word[0] == "'" and word_at(tokens, at + 1) == '"':
        core.amount, core.whole = core.amount * 12 + int(word[1:]), False
        builder.unit, builder.end = "inch", at + 2
        return True
    if word not in MEASURES or (word in SHORT and not core.digits):
        return False
    # "Five min" is minutes only if glued or behind digits; elsewhere it is a minimum.
    if word in {"min", "max"} and not tokens[at].glued and not core.digits:
        return False
    core.form = Form.NUMBER
    builder.unit, builder.end = MEASURES[word], at + 1
    if (second := read_second_part(tokens, builder.end, builder.unit, core)) is not None:
        builder.unit, builder.end = second
        return True
    _take_streak(tokens, builder.end, builder)
    _take_old(tokens, builder)
    return True


def _percent(tokens: Tokens, at: int) -> tuple[Form, int] | None:
    """Read per cent or percentage points: the form, and where it ends."""
    word, following = word_at(tokens, at), word_at(tokens, at + 1)
    if word == "percentage" and following in {"point", "points"}:
        return Form.POINTS, at + 2
    if word == "percentage" and following == "-" and word_at(tokens, at + 2) in {"point", "points"}:
        return Form.POINTS, at + 3
    if word in {"pp", "ppt", "ppts", "pps"} or (word == "%" and following == "p" and tokens[at + 1].glued):
        return Form.POINTS, at + (2 if word == "%" else 1)
    end = at + 2 if word == "per" and following == "cent" else at + 1 if word in PERCENT else 0
    if not end:
        return None
    if word_at(tokens, end) in {"point", "points"}:
        return Form.POINTS, end + 1
    return Form.PERCENT, end


def _per_mille(tokens: Tokens, at: int, core: Core) -> tuple[Form, int] | None:
    """Read "260 per mille", "4‰" into per cent."""
    word = word_at(tokens, at)
    end = at + 1 if word in {"‰", "permille", "promille"} else at + 2 if word == "per" else 0
    if not end or (word == "per" and word_at(tokens, at + 1) not in {"mille", "mil", "mill"}):
        return None
    core.amount, core.step, core.whole = core.amount / 10, core.step / 10, False
    return Form.PERCENT, end


def _take_old(tokens: Tokens, builder: FigureBuilder) -> None:
    at = skip_hyphen(tokens, builder.end)
    if word_at(tokens, at) in {"old", "olds"}:
        builder.end = at + 1


def _take_streak(tokens: Tokens, at: int, builder: FigureBuilder) -> None:
    """Read "second year running", "third consecutive year", "seven years in a row"."""
    unit, end = "", at
    word = word_at(tokens, at)
    if builder.unit:
        unit = builder.unit
    elif word in MEASURES and word not in SHORT:
        unit, end = MEASURES[word], at + 1
    elif builder.core.form is Form.ORDINAL and (step := _step(word)) and _run(tokens, at + 1):
        unit, end = step, at + 1
    run = _run(tokens, end)
    if not unit and run:
        behind = word_at(tokens, run)
        if behind in MEASURES:
            unit, run = MEASURES[behind], run + 1
        elif builder.core.form is Form.ORDINAL and (step := _step(behind)):
            unit, run = step, run + 1
    # "Second year running" is one figure: the run is part of the unit.
    if unit and run:
        builder.unit, builder.end, builder.streak = unit, run, True
    elif unit and builder.core.form is Form.ORDINAL and unit in {"year", "month", "week", "day", "decade"}:
        builder.unit = unit


def _step(word: str) -> str:
    """Return what runs besides spans of time, in the singular; empty for any other word."""
    return word if word in STREAK_NOUNS else STREAK_PLURALS.get(word, "")


def _run(tokens: Tokens, at: int) -> int:
    """Return where the words for a run end that start here; 0 if none do."""
    if at >= len(tokens):
        return 0
    if word_at(tokens, at) in STREAKS:
        return at + 1
    for phrase in RUN_PHRASES:
        if words_stand_at(tokens, at, phrase):
            return at + len(phrase)
    return 0


def _take_noun(tokens: Tokens, at: int, builder: FigureBuilder) -> None:
    """Add the noun that is counted, up to the next function word or sign."""
    at = skip_hyphen(tokens, at)
    first = ""
    for step in range(NOUN_REACH):
        here = at + step
        word = word_at(tokens, here)
        if not word or tokens[here].kind != "w" or word in NOUN_STOPS or word in UP_AFTER or word in DOWN_AFTER:
            break
        # People and cases become the unit, so that 762 foreigners are never compared with cases; the word
        # itself is part of the figure only directly behind the number.
        if word in PEOPLE or word in CASES:
            builder.unit = "people" if word in PEOPLE else "cases"
            builder.noun = word
            if step == 0:
                builder.end = here + 1
            return
        if word in KNOWN:
            builder.noun = word
            return
        # An unknown noun is kept for the reasons and for the house's own nouns; nothing else is known of it.
        first = first or word
    builder.noun = first
