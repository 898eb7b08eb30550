"""Reading of a gap that grew or closed: "the gap between girls (84%) and boys (77%) has narrowed from 8 points"."""

from __future__ import annotations

from decimal import Decimal

from figurecheck.figures.common.units import canonical
from figurecheck.model import Aspect, SentenceReading, SentenceState, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.passage import SentenceText
from figurecheck.verdicts.sentence.spans import Span, parse_span


def read_gap(sentence: SentenceText) -> SentenceReading | None:
    """Return whether a gap went as a sentence says that prints both values of both periods."""
    levels = [figure.statistic for figure in sentence.figures if figure.statistic is not None]
    if len(levels) != 4 or len(sentence.figures) != 4 or sentence.korean:
        return None
    low = set(sentence.lows)
    wider, closer = bool(low & english.WIDER), bool(low & english.CLOSER)
    if not low & english.GAPS or wider == closer or low & english.NEGATIONS:
        return None
    gaps = _find_gaps(levels)
    if gaps is None:
        return None
    (_, before), (_, after) = sorted(gaps.items())
    words = next(word for word in sentence.lows if word in (english.WIDER if wider else english.CLOSER))
    if before == after:
        return None
    if (after > before) == wider:
        return SentenceReading(aspect=Aspect.COMPARISON, state=SentenceState.BORNE_OUT, words=words)
    template = "the text says “{words}”, and the gap goes from {before} to {after}"
    reason = phrase(template, words=words, before=f"{before:f}", after=f"{after:f}")
    return SentenceReading(aspect=Aspect.COMPARISON, state=SentenceState.CONTRADICTED, words=words, reason=reason)


def _find_gaps(levels: list[Statistic]) -> dict[Span, Decimal] | None:
    """Return the gap between two groups in each of two periods; ``None`` for any other four figures."""
    kinds = {(one.measure, canonical(one.unit)) for one in levels}
    by_period: dict[Span, dict[str, Decimal]] = {}
    for one in levels:
        span = parse_span(one.period)
        if span is None or not isinstance(one.value, Decimal):
            return None
        by_period.setdefault(span, {})[one.about] = one.value
    groups = {frozenset(values) for values in by_period.values()}
    if len(kinds) != 1 or len(by_period) != 2 or len(groups) != 1 or len(next(iter(groups))) != 2:
        return None
    return {span: abs(one - other) for span, values in by_period.items() for one, other in [values.values()]}
