"""Who wrote sentence, cell and rows of a figure last: of two people who look at it, one is none of them.

The lines are found by what they say, since a report may have been read from a copy of its files in which rows are left
out, and the lines of a notebook's file are none that an editor sees.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from factbook.data.descriptor import DATA, PACKAGE
from factbook.model.edition import Edition, SealedClaim, SealedStatistic
from factbook.project.authors import AuthoredLine, Authors, LineState, Person, find_block, find_latest, group_people
from factbook.report.desk.sign_offs import Standing
from factbook.report.myst import strip_roles
from figurecheck.model import Cell, Finding, Place, RowSet


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAuthor:
    """Who wrote a part of a figure last."""

    part: str
    """``sentence``, ``cell`` or ``rows``."""
    file: str
    state: LineState
    people: tuple[Person, ...] = ()
    """None where it is not known; several where the part cannot be told from the rest of its file."""


def find_own_parts(standing: Standing, parts: Iterable[LastAuthor]) -> dict[Person, list[str]]:
    """Return which of the parts of a figure each of the people who looked at it wrote last."""
    listed = list(parts)
    groups = group_people([*standing.authors, *(person for one in listed for person in one.people)])
    own = {person: next(group for group in groups if person in group) for person in standing.people}
    return {
        person: [one.part for one in listed if any(author in names for author in one.people)]
        for person, names in own.items()
    }


class LastAuthors:
    """Finds the last authors of figures of a report, which may have been read from a copy of its folder."""

    def __init__(self, authors: Authors, sources: Path) -> None:
        self._authors, self._sources = authors, sources
        # Hundreds of figures share a cell, and each look goes through all lines of its file.
        self._cells: dict[tuple[str, str], LastAuthor] = {}
        self._rows: dict[tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]], LastAuthor] = {}
        self._texts: dict[str, list[str]] = {}

    def find(self, finding: Finding) -> tuple[LastAuthor, ...]:
        """Return the last authors of all parts of a figure, each part once."""
        found = [*self._of_sentence(finding)]
        statistic = finding.statistic
        if statistic is not None:
            found += self._of_cell(statistic.cell) if statistic.cell else ()
            for rowset in statistic.rows:
                found += self._of_rows(rowset)
        elif finding.row is not None:
            found += self._of_rows(finding.row)
        return tuple(dict.fromkeys(found))

    def _of_sentence(self, finding: Finding) -> Iterator[LastAuthor]:
        place, claim = finding.place, finding.claim
        if place is None or claim is None:
            return
        lines = self._authors.of_file(place.file)
        chosen, paragraph = find_sentence_lines([one.text for one in lines], place, claim.sentence)
        # Where markup stands between its words, whoever wrote any line of the paragraph may have written it; in a
        # notebook, the lines of the file are not those of the text.
        around = [lines[at] for at in paragraph]
        yield choose_last(self._authors, "sentence", place.file, [lines[at] for at in chosen], around or lines)

    def _of_cell(self, cell: Cell) -> Iterator[LastAuthor]:
        key = (cell.notebook, cell.code)
        if key not in self._cells:
            lines = self._authors.of_file(cell.notebook)
            self._cells[key] = choose_last(
                self._authors, "cell", cell.notebook, find_cell_lines(lines, cell.code), lines
            )
        yield self._cells[key]

    def _of_rows(self, rowset: RowSet) -> Iterator[LastAuthor]:
        if rowset.table is None or not rowset.table.file:
            return
        file = f"{DATA}/{rowset.table.file}"
        key = (file, rowset.lines, rowset.spans)
        if key not in self._rows:
            lines = self._authors.of_file(file)
            wanted = self._read_rows(file, rowset) if rowset.table.has_lines else set()
            self._rows[key] = choose_last(
                self._authors, "rows", file, [one for one in lines if one.text in wanted], lines
            )
        yield self._rows[key]

    def _read_rows(self, file: str, rowset: RowSet) -> set[str]:
        numbers = set(rowset.lines)
        for first, last in rowset.spans:
            numbers.update(range(first, last + 1))
        # Of the copy that was read: in an earlier edition's, the lines have other numbers than in the report's file.
        if not numbers:
            return set()
        if file not in self._texts:
            path = self._sources / file
            found = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
            self._texts[file] = found.split("\n") if found else []
        text = self._texts[file]
        return {text[at - 1].removesuffix("\r") for at in numbers if at <= len(text)}


def find_sentence_lines(lines: Sequence[str], place: Place, sentence: str) -> tuple[list[int], list[int]]:
    """Return the lines, from 0, over which a sentence goes, and those of its paragraph; none where it is not told.

    >>> find_sentence_lines(["One.", "In 2025 {claim}`12 <a>`", "came. More.", "Last."], Place(file="", line=2),
    ...                     "In 2025 12 came.")
    ([1, 2], [0, 1, 2, 3])
    """
    if place.line is None or place.cell is not None or not 0 < place.line <= len(lines):
        return [], []
    first = last = place.line - 1
    while first > 0 and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    paragraph = list(range(first, last + 1))
    plain = [" ".join(strip_roles(lines[at]).split()) for at in paragraph]
    ends = [*accumulate(len(text) + 1 for text in plain)]
    spans = [*zip([0, *ends], ends, strict=False)]
    wanted = " ".join(sentence.split())
    # It is the one at the figure's own line: what a cell of a table says may be a part of what another one says.
    begin, end = spans[place.line - 1 - first]
    at = " ".join(plain).find(wanted, max(0, begin - len(wanted) + 1), end + len(wanted) - 2) if wanted else -1
    if at < 0:
        return [], paragraph
    over = (begin < at + len(wanted) and end - 1 > at for begin, end in spans)
    return [number for number, is_over in zip(paragraph, over, strict=True) if is_over], paragraph


def find_cell_lines(lines: Sequence[AuthoredLine], code: str) -> Sequence[AuthoredLine]:
    """Return the lines of a notebook's file that hold the code of a cell; none where they cannot be told."""
    written = code.split("\n")
    if block := find_block(lines, written):
        return block
    # The file is searched and not parsed, since a parser of JSON does not say on which line a value stands.
    # A notebook in JSON holds each line as a text of its own, all but the last with a line break.
    texts = [f"{line}\n" for line in written[:-1]] + ([written[-1]] if written[-1] else [])
    for ascii_only in (False, True):
        quoted = [json.dumps(text, ensure_ascii=ascii_only) for text in texts]
        block = find_block(lines, [f"{text}," for text in quoted[:-1]] + quoted[-1:])
        if block:
            return block
    return ()


def choose_last(
    authors: Authors, part: str, file: str, chosen: Sequence[AuthoredLine], lines: Sequence[AuthoredLine]
) -> LastAuthor:
    """Return the last author of the lines of a part; everybody who wrote in the file where there are none."""
    if chosen:
        last = find_latest(chosen)
        state = last.state if last else LineState.UNCOMMITTED
        return LastAuthor(part=part, file=file, state=state, people=authors.name_all([last] if last else ()))
    # Whoever wrote a line that git cannot name may be anybody: one such line leaves the whole part open.
    states = {one.state for one in lines} or {LineState.UNCOMMITTED}
    state = next(one for one in (LineState.UNCOMMITTED, LineState.BEYOND, LineState.COMMITTED) if one in states)
    return LastAuthor(part=part, file=file, state=state, people=authors.name_all(lines))


_NOTEBOOK = ".ipynb"


class SealedAuthors:
    """Finds the last authors of figures of an edition; its commit must be one of the repository."""

    def __init__(self, authors: Authors, edition: Edition) -> None:
        self._authors, self._edition = authors, edition
        # Hundreds of figures share a notebook.
        self._cells: dict[tuple[str, int], LastAuthor | None] = {}
        self._rows: dict[tuple[str, tuple[str, ...]], LastAuthor] = {}

    def find(self, claim: SealedClaim) -> tuple[LastAuthor, ...]:
        """Return the last authors of its sentence and, where a notebook computed it, of its cell and of its rows."""
        statistic = self._edition.statistics.get(claim.target)
        found = [*self._of_sentence(claim)]
        if statistic is not None:
            found += [*self._of_cell(statistic), *self._of_rows(statistic)]
        return tuple(dict.fromkeys(found))

    def _of_sentence(self, claim: SealedClaim) -> Iterator[LastAuthor]:
        lines = self._authors.of_file(claim.file, self._edition.commit)
        # Pages that a build makes, and those of an edition that lie elsewhere, are not in the commit.
        if not lines:
            return
        # As at the seal: the lines of a notebook's file are not those of its text.
        place = Place(file=claim.file, line=claim.line, cell=0 if claim.file.endswith(_NOTEBOOK) else None)
        chosen, paragraph = find_sentence_lines([one.text for one in lines], place, claim.sentence)
        yield choose_last(
            self._authors,
            "sentence",
            claim.file,
            [lines[at] for at in chosen],
            [lines[at] for at in paragraph] or lines,
        )

    def _of_cell(self, statistic: SealedStatistic) -> Iterator[LastAuthor]:
        if statistic.cell is None:
            return
        key = (statistic.notebook, statistic.cell)
        if key not in self._cells:
            self._cells[key] = self._look_at_cell(*key)
        found = self._cells[key]
        if found is not None:
            yield found

    def _look_at_cell(self, notebook: str, index: int) -> LastAuthor | None:
        lines = self._authors.of_file(notebook, self._edition.commit)
        if not lines:
            return None
        try:
            source = json.loads("\n".join(one.text for one in lines))["cells"][index]["source"]
            code = source if isinstance(source, str) else "".join(source)
            chosen = find_cell_lines(lines, code)
        # A notebook in text: not knowing which lines are the cell's makes everybody who wrote in it their author.
        except (ValueError, LookupError, TypeError):
            chosen = ()
        return choose_last(self._authors, "cell", notebook, chosen, lines)

    def _of_rows(self, statistic: SealedStatistic) -> Iterator[LastAuthor]:
        for key in statistic.rows.items():
            if key not in self._rows:
                self._rows[key] = self._look_at_rows(*key)
            yield self._rows[key]

    def _look_at_rows(self, table: str, keys: tuple[str, ...]) -> LastAuthor:
        file, columns = self._tables.get(table, (PACKAGE, ()))
        lines = self._authors.of_file(file, self._edition.commit)
        return choose_last(self._authors, "rows", file, find_row_lines(lines, columns, keys), lines)

    @cached_property
    def _tables(self) -> dict[str, tuple[str, Sequence[str]]]:
        """The file of each table, and the columns that tell its rows apart, by name."""
        text = "\n".join(one.text for one in self._authors.of_file(PACKAGE, self._edition.commit))
        try:
            return {
                one["name"]: (
                    f"{DATA}/{one['path']}",
                    one.get("factbook:key") or one.get("schema", {}).get("primaryKey") or (),
                )
                for one in json.loads(text)["resources"]
            }
        # What was sealed could be read; another factbook may have described its tables in another way.
        except (ValueError, LookupError, TypeError, AttributeError):
            return {}


def find_row_lines(lines: Sequence[AuthoredLine], columns: Sequence[str], keys: Sequence[str]) -> list[AuthoredLine]:
    """Return the lines of a CSV file with the rows of some keys, as a seal has them; none where not all can be told."""
    try:
        header, *rows = (next(csv.reader([one.text], strict=True), []) for one in lines)
        places = [header.index(one) for one in ([columns] if isinstance(columns, str) else columns)]
    except (csv.Error, ValueError):
        return []
    whole = (pair for pair in zip(rows, lines[1:], strict=True) if len(pair[0]) == len(header))
    by_key = {"/".join(row[at] for at in places): line for row, line in whole}
    return [by_key[key] for key in keys] if by_key.keys() >= set(keys) else []
