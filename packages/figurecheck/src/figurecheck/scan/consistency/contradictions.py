"""The same thing printed twice with two values.

Reported only in two cases: both sentences are the same but for the number, and name a year; or both numbers have
four digits or more, count the same noun in the same year, and differ by one slip of the hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from figurecheck.figures.common.text import PREPOSITIONS, STOP, words_of
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.scan.consistency.exact import Refutation, TextSentence, exact_count, unit_of
from figurecheck.scan.consistency.result import Status
from figurecheck.scan.consistency.table_totals import is_slip, unslipped
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.words import korean
from figurecheck.scan.words.tables import LanguagePhrases, lone_years

FEWEST = 4
"""Least digits of a number that is like another not by chance; least words of a sentence to compare as a whole."""
MOST = 30
"""Most numbers of a sentence; one with more is a table. Also most numbers alike but for a slip that are compared."""
_REVISED, _OTHER, _SOURCE = LanguagePhrases("revised"), LanguagePhrases("other"), LanguagePhrases("source")
_OPENERS = STOP | PREPOSITIONS | frozenset("there it they we he she but".split())
"""Words that open a sentence with a capital and are no names."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """One number of one sentence, with all that must be equal for another to contradict it."""

    sentence: TextSentence
    figure: Figure
    number: int
    year: str
    noun: tuple[str, ...]
    frame: tuple[str, ...]
    """The sentence without the number."""
    names: frozenset[str]


def find_differing(text: str, sentences: list[TextSentence]) -> Iterator[Refutation]:
    """Yield the numbers that an earlier sentence prints differently."""
    by_frame: dict[tuple[str, ...], _Statement] = {}
    by_slip: dict[tuple[str, tuple[str, ...], str, str], dict[tuple[int, frozenset[str]], _Statement]] = {}
    for statement in (one for sentence in sentences for one in _statements(sentence)):
        before = by_frame.setdefault(statement.frame, statement)
        if (
            before.number != statement.number
            and before.sentence is not statement.sentence
            and len(statement.frame) >= FEWEST
        ):
            yield _refutation(text, before, statement)
            continue
        # A slip leaves the number of digits as it is, and a short number may be like another by chance.
        if len(str(statement.number)) < FEWEST:
            continue
        same = statement.year, statement.noun, unit_of(statement.figure)
        # By what a slip leaves as it is: comparing each statement with all before it would take the square of them.
        earlier = [by_slip.setdefault((*same, rest), {}) for rest in unslipped(str(statement.number))]
        found = [one for some in earlier for one in some.values() if _differs_by_slip(one, statement)]
        if found:
            yield _refutation(text, min(found, key=lambda one: one.figure.start), statement)
        for some in earlier:
            if len(some) < MOST:
                some.setdefault((statement.number, statement.names), statement)


def _refutation(text: str, before: _Statement, now: _Statement) -> Refutation:
    line = text.count("\n", 0, before.figure.start) + 1
    return now.figure.start, Status.CONTRADICTS, f"line {line} has ‘{before.figure.text}’ for the same thing"


def _differs_by_slip(one: _Statement, two: _Statement) -> bool:
    same = one.sentence is not two.sentence and (one.names <= two.names or two.names <= one.names)
    return same and bool(one.noun) and is_slip(str(one.number), str(two.number))


def _statements(sentence: TextSentence) -> Iterator[_Statement]:
    text = sentence.text
    years = {year for _, year in lone_years(text) if "1800" <= year < "2100"}
    # Without one year in each sentence two counts may be of two years.
    if len(years) != 1 or len(sentence.figures) > MOST or "|" in text or _is_revised(sentence):
        return
    words = words_of(text)
    # "Oslo had 23,022 thefts" and "Bergen had 23,002 thefts" are about two places.
    names = frozenset(word.stem for word in words if word.capital and word.stem not in _OPENERS)
    for figure in sentence.figures:
        number = exact_count(figure)
        # Only exact whole numbers: a rounded one and the exact one beside it are no contradiction.
        if number is None or figure.pair:
            continue
        begin, end = figure.start - sentence.start, figure.end - sentence.start
        own = [word.stem for word in words if word.start >= begin and word.end <= end and word.stem.isalpha()]
        frame = tuple(word.stem for word in words if word.end <= begin or word.start >= end) + tuple(own)
        behind = tuple(own) + _noun([word.stem for word in words if word.start >= end])
        before = [word.text for word in words if word.end <= begin][-1:]
        noun = behind or tuple(_without_particle(word) for word in before)
        # A Korean number ends in its counter ("2만3022명"), and what is counted stands before it.
        if not figure.text[-1:].isascii():
            noun = tuple(_without_particle(word) for word in before)
        yield _Statement(sentence, figure, number, years.copy().pop(), noun, _bare(frame), names)


def _is_revised(sentence: TextSentence) -> bool:
    """Return whether a sentence speaks of an earlier count, a correction or another source."""
    text = sentence.plain
    other = _OTHER.search(text)
    if _REVISED.is_in(text) or (other is not None and _SOURCE.search(text[other.end :])):
        return True
    _, *behind = text.split("not ")
    return any(one[:1].isdecimal() for one in behind)


def _without_particle(word: str) -> str:
    return word[:-1] if word.endswith(korean.PARTICLES) and len(word) > 1 and is_hangul(word[-2]) else word


def _noun(stems: list[str]) -> tuple[str, ...]:
    made: list[str] = []
    for stem in stems[:4]:
        if stem in PREPOSITIONS or not stem.isalpha():
            break
        if stem not in STOP:
            made.append(stem)
    return tuple(made)


def _bare(frame: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem for stem in frame if any(map(str.isalnum, stem)))
