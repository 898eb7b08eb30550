"""Large tables in blocks: what tells two states of a table apart, whatever holds its columns."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbook.data.blocks import MOST_BLOCKS, divide_rows
from factbook.data.descriptor import Field, Resource
from factbook.data.formats.parquet import read_parquet
from factbook.data.tables import Table, make_columnar

TYPES = {"id": "integer", "day": "date", "name": "string", "kg": "number", "late": "boolean"}
RESOURCE = Resource(
    name="t", path="t.parquet", fields=tuple(Field(name=name, type=kind) for name, kind in TYPES.items())
)


def make_rows(count: int, *, start: int = 0) -> list[tuple[object, ...]]:
    return [
        (start + at, f"2026-{at % 12 + 1:02}-{at % 28 + 1:02}", "a" if at % 7 else None, Decimal(at) / 4, at % 3 == 0)
        for at in range(count)
    ]


def as_lists(rows) -> Table:
    lines = range(2, len(rows) + 2)
    return Table(resource=RESOURCE, cells=tuple(list(one) for one in zip(*rows, strict=True)), lines=lines)


def as_columns(rows, folder: Path) -> Table:
    frame = pd.DataFrame(rows, columns=list(TYPES))
    frame.assign(kg=frame["kg"].astype(float)).to_parquet(folder / "t.parquet")
    found, complaints = read_parquet(folder / "t.parquet", RESOURCE)
    assert not complaints
    return make_columnar(found.columns, found.count, RESOURCE)


def divide(table: Table, *key: str):
    places = range(len(table.lines))
    return divide_rows(table, places, key, places)


@pytest.mark.parametrize("key", [("id",), ("day", "id"), ("name", "day"), ("kg",), ()])
def test_lists_and_columns_of_arrow_are_divided_alike(key, tmp_path):
    rows = make_rows(3_000)
    divided, blocks = divide(as_lists(rows), *key)
    again, columnar = divide(as_columns(rows, tmp_path), *key)
    assert divided == again or key == ("kg",)
    assert len(blocks) <= MOST_BLOCKS
    assert sum(one.count for one in blocks.values()) == sum(one.count for one in columnar.values()) == len(rows)
    if key != ("kg",):
        assert {label: one.count for label, one in blocks.items()} == {
            label: one.count for label, one in columnar.items()
        }


@pytest.mark.parametrize("hold", [as_lists, as_columns])
def test_what_is_done_to_rows_is_seen_in_their_block_and_in_no_other(hold, tmp_path):
    def read(rows):
        return divide(hold(rows, tmp_path) if hold is as_columns else hold(rows), "id")

    rows = make_rows(2_000)
    divided, before = read(rows)
    assert divided == "id/10"
    assert read(rows[::-1])[1] == before
    revised = [(*row[:3], row[3] + 1, row[4]) if row[0] == 705 else row for row in rows]
    after = read(revised)[1]
    assert [label for label in before if before[label] != after[label]] == ["700"]
    assert after["700"] == replace(before["700"], digest=after["700"].digest)
    after = read([row for row in rows if row[0] != 1_999] + make_rows(1, start=5))[1]
    assert [label for label in before if before[label] != after[label]] == ["0", "1990"]
    after = read([*rows, *make_rows(20, start=2_000)])[1]
    assert before.items() <= after.items()
    assert after.keys() - before.keys() == {"2000", "2010"}


@settings(max_examples=20)
@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=30, unique=True))
def test_numbers_of_any_size_and_sign_are_counted_alike(tmp_path_factory, ids):
    rows = [(id, "2026-01-01", "a", Decimal(1), True) for id in ids]
    rows += [(at, "2026-01-02", "b", Decimal(2), False) for at in range(-600, 600) if at not in ids]
    table = as_columns(rows, tmp_path_factory.mktemp("t"))
    divided, blocks = divide(as_lists(rows), "id")
    again, columnar = divide(table, "id")
    assert (divided, {label: one.count for label, one in blocks.items()}) == (
        again,
        {label: one.count for label, one in columnar.items()},
    )
