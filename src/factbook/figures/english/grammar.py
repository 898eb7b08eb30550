"""English figures: sign, money, number, unit, range, and the qualifiers and directions around them."""

from __future__ import annotations

from fractions import Fraction

from factbook.figures.common.builder import FigureBuilder
from factbook.figures.common.figure import Form
from factbook.figures.common.number import Core
from factbook.figures.common.qualifier_index import Phrases
from factbook.figures.common.qualifiers import Qualifier, Rules
from factbook.figures.common.tokens import MINUS
from factbook.figures.english.after import read_after
from factbook.figures.english.before import read_before
from factbook.figures.english.currency_words import MONEY_SUFFIXES
from factbook.figures.english.fraction_words import read_core
from factbook.figures.english.numerals import Tokens, multiply, skip_hyphen, word_at
from factbook.figures.english.qualifier_index import phrases_after, phrases_before
from factbook.figures.english.units import read_currency, read_unit
from factbook.figures.english.words import PERCENT

_ARROWS = {"▲": "+", "▼": "▼", "↑": "+", "↓": "▼"}
DASHES = frozenset({"-", "–", "—", "~"})


def read_figure(tokens: Tokens, at: int, rules: Rules) -> FigureBuilder | None:
    """Read the figure that starts at a token, with all that belongs to it."""
    sign, place = _sign(tokens, at)
    currency, place = read_currency(tokens, place)
    # "−$5" and "$−5" are both printed.
    if currency and not sign:
        sign, place = _sign(tokens, place)
    core = read_core(tokens, place)
    if core is None:
        return None
    if currency:
        _scale_money(tokens, core)
    builder = FigureBuilder(core=core, start=at, end=core.end, unit=currency or core.unit, full_start=at)
    builder.negative, builder.direction = sign == "-", _SIGNED.get(sign, core.direction)
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
_SIGNED = {"+": 1, "▼": -1}


def _plus_inside(tokens: Tokens, core: Core, index: Phrases) -> tuple[Qualifier, int] | None:
    """Read the plus of "40-plus percent" and of "1m+ people": its qualifier, and where it ends."""
    word = word_at(tokens, at := skip_hyphen(tokens, core.end))
    if word not in {"plus", "+"} or not (tokens[at].glued and at + 1 < len(tokens) and tokens[at + 1].kind != "n"):
        return None
    if core.form is not Form.NUMBER or (word_at(tokens, at + 1) not in PERCENT | {"per", "percentage"}):
        return None
    return next(((qualifier, at + 1) for words, qualifier in index.get(word, ()) if len(words) == 1), None)


def _sign(tokens: Tokens, at: int) -> tuple[str, int]:
    """Read a plus or minus that belongs to the number behind it."""
    if at + 1 >= len(tokens):
        return "", at
    token = tokens[at]
    if token.text in _ARROWS:
        return _ARROWS[token.text], at + 1
    if token.text == "negative":
        return "-", at + 1
    # "+/-3" is a margin, as "±3" is.
    if token.text == "±" or (token.text == "-" and word_at(tokens, at - 1) == "/" and word_at(tokens, at - 2) == "+"):
        return "±", at + 1
    if token.text not in {"-", "+", MINUS, "–"} or not tokens[at + 1].glued:
        return "", at
    # "A 24-hour day", "2019-2024": a hyphen glued to both sides is no sign, unless it is the true minus.
    if token.glued and at and tokens[at - 1].kind in {"n", "w"} and token.text != MINUS:
        return "", at
    return ("+" if token.text == "+" else "-"), at + 1


def _read_range(tokens: Tokens, builder: FigureBuilder) -> None:
    """Add "to b", "-b", "or b" and, after "between", "and b" to the builder."""
    link = word_at(tokens, at := skip_hyphen(tokens, builder.end))
    if link != "to":
        link = word_at(tokens, at := builder.end)
    # "18- to 24-year-olds".
    if link == "-" and tokens[at].glued and word_at(tokens, at + 1) in {"to", "and"} and not tokens[at + 1].glued:
        link, at = "to", at + 1
    # A range that begins below zero, or of ranks, has no single reading.
    if builder.negative or builder.core.form in {Form.ORDINAL, Form.VAGUE, Form.UNSURE}:
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
    if _joins(tokens, builder, other, link):
        _join(builder, other)


def _joins(tokens: Tokens, builder: FigureBuilder, other: FigureBuilder, link: str) -> bool:
    """Return whether two figures with a link between them are one range."""
    low, high = builder.core, other.core
    if low.form is not high.form and low.form is not Form.NUMBER:
        return False
    if high.form in {Form.ORDINAL, Form.VAGUE, Form.UNSURE} or (
        builder.unit and other.unit and builder.unit != other.unit
    ):
        return False
    # "12 to half" is no range, "12 to 13 per 100,000" is.
    if low.form is Form.NUMBER and high.form is Form.FRACTION and not high.unit:
        return False
    if low.form is Form.NUMBER and builder.unit and high.form is not Form.NUMBER:
        return False
    _share_scale(builder, other)
    # "Two or three" is a range of neighbours, "12 or 3000" a choice.
    if link == "or":
        return low.amount < high.amount <= 2 * low.amount + 1 and low.digits == high.digits
    if low.year and high.amount < 100 and link in DASHES:
        return True
    # Words joined by a hyphen are a range only if both sides are set alike: "two - three", not "twenty-three".
    if link in {"-", "–"} and not (low.digits and high.digits):
        return low.amount < high.amount and tokens[builder.end].glued == tokens[other.start].glued
    # "From 762 to 370" may fall; without "from" a falling pair is a score or a slip.
    return low.amount < high.amount or (builder.intro and low.amount != high.amount)


def _share_scale(builder: FigureBuilder, other: FigureBuilder) -> None:
    """Apply the second number's scale word to the first: "1.2 to 1.3 million"."""
    low, high = builder.core, other.core
    if high.factor > 1 and not low.scaled and low.amount < 1000 and low.form is Form.NUMBER and not builder.noun:
        low.amount, low.step, low.year = low.amount * high.factor, low.step * high.factor, False
        low.scaled = True


def _join(builder: FigureBuilder, other: FigureBuilder) -> None:
    low, high = builder.core, other.core
    builder.end = other.end
    if low.year and high.amount < 100:
        builder.upper = low.amount // 100 * 100 + high.amount
        return
    builder.unit, builder.noun = builder.unit or other.unit, builder.noun or other.noun
    low.form, low.year = high.form, low.year and high.year and not other.unit
    builder.latest = high.amount
    low.amount, builder.upper = min(low.amount, high.amount), max(low.amount, high.amount)
    low.step, low.whole = min(low.step, high.step), low.whole and high.whole
    low.scale = low.scale or high.scale
