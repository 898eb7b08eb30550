"""Who wrote sentence, cell and rows of a sealed figure last, in the commit that its edition was sealed from."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from functools import cached_property

from factbook.data.descriptor import DATA, PACKAGE
from factbook.model.edition import Edition, SealedClaim, SealedStatistic
from factbook.project.authors import AuthoredLine, Authors
from factbook.report.desk.last_authors import LastAuthor, choose_last, find_cell_lines, find_sentence_lines
from figurecheck.model import Place

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
