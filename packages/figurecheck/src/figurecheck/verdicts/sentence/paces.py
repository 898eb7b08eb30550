"""Reading of how a change itself changes: "growth slowed from 3.5% in 2024 to 2.7% in 2025"."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from figurecheck.model import Aspect, SentenceReading
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import sizes
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.unbound_runs import values_up_to
from figurecheck.verdicts.sentence.words import is_negated

_SLOWER = frozenset("slowed slowing slows eased easing eases cooled moderated".split())
_FASTER = frozenset("accelerated accelerating accelerates quickened steepened".split())


def read_pace(one: PlacedFigure, other: PlacedFigure, sentence: SentenceText) -> SentenceReading | None:
    """Return whether the second of two changes in one direction is smaller or larger than the first, as is said."""
    first, second = one.statistic, other.statistic
    pair = sizes(first, second) if first is not None and second is not None else None
    lead, between = [sentence.low(at) for at in sentence.lead(one)], sentence.between(one, other)
    if pair is None or first is None or second is None:
        return None
    if lead[-1:] == ["to"] and between[-1:] == ["from"]:
        # "Growth slowed to 2.7% from 3.5%".
        first, second, pair = second, first, pair[::-1]
    elif lead[-1:] != ["from"] or "to" not in between[-3:]:
        return None
    words = [word for word in lead if word in _SLOWER | _FASTER]
    # "Picked up from 2.6%".
    words += ["picked up"] if lead[-3:-1] == ["picked", "up"] else []
    if len(words) != 1:
        return None
    before, after = pair[0].value, pair[1].value
    if not (isinstance(before, Decimal) and isinstance(after, Decimal)):
        return None
    if (after < before) if words[0] in _SLOWER else (after > before):
        return SentenceReading.borne_out(Aspect.DIRECTION, words[0])
    what = phrase("{id} is a smaller change than {other}", id=second.id, other=pair[0].id)
    if after > before:
        what = phrase("{id} is a larger change than {other}", id=second.id, other=pair[0].id)
    return SentenceReading.contradicted(Aspect.DIRECTION, words[0], "the text says “{words}”, and {what}", what=what)


def is_of_pace(at: int, sentence: SentenceText) -> bool:
    """Return whether a word of motion says of a change how it went on, or nothing: "the decline slowed to 4.7%"."""
    low, before = sentence.low(at), sentence.low(at - 1)
    # "Gave up 300 seats", "failed to grow".
    unmoved = (low == "up" and before in english.UNMOVED) or (
        before == "to" and sentence.low(at - 2).startswith("fail")
    )
    return unmoved or low in english.OF_CHANGES or low in english.SPEEDS


def read_last_pace(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Read "growth slowed to 7.2%" of one change: it is held against the step before in its own series."""
    statistic = figure.statistic
    basis = statistic.basis if statistic is not None else None
    if statistic is None or basis is None or basis.kind != "change" or sentence.korean or is_negated(sentence, figure):
        return None
    words = [word for at in sentence.lead(figure) if (word := sentence.low(at)) in _SLOWER | _FASTER]
    values = [value for _, value in values_up_to(statistic, context)][-3:]
    if len(words) != 1 or sentence.low(figure.at - 1) != "to" or len(values) < 3:
        return None
    before, after = (_size(basis.test, old, new) for old, new in pairwise(values))
    # A rise behind a fall is neither slower nor faster.
    if before is None or after is None or before * after <= 0:
        return None
    if (abs(after) < abs(before)) == (words[0] in _SLOWER):
        return SentenceReading.borne_out(Aspect.COMPARISON, words[0])
    smaller, larger = (
        phrase("{id} is a smaller change than that before it", id=statistic.id),
        phrase("{id} is a larger change than that before it", id=statistic.id),
    )
    what = smaller if abs(after) < abs(before) else larger
    return SentenceReading.contradicted(Aspect.COMPARISON, words[0], "the text says “{words}”, and {what}", what=what)


def _size(test: str, old: Decimal | str, new: Decimal | str) -> Decimal | None:
    if not isinstance(old, Decimal) or not isinstance(new, Decimal) or not old:
        return None
    return new / old - 1 if test in {"share", "ratio"} else new - old
