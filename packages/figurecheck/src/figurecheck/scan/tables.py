"""Rows of tables as sentences: what a cell is about stands at the head of its column and of its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from figurecheck.figures.common.text import PREPOSITIONS, Sentence, Word
from figurecheck.scan.head_units import HeadUnit, split_unit
from figurecheck.verdicts.sentence.english import AFTER_FIGURE
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.passage import read_text
from figurecheck.verdicts.sentence.spans import Span

Cell = tuple[Word, ...]
_BAR = "|"


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, or a cell of a table with what stands at the head of its column and row."""

    sentence: Sentence
    span: Span | None = None
    """The period that a head says."""
    unit: HeadUnit | None = None
    """The unit that a head says."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """The cells of the row that opens a table."""

    cells: tuple[Cell, ...] = ()
    end: int = 0
    """Where the last row so far ends in the text."""

    def read(
        self, sentence: Sentence, text: str, locale: str, is_name: Callable[[Word], bool]
    ) -> tuple[TableHead, list[Part]]:
        """Return the head of the table behind a sentence, and the sentence, or one sentence for each cell of its rows.

        `is_name` says whether a word opens a name; any other has its capital from where it stands.
        """
        if not any(word.text == _BAR for word in sentence.words):
            return TableHead(), [Part(sentence)]
        # An empty line ends a table.
        apart = text[self.end : sentence.start].count("\n") > 1
        head = TableHead() if apart else self
        made: list[Part] = []
        for cells in _rows(sentence, text):
            if len(cells) == 1:
                # A caption above the table, or a line below it.
                made.append(Part(Sentence(cells[0])))
                continue
            row = [_lowered(cell, is_name) for cell in cells]
            if not head.cells:
                head = TableHead(tuple(row), sentence.end)
                made.append(Part(Sentence(tuple(word for cell in row for word in cell))))
                continue
            made += head._of_row(row, locale)
        return replace(head, end=sentence.end), [one for one in made if one.sentence.words]

    def _of_row(self, row: list[Cell], locale: str) -> Iterator[Part]:
        first = row[0] if row else ()
        yield Part(Sentence(first))
        for at, cell in enumerate(row[1:], start=1):
            column = self.cells[at] if at < len(self.cells) else ()
            units = [split_unit(head, locale) for head in (column, first, *self.cells[:1])]
            split = [_split_period(head) for head, _ in units]
            heads = [rest for rest, _ in split]
            # Where a column says a period alone, the corner may say what its numbers are; one with a capital is a
            # word that no statistic has ("Livestock").
            corner = heads.pop() if len(heads) > 2 else ()
            if corner and not heads[0] and not corner[0].capital:
                heads[0] = corner
            span = next((one for _, one in split[:2] if one is not None), None)
            unit = next((one for _, one in units if one is not None), None)
            words = (word for head in heads for word in head)
            yield Part(Sentence((*words, *cell)) if cell else Sentence(()), span, unit)


def _split_period(head: Cell) -> tuple[Cell, Span | None]:
    """Return a head without the period at one of its ends, and the period: "2023", "Births in March 2024"."""
    said = find_mentions(read_text(" ".join(word.text for word in head))) if head else []
    if len(said) != 1 or said[0].span is None or said[0].ends is not None:
        return head, None
    before, behind = head[: said[0].first], head[said[0].last :]
    if before and before[-1].text.casefold() == "in":
        before = before[:-1]
    # "Change on 2023", "Since 2023": it is no period of the column.
    apart = not before or not (behind or before[-1].text.casefold() in PREPOSITIONS | AFTER_FIGURE)
    return ((*before, *behind), said[0].span) if apart else (head, None)


def _lowered(cell: Cell, is_name: Callable[[Word], bool]) -> Cell:
    if not cell or is_name(cell[0]) or any(word.capital for word in cell[1:]):
        return cell
    return (replace(cell[0], text=cell[0].text.lower()), *cell[1:])


def _rows(sentence: Sentence, text: str) -> Iterator[list[Cell]]:
    """Yield the cells of each line of a table; lines of dashes alone are left out."""
    lines = groupby(sentence.words, key=lambda word: text.rfind("\n", 0, word.start))
    for _, words in lines:
        cells: list[list[Word]] = [[]]
        for word in words:
            if word.text == _BAR:
                cells.append([])
            else:
                cells[-1].append(word)
        # The end of a row may be a bar or a full stop.
        while cells[-1] and cells[-1][-1].text == ".":
            cells[-1].pop()
        row = [tuple(cell) for cell in cells[not cells[0] : len(cells) - (not cells[-1])]]
        if any(word.text[:1].isalnum() for cell in row for word in cell):
            yield row
