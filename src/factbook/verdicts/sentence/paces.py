"""Reading of how a change itself changes: "growth slowed from 3.5% in 2024 to 2.7% in 2025"."""

from __future__ import annotations

from decimal import Decimal

from factbook.model import Aspect, SentenceReading, SentenceState
from factbook.model.worded import phrase
from factbook.verdicts.sentence.changes import sizes
from factbook.verdicts.sentence.passage import PlacedFigure, SentenceText

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
        return SentenceReading(aspect=Aspect.DIRECTION, state=SentenceState.BORNE_OUT, words=words[0])
    what = phrase("{id} is a smaller change than {other}", id=second.id, other=pair[0].id)
    if after > before:
        what = phrase("{id} is a larger change than {other}", id=second.id, other=pair[0].id)
    reason = phrase("the text says “{words}”, and {what}", words=words[0], what=what)
    return SentenceReading(aspect=Aspect.DIRECTION, state=SentenceState.CONTRADICTED, words=words[0], reason=reason)
