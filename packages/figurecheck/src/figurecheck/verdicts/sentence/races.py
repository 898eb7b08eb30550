"""Reading of who is ahead of whom: "finished 11 points clear of United: 80 to 69", "trails Alba, 27.4% to 33.5%"."""

from __future__ import annotations

from itertools import pairwise

from figurecheck.figures.english.verb_forms import conjugate_all
from figurecheck.model import SentenceReading, SentenceState, Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.changes import is_level, same_unit
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.orders import find_lead_way, make, values_of
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.spans import parse_span

_OUT = "number produce sell spend score earn grow strip pace perform poll weigh rank vote draw class gun do".split()
_AHEAD = conjugate_all(
    "lead beat defeat edge top surpass overtake leapfrog dwarf eclipse overshadow exceed".split()
    + [f"out{verb}" for verb in _OUT]
) | {"ahead", "clear"}
_BEHIND = conjugate_all(["trail", "lag"]) | {"behind", "adrift"}
VERBS = _AHEAD | _BEHIND
_JOINTS = (["to"], ["against"], ["versus"], ["compared", "with"], ["-"], ["–"])
LONGEST = 8
"""Words from such a word to the figures: "clear of United, with a score of"."""


def read_races(sentence: SentenceText, context: Context) -> list[tuple[int, SentenceReading]]:
    """Return the number of each figure that is the second of a race, and its reading."""
    # Most sentences have none of these words.
    if VERBS.isdisjoint(sentence.lows):
        return []
    found = (
        (number, _read(one, other, sentence, context))
        for number, (one, other) in enumerate(pairwise(sentence.figures), 1)
    )
    return [(number, reading) for number, reading in found if reading is not None]


def _read(one: PlacedFigure, other: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    first, second = one.statistic, other.statistic
    at = next((at for at in reversed(sentence.lead(one)) if sentence.low(at) in VERBS), -1)
    # "69 points to 80".
    joint = sentence.between(one, other)[-1:]
    if at < 0 or first is None or second is None or joint not in _JOINTS or one.at - at > LONGEST:
        return None
    if not (is_level(first) and is_level(second)) or not same_unit(first, second):
        return None
    if english.NEGATIONS & {sentence.low(place) for place in sentence.lead(one)}:
        return None
    ahead, named = find_lead_way(first), context.namer.features(sentence.words[at + 1 : one.at])
    if first.period != second.period:
        # "Still lags behind 2019, with 53 trips against 54".
        spans = {mention.span for mention in find_mentions(sentence) if at < mention.first < one.at}
        return _make(at, sentence, first, second, int(parse_span(second.period) in spans), ahead)
    if first.measure == second.measure:
        mine, theirs = (context.namer.about(statistic) for statistic in (first, second))
        mine, theirs = mine - theirs, theirs - mine
    else:
        # "Deaths were outnumbered by births".
        mine, theirs = (context.namer.measure(statistic) for statistic in (first, second))
        mine, theirs = mine - theirs, theirs - mine
    # "Rovers trail United, 69 to 80" has the figure of Rovers first, unless it is bound the other way.
    order = 1 if theirs & named and not mine & named else -1 if mine & named and not theirs & named else 0
    return _make(at, sentence, first, second, order, ahead)


def _make(
    at: int, sentence: SentenceText, first: Statistic, second: Statistic, order: int, ahead: int
) -> SentenceReading | None:
    """Return the reading of a verb that puts the first of two figures ahead, if `order` is 1, or the second."""
    way = 1 if sentence.low(at) in _AHEAD else -1
    # "Was outsold by Brennor".
    way = -way if sentence.low(at + 1) == "by" and sentence.low(at - 1) in {"was", "were", "is", "are"} else way
    value, rival = values_of(first, second)
    if not order or not ahead:
        return None
    # "Lags behind" is one verb.
    words = sentence.text(range(at - (sentence.low(at - 1) in VERBS), at + 1)).casefold()
    reading = make((value - rival) * order * way * ahead > 0, words, first, second)
    return reading if reading.state is SentenceState.CONTRADICTED or order > 0 else None
