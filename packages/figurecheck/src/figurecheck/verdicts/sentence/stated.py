"""The direction that a sentence states ahead of its figures: "cheating is down: 2,695 cases in 2024"."""

from __future__ import annotations

from figurecheck.figures.korean.directions import find_movement
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.spans import parse_span


def read_way(word: str, context: Context, sentence: SentenceText) -> int | None:
    """Return 1 for a word of a rise, -1 for one of a fall; ``None`` for any other."""
    if sentence.korean:
        # "줄지 않았다" is no fall.
        if word.endswith("지") and not word.endswith("까지"):
            return None
        # A surplus is a side of zero, and no movement.
        if word.startswith(korean.SIDES):
            return None
        if word.startswith((*korean.BETTER, *korean.WORSE)):
            return 1 if word.startswith(korean.BETTER) else -1
        if any(word.startswith(stem) for stem in (*korean.RISE, *context.words.rise)):
            return 1
        if any(word.startswith(stem) for stem in (*korean.FALL, *context.words.fall)):
            return -1
        # Of one syllable a form is an adverb or a sign.
        return (find_movement(word) or None) if len(word) > 1 else None
    if word in english.RISE or word in context.words.rise:
        return 1
    return -1 if word in english.FALL or word in context.words.fall else None


def series_of(statistic: Statistic) -> tuple[str, str]:
    """Return what the statistics of one series share."""
    return statistic.about, statistic.measure


def is_only_year(figure: PlacedFigure, sentence: SentenceText, statistic: Statistic) -> bool:
    """Return whether a sentence has one year of a series: a month may be lower than the last, and higher than ever."""
    span = parse_span(statistic.period)
    others = [one.statistic for one in sentence.figures if one is not figure and one.statistic is not None]
    alone = all(series_of(one) != series_of(statistic) for one in others)
    return alone and figure is sentence.figures[0] and span is not None and span.days >= YEAR


YEAR = 365


def read_stated(
    figure: PlacedFigure, statistic: Statistic, context: Context, sentence: SentenceText
) -> tuple[int, str] | None:
    """Return the direction that a sentence states ahead of its figures: "cheating is down: 2,695 cases in 2024"."""
    lead = [sentence.low(at) for at in sentence.lead(figure)]
    at = next((at for at in reversed(range(len(lead))) if lead[at] in {":", "—", "–"}), 0)
    if not at or sentence.korean or english.NEGATIONS & set(lead[:at]):
        return None
    # "Anger is rising: 2,695 people" is about something else.
    subject = [sentence.words[figure.first + place] for place in range(at)]
    about = context.namer.features_of(f"{statistic.measure} {statistic.about} {statistic.unit}")
    if not (context.namer.features(subject) & about or _ANY_SUBJECT & set(lead[:at])):
        return None
    ways = {way for word in lead[:at] if (way := read_way(word, context, sentence)) is not None}
    # "Guests are coming in growing numbers: 106,000".
    # "Debt is falling in Eastbury: 41".
    place = next((place for place in range(max(at - LONGEST_PLACE - 1, 1), at) if lead[place] in {"in", "at"}), at)
    at = place if read_way(lead[place - 1], context, sentence) is not None else at
    last = lead[at - 2] if lead[at - 1] in {"number", "numbers"} else lead[at - 1]
    way = read_way(last, context, sentence) or (1 if last == "better" else -1 if last == "worse" else None)
    return (way, last) if way is not None and ways <= {way} else None


LONGEST_PLACE = 3
"""Words of "in the old town" between a verb and the sign that leads to its figure."""
_ANY_SUBJECT = frozenset("number numbers figure figures total totals trend things it they".split())
