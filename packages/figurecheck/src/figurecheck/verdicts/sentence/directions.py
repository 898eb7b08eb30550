"""Reading of verbs of rise and fall: with a change, towards a level, and between two figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from figurecheck.figures.common.units import canonical
from figurecheck.figures.english.motion_words import NOUNS_OF
from figurecheck.figures.korean.counted import strip_particle
from figurecheck.figures.korean.directions import read_rate_noun
from figurecheck.model import SentenceReading, SentenceState, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.appositions import find_apposed
from figurecheck.verdicts.sentence.balances import make_side, read_balance, side_of
from figurecheck.verdicts.sentence.changes import change_of, say_way, sign
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.paces import is_of_pace, read_pace
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.sides import OPEN, make_direction, read_side
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.stated import is_only_year, read_stated, read_way, series_of
from figurecheck.verdicts.sentence.words import has_any, is_negated

_LEVELS = frozenset({"to", "at", "from"})


def read_directions(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return the reading of the direction for each figure of a sentence."""
    readings = [
        _graver(_read_alone(figure, sentence, context), _read_apposed(figure, sentence, context))
        for figure in sentence.figures
    ]
    for number, (one, other) in enumerate(pairwise(sentence.figures)):
        reading = _read_pair(one, other, sentence, context)
        if reading is not None:
            readings[number + 1] = _graver(readings[number + 1], reading)
        elif readings[number + 1] is OPEN and _shares_verb(one, other, sentence):
            # "Fell faster in Port Ellis (3.9%) than in the country (1.0%)".
            readings[number + 1] = readings[number]
    return readings


def _shares_verb(one: PlacedFigure, other: PlacedFigure, sentence: SentenceText) -> bool:
    """Return whether a change is compared with the one before it, of the same verb."""
    first, second = one.statistic, other.statistic
    between = sentence.between(one, other)
    if first is None or second is None or not {"than", "against", "to", "after"} & set(between):
        return False
    return change_of(first) is not None and change_of(first) == change_of(second)


def _graver(one: SentenceReading, other: SentenceReading) -> SentenceReading:
    order = (SentenceState.CONTRADICTED, SentenceState.BORNE_OUT, SentenceState.NOT_READ)
    return min(one, other, key=lambda reading: order.index(reading.state))


def _read_alone(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading:
    statistic = figure.statistic
    if statistic is None or is_negated(sentence, figure):
        return OPEN
    change = change_of(statistic)
    side = read_side(figure, sentence, context, statistic)
    if side is not None:
        return side
    balance = read_balance(figure, sentence, context)
    if balance is not None and balance[0] != side_of(statistic):
        return make_side(balance, statistic)
    if change is not None and _says_way(figure.finding.printed, context, sentence):
        return OPEN
    if change is not None:
        # "Growth fell to 2%" is about its level.
        found = None if _is_reached(figure, sentence, statistic) else _direction_near(figure, sentence, context)
        return OPEN if found is None else make_direction(found, change, say_way(statistic, change), statistic)
    found = _direction_to(figure, sentence, context) or (
        read_stated(figure, statistic, context, sentence) if is_only_year(figure, sentence, statistic) else None
    )
    aside = _find_aside(figure, sentence)
    if aside is not None and (told := _make_of_level(aside, figure, sentence, context, statistic)) is not OPEN:
        found = aside if told.state is SentenceState.CONTRADICTED else found
    if found is not None and balance is not None and found[1] == balance[1]:
        # "The loss came to 120 million" is of the side, and moves nothing.
        found = None
    if found is not None:
        # A deficit that widened is further below zero.
        found = found if balance is None or side_of(statistic) != -1 else (-found[0], found[1])
    moved = OPEN if found is None else _make_of_level(found, figure, sentence, context, statistic)
    return moved if balance is None or moved.state is SentenceState.CONTRADICTED else make_side(balance, statistic)


def _find_aside(figure: PlacedFigure, sentence: SentenceText) -> tuple[int, str] | None:
    """Return the direction of "1,288, down on the previous year"."""
    trail = [sentence.low(at) for at in sentence.trail(figure)]
    for at, word in enumerate(trail):
        if word in _ASIDE and trail[at + 1 : at + 2] in (["on"], ["from"]) and trail[at - 1 : at] == [","]:
            return (_ASIDE[word], word) if has_any(trail[at + 2 : at + 5], english.YEAR_BEFORE) else None
    return None


_ASIDE = {"up": 1, "higher": 1, "down": -1, "lower": -1}


def _make_of_level(
    found: tuple[int, str], figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic
) -> SentenceReading:
    earlier = _earlier_here(figure, sentence, statistic) or _just_before(sentence, context, statistic, figure.last)
    if earlier is None or not _are_numbers(statistic, earlier):
        return OPEN
    moved = _moved(earlier, statistic)
    if moved is None:
        return OPEN
    lower, higher = (
        phrase("{id} before it is lower", id=earlier.id),
        phrase("{id} before it is higher", id=earlier.id),
    )
    return make_direction(found, moved, lower if moved > 0 else higher, statistic)


def _read_apposed(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading:
    """Read the noun of "rose by 65.1%: a steep fall", which is said of the figure before it."""
    statistic = figure.statistic
    nouns = find_apposed(figure, sentence)
    found = next(((way, noun) for noun in nouns if (way := _way_of_noun(noun, context, sentence))), None)
    if statistic is None or found is None or is_negated(sentence, figure):
        return OPEN
    change = change_of(statistic)
    if change is not None:
        return make_direction(found, change, say_way(statistic, change), statistic)
    return _make_of_level(found, figure, sentence, context, statistic)


def _way_of_noun(noun: str, context: Context, sentence: SentenceText) -> int:
    return (read_way(noun, context, sentence) or 0) if sentence.korean else NOUNS_OF.get(noun, 0)


def _is_reached(figure: PlacedFigure, sentence: SentenceText, statistic: Statistic) -> bool:
    """Return whether a change is spoken of as a level that went up or down: "inflation slowed to 2.2%"."""
    lead = [sentence.low(at) for at in sentence.lead(figure)][-LONGEST_LEVEL:]
    return statistic.basis is None and not sentence.korean and bool(_LEVELS & set(lead))


LONGEST_LEVEL = 2
"""Words of "to about"."""


def _just_before(sentence: SentenceText, context: Context, statistic: Statistic, last: int) -> Statistic | None:
    """Return the statistic of the period before, unless the sentence names another one that may be meant."""
    own = parse_span(statistic.period)
    named = [one.span for one in find_mentions(sentence) if one.span is not None and one.first < last]
    if own is None or any(context.siblings.narrow(statistic, span) != own for span in named):
        return None
    return context.siblings.before(statistic)


def _earlier_here(figure: PlacedFigure, sentence: SentenceText, statistic: Statistic) -> Statistic | None:
    """Return a figure of the same series in the sentence that is of an earlier period."""
    span = parse_span(statistic.period)
    for other in reversed(sentence.figures):
        one = other.statistic
        if one is None or other is figure or (one.about, one.measure) != (statistic.about, statistic.measure):
            continue
        before = parse_span(one.period)
        if span and before and before.last < span.first:
            return one
    return None


def _says_way(printed: str, context: Context, sentence: SentenceText) -> bool:
    """Return whether a figure has words of direction itself ("fell 16.6%"), which are the judge's."""
    words = printed.casefold().split()
    after = english.RISE_AFTER | english.FALL_AFTER
    return any(word in after or read_way(word, context, sentence) is not None for word in words) or printed[:1] in "+-−"


def _direction_near(figure: PlacedFigure, sentence: SentenceText, context: Context) -> tuple[int, str] | None:
    """Return the direction that is said of a change: by the nearest word before it, or one directly behind."""
    if sentence.korean:
        return _near_korean(figure, sentence, context)
    for at in list(sentence.trail(figure))[:3]:
        low = sentence.low(at)
        way = 1 if low in english.RISE_AFTER else -1 if low in english.FALL_AFTER else None
        if way is not None:
            return way, low
        if low in {",", "than", "in", "from", "of", "on", "and", "to", "by"}:
            break
    # "Laid off 350 people", "cut its spending in 2023, by 4.1%": of what is no change they may say something else.
    before = sentence.low(figure.at - 1)
    for words in (before, f"{sentence.low(figure.at - 2)} {before}"):
        if words in english.DIRECT:
            return english.DIRECT[words], words
    for at in reversed(sentence.lead(figure)):
        low = sentence.low(at)
        # "Has lost more than a quarter of its trips (28.4%)".
        joined = english.DIRECT.get(low, 0) if before == "(" else -(before == "by" and low in english.BY)
        if joined:
            return joined, low
        if not is_of_pace(at, sentence) and (way := read_way(low, context, sentence)) is not None:
            between = [sentence.low(place) for place in range(at + 1, figure.at)]
            # "A rise after years of falling, to 3%": the verb of another clause.
            return None if set(between) & {"after", "since", ",", "than"} and len(between) > 6 else (way, low)
    return None


def _near_korean(figure: PlacedFigure, sentence: SentenceText, context: Context) -> tuple[int, str] | None:
    # "감소율은 5.3%로 높아졌다": the noun says which way, and the verb how the rate itself went.
    for word in [sentence.low(at) for at in sentence.lead(figure)][-NEAREST:]:
        if word.endswith(_RATE_ENDS) and (named := read_rate_noun(strip_particle(word))):
            return named, word
    if sentence.low(figure.at + 1) in korean.TO:
        return None
    for at in list(sentence.trail(figure))[:6]:
        word = sentence.low(at)
        if (way := read_way(word, context, sentence)) is not None:
            return way, word
    return None


NEAREST = 2
"""Words before a Korean figure among which the noun of its rate stands: "감소율은 약 5.3%"."""
_RATE_ENDS = tuple(f"{end}{particle}" for end in ("율", "률", "폭") for particle in ("", "은", "는", "이", "도"))


def _direction_to(figure: PlacedFigure, sentence: SentenceText, context: Context) -> tuple[int, str] | None:
    """Return the direction in which a level was reached: "fell to 649", "rose in 2024 to 3,232", 649명으로 줄었다."""
    if sentence.korean:
        # "649명으로 줄었다" may be bound as a whole.
        behind = [*figure.finding.printed.casefold().split(), *(sentence.low(at) for at in sentence.trail(figure))]
        behind = behind[next((at for at, word in enumerate(behind[:3]) if word.endswith(korean.TO)), len(behind)) :]
        return next(
            ((way, word) for word in behind[1:4] if (way := read_way(word, context, sentence)) is not None), None
        )
    lead = [sentence.low(at) for at in sentence.lead(figure)]
    # "To" close before the figure: the level was reached. "Rose in 2024, thanks to ..." has it far away.
    if not lead or "to" not in lead[-3:]:
        return None
    at = len(lead) - 1 - lead[::-1].index("to")
    # "Fell again, to 168,400".
    at -= lead[at - 1 : at] == [","]
    near = lead[max(0, at - 7) : at]
    # "Fell back after two years of growth, to 50,600".
    near = near[: near.index("after")] if "after" in near else near
    for word in reversed(near):
        if word in {",", "and", "but"}:
            return None
        if (way := read_way(word, context, sentence)) is not None:
            return way, word
    return None


def _read_pair(
    one: PlacedFigure, other: PlacedFigure, sentence: SentenceText, context: Context
) -> SentenceReading | None:
    """Read "rose from A to B", "A, down from B" and "A에서 B로 늘었다"."""
    first, second = one.statistic, other.statistic
    if first is None or second is None or not _are_numbers(first, second):
        return None
    if change_of(first) is not None:
        return read_pace(one, other, sentence)
    moved = _moved(first, second)
    if moved is None:
        return None
    if side_of(first) == side_of(second) == -1 and read_balance(one, sentence, context):
        # A deficit that rose is further below zero.
        moved = -moved
    found = (_find_korean if sentence.korean else _find_moved)(one, other, sentence, context)
    if found is not None:
        template = "it goes from {first} to {second}, a fall"
        if moved > 0:
            template = "it goes from {first} to {second}, a rise"
        return make_direction(found, moved, phrase(template, first=first.id, second=second.id), second)
    found = None if sentence.korean else _find_back(one, other, sentence, context)
    template = "{second} follows {first}, a fall" if moved > 0 else "{second} follows {first}, a rise"
    return found and make_direction(found, -moved, phrase(template, second=first.id, first=second.id), first)


def _find_korean(
    one: PlacedFigure, other: PlacedFigure, sentence: SentenceText, context: Context
) -> tuple[int, str] | None:
    # The verb stands before the first figure in English, behind the second in Korean.
    if not any(word.endswith(korean.FROM) for word in sentence.between(one, other)[:3]):
        return None
    return _first_verb([sentence.low(at) for at in sentence.trail(other)], context, sentence)


def _find_moved(
    one: PlacedFigure, other: PlacedFigure, sentence: SentenceText, context: Context
) -> tuple[int, str] | None:
    """Return the direction from a figure to the next: "rose from A to B", "prices are up: A in 2023, B in 2024"."""
    first, second, between = one.statistic, other.statistic, sentence.between(one, other)
    lead = [sentence.low(at) for at in sentence.lead(one)]
    if second is None or first is None:
        return None
    if series_of(first) == series_of(second) and (stated := read_stated(one, second, context, sentence)):
        earlier, later = parse_span(first.period), parse_span(second.period)
        if earlier and later and earlier != later:
            return (stated[0] if earlier < later else -stated[0], stated[1])
    # "Imports from China (140) exceeded exports to it (133)": not the start of a change.
    starts = "from" in lead[-3:] and (lead[-1] == "from" or not {"(", ":"} & set(lead[-2:]))
    if not starts or "to" not in between[-4:] or ";" in between:
        return None
    # "From 2.57 in 2018 its price has climbed to 6.17": the verb may stand between the two as well.
    return _first_verb(lead[::-1], context, sentence) or _first_verb(between[::-1], context, sentence)


def _find_back(
    one: PlacedFigure, other: PlacedFigure, sentence: SentenceText, context: Context
) -> tuple[int, str] | None:
    """Return the direction to a figure from the one behind it: "A, up from B"."""
    first, second, between = one.statistic, other.statistic, sentence.between(one, other)
    if first is None or second is None or "from" in [sentence.low(at) for at in sentence.lead(one)][-3:]:
        return None
    for at, word in enumerate(between):
        if word == "from" and at and (way := read_way(between[at - 1], context, sentence)) is not None:
            return way, f"{between[at - 1]} from"
    # "Fell to 59.7% in 2024, from 67.3% five years earlier": the verb stands before the end, and the start behind it.
    if "from" in between[-3:] and ";" not in between and series_of(first) == series_of(second):
        return _direction_to(one, sentence, context)
    return None


def _first_verb(words: Sequence[str], context: Context, sentence: SentenceText) -> tuple[int, str] | None:
    return next(((way, word) for word in words if (way := read_way(word, context, sentence)) is not None), None)


def _are_numbers(one: Statistic, other: Statistic) -> bool:
    numbers = isinstance(one.value, Decimal) and isinstance(other.value, Decimal)
    return numbers and canonical(one.unit) == canonical(other.unit)


def _moved(one: Statistic, other: Statistic) -> int | None:
    if not isinstance(one.value, Decimal) or not isinstance(other.value, Decimal):
        return None
    # Who falls from the second place to the fifteenth has a higher number.
    return sign(one.value - other.value if canonical(one.unit) == "rank" else other.value - one.value)
