"""Where the rows of a statistic stand: the files, their lines, and what cannot be followed to a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from factbook.render.words.interface import find_words
from figurecheck.model import RowSet

MOST_SPANS = 40
"""Ranges of lines that are listed of a file."""


def find_files(rowsets: Sequence[RowSet], language: str) -> dict[str, str]:
    """Return what is said of each file that rows are of, by dataset: its name, and the lines if all are known."""
    files = {name: file for rowset in rowsets for name, file in _files_of(rowset).items()}
    return {
        name: _with_lines(file, [rowset for rowset in rowsets if name in _files_of(rowset)], language)
        for name, file in files.items()
    }


def find_captions(rowsets: Sequence[RowSet], without: str, language: str) -> list[str]:
    """Return the caption of the table of each set of rows: its file, with the lines where several are of the same.

    `without` is that of rows that are of no file.
    """
    names = [_file_of(rowset).name if rowset.dataset else without for rowset in rowsets]
    counted = Counter(names)
    return [
        _with_lines(_file_of(rowset), [rowset], language) if rowset.dataset and counted[name] > 1 else name
        for rowset, name in zip(rowsets, names, strict=True)
    ]


def find_spans(*rowsets: RowSet) -> str:
    """Return the lines of all rows of sets as ranges, at most `MOST_SPANS` of them: ``12-15, 20``."""
    spans: list[list[int]] = []
    for first, last in sorted(span for rowset in rowsets for span in _spans_of(rowset)):
        if spans and first <= spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], max(last, spans[-1][-1])]
        else:
            spans.append([first, last])
    shown = ["\u2013".join(map(str, dict.fromkeys(span))) for span in spans[:MOST_SPANS]]
    return ", ".join([*shown, *(["\u2026"] if len(spans) > MOST_SPANS else [])])


def describe_origin(rowset: RowSet, language: str) -> str:
    """Return a sentence on rows that are not followed to the lines of a file; empty for those that are."""
    words = find_words(language)
    if rowset.lines:
        return ""
    if not rowset.origins:
        return words["rows.made"]
    return words["rows.computed"].format(files=", ".join(file.name for file in _files_of(rowset).values()))


def _with_lines(file: _File, rowsets: Sequence[RowSet], language: str) -> str:
    lines = find_spans(*rowsets) if all(rowset.lines for rowset in rowsets if rowset.rows) else ""
    key = f"file.{'line' if file.has_lines else 'row'}{'' if lines.isdigit() else 's'}"
    return find_words(language)[key].format(file=file.name, lines=lines) if lines else file.name


def _spans_of(rowset: RowSet) -> Sequence[tuple[int, int]]:
    return rowset.spans or [(line, line) for line in rowset.lines]


class _File(NamedTuple):
    """The file of a dataset, as readers see it."""

    name: str
    has_lines: bool = True


def _files_of(rowset: RowSet) -> dict[str, _File]:
    """Return the file of each dataset that rows are of; of several, only their names are recorded."""
    if rowset.dataset:
        return {rowset.table_name: _file_of(rowset)}
    return {name: _File(name) for name in rowset.origins}


def _file_of(rowset: RowSet) -> _File:
    if rowset.table is None:
        return _File(f"{rowset.dataset}.csv")
    name = rowset.table.file.rpartition("/")[2]
    # One file may hold several tables: a workbook, a database.
    holds = "" if name.partition(".")[0] == rowset.dataset else f" ({rowset.dataset})"
    return _File(f"{name}{holds}", rowset.table.has_lines)
