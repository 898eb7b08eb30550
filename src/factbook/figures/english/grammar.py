"""English figures: sign, money, number, unit, range, and the qualifiers and directions around them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from factbook.figures.common.builder import Draft
from factbook.figures.common.figure import Form
from factbook.figures.common.number import Core
from factbook.figures.common.qualifiers import Qualifier, Rules
from factbook.figures.common.tokens import MINUS, tokenize
from factbook.figures.english.fraction_words import read_core
from factbook.figures.english.numerals import Tokens, skip_hyphen, word_at
from factbook.figures.english.units import read_currency, read_unit
from factbook.figures.words.english import (
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
"""Small words that may stand between a figure and its qualifier or direction."""
_ARROWS = {"▲": "+", "▼": "▼", "↑": "+", "↓": "▼"}
DASHES = frozenset({"-", "–", "—", "~"})
Phrases = dict[str, list[tuple[tuple[str, ...], Qualifier]]]


@lru_cache(maxsize=16)
def phrases_before(rules: Rules) -> Phrases:
    """Index the phrases that stand before a figure by their last word, longest first."""
    return _index(rules, after=False)


@lru_cache(maxsize=16)
def phrases_after(rules: Rules) -> Phrases:
    """Index the phrases that stand behind a figure by their first word, longest first."""
    return _index(rules, after=True)


def _index(rules: Rules, *, after: bool) -> Phrases:
    index: Phrases = {}
    for qualifier in rules.qualifiers:
        for phrase in qualifier.after if after else qualifier.words:
            words = tuple(token.text for token in tokenize(phrase.lower()))
            if words:
                index.setdefault(words[0 if after else -1], []).append((words, qualifier))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def read_draft(tokens: Tokens, at: int, rules: Rules) -> Draft | None:
    """Read the figure that starts at a token, with all that belongs to it."""
    sign, place = _sign(tokens, at)
    currency, place = read_currency(tokens, place)
    if currency and not sign:
        sign, place = _sign(tokens, place)
    core = read_core(tokens, place)
    if core is None:
        return None
    draft = Draft(core=core, start=at, end=core.end, unit=currency or core.unit, full_start=at)
    draft.negative, draft.direction = sign == "-", _SIGNED.get(sign, core.direction)
    plus = _plus_inside(tokens, core, phrases_after(rules))
    if plus is not None:
        draft.qualifier, core.end = plus
    odd = _odd(tokens, draft)
    read_unit(tokens, draft)
    draft.intro = word_at(tokens, at - 1) in {"from", "between"}
    if not odd:
        _read_range(tokens, draft)
    counts = draft.unit in {"", "people", "cases"} and not draft.streak
    draft.year = core.year and counts and core.form is Form.NUMBER
    draft.full_end = draft.end
    _read_before(tokens, draft, phrases_before(rules))
    _read_after(tokens, draft, phrases_after(rules))
    return draft


def _odd(tokens: Tokens, draft: Draft) -> bool:
    """Read "30-odd", "thirty-some", "two dozen-odd": up to the next round number, and to half as many again at most."""
    core, at = draft.core, skip_hyphen(tokens, draft.core.end)
    word = word_at(tokens, at)
    joined = at > core.end
    if core.form is not Form.NUMBER or not (word == "odd" or (joined and word in _SOME)):
        return False
    core.end = at + 1
    if word.startswith("something"):
        core.form, draft.end = Form.UNSURE, core.end
        return True
    size = core.amount
    digits = str(size.numerator)
    place = size / 4 if core.bare else Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))
    draft.upper, draft.end = size + min(place, size / 2), core.end
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
    if token.glued and at and tokens[at - 1].kind in {"n", "w"} and token.text != MINUS:
        return "", at
    return ("+" if token.text == "+" else "-"), at + 1


def _read_range(tokens: Tokens, draft: Draft) -> None:
    """Take "to b", "-b", "or b" and, after "between", "and b" into the draft."""
    link = word_at(tokens, at := skip_hyphen(tokens, draft.end))
    if link != "to":
        link = word_at(tokens, at := draft.end)
    if draft.negative or draft.core.form in {Form.ORDINAL, Form.VAGUE, Form.UNSURE}:
        return
    between = draft.intro and word_at(tokens, draft.start - 1) == "between"
    wanted = {"and", *DASHES} if between else {"to", "or", "through", *DASHES}
    if link not in wanted:
        return
    start = skip_hyphen(tokens, at + 1)
    currency, place = read_currency(tokens, start)
    core = read_core(tokens, place)
    if core is None or (currency and draft.unit and currency != draft.unit):
        return
    other = Draft(core=core, start=start, end=core.end, unit=currency)
    read_unit(tokens, other)
    if _joins(tokens, draft, other, link):
        _join(draft, other)


def _joins(tokens: Tokens, draft: Draft, other: Draft, link: str) -> bool:
    """Whether two figures with a link between them are one range."""
    low, high = draft.core, other.core
    if low.form is not high.form and low.form is not Form.NUMBER:
        return False
    if high.form in {Form.ORDINAL, Form.VAGUE, Form.UNSURE} or (draft.unit and other.unit and draft.unit != other.unit):
        return False
    if low.form is Form.NUMBER and high.form is Form.FRACTION and not high.unit:
        return False
    if low.form is Form.NUMBER and draft.unit and high.form is not Form.NUMBER:
        return False
    _spread(draft, other)
    if link == "or":
        return low.amount < high.amount <= 2 * low.amount + 1 and low.digits == high.digits
    if low.year and high.amount < 100 and link in DASHES:
        return True
    if link in {"-", "–"} and not (low.digits and high.digits):
        return low.amount < high.amount and tokens[draft.end].glued == tokens[other.start].glued
    return low.amount < high.amount or (draft.intro and low.amount != high.amount)


def _spread(draft: Draft, other: Draft) -> None:
    """Give the first number the second one's scale word: "1.2 to 1.3 million"."""
    low, high = draft.core, other.core
    if high.factor > 1 and not low.scaled and low.amount < 1000 and low.form is Form.NUMBER and not draft.noun:
        low.amount, low.step, low.year = low.amount * high.factor, low.step * high.factor, False
        low.scaled = True


def _join(draft: Draft, other: Draft) -> None:
    low, high = draft.core, other.core
    draft.end = other.end
    if low.year and high.amount < 100:
        draft.upper = low.amount // 100 * 100 + high.amount
        return
    draft.unit, draft.noun = draft.unit or other.unit, draft.noun or other.noun
    low.form, low.year = high.form, low.year and high.year and not other.unit
    low.amount, draft.upper = min(low.amount, high.amount), max(low.amount, high.amount)
    low.scale = low.scale or high.scale


def _read_before(tokens: Tokens, draft: Draft, index: Phrases) -> None:
    """Walk back over qualifiers, small words and one direction."""
    at, small = draft.start, 0
    if draft.intro and draft.upper is not None:
        at -= 1
        draft.full_start = at
    while at > 0 and small <= REACH:
        hit = _ending_at(tokens, at, index)
        if hit is not None:
            qualifier, at = hit
            _qualify(draft, qualifier)
            draft.full_start = at
            continue
        word = tokens[at - 1].text
        if word in LEVEL or word in {"from", "between"}:
            draft.level = word in LEVEL
            return
        if draft.intro and draft.upper is not None and (word in DOWN or word in UP):
            draft.full_start = at - 1  # from one level to another, whichever way
            return
        if word in DOWN or word in UP:
            draft.direction = draft.direction or (-1 if word in DOWN else 1)
            draft.full_start = at - 1
            return
        if word not in FILLERS and not (word == "in" and word_at(tokens, at) == "half"):
            return
        at, small = at - 1, small + 1


def _qualify(draft: Draft, qualifier: Qualifier) -> None:
    """Note a qualifier; one nearer to the number becomes the inner one."""
    if draft.qualifier is None:
        draft.qualifier = qualifier
    elif draft.inner is None and qualifier is not draft.qualifier:
        draft.inner, draft.qualifier = draft.qualifier, qualifier


def _ending_at(tokens: Tokens, at: int, index: Phrases) -> tuple[Qualifier, int] | None:
    for words, qualifier in index.get(tokens[at - 1].text, ()):
        start = at - len(words)
        if start >= 0 and all(tokens[start + step].text == word for step, word in enumerate(words)):
            return qualifier, start
    return None


def _read_after(tokens: Tokens, draft: Draft, index: Phrases) -> None:
    """Take qualifiers and a direction behind the figure into the draft."""
    at = skip_hyphen(tokens, draft.end)
    for words, qualifier in index.get(word_at(tokens, at), ()):
        if all(word_at(tokens, at + step) == word for step, word in enumerate(words)) and _may_follow(
            tokens, at, words
        ):
            _qualify(draft, qualifier)
            draft.full_end = at = at + len(words)
            break
    if draft.level or draft.direction or draft.core.form in {Form.ORDINAL, Form.VAGUE}:
        return
    direction, end = _direction_after(tokens, at, draft)
    if direction:
        draft.direction, draft.full_end = direction, end


def _may_follow(tokens: Tokens, at: int, words: tuple[str, ...]) -> bool:
    if words == ("+",):
        return tokens[at].glued
    return not (words == ("plus",) and at + 1 < len(tokens) and tokens[at + 1].kind == "n")


def _direction_after(tokens: Tokens, at: int, draft: Draft) -> tuple[int, int]:
    """Read "fewer", "more", or "year-on-year fall" behind a figure: the direction, and where it ends."""
    relative = draft.core.form in {Form.PERCENT, Form.POINTS, Form.FRACTION, Form.MULTIPLE}
    relative = relative or draft.noun in {"point", "points"}
    words = 0
    for here in range(at, min(at + 9, len(tokens))):
        word = tokens[here].text
        if word == "-" or (tokens[here - 1].text == "-" and tokens[here].glued and here > at):
            continue  # the rest of a compound
        if word in DOWN_AFTER or word in UP_AFTER:
            if word in PLAIN_AFTER and (not relative or here > at):
                return 0, at
            return (-1 if word in DOWN_AFTER else 1), here + 1
        words += 1
        if tokens[here].kind != "w" or word in NOUN_STOPS or words > (2 if relative else 0):
            return 0, at
    return 0, at
