"""Reading of what a figure is compared with by its period alone: "more than in 2023", "below its level of 2019"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.mention import BASE, PeriodMention
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.orders import make
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import ADJECTIVES, COMPARATIVES, find_comparative_way
from figurecheck.verdicts.sentence.said import resolve
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.words import is_negated
from figurecheck.verdicts.sentence.zones import has_part
from figurecheck.verdicts.shown import name_period

LONGEST_NOUN = 4
"""Words between a comparative and its "than"."""
_SIDES = frozenset({"above", "below"})
_PASSED = english.SKIPPED | {"that", "those", "level", "levels", "where", "than"}
_ATTACHED = (":", "—", "–")
_FOLLOWED = frozenset({"with", "at", "to", "namely", MASK})


def read_against(
    figure: PlacedFigure, sentence: SentenceText, statistic: Statistic, context: Context, *, is_level: bool
) -> SentenceReading | None:
    """Return whether a figure is more or less than that of the period with which it is compared."""
    # What stands behind a bracket is not about the figure in it.
    bracketed = sentence.low(figure.at - 1) == "("
    zone = sentence.lead(figure) if bracketed else sentence.zone(figure)
    places = [at for at in zone if sentence.low(at) in _COMPARATIVES]
    if sentence.korean:
        return _read_korean(figure, sentence, statistic, context) if is_level else None
    if not places or is_negated(sentence, figure):
        return None
    mentions = resolve(sentence, find_mentions(sentence), context)
    if not is_level:
        return None
    for at in places:
        mention = next((one for one in mentions if one.first > at), None)
        if mention is None or mention.relation != BASE or not _leads_to(at, mention, figure, sentence):
            continue
        # "In no year were there fewer than in 2020: 31".
        if english.NEGATIONS & {sentence.low(place) for place in range(figure.first, min(at, figure.at))}:
            continue
        if not _is_of_figure(at, mention, sentence, statistic, context):
            continue
        ahead = at < figure.at and sentence.low(mention.last) == ","
        return _judge(sentence.lows[at : at + 2], mention, statistic, context, ahead=ahead)
    return None


def _is_counted(word: str) -> bool:
    """Return whether a word says by how many: "2023년보다 12명 많은"."""
    return word.isdecimal() or word in korean.COUNTERS


def _read_korean(
    figure: PlacedFigure, sentence: SentenceText, statistic: Statistic, context: Context
) -> SentenceReading | None:
    """Read "2388명으로 2022년보다 적다" and "2022년보다 적은 2388명"."""
    for mention in resolve(sentence, find_mentions(sentence), context):
        than = _THAN in {sentence.low(mention.last - 1)[-len(_THAN) :], sentence.low(mention.last)[: len(_THAN)]}
        if not than or mention.span is None or mention.ends is not None or is_negated(sentence, figure):
            continue
        start = mention.last + sentence.low(mention.last).startswith(_THAN)
        behind = [sentence.low(at) for at in range(start, min(start + LONGEST_NOUN, len(sentence.words)))]
        word = next((one for one in behind if one not in korean.ADVERBS and not _is_counted(one)), "")
        # "전년보다 줄지 않았다" leaves open which way.
        word = "" if word.endswith("지") else word
        way = word.startswith(tuple(korean.GREATER | korean.RISE)) - word.startswith(
            tuple(korean.SMALLER | korean.FALL)
        )
        at = start + behind.index(word) if word else start
        follows = mention.first > figure.at and not _figures_between(sentence, figure.at + 1, at)
        leads = at < figure.at <= at + 2
        if way and (follows or leads):
            return _judge_with(way, f"보다 {word}", mention, statistic, context, ahead=leads)
    return None


_THAN = "보다"


def _figures_between(sentence: SentenceText, first: int, last: int) -> bool:
    return MASK in {sentence.low(at) for at in range(first, last)}


_COMPARATIVES = english.NEEDS_THAN | COMPARATIVES | english.BETTER | english.WORSE | _SIDES


def _leads_to(at: int, mention: PeriodMention, figure: PlacedFigure, sentence: SentenceText) -> bool:
    """Return whether a comparative compares a figure with a period, and with nothing else."""
    behind = [sentence.low(place) for place in range(at + 1, mention.first)]
    if MASK in behind or mention.ends is not None:
        return False
    than = behind.index("than") if "than" in behind else -1
    if sentence.low(at) not in _SIDES and not 0 <= than <= LONGEST_NOUN:
        return False
    # "Less than half of that in 2023": of a part of it.
    if not set(behind[than + 1 :]) <= _PASSED or has_part(behind[than + 1 :]):
        return False
    last = sentence.low(mention.last)
    # "More than in 2022 and 2023 together", "more than in 2023 (98)".
    if last == "(" or (last in {"and", "or", "to", "-", "–"} and sentence.low(mention.last + 1)[:1].isdecimal()):
        return False
    # "Fewer than in 2023, when there were 98": what stands ahead is only said of a figure that follows at once.
    ahead = at < figure.at
    return not ahead or last in _ATTACHED or (last == "," and sentence.low(mention.last + 1) in _FOLLOWED)


def _is_of_figure(
    at: int, mention: PeriodMention, sentence: SentenceText, statistic: Statistic, context: Context
) -> bool:
    """Return whether the noun of a comparative is what the statistic counts: "fewer trains than"."""
    places = range(at + 1, mention.first)
    noun = [sentence.words[place] for place in places]
    low = [word.text.casefold() for word in noun]
    than = low.index("than") if "than" in low else 0
    if not than or low[0] in ADJECTIVES:
        return True
    measured = context.namer.features_of(f"{statistic.measure} {statistic.unit}")
    return bool(context.namer.features(noun[:than]) & measured)


def _judge(
    words: Sequence[str], mention: PeriodMention, statistic: Statistic, context: Context, *, ahead: bool
) -> SentenceReading | None:
    way = 1 if words[0] == "above" else -1 if words[0] == "below" else find_comparative_way(words, statistic)
    return _judge_with(way, words[0], mention, statistic, context, ahead=ahead)


def _judge_with(
    way: int, word: str, mention: PeriodMention, statistic: Statistic, context: Context, *, ahead: bool
) -> SentenceReading | None:
    own, span = parse_span(statistic.period), mention.span and context.siblings.narrow(statistic, mention.span)
    if not way or own is None or span is None or not isinstance(statistic.value, Decimal):
        return None
    if own == span and (ahead or word in _SIDES):
        return None
    if own == span:
        reason = phrase(
            "the text compares with “{words}”, and {id} is of that period itself",
            words=name_period(statistic.period),
            id=statistic.id,
        )
        return SentenceReading.contradicted(Aspect.COMPARISON, word, reason)
    other = context.siblings.at(statistic, span)
    if other is None or not isinstance(other.value, Decimal):
        return None
    return make((statistic.value - other.value) * way > 0, word, statistic, other)
