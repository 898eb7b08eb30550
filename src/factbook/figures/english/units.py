"""What stands behind a number in English: per cent, money, measures, and what is counted."""

from __future__ import annotations

from fractions import Fraction

from factbook.figures.common.builder import Draft
from factbook.figures.common.figure import Form
from factbook.figures.common.nouns import CASES, KNOWN, PEOPLE
from factbook.figures.english.measures import read_compound, read_minor, read_points
from factbook.figures.english.numerals import Tokens, skip_hyphen, word_at
from factbook.figures.words.english import (
    CURRENCIES,
    CURRENCY_PREFIXES,
    DOWN_AFTER,
    MEASURES,
    NOUN_STOPS,
    PERCENT,
    RUN_PHRASES,
    STREAKS,
    UP_AFTER,
)

_POINT_PARTS = frozenset({Fraction(1, 2), Fraction(1, 4)})
_PLACES = frozenset({"figure", "figures", "digit", "digits"})
"""Behind a hyphen these say how long a number is: "a six-figure sum"."""
SHORT = frozenset({"t", "g", "l", "m", "h"})
"""Measures of one letter, which only stand behind digits."""
NOUN_REACH = 3
"""Words within which the counted noun stands: "762 convicted foreign nationals"."""


def read_currency(tokens: Tokens, at: int) -> tuple[str, int]:
    """Read a currency sign or code before a number: its code, and the place of the number."""
    word = word_at(tokens, at)
    following = word_at(tokens, at + 1)
    if word in CURRENCY_PREFIXES and following == "$" and tokens[at + 1].glued:
        return CURRENCY_PREFIXES[word], at + 2
    if word == "rs":
        return "INR", at + (2 if following == "." else 1)
    if word in CURRENCIES and (tokens[at].kind == "p" or (word.isascii() and len(word) == 3 and word != "won")):
        return CURRENCIES[word], at + 1
    return "", at


def read_unit(tokens: Tokens, draft: Draft) -> None:
    """Take the unit behind the number into the draft."""
    core = draft.core
    if core.end == len(tokens):
        return
    at = skip_hyphen(tokens, core.end)
    if core.form is Form.FRACTION and core.bare and not core.unit:
        at = _of_a(tokens, at)
    if core.form in {Form.NUMBER, Form.FRACTION} and not draft.unit and _take_unit(tokens, at, draft):
        return
    if core.form in {Form.ORDINAL, Form.NUMBER} and not draft.unit:
        _take_streak(tokens, core.end, draft)
    if core.form in {Form.NUMBER, Form.VAGUE, Form.FRACTION}:
        _take_noun(tokens, core.end, draft)


def _of_a(tokens: Tokens, at: int) -> int:
    """Step over "of a" or "an", as in "half an hour"."""
    article = at + 1 if word_at(tokens, at) == "of" else at
    if word_at(tokens, article) not in {"a", "an", "one"}:
        return at
    behind = word_at(tokens, article + 1)
    if behind in MEASURES or behind in {"percent", "percentage", "per"}:
        return article + 1
    return at


def _take_unit(tokens: Tokens, at: int, draft: Draft) -> bool:
    core = draft.core
    fraction = core.form is Form.FRACTION
    percent = _part_of_a_point(tokens, at, draft) if fraction else None
    if percent := percent or _percent(tokens, at):
        core.form, draft.end = percent
        return True
    if fraction and (core.unit or at == core.end):
        return False
    if not fraction and (end := _take_form(tokens, at, draft)):
        draft.end = end
        return True
    found = read_compound(tokens, at) or (None if fraction else read_minor(tokens, at, core) or _money(tokens, at))
    if found is not None:
        core.form = Form.NUMBER
        draft.unit, draft.end = found
        return True
    return _take_measure(tokens, at, draft)


def _part_of_a_point(tokens: Tokens, at: int, draft: Draft) -> tuple[Form, int] | None:
    """Read "half-point", "quarter-point"."""
    if draft.core.bare and draft.core.amount in _POINT_PARTS and word_at(tokens, at) in {"point", "points"}:
        return Form.POINTS, at + 1
    return None


def _take_form(tokens: Tokens, at: int, draft: Draft) -> int:
    """Read basis points, and "six-figure", which says how long a number is: where they end, or 0."""
    core = draft.core
    if word_at(tokens, at) in _PLACES and at > core.end:
        core.form = Form.UNSURE
        return at + 1
    return read_points(tokens, at, core)


def _money(tokens: Tokens, at: int) -> tuple[str, int] | None:
    word = word_at(tokens, at)
    if word in {"us", "canadian", "australian", "korean"} and word_at(tokens, at + 1) in CURRENCIES:
        at += 1
    money = word_at(tokens, at)
    return (CURRENCIES[money], at + 1) if money in CURRENCIES else None


def _take_measure(tokens: Tokens, at: int, draft: Draft) -> bool:
    word, core = word_at(tokens, at), draft.core
    if word == "in" and core.digits and tokens[at].glued:
        draft.unit, draft.end = "inch", at + 1
        return True
    if word not in MEASURES or (word in SHORT and not core.digits):
        return False
    if word in {"min", "max"} and not tokens[at].glued and not core.digits:
        return False
    core.form = Form.NUMBER
    draft.unit, draft.end = MEASURES[word], at + 1
    _take_streak(tokens, draft.end, draft)
    _take_old(tokens, draft)
    return True


def _percent(tokens: Tokens, at: int) -> tuple[Form, int] | None:
    """Tell per cent from percentage points: the form, and where it ends."""
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


def _take_old(tokens: Tokens, draft: Draft) -> None:
    at = skip_hyphen(tokens, draft.end)
    if word_at(tokens, at) in {"old", "olds"}:
        draft.end = at + 1


def _take_streak(tokens: Tokens, at: int, draft: Draft) -> None:
    """Read "second year running", "third consecutive year", "seven years in a row"."""
    unit, end = "", at
    word = word_at(tokens, at)
    if draft.unit:
        unit = draft.unit
    elif word in MEASURES and word not in SHORT:
        unit, end = MEASURES[word], at + 1
    run = _run(tokens, end)
    if not unit and run:
        behind = word_at(tokens, run)
        if behind in MEASURES:
            unit, run = MEASURES[behind], run + 1
    if unit and run:
        draft.unit, draft.end, draft.streak = unit, run, True
    elif unit and draft.core.form is Form.ORDINAL and unit in {"year", "month", "week", "day", "decade"}:
        draft.unit = unit


def _run(tokens: Tokens, at: int) -> int:
    """Where a word for a run ends that starts here; 0 if none does."""
    if at >= len(tokens):
        return 0
    if word_at(tokens, at) in STREAKS:
        return at + 1
    for phrase in RUN_PHRASES:
        if all(word_at(tokens, at + step) == word for step, word in enumerate(phrase)):
            return at + len(phrase)
    return 0


def _take_noun(tokens: Tokens, at: int, draft: Draft) -> None:
    """Look for what is counted, up to the next small word or sign."""
    at = skip_hyphen(tokens, at)
    first = ""
    for step in range(NOUN_REACH):
        here = at + step
        word = word_at(tokens, here)
        if not word or tokens[here].kind != "w" or word in NOUN_STOPS or word in UP_AFTER or word in DOWN_AFTER:
            break
        if word in PEOPLE or word in CASES:
            draft.unit = "people" if word in PEOPLE else "cases"
            draft.noun = word
            if step == 0:
                draft.end = here + 1
            return
        if word in KNOWN:
            draft.noun = word
            return
        first = first or word
    draft.noun = first
