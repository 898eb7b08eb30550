"""Reading of the side of zero on which a balance lies, and what a word of direction comes to."""

from __future__ import annotations

from decimal import Decimal

from figurecheck.figures.english.motion_words import OVER, UNDER
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import sign
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.polarity import turn

OPEN = SentenceReading(aspect=Aspect.DIRECTION)


def make_direction(found: tuple[int, str], real: int, reason: str, statistic: Statistic) -> SentenceReading:
    """Return the reading of a direction and its word, by the real direction and its reason where they differ."""
    words = found[1]
    way = turn(found[0], words, statistic)
    # "Falls led to 83,900 calls" names a cause.
    if not way or words in statistic.about.casefold().split():
        return OPEN
    if way == real:
        return SentenceReading.borne_out(Aspect.DIRECTION, words)
    return SentenceReading.contradicted(Aspect.DIRECTION, words, "the text says “{words}”, and {what}", what=reason)


def read_side(
    figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic
) -> SentenceReading | None:
    """Read "15.2% above the dollar" of a valuation or a balance, which may lie on either side of zero."""
    word = sentence.low(figure.at + 1)
    if word not in _SIDES and sentence.low(figure.at - 1) == "by":
        # "Undervalued by 59.6%".
        word = sentence.low(figure.at - 2)
    side = sign(statistic.value) if isinstance(statistic.value, Decimal) else None
    # "Fell 10.6% over the same period".
    behind = {sentence.low(at) for at in range(figure.at + 2, figure.at + 5)}
    if (
        word not in _SIDES
        or side is None
        or (word == "over" and behind & _STRETCHES)
        or not context.siblings.is_signed(statistic)
    ):
        return None
    above, below = (phrase("{id} lies above", id=statistic.id), phrase("{id} lies below", id=statistic.id))
    return make_direction((_SIDES[word], word), side, above if side > 0 else below, statistic)


_STRETCHES = english.TIMES | {"period", "past", "last", "same"}
_SIDES = (
    {"above": 1, "below": -1, "over": 1, "under": -1, "dearer": 1, "costlier": 1, "cheaper": -1}
    | dict.fromkeys(OVER, 1)
    | dict.fromkeys(UNDER, -1)
)
