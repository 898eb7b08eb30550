"""CSV of any dialect, as text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from factbook.data.decoding import decode
from factbook.data.descriptor import Resource
from factbook.data.formats.records import Records, make_records
from figurecheck.model.errors import Complaint, DataError
from figurecheck.model.worded import phrase


def read_delimited(path: Path, resource: Resource) -> tuple[Records, list[Complaint]]:
    """Read a CSV file, with a complaint about each thing that hinders reading its texts.

    Raises DataError when it is empty, or its quotes do not match.
    """
    # A wrong encoding is reported beside the faults of the rows, so that one run names all.
    text, complaints = decode(path.read_bytes(), resource.place, resource.encoding)
    try:
        return parse_records(text, resource), complaints
    except DataError as error:
        raise DataError(*complaints, *error.complaints) from error


def parse_records(text: str, resource: Resource) -> Records:
    """Split a CSV text into its records.

    Raises DataError when it is empty, or its quotes do not match.
    """
    rows, lines = split_text(text, resource)
    return make_records(rows, lines, resource)


def split_text(text: str, resource: Resource) -> tuple[list[list[str]], range | list[int]]:
    """Return all rows of a CSV text, and the line of each. Raises DataError for quotes that do not match."""
    dialect = resource.dialect
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        doublequote=dialect.double_quote,
        escapechar=dialect.escape or None,
        skipinitialspace=dialect.skip_space,
        strict=True,
    )
    rows: list[list[str]] = []
    # Only a quoted cell can hold a line break. Without quotes the reader runs in C alone, which is a quarter faster.
    ends = [0] if dialect.quote in text or dialect.escape else None
    try:
        if ends is None:
            rows.extend(reader)
        else:
            for row in reader:
                rows.append(row)
                ends.append(reader.line_num)
    except csv.Error as error:
        remedy = "look for a quote that is not closed, or not doubled within a quoted cell"
        place = f"{resource.place}: row {len(rows) + 1}"
        raise DataError.about(place, phrase("not readable as CSV: {error}", error=error), remedy) from error
    return rows, range(1, len(rows) + 1) if ends is None else [end + 1 for end in ends[: len(rows)]]
