"""Reading of two figures of one sentence in each other's place, and of one of another group than it goes on about."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise

from figurecheck.figures.common.units import canonical
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence.changes import change_of
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.groups import words_about
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.said import resolve
from figurecheck.verdicts.sentence.spans import parse_span

OPEN = SentenceReading(aspect=Aspect.GROUP)


def read_exchanges(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return a contradiction for each figure whose words are those of another one of its sentence, and the reverse."""
    readings = [OPEN] * len(sentence.figures)
    for one, other in combinations(range(len(sentence.figures)), 2):
        first, second = sentence.figures[one], sentence.figures[other]
        if readings[one] is OPEN and (reading := _read(first, second, sentence, context)) is not None:
            readings[one] = reading
    return readings


def _read(
    first: PlacedFigure, second: PlacedFigure, sentence: SentenceText, context: Context
) -> SentenceReading | None:
    mine, theirs = first.statistic, second.statistic
    if mine is None or theirs is None or canonical(mine.unit) != canonical(theirs.unit) or mine.id == theirs.id:
        return None
    # A row has few words, and those of a statistic would always fit better.
    if (first.finding.row is None) != (second.finding.row is None):
        return None
    between = sentence.between(first, second)
    # In "60 of the 86 are officers", what follows is about the part.
    if "of" in between and len(between) <= 3:
        return None
    own, other = _all(mine, context), _all(theirs, context)
    # Words that both have say nothing of which is which.
    only_mine, only_theirs = own - other, other - own
    here, there = (context.namer.features(words_about(figure, sentence)) for figure in (first, second))
    # One word of its own is enough to keep a figure where it is: the other words may be about both.
    kept = len(here & only_mine) + len(there & only_theirs)
    swapped = len(here & only_theirs) + len(there & only_mine)
    if kept or not swapped or not (here & only_theirs or there & only_mine):
        return None
    template = "the words about it are those of {other}, and it is bound to {id}: {own}"
    reason = phrase(template, other=theirs.id, id=mine.id, own=mine.label or mine.about)
    return SentenceReading.contradicted(Aspect.GROUP, theirs.about, reason)


def _all(statistic: Statistic, context: Context) -> frozenset[str]:
    return context.namer.features_of(f"{statistic.about} {statistic.label}")


LONGEST_WAY = 6
"""Words between a change and the level that was reached by it."""


def read_carried(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return a contradiction for each figure of another group than the one that its sentence goes on about."""
    readings = [OPEN] * len(sentence.figures)
    if sentence.korean:
        return readings
    for number, (one, other) in enumerate(pairwise(sentence.figures)):
        reading = _read_carried(one, other, sentence, context)
        if reading is not None:
            readings[number + 1] = reading
    return readings


def _read_carried(
    one: PlacedFigure, other: PlacedFigure, sentence: SentenceText, context: Context
) -> SentenceReading | None:
    first, second = one.statistic, other.statistic
    if first is None or second is None or not first.about or first.about == second.about:
        return None
    goes_on = (
        _reaches(one, other, sentence) if change_of(first) is not None else _is_later(one, other, sentence, context)
    )
    # What ought to stand there is known: the same of the first one's group.
    right = context.siblings.of_group(second, first.about, parse_span(second.period))
    if not goes_on or right is None or right.value == second.value:
        return None
    naming = context.namer.compare(second, right)
    said = context.namer.features([word for at, word in enumerate(sentence.words) if at < other.last])
    heads = other.finding.claim.heads if other.finding.claim else ()
    above = frozenset[str]().union(*(context.namer.features_of(head.text) for head in heads))
    # Named before, it may be meant; and where the first is not named, neither has a name here.
    if not naming.own or naming.own & (said | above) or not naming.other & said:
        return None
    template = "the sentence goes on about {words}, and {id} is of {own}; of {words} is {other}"
    return SentenceReading.contradicted(
        Aspect.GROUP, first.about, template, id=second.id, own=second.about, other=right.id
    )


def _reaches(one: PlacedFigure, other: PlacedFigure, sentence: SentenceText) -> bool:
    """Return whether a change leads to a level: "by 3.6%, to 1,542"."""
    between = sentence.between(one, other)
    second = other.statistic
    is_level = second is not None and change_of(second) is None and isinstance(second.value, Decimal)
    return is_level and "to" in between[-2:] and len(between) <= LONGEST_WAY and not {"and", ";"} & set(between)


def _is_later(one: PlacedFigure, other: PlacedFigure, sentence: SentenceText, context: Context) -> bool:
    """Return whether all that is new of a second figure is its period."""
    first, second = one.statistic, other.statistic
    if first is None or second is None or not _are_alike(first, second):
        return False
    own, before = parse_span(second.period), parse_span(first.period)
    between = sentence.between(one, other)
    if own is None or before is None or own == before or {";", "while", "whereas", "but"} & set(between):
        return False
    if tuple(between[-2:]) in {("up", "from"), ("down", "from")}:
        return True
    mentions = resolve(sentence, find_mentions(sentence), context)
    named = [mention for mention in mentions if one.at < mention.first < other.last and mention.span == own]
    return bool(named)


def _are_alike(first: Statistic, second: Statistic) -> bool:
    return (first.measure, canonical(first.unit)) == (second.measure, canonical(second.unit))
