"""What a source prints is found in columns of Arrow as in lists, without an index of every cell."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from factbook.data.descriptor import Field, Resource
from factbook.data.formats import parquet
from factbook.data.formats.parquet import read_parquet
from factbook.data.printed import index_sources
from factbook.data.tables import Table, make_columnar
from figurecheck.model import Source

SOURCE = Source(id="office", title="Office")
ROWS = [
    ("north", 2024, 5, Decimal("0.5"), "kg", True),
    ("north", 2025, 7, Decimal("2.5"), "t", False),
    ("south", 2024, 5, None, "kg", True),
    ("south.coast", 2024, 2024, Decimal("5.0"), "kg", False),
]
TYPES = {"place": "string", "year": "year", "n": "integer", "weight": "number", "unit": "string", "late": "boolean"}


def make_resource(*key: str) -> Resource:
    fields = tuple(Field(name=name, type=kind, source="source_id") for name, kind in TYPES.items())
    return Resource(name="t", path="t.parquet", fields=fields, primary_key=key, sources=(SOURCE,))


@pytest.fixture(params=[0, parquet._OFTEN], ids=["in order", "searched"])
def often(request, monkeypatch):
    monkeypatch.setattr(parquet, "_OFTEN", request.param)


@pytest.fixture(params=[("place", "year"), ("place",), ("n",)], ids=str)
def both(request, tmp_path, often):
    resource = make_resource(*request.param)
    frame = pd.DataFrame(ROWS, columns=list(TYPES))
    frame.assign(weight=frame["weight"].astype(float)).to_parquet(tmp_path / "t.parquet")
    read, complaints = read_parquet(tmp_path / "t.parquet", resource)
    assert not complaints
    columnar = make_columnar(read.columns, read.count, resource)
    lists = Table(resource=resource, cells=tuple(list(one) for one in zip(*ROWS, strict=True)), lines=range(1, 5))
    assert columnar.is_columnar
    return index_sources({"t": lists})["office"], index_sources({"t": columnar})["office"]


def places(rows) -> list[tuple[object, ...]]:
    found = [
        (row.rows.lines, row.key, tuple((cell.column, cell.text, cell.unit) for cell in row.cells)) for row in rows
    ]
    return sorted(found)


def test_columns_hold_what_lists_hold(both):
    lists, columnar = both
    assert set(columnar.units) == set(lists.units)
    numbers = [Decimal(text) for text in ("5", "7", "0.5", "2.5", "2024", "2025", "1", "3", "5.0", "0.25")]
    for value in numbers:
        for unit in ("kg", "t", "", "people"):
            assert places(columnar.find_number(value, unit)) == places(lists.find_number(value, unit))
    for name in (
        "north",
        "north/2024",
        "north/2025",
        "t/north/2024",
        "south",
        "5",
        "7",
        "t/7",
        "7/weight",
        "nowhere",
        "x/y",
    ):
        assert places(columnar.find_rows(name)) == places(lists.find_rows(name))
    for id in ("south", "north", "5", "2024"):
        assert places(columnar.find_rows_of(id)) == places(lists.find_rows_of(id))
