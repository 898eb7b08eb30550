"""Places in files, and the sources from which figures come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from figurecheck.model.errors import in_one_line
from figurecheck.model.fields import FileKey
from figurecheck.model.states import quick_state


@quick_state
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
        file = in_one_line(self.file)
        # The same place as Jupyter shows it, where cells are counted from 1.
        if self.cell is not None:
            return f"{file}: cell {self.cell + 1}" + (f", line {self.line}" if self.line is not None else "")
        return file if self.line is None else f"{file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure was published: one row of ``data/sources.csv``, or an entry of ``sources`` in the descriptor."""

    id: Annotated[str, FileKey("factbook:id")]
    """The name by which rows, tables and pages refer to it; in a descriptor by default its title in small letters."""
    title: str
    """What it is called, as readers see it."""
    publisher: Annotated[str, FileKey("factbook:publisher")] = ""
    """Who published it."""
    published: Annotated[str, FileKey("factbook:published")] = ""
    """ISO date at the precision known: ``2025``, ``2025-02`` or ``2025-02-17``."""
    url: Annotated[str, FileKey("path")] = ""
    """Where readers find it."""
    accessed: Annotated[str, FileKey("factbook:accessed")] = ""
    """The day on which we read it, as an ISO date."""
    note: Annotated[str, FileKey("factbook:note")] = ""
    """What a reader should know of it."""
    # Words and no flag: readers are to see what a newspaper would not link, and judge for themselves.
    last_resort: Annotated[str, FileKey("factbook:last-resort")] = ""
    """What it is, where nobody would cite it if there were a better one: "copy on a forum"; readers see it."""
    # A record of a search is dated, shown and cited as a source is.
    searched: Annotated[str, FileKey("")] = ""
    """Of a search that found nothing, where we looked; empty for what was published."""
    words: Annotated[str, FileKey("")] = ""
    """In which words, of a search."""
    always_known: Annotated[bool, FileKey("")] = False
    """Whether it counts as known on every day while it has no date: one that a descriptor names for a whole table."""
