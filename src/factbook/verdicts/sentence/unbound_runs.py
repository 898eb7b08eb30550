"""Reading of a run to which no figure is bound: "fell for the fourth year in a row, to 31", "every year since 2019"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from factbook.figures.common.text import NUMBERS
from factbook.model import Aspect, SentenceReading, SentenceState, Statistic
from factbook.model.worded import phrase
from factbook.verdicts.sentence.changes import is_level
from factbook.verdicts.sentence.context import Context
from factbook.verdicts.sentence.passage import PlacedFigure, SentenceText
from factbook.verdicts.sentence.spans import Span, parse_span
from factbook.verdicts.sentence.stated import read_way
from factbook.verdicts.sentence.words import is_negated

_STEP = r"(?:year|quarter|month|season)s?"
_RUN = re.compile(
    rf"\b(?P<count>\w+) (?:{_STEP} (?:running|in a row|straight|in succession)"
    rf"|(?:consecutive|straight|successive) {_STEP})\b|\bevery {_STEP} since (?P<since>\d{{4}})\b"
)
_MARKS = frozenset("running row straight succession consecutive successive every".split())
_SIMILAR = 3
"""Days by which the periods of one series differ: months and quarters are not equally long."""


def read_unbound_run(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Contradict a run of rises or falls up to a figure, one step of which went the other way."""
    statistic = figure.statistic
    # Most sentences have none of these words.
    if _MARKS.isdisjoint(sentence.lows):
        return None
    text = sentence.text(range(figure.first, figure.last)).casefold()
    found = _RUN.search(text)
    if found is None or statistic is None or not is_level(statistic) or is_negated(sentence, figure):
        return None
    way = _way_before(text[: found.end()].split(), context, sentence)
    steps = _steps_of(statistic, context)
    if found["since"]:
        said = [value for span, value in steps if span.year > int(found["since"])]
    else:
        number = int(NUMBERS.get(found["count"], found["count"] if found["count"].isdecimal() else 0))
        said = [value for _, value in steps[-number:]] if number else []
    if not way or all(value * way > 0 for value in said):
        return None
    words = found[0]
    reason = phrase("the text says “{words}”, and {what}", words=words, what=_say_broken(statistic, way))
    return SentenceReading(aspect=Aspect.COMPARISON, state=SentenceState.CONTRADICTED, words=words, reason=reason)


def _say_broken(statistic: Statistic, way: int) -> str:
    fell, rose = (
        phrase("the series of {id} fell in it", id=statistic.id),
        phrase("the series of {id} rose in it", id=statistic.id),
    )
    return fell if way > 0 else rose


def _way_before(words: Sequence[str], context: Context, sentence: SentenceText) -> int:
    """Return the direction that the words of a run say, if they say one alone."""
    ways = {way for word in words if (way := read_way(word.strip(",.:"), context, sentence)) is not None}
    return ways.pop() if len(ways) == 1 else 0


def _steps_of(statistic: Statistic, context: Context) -> list[tuple[Span, Decimal]]:
    """Return by how much a series changed at each step up to a statistic; none before a step that is missing."""
    own = parse_span(statistic.period)
    series = sorted(context.siblings.series(statistic).items())
    alike = [(span, one.value) for span, one in series if own and abs(span.days - own.days) <= _SIMILAR]
    steps: list[tuple[Span, Decimal]] = []
    for (before, old), (span, new) in pairwise(alike):
        if own is None or span.last > own.last or not isinstance(old, Decimal) or not isinstance(new, Decimal):
            break
        # Where one is missing, what is before it belongs to no run.
        steps = [*steps, (span, new - old)] if span.first - before.last <= _SIMILAR else []
    return steps
