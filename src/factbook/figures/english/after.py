"""Read what follows an English figure: qualifiers, and the direction of a change."""

from __future__ import annotations

from factbook.figures.common.builder import FigureBuilder
from factbook.figures.common.figure import Form
from factbook.figures.common.qualifier_index import Phrases
from factbook.figures.common.units import is_money
from factbook.figures.english.motion_words import DOWN_AFTER, EVENTS_AFTER, NOUNS_OF, SIDES_AFTER, TAKES_AWAY, UP_AFTER
from factbook.figures.english.neutral_words import NEUTRAL_BEHIND, OPENERS
from factbook.figures.english.numerals import Tokens, skip_hyphen, word_at
from factbook.figures.english.qualifier_index import qualify
from factbook.figures.english.words import NOUN_STOPS


def read_after(tokens: Tokens, builder: FigureBuilder, index: Phrases) -> None:
    """Add qualifiers and a direction after the figure to the builder."""
    at = skip_hyphen(tokens, builder.end)
    # "85, give or take".
    if word_at(tokens, at) == "," and word_at(tokens, at + 1) in {"give", "more", "or"}:
        at += 1
    at = _read_qualifier(tokens, builder, at, index) or _read_or_more(tokens, builder, at, index) or at
    if builder.level or builder.direction or builder.core.form in {Form.ORDINAL, Form.VAGUE}:
        return
    direction, end = _direction_after(tokens, at, builder)
    if direction:
        builder.direction, builder.full_end, builder.motion = direction, end, tokens[end - 1].text
        builder.taken = builder.motion in TAKES_AWAY


def _read_qualifier(tokens: Tokens, builder: FigureBuilder, at: int, index: Phrases) -> int:
    """Add the qualifier that starts at a token: where it ends, or 0."""
    for words, qualifier in index.get(word_at(tokens, at), ()):
        if all(word_at(tokens, at + step) == word for step, word in enumerate(words)) and _may_follow(
            tokens, at, words
        ):
            qualify(builder, qualifier)
            builder.full_end = at + len(words)
            return at + len(words)
    return 0


def _read_or_more(tokens: Tokens, builder: FigureBuilder, at: int, index: Phrases) -> int:
    """Add the qualifier behind what is counted: "20 homes or more", "half the time or more"."""
    for step in range(1, OR_REACH):
        here = at + step
        if here >= len(tokens) or tokens[here - 1].kind != "w":
            return 0
        if tokens[here].text == "or" and (end := _read_qualifier(tokens, builder, here, index)):
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
        # "Sell-off", "write-down": the whole compound.
        if word_at(tokens, here + 1) == "-" and tokens[here + 1].glued:
            compound = f"{word}-{word_at(tokens, here + 2)}"
            if compound in NOUNS_OF and (relative or is_money(builder.unit)):
                builder.unread = _pass_over(tokens, at, here)
                return NOUNS_OF[compound], here + 3
        if word in DOWN_AFTER or word in UP_AFTER:
            # "762, up from 370" is a level, "16.6% up" a change; "12 crashes" counts, "a $3bn shortfall" moves.
            if word in SIDES_AFTER and (not relative or here > at):
                return 0, at
            if word in EVENTS_AFTER and not (relative or is_money(builder.unit)):
                return 0, at
            builder.unread = _pass_over(tokens, at, here)
            return (-1 if word in DOWN_AFTER else 1), here + 1
        words += 1
        if tokens[here].kind != "w" or word in NOUN_STOPS or words > (2 if relative else 0):
            return 0, at
    return 0, at
