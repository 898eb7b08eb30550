"""Read ranges in German: 12 bis 15, zwischen 3 und 4, 18- bis 24-Jährige."""

from __future__ import annotations

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.ranges import DASHES, NO_RANGE, join_range
from figurecheck.figures.common.tokens import Tokens, word_at
from figurecheck.figures.german.builder import GermanBuilder
from figurecheck.figures.german.directions import is_verb, signs_of
from figurecheck.figures.german.fraction_words import read_core
from figurecheck.figures.german.units import read_currency, read_unit


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
    builder.moved = (
        link == "bis" and builder.latest is not None and not builder.core.year and _is_moved(tokens, builder)
    )


def _is_moved(tokens: Tokens, builder: GermanBuilder) -> bool:
    """Return whether a verb of motion goes with "von 15 bis 37": where it went, and no range of any value."""
    if word_at(tokens, builder.start - 1) != "von":
        return False
    parts = [at for at, token in enumerate(tokens) if token.kind == "p"]
    first = max((at + 1 for at in parts if at < builder.start), default=0)
    last = min((at for at in parts if at >= builder.end), default=len(tokens))
    # "Preise von 15 bis 37 Euro sind gestiegen": a verb behind another word is not said of the range, nor is a noun
    # that has it for its size: "ein Anstieg von 15 bis 37 Prozent".
    verbs = [first + at for at, _ in signs_of(tokens[first:last]) if is_verb(tokens[first + at].text)]
    return any(at == builder.end or builder.start - _REACH <= at < builder.start - 1 for at in verbs)


_REACH = 8
"""Most words from a verb to the number behind "von": "stieg die Zahl der Fälle im Jahr darauf von"."""
