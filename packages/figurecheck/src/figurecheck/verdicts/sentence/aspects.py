"""Each aspect of a sentence: what it says of each of its figures.

Most sentences of a report were read by an earlier build, so `check` loads this for those that were not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from figurecheck.figures.common.figure import NumberKind
from figurecheck.figures.common.language import Language
from figurecheck.figures.common.running_text import found_at
from figurecheck.figures.languages import find_language, language_code
from figurecheck.model import Aspect, Caution, SentenceReading, SentenceState
from figurecheck.verdicts.sentence.appositions import find_apposed
from figurecheck.verdicts.sentence.balances import make_side, read_balance
from figurecheck.verdicts.sentence.changes import change_of, say_way
from figurecheck.verdicts.sentence.comparisons import read_comparisons
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.counted import read_counted
from figurecheck.verdicts.sentence.denials import read_denials
from figurecheck.verdicts.sentence.directions import read_directions
from figurecheck.verdicts.sentence.exchanges import read_carried, read_exchanges
from figurecheck.verdicts.sentence.german_readings import read_german
from figurecheck.verdicts.sentence.groups import read_groups
from figurecheck.verdicts.sentence.kinds import read_kinds
from figurecheck.verdicts.sentence.levels import read_levels
from figurecheck.verdicts.sentence.limits import read_limits
from figurecheck.verdicts.sentence.measures import read_measure
from figurecheck.verdicts.sentence.multiples import read_multiples
from figurecheck.verdicts.sentence.nearest import find_steps
from figurecheck.verdicts.sentence.open_claims import find_claim, name_open_claims
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.periods import read_periods
from figurecheck.verdicts.sentence.polarity import find_german_way
from figurecheck.verdicts.sentence.step_lengths import find_pattern, read_step_lengths

_READ = frozenset({"en", "ko"})
"""Languages that have tables of what a sentence says; the English ones would misread any other ("im Jahr zuvor")."""


def read_in(
    locale: str, sentence: SentenceText, context: Context
) -> list[tuple[tuple[SentenceReading, ...], tuple[Caution, ...]]]:
    """Return what a sentence in a language says of each of its figures, and cautions about it."""
    if language_code(locale) in _READ:
        return read_sentence(sentence, context)
    language = find_language(locale)
    if language is None:
        return []
    moved = read_movements(sentence, language, context)
    claimed = SentenceReading(aspect=Aspect.COMPARISON, words=find_claim(sentence, language.code))
    found = read_german(sentence, context, language) if language.code == "de" else [{} for _ in moved]
    for figure, of_figure in zip(sentence.figures, found, strict=True):
        if language.code == "de" and figure.statistic is not None:
            of_figure.setdefault(Aspect.COUNTED, read_measure(figure, sentence, context, figure.statistic))
    return [
        (tuple(more.get(one.aspect, claimed if one.aspect is claimed.aspect else one) for one in readings), ())
        for readings, more in zip(moved, found, strict=True)
    ]


def _gravest(*readings: Sequence[SentenceReading]) -> list[SentenceReading]:
    """Return for each figure the gravest of its readings of one aspect."""
    return [min(of_figure, key=lambda one: _GRAVITY.index(one.state)) for of_figure in zip(*readings, strict=True)]


_GRAVITY = (SentenceState.CONTRADICTED, SentenceState.BORNE_OUT, SentenceState.NOT_READ)


def read_sentence(
    sentence: SentenceText, context: Context, *, placed: bool = True
) -> list[tuple[tuple[SentenceReading, ...], tuple[Caution, ...]]]:
    """Return what a sentence says of each of its figures, one reading an aspect, and cautions about it."""
    # Each aspect by itself, and each figure in one column: what one reading finds, no other depends on.
    counted, code = read_counted(sentence, context), "ko" if sentence.korean else "en"
    of_words = [reading for reading, _ in counted]
    columns = list(
        zip(
            _gravest(read_periods(sentence, context), read_step_lengths(sentence, find_pattern(code))),
            _gravest(
                read_groups(sentence, context), read_exchanges(sentence, context), read_carried(sentence, context)
            ),
            read_directions(sentence, context),
            # The words beside a figure say of what kind it is, if that is where it stands.
            _gravest(
                *(of_words, read_kinds(sentence), read_levels(sentence, context), read_denials(sentence)),
                read_limits(sentence),
            )
            if placed
            else of_words,
            _gravest(read_comparisons(sentence, context), read_multiples(sentence, context)),
            strict=True,
        )
    )
    used = frozenset(word for readings in columns for one in readings for word in one.words.casefold().split())
    return [
        (name_open_claims(readings, figure, sentence, context, used), cautions)
        for readings, figure, (_, cautions) in zip(columns, sentence.figures, counted, strict=True)
    ]


_ENDS = frozenset(",;:.!?()–")


# The verb of a German clause stands at its end, away from the figure, so that it cannot be bound with it: "ist um 16,6
# Prozent auf 312 gesunken". What the language itself names as its movement is read, and nothing else of the sentence.
def read_movements(sentence: SentenceText, language: Language, context: Context) -> list[tuple[SentenceReading, ...]]:
    """Return the readings of each figure of a sentence, of which only the direction may be more than not read."""
    return [
        tuple(
            _read(figure, sentence, language, context) if one is Aspect.DIRECTION else SentenceReading(aspect=one)
            for one in Aspect
        )
        for figure in sentence.figures
    ]


def _read(figure: PlacedFigure, sentence: SentenceText, language: Language, context: Context) -> SentenceReading:
    unread = SentenceReading(aspect=Aspect.DIRECTION)
    statistic = figure.statistic
    if statistic is None or not isinstance(statistic.value, Decimal) or not statistic.value:
        return unread
    if (balance := read_balance(figure, sentence, context)) is not None:
        return make_side(balance, statistic)
    clause, at = _clause(figure, sentence)
    way = find_german_way(clause, statistic, language)
    # "Um 3 Prozent gestiegen: ein starker Rückgang".
    apposed = next((word for word in find_apposed(figure, sentence) if language.find_movement(word)), "")
    if apposed and (not way or language.find_movement(apposed) != way):
        clause, way = f"{clause} {apposed}", language.find_movement(apposed)
    # "Nicht um 3 Prozent gesunken" says nothing that could be held against a value.
    if not way or language.find_refused(clause, found_at(at, at + 1, clause, NumberKind.FIGURE)):
        return unread
    words = " ".join(clause.replace(MASK, "...").split())
    real = 1 if statistic.value > 0 else -1
    # A value below zero is a fall whatever it is called; one above may be a level, and says nothing of a rise.
    if change_of(statistic) != real and not real == way == -1:
        steps = find_steps(statistic, sentence, context)
        return replace(unread, words=words) if steps and way not in steps else unread
    if way == real:
        return SentenceReading.borne_out(Aspect.DIRECTION, words)
    template = "the text says “{words}”, and {what}"
    return SentenceReading.contradicted(Aspect.DIRECTION, words, template, what=say_way(statistic, real))


def _clause(figure: PlacedFigure, sentence: SentenceText) -> tuple[str, int]:
    """Return the words around a figure up to the next signs that end a clause, and where the figure stands in them."""
    words = [word.text for word in sentence.words]
    first = next((at + 1 for at in range(figure.at - 1, -1, -1) if words[at] in _ENDS), 0)
    last = next((at for at in range(figure.at + 1, len(words)) if words[at] in _ENDS), len(words))
    head = " ".join(words[first : figure.at])
    clause = " ".join(words[first:last])
    return clause, len(head) + bool(head)
