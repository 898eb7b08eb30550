"""Rows of several releases of a dataset, as the set of rows that a notebook has and as one for each release."""

from __future__ import annotations

from dataclasses import replace

from factbook.data.release import STEP
from figurecheck.model import RowSet


def split_rows(rowset: RowSet) -> tuple[RowSet, ...]:
    """Return rows as one set for each release that they are of, whose lines are those of its file."""
    if not rowset.releases:
        return (rowset,)
    plain = replace(rowset, releases=())
    files = [line // STEP for line in rowset.lines]
    if not files or not max(files):
        return (plain,)
    return tuple(_take(plain, files, file, rowset.releases[file]) for file in dict.fromkeys(files))


def _take(rowset: RowSet, files: list[int], file: int, release: str) -> RowSet:
    spans = tuple((first % STEP, last % STEP) for first, last in rowset.spans if first // STEP == file)
    of_all = sum(last - first + 1 for first, last in spans)
    rows = tuple(row for row, of in zip(rowset.rows, files, strict=True) if of == file)
    return replace(
        rowset,
        rows=rows,
        lines=tuple(line % STEP for line in rowset.lines if line // STEP == file),
        spans=spans,
        # Only the spans tell how many of all rows are of which file.
        left_out=max(of_all - len(rows), 0) if rowset.left_out else 0,
        release=release if file else "",
    )
