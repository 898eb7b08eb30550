"""Reading of a record to which no figure is bound: "118,700 trips, a record", "never more than the 1,411 of 2024"."""

from __future__ import annotations

import re
from decimal import Decimal

from figurecheck.model import Aspect, SentenceReading, SentenceState, Statistic
from figurecheck.verdicts.sentence.changes import is_level
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.open_words import COMPARATIVE
from figurecheck.verdicts.sentence.orders import find_lead_way, make
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import find_comparative_way
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.words import is_negated

_NOUN = r"(?:(?: [a-z-]+){0,2})"
_RECORD = re.compile(
    rf"{MASK}{_NOUN}(?:,|:| [—–])? (?:is|are|was|were|set|sets|marked|marks|hit|hits|made)? ?(?:a|an|the)"
    r"(?: new| all-time)? record\b(?! (?:low|of|fall|drop|for))"
    rf"|\b(?:a|the|at a|books?|hits?|sets?|new)(?: new| all-time)? record (?:of )?{MASK}"
)
_NEVER = re.compile(rf"\bnever\b[^,;:]*? (?P<word>{COMPARATIVE})\b[^,;:]*? than (?:the |its |their )?{MASK}")


def read_record(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Return whether a figure is higher than all that its series had before."""
    statistic = figure.statistic
    # Most sentences have neither.
    if {"record", "never"}.isdisjoint(sentence.lows):
        return None
    if statistic is None or sentence.korean or not is_level(statistic):
        return None
    first = 0 if figure is sentence.figures[0] else figure.first
    last = len(sentence.words) if figure is sentence.figures[-1] else figure.last
    text = sentence.text(range(first, last)).lower()
    if (never := _NEVER.search(text)) is not None:
        return _judge(find_comparative_way([never["word"]], statistic), never[0], statistic, context)
    found = _RECORD.search(text)
    if found is None or is_negated(sentence, figure) or find_lead_way(statistic) < 1:
        return None
    read = _judge(1, found[0], statistic, context)
    # A record low may be called a record as well.
    lowest = _judge(-1, found[0], statistic, context)
    return read if lowest is None or lowest.state is SentenceState.CONTRADICTED else None


def _judge(way: int, words: str, statistic: Statistic, context: Context) -> SentenceReading | None:
    own = parse_span(statistic.period)
    series = context.siblings.series(statistic).items()
    before = [one for span, one in series if own is not None and span.last < own.first]
    plain = " ".join(words.replace(MASK, "").strip(" ,:—–").split())
    if not way or not before or not isinstance(statistic.value, Decimal):
        return None
    for one in before:
        if isinstance(one.value, Decimal) and (one.value - statistic.value) * way >= 0:
            return make(False, plain, statistic, one)
    return SentenceReading.borne_out(Aspect.COMPARISON, plain)
