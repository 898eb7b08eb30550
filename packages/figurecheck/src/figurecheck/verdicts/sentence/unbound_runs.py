"""Reading of a run to which no figure is bound: "fell for the fourth year in a row, to 31", 4년 연속 줄어."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

from figurecheck.figures.common.text import NUMBERS
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import is_level
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.spans import Span, parse_span
from figurecheck.verdicts.sentence.stated import read_way
from figurecheck.verdicts.sentence.words import is_negated

_STEP = english.TIME
_MOVE = r"(?:rise|fall|increase|decrease|decline|drop|gain|loss)"
_RUN = re.compile(
    rf"\b(?P<count>\w+) (?:(?:{_STEP}|{_MOVE}) (?:running|in a row|straight|in succession)"
    rf"|(?:consecutive|straight|successive) (?:{_STEP}|{_MOVE})|in succession)\b"
    rf"|\bevery {_STEP} since (?P<since>\d{{4}})\b"
    rf"|\bfirst (?:time|{_MOVE}) in (?P<first>\w+) {_STEP}\b|\bafter (?P<after>\w+) {_STEP} of \w+"
    r"|\bfor an? (?P<again>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:year|quarter|month|season)\b"
)
_MARKS = frozenset("running row straight succession consecutive successive every first after a".split())
_SIMILAR = 3
"""Days by which the periods of one series differ: months and quarters are not equally long."""


def read_unbound_run(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Return whether a run of rises or falls up to a figure went, and lasted, as the text says."""
    statistic = figure.statistic
    if sentence.korean:
        return _read_korean(figure, sentence, context)
    # Most sentences have none of these words.
    if _MARKS.isdisjoint(sentence.lows):
        return None
    text = sentence.text(range(figure.first, figure.last)).casefold()
    found = _RUN.search(text)
    if found is None or statistic is None or is_negated(sentence, figure):
        return None
    if not is_level(statistic) and (statistic.basis is None or statistic.basis.kind != "change"):
        return None
    steps = _steps_of(statistic, context)
    if found["after"]:
        ways = _ways_in(found[0].split()[-1:], context, sentence)
        # "Fell back after two years of growth": the run ended with the step before.
        has_ended = bool(_ways_in(text[: found.start()].split(), context, sentence))
        ends = (1,) if has_ended else (1, 0)
        return _read_after(found, steps, next(iter(ways)), statistic, ends) if len(ways) == 1 else None
    ways = _ways_in(text[: found.end()].split(), context, sentence)
    # "The fall, to 1,798, was the fourth in succession" has its figure between the two.
    if len(ways) != 1 or not steps:
        return None
    way = next(iter(ways))
    if found["first"]:
        return _read_first(found, steps, way, statistic)
    return _read_run(found, steps, way, statistic)


_KOREAN_RUN = re.compile(r"(?P<count>\d+)년 (?:연속|내리|연거푸)(?:으로)? (?P<word>[가-힣]+)")


def _read_korean(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Read "4년 연속 줄어 1,798건"."""
    statistic = figure.statistic
    found = _KOREAN_RUN.search(sentence.text(range(figure.first, figure.last)))
    if found is None or statistic is None or not is_level(statistic) or is_negated(sentence, figure):
        return None
    way, number, steps = read_way(found["word"], context, sentence), int(found["count"]), _steps_of(statistic, context)
    said = [value for _, value in steps[-number:]]
    if way is None or not said or (len(said) < number and all(value * way > 0 for value in said)):
        return None
    return _make(found, all(value * way > 0 for value in said), statistic, way)


def _read_run(
    found: re.Match[str], steps: Sequence[tuple[Span, Decimal]], way: int, statistic: Statistic
) -> SentenceReading | None:
    if found["since"]:
        said = [value for span, value in steps if span.year > int(found["since"])]
        return _make(found, said and all(value * way > 0 for value in said), statistic, way)
    number, is_place = _number(found["count"] or found["again"])
    if not number:
        return None
    if not all(value * way > 0 for _, value in steps[-number:]):
        return _make(found, False, statistic, way)
    # Of a series that begins within the run nobody knows how long that is.
    run = [*takewhile(lambda one: one[1] * way > 0, reversed(steps))]
    if is_place and len(run) > number:
        template = "the text says “{words}”, and the run of {id} is longer"
        return SentenceReading.contradicted(Aspect.COMPARISON, found[0], template, id=statistic.id)
    return _bear_out(found[0]) if len(steps) >= number else None


def _read_first(
    found: re.Match[str], steps: Sequence[tuple[Span, Decimal]], way: int, statistic: Statistic
) -> SentenceReading | None:
    """Read "rose for the first time in four years": the last step went so, and none of those before."""
    number, _ = _number(found["first"])
    before = [value for _, value in steps[-number:-1]] if number > 1 else []
    if steps[-1][1] * way <= 0:
        return _make(found, False, statistic, way)
    if any(value * way > 0 for value in before):
        template = "the text says “{words}”, and the series of {id} went so before"
        return SentenceReading.contradicted(Aspect.COMPARISON, found[0], template, id=statistic.id)
    return _bear_out(found[0]) if before and len(before) == number - 1 else None


def _read_after(
    found: re.Match[str],
    steps: Sequence[tuple[Span, Decimal]],
    way: int,
    statistic: Statistic,
    ends: Sequence[int],
) -> SentenceReading | None:
    """Read "after two years of growth": the steps before the last one, or those that end with it."""
    number, _ = _number(found["after"])
    runs = [[value for _, value in steps[-number - end : len(steps) - end]] for end in ends] if number else []
    if not runs or len(runs[0]) != number:
        return None
    return _make(found, any(all(value * way > 0 for value in run) for run in runs), statistic, way)


def _number(word: str) -> tuple[int, bool]:
    """Return a number in words or digits, and whether it is one of an order."""
    if word.isdecimal():
        return int(word), False
    plain = "zero one two three four five six seven eight nine ten eleven twelve".split()
    digits = NUMBERS.get(word, "")
    return (int(digits), word not in plain) if digits else (0, False)


def _make(found: re.Match[str], holds: object, statistic: Statistic, way: int) -> SentenceReading:
    if holds:
        return _bear_out(found[0])
    return SentenceReading.contradicted(
        Aspect.COMPARISON, found[0], "the text says “{words}”, and {what}", what=_say_broken(statistic, way)
    )


def _bear_out(words: str) -> SentenceReading:
    return SentenceReading.borne_out(Aspect.COMPARISON, words)


def _say_broken(statistic: Statistic, way: int) -> str:
    fell, rose = (
        phrase("the series of {id} fell in it", id=statistic.id),
        phrase("the series of {id} rose in it", id=statistic.id),
    )
    return fell if way > 0 else rose


def _ways_in(words: Sequence[str], context: Context, sentence: SentenceText) -> set[int]:
    """Return the directions that words say."""
    low = [word.strip(",.:") for word in words]
    ways = {way for word in low if (way := read_way(word, context, sentence)) is not None}
    return ways or {english.DIRECT[word] for word in low if word in english.DIRECT}


def _steps_of(statistic: Statistic, context: Context) -> list[tuple[Span, Decimal]]:
    """Return by how much a series changed at each step up to a statistic; none before a step that is missing."""
    steps: list[tuple[Span, Decimal]] = []
    values = values_up_to(statistic, context)
    own = values[-1][0] if values else None
    alike = [(span, value) for span, value in values if own and abs(span.days - own.days) <= _SIMILAR]
    for (before, old), (span, new) in pairwise(alike):
        if not isinstance(old, Decimal) or not isinstance(new, Decimal):
            break
        # Where one is missing, what is before it belongs to no run.
        steps = [*steps, (span, new - old)] if span.first - before.last <= _SIMILAR else []
    return steps


def values_up_to(statistic: Statistic, context: Context) -> list[tuple[Span, Decimal | str]]:
    """Return the series of a level, or that behind a change from one step to the next, up to its own period."""
    basis = statistic.basis
    if basis is not None:
        spans = [(parse_span(label), value) for label, value in basis.series]
        end = parse_span(basis.at)
        known: list[tuple[Span, Decimal | str]] = [(span, value) for span, value in spans if span is not None]
        until = sorted((one for one in known if end is not None and one[0].last <= end.last), key=lambda one: one[0])
        # A change over several steps is no step.
        return until if len(until) > 1 and until[-2][0] == parse_span(basis.run[0] if basis.run else "") else []
    own = parse_span(statistic.period)
    series = sorted(context.siblings.series(statistic).items())
    return [(span, one.value) for span, one in series if own is not None and span.last <= own.last]
