"""Read what follows an English figure: qualifiers, and the direction of a change."""

from __future__ import annotations

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.qualifier_index import Phrases
from figurecheck.figures.common.tokens import Tokens, skip_hyphen, word_at, words_stand_at
from figurecheck.figures.common.units import PHYSICAL, SPANS, is_money
from figurecheck.figures.english.motion_words import (
    DOWN_AFTER,
    EVENTS_AFTER,
    LOSSES,
    NOUNS_OF,
    SIDES_AFTER,
    SPEEDS,
    TAKES_AWAY,
    UP_AFTER,
)
from figurecheck.figures.english.neutral_words import NEUTRAL_BEHIND, OPENERS, TIMES
from figurecheck.figures.english.words import MEASURES, NOUN_STOPS


def read_after(tokens: Tokens, builder: FigureBuilder, index: Phrases) -> None:
    """Add qualifiers and a direction after the figure to the builder."""
    at = skip_hyphen(tokens, builder.end)
    # "85, give or take".
    if word_at(tokens, at) == "," and word_at(tokens, at + 1) in {"give", "more", "or"}:
        at += 1
    at = _read_qualifier(tokens, builder, at, index) or _read_or_more(tokens, builder, at, index) or at
    if builder.level and is_money(builder.unit) and word_at(tokens, at) in LOSSES:
        builder.direction, builder.full_end, builder.motion = -1, at + 1, word_at(tokens, at)
    if builder.level or builder.direction or builder.core.form in {Form.ORDINAL, Form.VAGUE}:
        return
    direction, end = _direction_after(tokens, at, builder)
    if direction:
        builder.direction, builder.full_end, builder.motion = direction, end, _motion_at(tokens, end)
        named = builder.motion in TAKES_AWAY or builder.motion in SPEEDS or builder.motion in SIDES_AFTER
        builder.taken = named or _is_compound(tokens, at, builder)


def _read_qualifier(tokens: Tokens, builder: FigureBuilder, at: int, index: Phrases) -> int:
    """Add the qualifier that starts at a token: where it ends, or 0."""
    for words, qualifier in index.get(word_at(tokens, at), ()):
        if words_stand_at(tokens, at, words) and _may_follow(tokens, at, words):
            builder.qualify(qualifier)
            builder.full_end = at + len(words)
            return at + len(words)
    return 0


def _read_or_more(tokens: Tokens, builder: FigureBuilder, at: int, index: Phrases) -> int:
    """Add the qualifier behind what is counted: "20 homes or more", "half the time or more", "20 homes at most"."""
    for step in range(1, OR_REACH):
        here = at + step
        if here >= len(tokens) or tokens[here - 1].kind != "w":
            return 0
        if tokens[here].text in {"or", "at"} and (end := _read_qualifier(tokens, builder, here, index)):
            between = tokens[at:here]
            # Behind an article or a preposition any noun may stand, as `unread` has it.
            counted = (
                ()
                if between[0].text in OPENERS
                else tuple(one.text for one in between if one.text not in NEUTRAL_BEHIND)
            )
            builder.beside = counted
            return end
    return 0


OR_REACH = 5
"""Most words between a figure and its "or more"."""


def _may_follow(tokens: Tokens, at: int, words: tuple[str, ...]) -> bool:
    if words == ("+",):
        return tokens[at].glued
    return not (words == ("plus",) and at + 1 < len(tokens) and tokens[at + 1].kind == "n")


def _pass_over(tokens: Tokens, at: int, here: int) -> tuple[str, ...]:
    """Return the words between a figure and its direction that may say more than a noun, and a second direction."""
    between = [one.text for one in tokens[at:here] if one.kind in {"w", "name"} and one.text not in NEUTRAL_BEHIND]
    doubtful = [word for word in between if word.endswith(("ly", "er", "est"))]
    # "A 5% smaller rise" is no fall.
    word, following = tokens[here].text, word_at(tokens, here + 1)
    if (word in DOWN_AFTER and following in UP_AFTER) or (word in UP_AFTER and following in DOWN_AFTER):
        doubtful.append(f"{word} {following}")
    return tuple(doubtful)


def _is_under_mark(tokens: Tokens, at: int, builder: FigureBuilder) -> bool:
    """Return whether an amount is said to lie below another: "$4m below forecasts", "9 degrees below normal"."""
    if tokens[at].text not in {"below", "under"}:
        return False
    if builder.noun == "degrees":
        return True
    measured = is_money(builder.unit) or builder.unit in PHYSICAL
    return measured and any(token.text in _MARKS for token in tokens[at + 1 : at + 4])


_MARKS = frozenset(
    """
    forecast forecasts estimate estimates expectation expectations target targets budget plan average norm normal
    guidance consensus projections asking guide
    """.split()
)
_COMPARED = frozenset("lower higher colder cooler warmer hotter fewer less more".split())


def _compares(tokens: Tokens, at: int, builder: FigureBuilder) -> bool:
    """Return whether a comparative ends a count: "nine places lower", but not "nine lower courts"."""
    if builder.unit or at + 1 >= len(tokens) or tokens[at + 1].text not in _COMPARED:
        return False
    ends = at + 2 == len(tokens) or tokens[at + 2].text in {"than", ",", ".", ";"}
    return ends and tokens[at].text.endswith("s") and tokens[at].kind == "w"


_OF_COMPOUNDS = frozenset("cut reduction loss gain increase fall drop decrease rise decline deficit shortfall".split())


def _is_compound(tokens: Tokens, at: int, builder: FigureBuilder) -> bool:
    """Return whether a hyphen joins what is counted to its number: "a 300-job reduction"."""
    return not builder.unit and at == builder.end + 1 and tokens[builder.end].text == "-" and at + 1 < len(tokens)


def is_compound(word: str, following: str) -> bool:
    """Return whether a noun of motion only says which things are counted: "6 leap years", "40 drop boxes"."""
    plural = following.endswith("s") and not following.endswith("ss") and following not in NOUN_STOPS | NEUTRAL_BEHIND
    return word in NOUNS_OF and (plural or following in MEASURES)


def _motion_at(tokens: Tokens, end: int) -> str:
    """Return the word of motion that ends at a token, with both parts of "write-off"."""
    compound = f"{word_at(tokens, end - 3)}-{tokens[end - 1].text}"
    return compound if compound in NOUNS_OF and word_at(tokens, end - 2) == "-" else tokens[end - 1].text


def _direction_of_count(tokens: Tokens, at: int, builder: FigureBuilder) -> int:
    """Return the direction of a count whose noun stands between: "nine places lower", "a 300-job reduction"."""
    noun, word = word_at(tokens, at), word_at(tokens, at + 1)
    if _compares(tokens, at, builder):
        builder.beside = () if noun in NEUTRAL_BEHIND or noun == builder.noun else (noun,)
        return 1 if word in UP_AFTER else -1
    return NOUNS_OF[word] if word in _OF_COMPOUNDS and _is_compound(tokens, at, builder) else 0


def _direction_after(tokens: Tokens, at: int, builder: FigureBuilder) -> tuple[int, int]:
    """Read "fewer", "more", or "year-on-year fall" behind a figure: the direction, and where it ends."""
    # Only changes take a direction from a noun some words behind: "a 16.6% year-on-year fall".
    relative = builder.core.form in {Form.PERCENT, Form.POINTS, Form.FRACTION, Form.MULTIPLE}
    relative = relative or builder.noun in {"point", "points"}
    if not relative and (direction := _direction_of_count(tokens, at, builder)):
        return direction, at + 2
    at += builder.noun == word_at(tokens, at) == "degrees"
    words = 0
    # Nine tokens hold two words with their hyphens; the pattern is not searched to the end of the text.
    for here in range(at, min(at + 9, len(tokens))):
        word = tokens[here].text
        if word == "-" or (tokens[here - 1].text == "-" and tokens[here].glued and here > at):
            continue  # the rest of a compound
        # "Sell-off", "write-down": the whole compound.
        if word_at(tokens, here + 1) == "-" and tokens[here + 1].glued:
            compound = f"{word}-{word_at(tokens, here + 2)}"
            if compound in NOUNS_OF and (relative or is_money(builder.unit)):
                builder.unread = _pass_over(tokens, at, here)
                return NOUNS_OF[compound], here + 3
        if word in DOWN_AFTER or word in UP_AFTER:
            # "762, up from 370" is a level, "16.6% up" a change; "12 crashes" counts, "a $3bn shortfall" moves.
            if word in SIDES_AFTER and (not relative or here > at):
                return (-1, here + 1) if here == at and _is_under_mark(tokens, at, builder) else (0, at)
            if not (relative or is_money(builder.unit)) and (
                word in EVENTS_AFTER or is_compound(word, word_at(tokens, here + 1))
            ):
                return 0, at
            builder.unread = _pass_over(tokens, at, here)
            direction = -1 if word in DOWN_AFTER else 1
            return (SPEEDS.get(word, direction) if builder.unit in SPANS else direction), here + 1
        # "A $2m year-on-year fall", "a $4m budget shortfall".
        money = is_money(builder.unit)
        words += 0 if word in TIMES and money else 1
        reach = 2 if relative or (money and _LACKS.intersection(one.text for one in tokens[here + 1 : at + 3])) else 0
        if tokens[here].kind != "w" or word in NOUN_STOPS or words > reach:
            return 0, at
    return 0, at


_LACKS = TAKES_AWAY & NOUNS_OF.keys()
