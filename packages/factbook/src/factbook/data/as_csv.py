"""A table as plain CSV, as it was read: for those who have not the program of its format."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from factbook.data.cells import PLAIN
from factbook.data.descriptor import Resource
from factbook.data.dialects import PLAIN_DIALECT
from factbook.data.tables import Table
from figurecheck.model import Cellvalue

_UTF_8 = frozenset({"utf-8", "utf8", "utf-8-sig"})


def is_plain(resource: Resource) -> bool:
    """Return whether the file of a table is CSV that any reader reads alike, but for the delimiter."""
    is_usual = replace(resource.dialect, delimiter=",") == PLAIN_DIALECT and resource.encoding.lower() in _UTF_8
    spelled = any(replace(field.spelling, missing=None) != PLAIN for field in resource.fields)
    return resource.format == "csv" and is_usual and not (spelled or resource.flags or resource.as_published)


def render_csv(table: Table, *, most: int | None = None) -> bytes | None:
    """Return a table with its described columns, numbers as they were read, days as ISO dates, nothing for no value.

    ``None`` where it would have more than so many bytes; no more of it than that is rendered.
    """
    text = io.StringIO(newline="")
    # Line ends as in the tables that reports have had so far, whatever the machine.
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    for row in zip(*table.cells, strict=True):
        writer.writerow([_spell(cell) for cell in row])
        # The place in the text is a count of characters, of which each is one byte at least.
        if most is not None and text.tell() > most:
            return None
    content = text.getvalue().encode()
    return content if most is None or len(content) <= most else None


def _spell(value: Cellvalue) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
