"""The cells of a ``{csv-table}``, each with the heads of its row and column, as docutils reads them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from figurecheck.model.claim import Head, HeadKind

_WORDS = {"tab": "\t", "space": " "}


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvCell:
    """A cell of a table."""

    text: str
    line: int | None
    """The line of the table's body in which its row begins, from 0; ``None`` for a head that stands in the options."""
    heads: tuple[Head, ...] = ()
    """The heads of its row and of its column, as they are written."""
    before: tuple[str, ...] = ()
    """What stands between the head of its row and it; a cell with a number is another figure."""


def read_csv_cells(body: str, options: Mapping[str, str]) -> list[CsvCell] | None:
    """Return the cells of a table in reading order; ``None`` for a body that docutils refuses."""
    try:
        dialect = _find_dialect(options)
        above = [(None, row) for _, row in _read_rows(options.get("header", ""), dialect)]
        rows = [*_read_rows(body, dialect)]
        headed = int(options.get("header-rows") or 0)
    except (csv.Error, TypeError, ValueError):
        # A delimiter of two signs is a TypeError, and a number of heads that is none a ValueError.
        return None
    heads: list[tuple[int | None, list[str]]] = [*above, *rows[:headed]]
    rest = rows[headed:]
    columns = [" ".join(filter(None, texts)) for texts in _transpose([row for _, row in heads])]
    return [*(CsvCell(text=text, line=line) for line, row in heads for text in row), *_with_heads(rest, columns)]


def _find_dialect(options: Mapping[str, str]) -> dict[str, Any]:
    """Return what `csv.reader` takes for the options of a table, as docutils has them."""
    delimiter = options.get("delim", ",")
    return {
        "delimiter": _WORDS.get(delimiter, delimiter),
        "quotechar": options.get("quote", '"'),
        "escapechar": options.get("escape"),
        "doublequote": "escape" not in options,
        "skipinitialspace": "keepspace" not in options,
        "strict": True,
    }


def _read_rows(body: str, dialect: Mapping[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line in which it begins. Raises csv.Error."""
    lines = body.split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), **dialect)
    before = 0
    for row in reader:
        if row:
            # Empty lines before a row are rows without cells.
            yield before, [text.rstrip("\n") for text in row]
        before = reader.line_num


def _transpose(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max(map(len, rows), default=0)
    return [[row[at] for row in rows if at < len(row)] for at in range(width)]


def _with_heads(rows: Sequence[tuple[int, list[str]]], columns: Sequence[str]) -> Iterator[CsvCell]:
    for line, row in rows:
        for at, text in enumerate(row):
            own = (row[0] if at else "", columns[at] if at < len(columns) else "")
            kinds = zip((HeadKind.ROW, HeadKind.COLUMN), own, strict=True)
            heads = tuple(Head(kind, head) for kind, head in kinds if head.strip())
            before = tuple(words for words in row[1:at] if words and not any(map(str.isdecimal, words)))
            yield CsvCell(text=text, line=line, heads=heads, before=before)
