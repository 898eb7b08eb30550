"""Runs that recorded rows which they were not seen to read: whatever they rest on, its change would go unnoticed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from factbook.data.descriptor import Resource
from factbook.notebooks import Run
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

REMEDY = "read the rows in this notebook, with fb.dataset or from a file"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRows:
    """The cell that recorded some rows, and the table that they are of."""

    cell: int
    """Its position among all cells."""
    dataset: str
    """Empty for rows that the notebook computed."""


def find_recorded_rows(run: Run) -> list[RecordedRows]:
    """Return which cells recorded rows, and of which tables, each once."""
    found = (
        RecordedRows(cell=item.cell.index, dataset=rowset.dataset)
        for item in run.recorded
        for rowset in item.rows
        if rowset.rows and item.cell is not None
    )
    return list(dict.fromkeys(found))


def find_unread(run: Run, tables: Mapping[str, Resource], recorded: Iterable[RecordedRows]) -> Iterator[Complaint]:
    """Yield a complaint of each cell that recorded rows of nowhere: the run read no file, or not the table's.

    `recorded` is what `find_recorded_rows` returns of the run.

    A run of which not every file was seen depends on all of the data; one that another program answered runs each time.
    """
    lineage = run.lineage
    if lineage is None or not lineage.exact or not lineage.reusable or run.complaints:
        return
    read = {name for name, state in lineage.inputs.items() if state.startswith(("content:", "attributes:", "link:"))}
    told: set[tuple[int, str]] = set()
    for rows in recorded:
        table = tables.get(rows.dataset)
        file = table.place if table else ""
        if (read and not file) or _is_among(file, read) or (rows.cell, file) in told:
            continue
        told.add((rows.cell, file))
        elsewhere = phrase("recorded rows of {file}, which its run did not read", file=file)
        what = elsewhere if read else "recorded rows, but its run read no file"
        yield Complaint(place=f"{run.path.as_posix()}: cell {rows.cell + 1}", what=what, remedy=REMEDY)


def _is_among(file: str, read: set[str]) -> bool:
    """Return whether a table was read, by its own name or through a link to its folder."""
    return file in read or any(folder in read for folder in _folders_of(file))


def _folders_of(file: str) -> Iterator[str]:
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file
