"""Reading of superlatives that no figure is bound to: "the lowest share since 2019", "a peak of 31", 가장 높았다.

Only the opposite contradicts: what is called the highest may be held against fewer values than the writer has, and is
false for certain where it is the lowest of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from figurecheck.figures.common.units import canonical, is_money
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import change_of
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.extremes import (
    find_families,
    find_series,
    is_end,
    is_opposite,
    make_exceeded,
    make_opposite,
)
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import ADJECTIVES, COMPARATIVES, SUPERLATIVES, find_way
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.superlatives_korean import find_korean
from figurecheck.verdicts.sentence.words import is_negated

LONGEST_NOUN = 3
"""Words between a superlative and its noun, and the noun."""
_NO_LEVELS = frozenset({"rank", "date", "since", "pp"})


def read_superlative(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Return whether a figure is the highest or lowest that it is called."""
    statistic = _level_of(figure, sentence)
    if statistic is None or is_negated(sentence, figure):
        return None
    if not sentence.korean and (reading := _read_any(figure, sentence, statistic, context)) is not None:
        return reading
    found = find_korean(figure, sentence, statistic) if sentence.korean else _find(figure, sentence, statistic, context)
    if found is None:
        return None
    way, words, behind = found
    if sentence.korean and _find_beyond(figure, statistic, way, sentence):
        return make_exceeded(words, statistic, way)
    families = find_families(statistic, words, behind, context)
    beside = [one.statistic for one in sentence.figures if one.statistic is not None and one.statistic != statistic]
    alike = [one for one in beside if (one.measure, one.unit) == (statistic.measure, statistic.unit)]
    if sentence.korean and any(one.period == statistic.period for one in alike):
        # Beside others of its time it is the most of them.
        groups = find_families(statistic, "most", behind, context)
        families = groups or families
    value = statistic.value
    if not isinstance(value, Decimal) or not families:
        return None
    if all(is_end(value, family, way) for family in families):
        return SentenceReading.borne_out(Aspect.COMPARISON, words)
    if not is_opposite(value, families, way):
        is_of_all = behind == tuple(english.OF_GROUPS) and not _is_among(figure, sentence)
        return make_exceeded(words, statistic, way) if is_of_all and _is_price(statistic) else None
    return make_opposite(words, statistic, way)


def _find_beyond(figure: PlacedFigure, statistic: Statistic, way: int, sentence: SentenceText) -> int:
    """Return `way` if a figure behind it, of another group at the same time, is beyond one that is called the most."""
    # A total, which is more than each of its parts, stands before them.
    behind = [one.statistic for one in sentence.figures if one.at > figure.at and one.statistic is not None]
    alike = [one for one in behind if (one.measure, one.unit, one.period) == _kind(statistic) and one.basis is None]
    value = statistic.value
    return way * any(
        isinstance(one.value, Decimal) and isinstance(value, Decimal) and (one.value - value) * way > 0
        for one in alike
        if one.about != statistic.about
    )


def _is_price(statistic: Statistic) -> bool:
    """Return whether no sum of it is recorded: a total is more than each part, and a mean price within them."""
    texts = f"{statistic.measure} {statistic.label}".casefold()
    return is_money(canonical(statistic.unit)) and any(word in texts for word in _PRICES)


_PRICES = ("price", "rent", "fare", "wage", "fee", "월세", "전세", "임금", "가격", "요금", "집값", "단가", "시세")


def _is_among(figure: PlacedFigure, sentence: SentenceText) -> bool:
    """Return whether a Korean superlative is one among some of the groups: 강북에서 가장 높은 곳."""
    return any(sentence.low(at).endswith(("에서", "중", "가운데", "에서는")) for at in sentence.lead(figure))


def _kind(statistic: Statistic) -> tuple[str, str, str]:
    return statistic.measure, statistic.unit, statistic.period


def _read_any(
    figure: PlacedFigure, sentence: SentenceText, statistic: Statistic, context: Context
) -> SentenceReading | None:
    """Read "fewer than in any other year since 2020": one other that is no more than it makes that false."""
    trail = [sentence.low(at) for at in sentence.trail(figure)]
    at = next((at for at, word in enumerate(trail) if trail[at + 1 : at + 4] == ["than", "in", "any"]), -1)
    way = 1 if at >= 0 and trail[at] in english.GREATER else -1 if at >= 0 and trail[at] in english.SMALLER else 0
    # Of "any other region" it would be another one.
    noun = at + 4 + (trail[at + 4 : at + 5] == ["other"])
    if not way or english.TIMES.isdisjoint(trail[noun : noun + 1]):
        return None
    # "Than in any year before the pandemic" is of some of them.
    behind = trail[noun + 1 : noun + 3]
    if behind and behind[0] not in {",", ".", ";"} and not (behind[0] == "since" and behind[-1].isdecimal()):
        return None
    # "Than in any year since 2004" was said in that year, "than in any other year" of all.
    own = parse_span(statistic.period) if trail[at + 4] != "other" else None
    others = find_series(statistic, trail[at + 4 :], context, until=own)
    if not others or not isinstance(statistic.value, Decimal):
        return None
    words = f"{trail[at]} than in any"
    if is_end(statistic.value, others, way):
        return SentenceReading.borne_out(Aspect.COMPARISON, words)
    return make_exceeded(words, statistic, way)


def _level_of(figure: PlacedFigure, sentence: SentenceText) -> Statistic | None:
    """Return the statistic that a superlative about a figure is said of: of a change, the level ahead of it."""
    # "48,700 houses, 7.9% fewer than in 2023 and the lowest number in six years".
    for one in reversed([one for one in sentence.figures if one.at <= figure.at]):
        statistic = one.statistic
        if statistic is None:
            return None
        if change_of(statistic) is None:
            return statistic if canonical(statistic.unit) not in _NO_LEVELS and statistic.basis is None else None
    return None


def _find(
    figure: PlacedFigure, sentence: SentenceText, statistic: Statistic, context: Context
) -> tuple[int, str, Sequence[str]] | None:
    # "More than four years before (33.6%) and the highest since": of the figure ahead of the bracket.
    bracketed = sentence.low(figure.at - 1) == "("
    places = sentence.lead(figure) if bracketed else sentence.zone(figure)
    found = []
    for at in places:
        if not (way := _way_at(at, sentence, statistic)):
            continue
        # "The second highest", "one of the largest", "the largest apart from": not of the extreme itself.
        near = {sentence.low(place) for place in range(at - 4, at)} | ({sentence.low(at + 1)} - {"among"})
        if near & english.NO_EXTREME or _is_former(at, sentence):
            return None
        found.append((at, way))
    if not found or len({way for _, way in found}) > 1:
        return None
    at, way = found[0]
    behind = [sentence.low(place) for place in range(at + 1, figure.last if at > figure.at else figure.at)]
    if english.EXCEPT & set(behind) or not _is_of_figure(at, figure, sentence, behind, statistic, context):
        return None
    return way, sentence.low(at), [*behind, *_find_hint(at, sentence, behind)]


def _is_former(at: int, sentence: SentenceText) -> bool:
    """Return whether a superlative is one of the past: "once the town with the most burglaries"."""
    clause = takewhile(lambda word: word not in {",", ";", ":"}, reversed(sentence.lows[:at]))
    return not {"once", "formerly", "previously"}.isdisjoint(clause)


def _find_hint(at: int, sentence: SentenceText, behind: Sequence[str]) -> Sequence[str]:
    """Return a word that says among what a superlative is meant, where the sentence says it in another way."""
    before = sentence.low(at - 1)
    # "Its lowest number", "a record low" and "at their lowest since" are of its own years.
    if before in _POSSESSIVE or sentence.low(at) in _RECORDS:
        return ["year"]
    if any(behind[place : place + 2] == ["of", "the"] and word in _NUMBERS for place, word in enumerate(behind[2:])):
        return ["among"]
    if behind[:1] and behind[0] in english.OF_TIME | english.TIMES:
        return ["year"]
    noun = next((word for word in behind if word in english.KINDS), "share")
    # "Lakeside had the longest wait", of no year, is one of several.
    plain = before == "the" and sentence.low(at - 2) in _HAVING and not _has_year(sentence)
    return ["among"] if noun not in {"share", "market"} or plain else []


_POSSESSIVE = frozenset("its their his her our".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten".split())
_HAVING = frozenset("has have is are remains remain had was were runs run".split())


def _has_year(sentence: SentenceText) -> bool:
    return any(len(word) == 4 and word.isdecimal() for word in sentence.lows)


def _way_at(at: int, sentence: SentenceText, statistic: Statistic) -> int:
    """Return 1 for a superlative of the highest, -1 for one of the lowest, 0 for any other word."""
    low, behind = sentence.low(at), sentence.low(at + 1)
    if low in english.BUSIEST or low in english.QUIETEST:
        return (1 if low in english.BUSIEST else -1) * _is_count(statistic)
    if low in {"most", "least"}:
        way = 1 if low == "most" else -1
        if behind in ADJECTIVES:
            return way * find_way(behind, statistic)
        # "1,631 burglaries, the most of any year".
        if behind in {"of", "since", "on", "ever"} and sentence.low(at - 1) == "the" and sentence.low(at - 2) == ",":
            return way * _is_count(statistic)
        return way if (behind in english.POPULAR or _names(behind, statistic)) and _is_count(statistic) else 0
    if low in COMPARATIVES and sentence.low(at - 1) == "the" and _is_of_two(at, sentence):
        return find_way(low, statistic)
    if low in SUPERLATIVES:
        return find_way(low, statistic)
    if low in _RECORDS:
        # "A record low", "a five-year high", "a low of 31".
        marked = sentence.low(at - 1) in {"record", "time", "year"} or (sentence.low(at - 1) == "a" and behind == "of")
        return _RECORDS[low] * marked
    return 1 if low in english.HIGHEST else -1 if low in english.LOWEST else 0


def _names(noun: str, statistic: Statistic) -> bool:
    """Return whether a noun is what a statistic counts: "the most passengers" of journeys of passengers."""
    counted = "" if canonical(statistic.unit) == "share" else statistic.population
    words = f"{statistic.measure} {statistic.unit} {counted}".casefold().split()
    return len(noun) >= LONGEST_NOUN and any(word[:STEM] == noun[:STEM] for word in words)


STEM = 5
"""Letters by which two words of one stem are known: cancelled, cancellations."""


_RECORDS = {"high": 1, "low": -1}


def _is_of_two(at: int, sentence: SentenceText) -> bool:
    """Return whether a comparative is that of a pair: "the faster of the two"."""
    behind = [sentence.low(place) for place in range(at + 1, at + 2 + LONGEST_NOUN)]
    return "of" in behind and bool({"two", "pair"} & set(behind[behind.index("of") :]))


def _is_count(statistic: Statistic) -> bool:
    unit = canonical(statistic.unit)
    return unit == "share" or not (is_money(unit) or unit in _NO_LEVELS or unit in _NO_COUNTS)


_NO_COUNTS = frozenset("second minute hour day week month year ratio".split())


def _is_of_figure(
    at: int,
    figure: PlacedFigure,
    sentence: SentenceText,
    behind: Sequence[str],
    statistic: Statistic,
    context: Context,
) -> bool:
    """Return whether a superlative is said of the figure, and of nothing that the sentence names beside it."""
    if sentence.low(at) in english.PEAKS or (sentence.low(at) in _RECORDS and at < figure.at):
        # "A peak of 31", "peaked at 31 in 2022".
        return at < figure.at and behind[-1:] in (["of"], ["at"]) and len(behind) <= LONGEST_NOUN + 1
    if sentence.low(at) in _BY_ADJECTIVE:
        span = parse_span(statistic.period)
        # "The coldest day" is none of a year.
        if behind[:1] and behind[0] in _PARTS_OF_YEAR and span is not None and span.days >= LONGEST_PART:
            return False
        return at > figure.at or _is_attached(behind, statistic)
    noun = list(takewhile(lambda word: word not in english.AFTER_FIGURE and word[:1].isalpha(), behind))
    if not noun:
        # "Doverdale the lowest (32.9%)", "at their lowest since 2019: 31".
        return (
            at > figure.at
            or behind == ["("]
            or (bool(english.LASTING & set(behind)) and _is_attached(behind, statistic))
        )
    if at < figure.at and english.KINDS & set(noun) and _is_attached(behind, statistic):
        # "The largest group, with 128,000 guests".
        return True
    if at > figure.at and sentence.low(at - 2) == "," and len(noun) == 1 and english.LASTING & set(behind):
        # "21,700 tonnes, the smallest catch on record".
        return True
    places = range(at + 1, at + 1 + len(noun))
    named = context.namer.features([sentence.words[place] for place in places])
    # Who is counted is told by the population, of a number; of a share or a wait that is something else.
    counted = statistic.population if canonical(statistic.unit) not in _NO_COUNTS | {"share"} else ""
    measured = context.namer.features_of(f"{statistic.measure} {statistic.unit} {counted}")
    return len(noun) <= LONGEST_NOUN and bool(english.AMOUNTS & set(noun) or named & measured)


_PARTS_OF_YEAR = frozenset("hour day night morning week weekend month summer winter spring autumn".split())
LONGEST_PART = 300
"""Days that no part of a year has."""
_BY_ADJECTIVE = frozenset({"most", "least"}) | SUPERLATIVES | COMPARATIVES | english.BUSIEST | english.QUIETEST


def _is_attached(behind: Sequence[str], statistic: Statistic) -> bool:
    """Return whether a figure follows a superlative as its reason: "the busiest library, with 214,700 visits"."""
    # "The oldest population, with a median age of 47.9".
    measured = {*statistic.measure.casefold().split(), "a", "an", "of"}
    behind = list(behind)
    while behind and behind[-1] in measured:
        behind.pop()
    joints = [at for at, word in enumerate(behind) if word in {",", ":", "—", "with", "at"}]
    ends = [word for word in behind if word in {";", ".", "and", "but", "as", "than", "while", "who", "which", "for"}]
    return not ends and len(joints) > 0 and joints[-1] >= len(behind) - LONGEST_NOUN - 1
