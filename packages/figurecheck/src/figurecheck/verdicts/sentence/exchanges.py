"""Reading of two figures of one sentence that stand in each other's place, by the words about them."""

from __future__ import annotations

from itertools import combinations

from figurecheck.figures.common.units import canonical
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.groups import words_about
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText

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
