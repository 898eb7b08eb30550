"""Where in a file something is that people look up by a cell or a row: a code host shows lines."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from figurecheck.model import Place

if TYPE_CHECKING:
    from factbook.render.check.problems import Problem
    from factbook.report.fix.role_spans import CellSource

_ROW = re.compile(r": row (?P<row>[1-9]\d{0,8})\b")
_TABLES = (".csv", ".tsv")


class FileLines:
    """The lines of a report's files; each notebook is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._notebooks: dict[str, tuple[str, dict[int, CellSource]]] = {}

    def find(self, problem: Problem) -> Place | None:
        """Return where in its file a problem of a cell or of a row is; ``None`` where it cannot be told."""
        place = problem.place
        if place is None:
            return None
        if place.cell is not None:
            return self._find_in_notebook(problem, place, place.cell)
        row = _ROW.search(problem.at)
        return self._find_row(place, int(row["row"])) if row and place.file.endswith(_TABLES) else None

    def _find_in_notebook(self, problem: Problem, place: Place, cell: int) -> Place | None:
        from factbook.report.fix.role_spans import find_code_line, find_in_notebook

        text, sources = self._read_notebook(place.file)
        source = sources.get(cell)
        if source is None:
            return None
        claim = problem.finding.claim if problem.finding else None
        if place.line is None and claim:
            place = replace(place, line=find_code_line(source.text, claim))
        return find_in_notebook(text, source, place)

    def _read_notebook(self, name: str) -> tuple[str, dict[int, CellSource]]:
        from factbook.report.fix.role_spans import read_cell_sources

        if name not in self._notebooks:
            try:
                text = (self._root / name).read_text("utf-8")
                self._notebooks[name] = text, read_cell_sources(text)
            # What is no notebook, or none that can be read, is told by its own complaint.
            except (OSError, ValueError):
                self._notebooks[name] = "", {}
        return self._notebooks[name]

    def _find_row(self, place: Place, row: int) -> Place | None:
        # A row is a line unless one before it has a cell with several; only quotes matter for that, and they are the
        # same in every encoding that tables have.
        try:
            with (self._root / place.file).open(encoding="latin-1", newline="") as file:
                rows = csv.reader(file)
                for number, _ in enumerate(rows, 1):
                    if number == row - 1 or row == 1:
                        return replace(place, line=1 if row == 1 else rows.line_num + 1)
        except (OSError, csv.Error):
            return None
        return None
