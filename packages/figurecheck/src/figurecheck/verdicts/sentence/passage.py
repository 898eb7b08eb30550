"""A sentence as words, with its figures and the zone of each: the words that are about it and about no other figure.

A figure that a row of a source prints is held against that row, as if it were a statistic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from figurecheck.figures.common.text import Word, sentences, words_of
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.model import Finding, RowSet, Statistic
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.zones import find_zones

MASK = "\ufffc"
LEAD_IN = 10
"""Words that the opening of a passage has at most: a date, a name."""


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure of a sentence: its finding, and the words about it."""

    finding: Finding
    at: int
    """Its place among the words of the sentence."""
    first: int
    """Where its zone begins."""
    last: int
    """The first word behind its zone."""

    @property
    def statistic(self) -> Statistic | None:
        """What it is bound to: a statistic, or the row of a source; ``None`` where that is not known."""
        return find_statistic(self.finding)


@dataclass(frozen=True, slots=True)
class SentenceText:
    """The words of one sentence, and its figures in order."""

    words: tuple[Word, ...]
    figures: tuple[PlacedFigure, ...]
    korean: bool = False
    previous: SentenceText | None = field(default=None, repr=False, compare=False)
    """The sentence before it in the passage."""
    opening: tuple[Word, ...] = ()
    """The short opening of the passage, if it holds no figure: "**April 2023.** ..."."""

    day: date | None = None
    """When it was written, from which "last year" counts; ``None`` where that is not known."""
    lows: tuple[str, ...] = field(init=False, repr=False)
    """The words in lower case."""

    def __post_init__(self) -> None:
        """Lower the words once: every reading asks for them."""
        object.__setattr__(self, "lows", tuple(word.text.casefold() for word in self.words))

    def low(self, at: int) -> str:
        """Return a word in lower case; empty outside of the sentence."""
        return self.lows[at] if 0 <= at < len(self.lows) else ""

    def lead(self, figure: PlacedFigure) -> range:
        """Return the places of the words of its zone before a figure."""
        return range(figure.first, figure.at)

    def trail(self, figure: PlacedFigure) -> range:
        """Return the places of the words of its zone behind a figure."""
        return range(figure.at + 1, figure.last)

    def zone(self, figure: PlacedFigure) -> Iterator[int]:
        """Yield the places of the words about a figure, without the figure."""
        yield from self.lead(figure)
        yield from self.trail(figure)

    def between(self, one: PlacedFigure, other: PlacedFigure) -> list[str]:
        """Return the words between two figures, in lower case."""
        return [self.low(at) for at in range(one.at + 1, other.at)]

    def text(self, places: range) -> str:
        """Return a stretch of words as one text, with a blank wherever the passage has white space."""
        return "".join(self._spaced(at, first=at == places.start) for at in places)

    def _spaced(self, at: int, *, first: bool) -> str:
        apart = not first and self.words[at].start > self.words[at - 1].end
        return f" {self.words[at].text}" if apart else self.words[at].text


def read_sentences(passage: str, findings: Sequence[Finding]) -> Iterator[SentenceText]:
    """Yield the sentences of a passage that hold figures; the findings are those of its claims, in order."""
    placed = [(finding.claim.start, finding.claim.end, finding) for finding in findings if finding.claim]
    masked = passage
    for start, end, _ in placed:
        # Spaces behind the mask keep every place in the text as it is.
        masked = f"{masked[:start]}{MASK.ljust(end - start)}{masked[end:]}"
    by_start = {start: finding for start, _, finding in placed}
    ends = {start: end for start, end, _ in placed}
    opened: tuple[Word, ...] = ()
    previous = None
    for sentence in sentences(masked):
        # What is written onto a figure, as a particle is, stands directly behind it.
        words = tuple(replace(word, end=ends.get(word.start, word.end)) for word in sentence.words)
        if words[0].start == 0 and len(words) <= LEAD_IN and MASK not in {word.text for word in words}:
            opened = words
        at = [number for number, word in enumerate(words) if word.text == MASK and word.start in by_start]
        korean = is_korean(words)
        zones = zip(at, find_zones(words, at, korean), strict=True) if at else ()
        figures = tuple(
            PlacedFigure(by_start[words[place].start], place, first, last) for place, (first, last) in zones
        )
        previous = SentenceText(words, figures, korean, previous, opened)
        if at:
            yield previous


def is_korean(words: Sequence[Word]) -> bool:
    """Return whether most of the words are Korean."""
    # By most words and not by any: Korean pages have names in Latin letters, and the reverse.
    letters = [word.text[:1] for word in words if word.text[:1].isalpha()]
    return 2 * sum(map(is_hangul, letters)) > len(letters)


def read_text(text: str) -> SentenceText:
    """Return a text without figures, such as a heading, as the words of one sentence."""
    words = tuple(words_of(text))
    return SentenceText(words, (), is_korean(words))


_NO_SUBJECT = frozenset({"unit", "status", "source_id", "note", "printed"})
"""Columns whose words are of the row itself, and not of what it counts."""


def find_statistic(finding: Finding) -> Statistic | None:
    """Return what a figure is bound to: its statistic, or the facts of the row that prints it."""
    if finding.statistic is not None or finding.row is None or finding.claim is None:
        return finding.statistic
    cells = dict(zip(finding.row.columns, finding.row.rows[0], strict=True)) if finding.row.rows else {}
    # A row that prints words ("some 80") has no number to compare.
    value = finding.value if isinstance(finding.value, Decimal) else ""
    return Statistic(
        id=finding.claim.target,
        value=value,
        unit=finding.unit,
        about=", ".join(_subjects(finding.row)),
        measure=finding.row.dataset,
        period=next((str(cell) for name, cell in cells.items() if _is_period(name, cell)), ""),
    )


def _subjects(row: RowSet) -> list[str]:
    """Return the words of a row that say what it counts."""
    cells = zip(row.columns, row.rows[0], strict=True) if row.rows else ()
    words = [cell for name, cell in cells if name not in _NO_SUBJECT and isinstance(cell, str)]
    # An id ("selling.arrests.2023", "A04") names the row, and no group.
    return [word for word in words if " " in word or word.isalpha()]


def _is_period(name: str, cell: object) -> bool:
    return name not in {*_NO_SUBJECT, "value"} and isinstance(cell, int | str) and parse_span(str(cell)) is not None
