"""The direction that a clause gives a figure, in languages without tables of what a sentence says.

The verb of a German clause stands at its end, away from the figure, so that it cannot be bound with it: "ist um 16,6
Prozent auf 312 gesunken". What the language itself names as its movement is read, and nothing else of the sentence.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from figurecheck.figures.common.figure import NumberKind
from figurecheck.figures.common.language import Language
from figurecheck.figures.common.running_text import found_at
from figurecheck.model import Aspect, SentenceReading
from figurecheck.verdicts.sentence.appositions import find_apposed
from figurecheck.verdicts.sentence.balances import make_side, read_balance
from figurecheck.verdicts.sentence.changes import change_of, say_way
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.nearest import find_steps
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.polarity import find_german_way

_ENDS = frozenset(",;:.!?()–")


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
