"""English figures: sign, money, number, unit, range, and the qualifiers and directions around them."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import Core, multiply
from figurecheck.figures.common.qualifier_index import Phrases
from figurecheck.figures.common.qualifiers import Qualifier, Rules
from figurecheck.figures.common.ranges import DASHES, NO_RANGE, join_range
from figurecheck.figures.common.tokens import SIGNED, Tokens, read_sign, skip_hyphen, word_at
from figurecheck.figures.english.after import read_after
from figurecheck.figures.english.before import read_before
from figurecheck.figures.english.currency_words import MONEY_SUFFIXES
from figurecheck.figures.english.fraction_words import read_core
from figurecheck.figures.english.qualifier_index import phrases_after, phrases_before
from figurecheck.figures.english.units import read_currency, read_unit
from figurecheck.figures.english.words import PERCENT

_SIGN_WORDS = {"negative": "-"}


def read_figure(tokens: Tokens, at: int, rules: Rules) -> FigureBuilder | None:
    """Read the figure that starts at a token, with all that belongs to it."""
    sign, place = read_sign(tokens, at, _SIGN_WORDS)
    currency, place = read_currency(tokens, place)
    # "−$5" and "$−5" are both printed.
    if currency and not sign:
        sign, place = read_sign(tokens, place, _SIGN_WORDS)
    core = read_core(tokens, place)
    if core is None:
        return None
    if currency:
        _scale_money(tokens, core)
    builder = FigureBuilder(core=core, start=at, end=core.end, unit=currency or core.unit, full_start=at)
    builder.negative, builder.direction = sign == "-", SIGNED.get(sign, core.direction)
    plus = _plus_inside(tokens, core, phrases_after(rules))
    if plus is not None:
        builder.qualifier, core.end = plus
    # Before the unit: the "odd" of "30-odd people" would be taken for the noun.
    odd = _read_odd(tokens, builder)
    read_unit(tokens, builder)
    builder.intro = word_at(tokens, at - 1) in {"from", "between"}
    if core.upper is not None:
        builder.upper = core.upper
    elif not odd:
        _read_range(tokens, builder)
    # Four digits with a measure ("2000 kg") are no year; with people they may still be one ("in 2021 nationals fled"),
    # which `classify` decides by the words before.
    counts = builder.unit in {"", "people", "cases"} and not builder.streak
    builder.year = core.year and counts and core.form is Form.NUMBER
    builder.full_end = builder.end
    read_before(tokens, builder, phrases_before(rules))
    read_after(tokens, builder, phrases_after(rules))
    return builder


def _scale_money(tokens: Tokens, core: Core) -> None:
    """Multiply by a suffix that only money has: "$6.4T", "$9MM", "Rs 5L"."""
    suffix = word_at(tokens, core.end)
    if core.digits and not core.scaled and suffix in MONEY_SUFFIXES and tokens[core.end].glued:
        multiply(core, MONEY_SUFFIXES[suffix], core.end + 1)


def _read_odd(tokens: Tokens, builder: FigureBuilder) -> bool:
    """Read "30-odd", "thirty-some", "two dozen-odd": up to the next round number, and to half as many again at most."""
    core, at = builder.core, skip_hyphen(tokens, builder.core.end)
    word = word_at(tokens, at)
    joined = at > core.end
    if core.form is not Form.NUMBER or not (word == "odd" or (joined and word in _SOME)):
        return False
    core.end = at + 1
    size = core.amount
    if word.startswith("something"):
        # "Twenty-somethings" are people of that age, and no number of them.
        core.form = Form.NUMBER if size < HUNDRED and size % 10 == 0 and word == "something" else Form.UNSURE
        builder.upper, builder.open, builder.end = size + 10, True, core.end
        return True
    digits = str(size.numerator)
    # "Two dozen-odd": up to a quarter more, since a dozen has no last zero to go by.
    place = size / 4 if core.bare else Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))
    builder.upper, builder.end = size + min(place, size / 2), core.end
    return True


HUNDRED = 100
_SOME = frozenset({"some", "something", "somethings"})


def _plus_inside(tokens: Tokens, core: Core, index: Phrases) -> tuple[Qualifier, int] | None:
    """Read the plus of "40-plus percent" and of "1m+ people": its qualifier, and where it ends."""
    word = word_at(tokens, at := skip_hyphen(tokens, core.end))
    if word not in {"plus", "+"} or not (tokens[at].glued and at + 1 < len(tokens) and tokens[at + 1].kind != "n"):
        return None
    if core.form is not Form.NUMBER or (word_at(tokens, at + 1) not in PERCENT | {"per", "percentage"}):
        return None
    return next(((qualifier, at + 1) for words, qualifier in index.get(word, ()) if len(words) == 1), None)


def _read_range(tokens: Tokens, builder: FigureBuilder) -> None:
    """Add "to b", "-b", "or b" and, after "between", "and b" to the builder."""
    link = word_at(tokens, at := skip_hyphen(tokens, builder.end))
    if link != "to":
        link = word_at(tokens, at := builder.end)
    # "18- to 24-year-olds".
    if link == "-" and tokens[at].glued and word_at(tokens, at + 1) in {"to", "and"} and not tokens[at + 1].glued:
        link, at = "to", at + 1
    # A range that begins below zero has no single reading.
    if builder.negative or builder.core.form in NO_RANGE:
        return
    between = builder.intro and word_at(tokens, builder.start - 1) == "between"
    wanted = {"and", *DASHES} if between else {"to", "or", "through", *DASHES}
    if link not in wanted:
        return
    start = skip_hyphen(tokens, at + 1)
    currency, place = read_currency(tokens, start)
    core = read_core(tokens, place)
    if core is None or (currency and builder.unit and currency != builder.unit):
        return
    other = FigureBuilder(core=core, start=start, end=core.end, unit=currency)
    read_unit(tokens, other)
    join_range(tokens, builder, other, link, choice="or")
