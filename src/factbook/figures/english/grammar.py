"""English figures: sign, money, number, unit, range, and the qualifiers and directions around them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from factbook.figures.common.builder import FigureBuilder
from factbook.figures.common.figure import Form
from factbook.figures.common.number import Core
from factbook.figures.common.qualifiers import Qualifier, Rules
from factbook.figures.common.tokens import MINUS
from factbook.figures.english.fraction_words import read_core
from factbook.figures.english.numerals import Tokens, skip_hyphen, word_at
from factbook.figures.english.phrases import QUALIFIERS
from factbook.figures.english.tokens import tokenize
from factbook.figures.english.units import read_currency, read_unit
from factbook.figures.english.words import (
    DOWN,
    DOWN_AFTER,
    FILLERS,
    LEVEL,
    NOUN_STOPS,
    PERCENT,
    PLAIN_AFTER,
    UP,
    UP_AFTER,
)

REACH = 4
"""Most small words that may stand between a figure and its qualifier or direction."""
_ARROWS = {"▲": "+", "▼": "▼", "↑": "+", "↓": "▼"}
DASHES = frozenset({"-", "–", "—", "~"})
Phrases = dict[str, list[tuple[tuple[str, ...], Qualifier]]]


@lru_cache(maxsize=16)
def phrases_before(rules: Rules) -> Phrases:
    """Return the phrases that stand before a figure, indexed by their last word, longest first."""
    return _index(rules, after=False)


@lru_cache(maxsize=16)
def phrases_after(rules: Rules) -> Phrases:
    """Return the phrases that stand after a figure, indexed by their first word, longest first."""
    return _index(rules, after=True)


def _index(rules: Rules, *, after: bool) -> Phrases:
    # By one word, so that a figure is compared with the few phrases that end there and not with all 200.
    index: Phrases = {}
    for qualifier in rules.qualifiers:
        for phrase in qualifier.words_in(QUALIFIERS)[after]:
            words = tuple(token.text for token in tokenize(phrase.lower()))
            if words:
                index.setdefault(words[0 if after else -1], []).append((words, qualifier))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


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
    builder = FigureBuilder(core=core, start=at, end=core.end, unit=currency or core.unit, full_start=at)
    builder.negative, builder.direction = sign == "-", _SIGNED.get(sign, core.direction)
    plus = _plus_inside(tokens, core, phrases_after(rules))
    if plus is not None:
        builder.qualifier, core.end = plus
    # Before the unit: the "odd" of "30-odd people" would be taken for the noun.
    odd = _read_odd(tokens, builder)
    read_unit(tokens, builder)
    builder.intro = word_at(tokens, at - 1) in {"from", "between"}
    if not odd:
        _read_range(tokens, builder)
    # Four digits with a measure ("2000 kg") are no year; with people they may still be one ("in 2021 nationals fled"),
    # which `classify` decides by the words before.
    counts = builder.unit in {"", "people", "cases"} and not builder.streak
    builder.year = core.year and counts and core.form is Form.NUMBER
    builder.full_end = builder.end
    _read_before(tokens, builder, phrases_before(rules))
    _read_after(tokens, builder, phrases_after(rules))
    return builder


def _read_odd(tokens: Tokens, builder: FigureBuilder) -> bool:
    """Read "30-odd", "thirty-some", "two dozen-odd": up to the next round number, and to half as many again at most."""
    core, at = builder.core, skip_hyphen(tokens, builder.core.end)
    word = word_at(tokens, at)
    joined = at > core.end
    if core.form is not Form.NUMBER or not (word == "odd" or (joined and word in _SOME)):
        return False
    core.end = at + 1
    if word.startswith("something"):
        core.form, builder.end = Form.UNSURE, core.end
        return True
    size = core.amount
    digits = str(size.numerator)
    # "Two dozen-odd": up to a quarter more, since a dozen has no last zero to go by.
    place = size / 4 if core.bare else Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))
    builder.upper, builder.end = size + min(place, size / 2), core.end
    return True


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
    low.amount, builder.upper = min(low.amount, high.amount), max(low.amount, high.amount)
    low.scale = low.scale or high.scale


def _read_before(tokens: Tokens, builder: FigureBuilder, index: Phrases) -> None:
    """Walk back over qualifiers, small words and one direction."""
    at, small = builder.start, 0
    if builder.intro and builder.upper is not None:
        at -= 1
        builder.full_start = at
    while at > 0 and small <= REACH:
        hit = _ending_at(tokens, at, index)
        if hit is not None:
            qualifier, at = hit
            _qualify(builder, qualifier)
            builder.full_start = at
            continue
        word = tokens[at - 1].text
        # "Fell to 23,022": the figure is where it went, so that the verb before it is not its direction.
        if word in LEVEL or word in {"from", "between"}:
            builder.level = word in LEVEL
            return
        if builder.intro and builder.upper is not None and (word in DOWN or word in UP):
            builder.full_start = at - 1  # from one level to another, whichever way
            return
        if word in DOWN or word in UP:
            builder.direction = builder.direction or (-1 if word in DOWN else 1)
            builder.full_start = at - 1
            return
        # Any other word ends the search: what stands beyond it is said of something else.
        if word not in FILLERS and not (word == "in" and word_at(tokens, at) == "half"):
            return
        at, small = at - 1, small + 1


def _qualify(builder: FigureBuilder, qualifier: Qualifier) -> None:
    """Add a qualifier; the one nearer to the number becomes the inner one."""
    if builder.qualifier is None:
        builder.qualifier = qualifier
    elif builder.inner is None and qualifier is not builder.qualifier:
        builder.inner, builder.qualifier = builder.qualifier, qualifier


def _ending_at(tokens: Tokens, at: int, index: Phrases) -> tuple[Qualifier, int] | None:
    for words, qualifier in index.get(tokens[at - 1].text, ()):
        start = at - len(words)
        if start >= 0 and all(tokens[start + step].text == word for step, word in enumerate(words)):
            return qualifier, start
    return None


def _read_after(tokens: Tokens, builder: FigureBuilder, index: Phrases) -> None:
    """Add qualifiers and a direction after the figure to the builder."""
    at = skip_hyphen(tokens, builder.end)
    for words, qualifier in index.get(word_at(tokens, at), ()):
        if all(word_at(tokens, at + step) == word for step, word in enumerate(words)) and _may_follow(
            tokens, at, words
        ):
            _qualify(builder, qualifier)
            builder.full_end = at = at + len(words)
            break
    if builder.level or builder.direction or builder.core.form in {Form.ORDINAL, Form.VAGUE}:
        return
    direction, end = _direction_after(tokens, at, builder)
    if direction:
        builder.direction, builder.full_end = direction, end


def _may_follow(tokens: Tokens, at: int, words: tuple[str, ...]) -> bool:
    if words == ("+",):
        return tokens[at].glued
    return not (words == ("plus",) and at + 1 < len(tokens) and tokens[at + 1].kind == "n")


def _direction_after(tokens: Tokens, at: int, builder: FigureBuilder) -> tuple[int, int]:
    """Read "fewer", "more", or "year-on-year fall" behind a figure: the direction, and where it ends."""
    # Only changes take a direction from a noun some words behind: "a 16.6% year-on-year fall".
    relative = builder.core.form in {Form.PERCENT, Form.POINTS, Form.FRACTION, Form.MULTIPLE}
    relative = relative or builder.noun in {"point", "points"}
    words = 0
    # Nine tokens hold two words with their hyphens; the pattern is not searched to the end of the text.
    for here in range(at, min(at + 9, len(tokens))):
        word = tokens[here].text
        if word == "-" or (tokens[here - 1].text == "-" and tokens[here].glued and here > at):
            continue  # the rest of a compound
        if word in DOWN_AFTER or word in UP_AFTER:
            # "762, up from 370" is a level, "16.6% up" a change.
            if word in PLAIN_AFTER and (not relative or here > at):
                return 0, at
            return (-1 if word in DOWN_AFTER else 1), here + 1
        words += 1
        if tokens[here].kind != "w" or word in NOUN_STOPS or words > (2 if relative else 0):
            return 0, at
    return 0, at
