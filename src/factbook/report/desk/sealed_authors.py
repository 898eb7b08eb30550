"""Who wrote sentence and cell of a sealed figure last, in the commit that its edition was sealed from."""

from __future__ import annotations

import json
from collections.abc import Iterator

from factbook.model import Place
from factbook.model.edition import Edition, SealedClaim, SealedStatistic
from factbook.project.authors import Authors
from factbook.report.desk.last_authors import LastAuthor, choose_last, find_cell_lines, find_sentence_lines

_NOTEBOOK = ".ipynb"


class SealedAuthors:
    """Finds the last authors of figures of an edition; its commit must be one of the repository."""

    def __init__(self, authors: Authors, edition: Edition) -> None:
        self._authors, self._edition = authors, edition
        # Hundreds of figures share a notebook.
        self._cells: dict[tuple[str, int], LastAuthor | None] = {}

    def find(self, claim: SealedClaim) -> tuple[LastAuthor, ...]:
        """Return the last authors of its sentence and, where a notebook computed it, of its cell."""
        statistic = self._edition.statistics.get(claim.target)
        found = [*self._of_sentence(claim), *(self._of_cell(statistic) if statistic else ())]
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
            "sentence", claim.file, [lines[at] for at in chosen], [lines[at] for at in paragraph] or lines
        )

    def _of_cell(self, statistic: SealedStatistic) -> Iterator[LastAuthor]:
        if statistic.cell is None or not statistic.notebook.endswith(_NOTEBOOK):
            return
        key = (statistic.notebook, statistic.cell)
        if key not in self._cells:
            self._cells[key] = self._look_at_cell(*key)
        found = self._cells[key]
        if found is not None:
            yield found

    def _look_at_cell(self, notebook: str, index: int) -> LastAuthor | None:
        lines = self._authors.of_file(notebook, self._edition.commit)
        try:
            source = json.loads("\n".join(one.text for one in lines))["cells"][index]["source"]
        except (ValueError, LookupError, TypeError):
            return None
        code = source if isinstance(source, str) else "".join(source)
        return choose_last("cell", notebook, find_cell_lines(lines, code), lines)
