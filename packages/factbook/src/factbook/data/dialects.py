"""How a table lies in its file, by the Table Dialect of the standard: delimiter, heads, sheet, table, property."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated

from figurecheck.model.fields import FileKey

SUFFIXES = {
    "csv": "csv", "tsv": "csv", "txt": "csv", "xlsx": "xlsx", "xlsm": "xlsx", "parquet": "parquet", "pq": "parquet",
    "sqlite": "sqlite", "sqlite3": "sqlite", "db": "sqlite", "gpkg": "sqlite", "json": "json",
    "jsonl": "json", "ndjson": "json", "geojson": "json",
}  # fmt: skip
"""The format of a file, by the ending of its name."""
MEDIA_TYPES = {
    "csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
"""The media type of each format."""
_GROUPS = ("csv", "excel", "json", "sql")
"""Where frictionless writes the parts of a dialect that are of one format only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a table lies in its file."""

    delimiter: str = ","
    """The character between the cells of a row."""
    quote: Annotated[str, FileKey("quoteChar")] = '"'
    """The character around a cell that holds a delimiter or a line break."""
    double_quote: Annotated[bool, FileKey("doubleQuote")] = True
    """Whether a quote within a cell is written twice."""
    escape: Annotated[str, FileKey("escapeChar")] = ""
    """The character before one that is meant literally."""
    skip_space: Annotated[bool, FileKey("skipInitialSpace")] = False
    """Whether blanks behind a delimiter are left out."""
    header: bool = True
    """Whether a row names the columns; without one, they are the fields in their order."""
    header_rows: Annotated[tuple[int, ...], FileKey("headerRows")] = (1,)
    """The rows that name the columns. An empty cell of the first of several stands for the head to its left."""
    header_join: Annotated[str, FileKey("headerJoin")] = " "
    """What is written between the heads of one column, where several rows name it."""
    comment_rows: Annotated[tuple[int, ...], FileKey("commentRows")] = ()
    """Rows that are left out."""
    comment: Annotated[str, FileKey("commentChar")] = ""
    """How rows begin that are left out."""
    sheet: Annotated[str, FileKey("sheetName")] = ""
    """The sheet of a workbook; the first one where none is named."""
    sheet_number: Annotated[int, FileKey("sheetNumber")] = 1
    """The number of the sheet, from 1, where it is not named."""
    table: str = ""
    """The table or the view of a database."""
    pointer: Annotated[str, FileKey("property")] = ""
    """Where a JSON document has its list of records: a name, or a path such as ``/data/results``."""

    @property
    def start(self) -> int:
        """The row before the first one of data."""
        return max(self.header_rows, default=0) if self.header else 0

    @property
    def has_notes(self) -> bool:
        """Whether rows above the header are no data, so that there may be notes below the table as well."""
        return self.header and self.start > len(self.header_rows)


PLAIN_DIALECT = Dialect()
"""That of most tables, which share it: it is sent to the process that renders once, and not with each of them."""


def parse_dialect(value: object) -> Dialect | None:
    """Read a dialect; what has the wrong type is left at its default, and a check against the standard reports it."""
    if not isinstance(value, Mapping):
        return None
    # frictionless 5 nests what belongs to one format, version 2 of the standard does not; published packages have both.
    flat = dict(value)
    for group in _GROUPS:
        inner = value.get(group)
        flat |= inner if isinstance(inner, Mapping) else {}

    def text(key: str, otherwise: str, *, most: int = 1) -> str:
        found = flat.get(key)
        return found if isinstance(found, str) and (most == 0 or len(found) <= most) else otherwise

    def rows(key: str, otherwise: tuple[int, ...]) -> tuple[int, ...]:
        found = flat.get(key)
        is_rows = isinstance(found, list) and all(type(one) is int and one > 0 for one in found)
        return tuple(sorted(found)) if is_rows and found else otherwise

    number = flat.get("sheetNumber")
    sheet = flat.get("sheetName", flat.get("sheet"))
    return Dialect(
        delimiter=text("delimiter", ",") or ",",
        quote=text("quoteChar", '"') or '"',
        double_quote=flat.get("doubleQuote") is not False,
        escape=text("escapeChar", ""),
        skip_space=flat.get("skipInitialSpace") is True,
        header=flat.get("header") is not False,
        header_rows=rows("headerRows", (1,)),
        header_join=text("headerJoin", " ", most=0),
        comment_rows=rows("commentRows", ()),
        comment=text("commentChar", ""),
        sheet=sheet if isinstance(sheet, str) else "",
        sheet_number=number if type(number) is int and number > 0 else 1,
        table=text("table", "", most=0),
        pointer=text("property", "", most=0),
    )


def format_of(path: str, stated: str = "") -> str:
    """Return the format of a file: as stated, else by the ending of its name; CSV for any other."""
    known = SUFFIXES.get(stated.lower())
    return known or SUFFIXES.get(PurePosixPath(path).suffix.removeprefix(".").lower(), "csv")
