"""Readings that only a bound text allows: two numbers that are one share, and words that running text leaves alone."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from factbook.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from factbook.figures.common.format import show_number
from factbook.figures.common.nouns import CASES, PEOPLE
from factbook.figures.common.qualifiers import Test
from factbook.figures.common.tokens import tokenize
from factbook.figures.words.english import MEASURES, MONTHS, SUPERLATIVES

_DETERMINERS = frozenset("the all its their his her our these those a total of some".split())
_OF_KOREAN = frozenset({"중", "가운데", "중에서", "가운데에서", "중 에서", "가운데 에서"})
_COUNTING_WORDS = {
    "both": 2, "a couple": 2, "the couple": 2, "a pair": 2, "the pair": 2, "a trio": 3, "the trio": 3, "a single": 1,
    "single": 1, "a lone": 1, "a sole": 1, "the sole": 1, "the only": 1, "alone": 1,
}  # fmt: skip
"""Words that count, but too loosely in running text to need a claim each time."""
# Only these may have a noun behind them; "a pair of shoes" is left to the grammar.
_BEFORE_NOUNS = frozenset({"both", "a single", "a lone", "a sole", "the sole", "the only"})
_FIRST = {"첫": 1, "첫째": 1, "첫 번째": 1, "첫번째": 1}


def read_part_of(found: list[Found], text: str) -> Found | None:
    """Read "17 of the 20" as a share that keeps its total, so that it can be compared with a count as well."""
    counted = [one for one in found if one.kind is NumberKind.FIGURE]
    # Exactly two figures with "of" between them and nothing else that counts; three leave open which is of which.
    if len(counted) != 2 or len(counted) != sum(one.kind in {NumberKind.FIGURE, NumberKind.ORDINAL} for one in found):
        return None
    one, all_of = counted
    part, whole = one.figure, all_of.figure
    if part is None or whole is None or not _joins_part(text[one.end : all_of.full_start]):
        return None
    plain = all(
        figure.form is Form.NUMBER and figure.whole and figure.upper is None and not figure.direction
        for figure in (part, whole)
    )
    # "17 of about 20" has no share that could be compared with a value.
    if not plain or whole.qualifier is not None or not 0 <= part.amount <= whole.amount or not whole.amount:
        return None
    # "17 officers of the 20 cases" is no part of a whole.
    if part.unit and whole.unit and part.unit != whole.unit:
        return None
    if part.qualifier is not None and part.qualifier.test is Test.EXACTLY:
        return None
    figure = replace(
        part,
        text=text,
        form=Form.FRACTION,
        amount=part.amount / whole.amount,
        bare=True,
        unit="",
        noun=part.noun or whole.noun,
        total=whole.amount,
        reading=f"{part.reading} of {show_number(whole.amount)}",
    )
    return replace(one, figure=figure)


def _joins_part(between: str) -> bool:
    """Return whether the text between two numbers makes the first a part of the second: "out of the"."""
    words = between.lower().split()
    if between.strip() in _OF_KOREAN:
        return True
    apart = between[:1].isspace() and between[-1:].isspace()
    words = words[1:] if words[:1] == ["out"] else words
    return apart and words[:1] == ["of"] and _DETERMINERS.issuperset(words[1:])


def read_without_number(text: str) -> PrintedFigure | None:
    """Read a superlative as the first rank, "both" as two, "an hour" as one hour, and a lone month as a date."""
    words = [token.text for token in tokenize(text)]
    # "The largest" names the first rank without a number; a page binds it to a statistic with the unit rank.
    if any(word in SUPERLATIVES for word in words):
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(1), reading="1st")
    if text.strip() in _FIRST:
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(1), reading="1st")
    months = [MONTHS[word] for word in words if word in MONTHS]
    if len(months) == 1 and len(words) <= 2:
        return PrintedFigure(text=text, form=Form.DATE, date=(0, months[0], 0), reading=text)
    if text.strip() == "하루":
        return _counted(text, 1, "day")
    # Longest first: "the only" before "the".
    for size in range(len(words), max(len(words) - 3, 0), -1):
        phrase, noun = " ".join(words[:size]), words[-1] if size < len(words) else ""
        if phrase in _COUNTING_WORDS and (size == len(words) or phrase in _BEFORE_NOUNS):
            kind = "people" if noun in PEOPLE else "cases" if noun in CASES else ""
            return replace(_counted(text, _COUNTING_WORDS[phrase], kind), noun=noun)
    # "An hour" is one hour; "a t" is no ton, so that a measure of one or two letters does not count.
    if len(words) == 2 and words[0] in {"a", "an"} and words[1] in MEASURES and len(words[1]) > 2:
        return _counted(text, 1, MEASURES[words[1]])
    return None


def _counted(text: str, number: int, unit: str = "") -> PrintedFigure:
    return PrintedFigure(text=text, amount=Fraction(number), unit=unit, reading=f"{number} {unit}".rstrip())
