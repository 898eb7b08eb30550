"""Places in files, and the sources from which figures come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of a figure: a file of the project and its line (from 1), in a notebook also the cell.

    `cell` counts from 0, as nbformat does; what people read counts from 1.
    """

    file: str
    line: int | None = None
    cell: int | None = None
    column: int | None = None
    """The first column of what is written there, from 1; ``None`` where the file does not have the text literally."""
    last_column: int | None = None

    def __str__(self) -> str:
        # The same place as Jupyter shows it, where cells are counted from 1.
        if self.cell is not None:
            return f"{self.file}: cell {self.cell + 1}" + (f", line {self.line}" if self.line is not None else "")
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure was published: one row of ``data/sources.csv``, or an entry of ``sources`` in the descriptor."""

    id: str
    title: str
    publisher: str = ""
    published: str = ""
    """ISO date at the precision known: ``2025``, ``2025-02`` or ``2025-02-17``."""
    url: str = ""
    accessed: str = ""
    note: str = ""
    always_known: bool = False
    """Whether it counts as known on every day while it has no date: one that a descriptor names for a whole table."""
