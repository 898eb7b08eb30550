"""Read ranges in German: 12 bis 15, zwischen 3 und 4, 18- bis 24-Jährige."""

from __future__ import annotations

from factbook.figures.common.builder import FigureBuilder
from factbook.figures.common.figure import Form
from factbook.figures.common.ranges import DASHES, NO_RANGE, join_range
from factbook.figures.german.builder import GermanBuilder
from factbook.figures.german.fraction_words import read_core
from factbook.figures.german.numerals import Tokens, word_at
from factbook.figures.german.units import read_currency, read_unit


def read_age_band(tokens: Tokens, builder: GermanBuilder) -> bool:
    """Read "18- bis 24-Jährige", "12- oder 13-jährig": a hyphen that stands for the word behind the second number."""
    at, core = builder.core.end, builder.core
    if word_at(tokens, at) != "-" or not tokens[at].glued or core.form is not Form.NUMBER:
        return False
    if word_at(tokens, at + 1) not in {"bis", "und", "oder"} or at + 2 >= len(tokens):
        return False
    high = read_core(tokens, at + 2)
    if high is None or high.form is not Form.NUMBER or high.amount <= core.amount:
        return False
    other = FigureBuilder(core=high, start=at + 2, end=high.end)
    read_unit(tokens, other)
    if not other.unit and high.form is Form.NUMBER:
        return False
    builder.upper, builder.unit, builder.end, core.form = high.amount, other.unit, other.end, high.form
    builder.band = True
    return True


def read_range(tokens: Tokens, builder: GermanBuilder) -> None:
    """Add "bis b", "-b", "oder b" and, after "zwischen", "und b" to the builder."""
    link = word_at(tokens, builder.end)
    between = builder.intro and word_at(tokens, builder.start - 1) == "zwischen"
    wanted = {"und", *DASHES} if between else {"bis", "oder", *DASHES}
    # A range that begins below zero has no single reading.
    if link not in wanted or builder.negative or builder.core.form in NO_RANGE:
        return
    start = builder.end + 1 + (link == "bis" and word_at(tokens, builder.end + 1) == "zu")
    currency, place = read_currency(tokens, start)
    core = read_core(tokens, place)
    if core is None or (currency and builder.unit and currency != builder.unit):
        return
    other = FigureBuilder(core=core, start=start, end=core.end, unit=currency)
    read_unit(tokens, other)
    join_range(tokens, builder, other, link, choice="oder")
