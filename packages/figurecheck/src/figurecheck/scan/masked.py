"""A sentence as `verdicts.sentence` reads it: its figures masked, each with the words about it and about no other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from figurecheck.figures.common.text import Sentence, Word
from figurecheck.model import Finding, Statistic, Verdict
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import Context, make_context
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText, is_korean
from figurecheck.verdicts.sentence.zones import find_zones

LIST_JOINTS = frozenset("and or , & / · respectively".split())


@lru_cache(maxsize=1)
def no_context() -> Context:
    """Return what a sentence is read by before anything is known of its figures."""
    return make_context({}, SentenceRules())


def mask(
    sentence: Sentence, figures: Sequence[Figure], previous: SentenceText | None, day: date | None
) -> SentenceText:
    """Return a sentence of a text of some day with its figures as masks, in the order of `figures`."""
    words: list[Word] = []
    at: list[int] = []
    waiting = list(reversed(figures))
    for word in sentence.words:
        # A word may hold several: 1,268,4.
        while waiting and word.end > waiting[-1].start:
            figure = waiting.pop()
            at.append(len(words))
            words.append(Word(MASK, MASK, figure.start, figure.end))
        done = words[at[-1]].end if at else word.start
        if word.start >= done:
            words.append(word)
        elif word.end > done:
            # A Korean particle is written onto the number: 명으로.
            rest = word.text[done - word.start :]
            words.append(Word(rest, rest, done, word.end))
    korean = is_korean(words)
    zones = list(find_zones(words, at, korean)) if at else []
    placed = tuple(
        PlacedFigure(_unknown(figure), place, *zone) for figure, place, zone in zip(figures, at, zones, strict=False)
    )
    return SentenceText(tuple(words), placed, korean, previous, day=day)


def _unknown(figure: Figure) -> Finding:
    """Return a finding of a figure whose statistic is to be found; its unit makes figures of one unit a list."""
    read = figure.read
    unit = f"{read.form} {read.unit}" if read is not None else ""
    statistic = Statistic(id=unit, value="", unit=unit)
    return Finding(verdict=Verdict.UNKNOWN, reason="", printed=figure.printed, statistic=statistic)


def find_lists(sentence: SentenceText) -> list[range]:
    """Return the lists of figures with nothing but conjunctions between them: "64 and 19", by their numbers."""
    made = []
    start = 0
    while start < len(sentence.figures):
        end = start + 1
        while end < len(sentence.figures) and _is_joined(sentence, end):
            end += 1
        if end - start > 1:
            made.append(range(start, end))
        start = end
    return made


def find_part(sentence: SentenceText, number: int) -> int | None:
    """Return where the words about a part of a number begin: "of which 35%", "428 of them"; ``None`` for no part."""
    figure, parts = sentence.figures[number], sentence.figures[number + 1 : number + 2]
    for part in parts if not sentence.korean else ():
        between = sentence.between(figure, part)
        behind = sentence.low(part.at + 1), sentence.low(part.at + 2)
        led = any(pair in _PART_OF for pair in pairwise(between)) or "including" in between
        # "Of the 1,222 births in 2025, 428 were": the first is the whole of the second.
        opened = figure is sentence.figures[0] and sentence.low(0) in {"of", "among"} and between[-1:] == [","]
        if led or behind in _PART_OF or opened:
            return max(part.first, figure.at + 1)
    return None


_PART_OF = frozenset((of, whom) for of in ("of", "among") for whom in ("which", "whom", "them", "these", "those"))


def _is_joined(sentence: SentenceText, number: int) -> bool:
    between = sentence.between(sentence.figures[number - 1], sentence.figures[number])
    if sentence.korean:
        # Counters and particles are parts of the figures.
        return bool(between) and all(word in LIST_JOINTS or word in {"와", "과"} for word in between)
    return bool(between) and all(word in LIST_JOINTS for word in between)
