"""Rows as JSON, parsed at once or when somebody asks for them: they are the same rows."""

from __future__ import annotations

import json
from copy import copy
from decimal import Decimal

from factbook.model.stored_rows import StoredRows, dump_rows, parse_rows
from factbook.project.files import digest
from figurecheck.model import RowSet

ROWS = (("Oulu", Decimal("7.50"), 3, None), ("Turku", True, "3", Decimal(-1)))


def test_rows_come_back_as_they_were():
    found = parse_rows(json.loads(json.dumps(dump_rows(ROWS))))
    assert repr(found) == repr(ROWS)


def test_stored_rows_are_those_rows():
    stored = StoredRows(json.dumps(dump_rows(ROWS)).encode())
    assert (stored, len(stored), stored[0], stored[1:], hash(stored)) == (ROWS, 2, ROWS[0], ROWS[1:], hash(ROWS))
    assert RowSet(rows=copy(stored)) == RowSet(rows=ROWS)
    assert digest(RowSet(rows=stored)) == digest(RowSet(rows=ROWS))
    assert stored != ROWS[:1]


def test_stored_rows_are_sent_unparsed():
    stored = StoredRows(b"no JSON, which nobody asks for")
    assert copy(stored).__reduce__() == (StoredRows, (b"no JSON, which nobody asks for",))
