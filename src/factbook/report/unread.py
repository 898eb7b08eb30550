"""Runs that recorded rows which they were not seen to read: whatever they rest on, its change would go unnoticed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factbook.data.descriptor import Resource
from factbook.model.errors import Complaint
from factbook.notebooks import Run

REMEDY = "read the rows in this notebook, with fb.dataset or from a file"


def find_unread(run: Run, tables: Mapping[str, Resource]) -> Iterator[Complaint]:
    """Yield a complaint of each cell that recorded rows of nowhere: the run read no file, or not the table's.

    A run of which not every file was seen depends on all of the data; one that another program answered runs each time.
    """
    lineage = run.lineage
    if lineage is None or not lineage.exact or not lineage.reusable or run.complaints:
        return
    read = {name for name, state in lineage.inputs.items() if state.startswith(("content:", "attributes:", "link:"))}
    told: set[tuple[int, str]] = set()
    for item in run.recorded:
        for rowset in item.rows:
            table = tables.get(rowset.dataset)
            file = table.place if table else ""
            if not rowset.rows or item.cell is None or (read and not file) or _is_among(file, read):
                continue
            if (item.cell.index, file) not in told:
                told.add((item.cell.index, file))
                place = f"{item.cell.notebook}: cell {item.cell.index + 1}"
                elsewhere = f"recorded rows of {file}, which its run did not read"
                what = elsewhere if read else "recorded rows, but its run read no file"
                yield Complaint(place=place, what=what, remedy=REMEDY)


def _is_among(file: str, read: set[str]) -> bool:
    """Return whether a table was read, by its own name or through a link to its folder."""
    return file in read or any(folder in read for folder in _folders_of(file))


def _folders_of(file: str) -> Iterator[str]:
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file
