"""Rows that are marked as agreeing do agree, and no row is of a source that came out before its time."""

from __future__ import annotations

import json
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.data.agreement import check_agreement, find_confirming
from factbook.data.descriptor import Field, Resource
from factbook.data.source_dates import check_access, check_periods
from factbook.data.tables import Table
from factbook.data.validate import check_data, refresh
from figurecheck.model import Source

COLUMNS = {
    "year": "integer", "value": "number", "precision": "number", "unit": "string", "seen": "date", "status": "string",
    "source_id": "string",
}  # fmt: skip


def table(*rows: tuple, key: tuple[str, ...] = ("year",), **more: str) -> Table:
    fields = tuple(Field(name=name, type=kind) for name, kind in COLUMNS.items())
    numbers = tuple(range(2, len(rows) + 2))
    resource = Resource(name="rain", path="rain.csv", fields=fields, key=key, **more)
    return Table(resource=resource, cells=tuple(zip(*rows, strict=True)), lines=numbers, numbers=numbers)


def row(value: object, status: str = "main", *, precision=None, unit="mm", year=2024, seen=None, source="a") -> tuple:
    number = None if value is None else Decimal(str(value))
    return (year, number, precision and Decimal(precision), unit, seen, status, source)


@pytest.mark.parametrize(
    ("main", "other", "agrees"),
    [
        pytest.param(row(23022), row(23022), True, id="the same"),
        pytest.param(row(23022), row(24022), False, id="another"),
        pytest.param(row("321.4"), row(321), True, id="rounded"),
        pytest.param(row("1295.7"), row(1295), True, id="cut off"),
        pytest.param(row("1295.7"), row(1297), False, id="neither"),
        pytest.param(row("1173.2"), row("1.173"), False, id="a point for a comma"),
        pytest.param(row(23022), row(23000), False, id="zeros are digits"),
        pytest.param(row(23022), row(23000, precision=1000), True, id="unless the table says otherwise"),
        pytest.param(row(2000, precision=1000), row(1690), True, id="the main row may be the coarser one"),
        pytest.param(row("-16.65"), row("-16.6"), True, id="below zero"),
        pytest.param(row("-16.65"), row("16.6"), False, id="another sign"),
        pytest.param(row(2000, unit="kg"), row(2, unit="t"), True, id="another unit"),
        pytest.param(row(2000, unit="kg"), row(2000, unit="t"), False, id="another unit, and another value"),
        pytest.param(row(2000, unit="kg"), row(2000, unit="people"), False, id="no unit of the same thing"),
        pytest.param(row(1, seen="2024-05-03"), row(1, seen="2024-05-03"), True, id="the same day"),
        pytest.param(row(1, seen="2024-05-03"), row(1, seen="2024-05-04"), False, id="another day"),
        pytest.param(row(1), row(None), True, id="nothing is said"),
    ],
)  # fmt: skip
def test_a_row_agrees_or_is_named(main, other, agrees):
    other = (*other[:5], "agrees", "b")
    for rows, line in (((main, other), 3), ((other, main), 2)):
        made = table(*rows)
        found = list(check_agreement(made))
        assert bool(found) != agrees
        assert find_confirming(made, range(2)) == ({5 - line - 2: [line - 2]} if agrees else {})
        assert all(one.place.startswith(f"data/rain.csv: row {line}, column ") for one in found)


def test_the_message_names_both_values_and_what_to_do():
    (found,) = check_agreement(table(row(23022), row(24022, "agrees")))
    assert str(found) == (
        "data/rain.csv: row 3, column value: 24022 is marked agrees, and row 2 has 23022 "
        "(correct it, make it conflict, or write in a column precision to what its source rounded)"
    )


@given(st.decimals("-1e9", "1e9", places=4), st.integers(0, 3), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_every_rounding_and_every_cut_agrees(value, places, how):
    printed = value.quantize(Decimal(1).scaleb(-places), rounding=how)
    assert not list(check_agreement(table(row(value), row(printed, "agrees"))))


@given(st.decimals("-1e9", "1e9", places=4), st.integers(0, 3), st.integers(2, 10**6), st.booleans())
def test_no_value_two_places_away_agrees(value, places, away, up):
    step = Decimal(1).scaleb(-places)
    printed = value.quantize(step, rounding=ROUND_HALF_UP) + (away if up else -away) * step
    assert list(check_agreement(table(row(value), row(printed, "agrees"))))


def test_rows_of_other_keys_and_statuses_are_not_compared():
    rows = [row(1), row(2, "conflict"), row(3, "claim"), row(9, "agrees", year=2023), row(9, "agrees", year=2023)]
    assert not list(check_agreement(table(*rows)))
    assert find_confirming(table(*rows), range(len(rows))) == {3: [4]}
    assert find_confirming(table(*rows), [0, 1]) == {}


SOURCES = {
    "early": Source(id="early", title="Early", published="2023-07-05"),
    "month": Source(id="month", title="Month", published="2024-06"),
    "undated": Source(id="undated", title="Undated", accessed="2023-01-01"),
}


@pytest.mark.parametrize(
    ("period", "source", "late"),
    [
        (2024, "early", True), (2023, "early", False), (1985, "early", False), (2025, "month", True),
        (2024, "month", False), (2024, "undated", False), (2024, "unknown", False), ("2023-08", "early", True),
        ("2023-07-05", "early", False), ("2023-07-06", "early", True), ("2023-01/2024-12", "early", False),
        ("2024-01/2024-12", "early", True), ("2023-Q4", "early", True), ("2023-Q3", "early", False),
        ("2023-H2", "early", False), ("2024-H1", "early", True), ("2024-H3", "early", False), ("all", "early", False),
        ("next spring", "early", False), ("2024-99", "early", False), (None, "early", False),
    ],
)  # fmt: skip
def test_a_number_of_a_time_to_come_is_of_no_source(period, source, late):
    made = table((period, Decimal(1), None, "mm", None, "main", source))
    assert [one.place for one in check_periods(made, SOURCES)] == (["data/rain.csv: row 2"] if late else [])
    # announced days are no numbers, and forecasts are said to be such
    assert not list(check_periods(table((period, None, None, "mm", None, "main", source)), SOURCES))
    told = table((period, Decimal(1), None, "mm", None, "main", source), projected="budgets")
    assert not list(check_periods(told, SOURCES))


def write(folder: Path, rain: str, sources: str) -> list[str]:
    fields = {
        "rain": {"year": "year", "value": "number", "projected": "string", "status": "string", "source_id": "string"},
        "sources": {"source_id": "string", "title": "string", "published": "string", "accessed": "string"},
    }
    resources = []
    for name, columns in fields.items():
        schema = {"fields": [{"name": one, "type": kind} for one, kind in columns.items()]}
        for one in schema["fields"]:
            if one["name"] == "status":
                one["constraints"] = {"enum": ["main", "agrees", "conflict", "claim"]}
        if name == "rain":
            reference = {"resource": "sources", "fields": ["source_id"]}
            schema["foreignKeys"] = [{"fields": ["source_id"], "reference": reference}]
        key = ["year"] if name == "rain" else ["source_id"]
        resources.append({"name": name, "path": f"{name}.csv", "factbook:key": key, "schema": schema})
    (folder / "data").mkdir()
    (folder / "data" / "rain.csv").write_text(f"year,value,projected,status,source_id\n{rain}", "utf-8")
    (folder / "data" / "sources.csv").write_text(f"source_id,title,published,accessed\n{sources}", "utf-8")
    (folder / "data" / "datapackage.json").write_text(json.dumps({"name": "x", "resources": resources}), "utf-8")
    refresh(folder)
    return [str(one) for one in check_data(folder)]


def test_the_check_of_the_data_says_all_of_it(tmp_path):
    rain = "2023,1.5,,main,a\n2023,1.7,,agrees,b\n2026,3,,main,a\n2027,3,forecast,main,a\n"
    found = write(tmp_path, rain, "a,A,2024-02,2024-03-01\nb,B,2024-02-10,2024-02-09\n")
    assert [one.partition(" (")[0] for one in found] == [
        "data/rain.csv: row 3, column value: 1.7 is marked agrees, and row 2 has 1.5",
        "data/rain.csv: row 4: is about 2026, and its source a was published before that, in 2024-02",
        "data/sources.csv: row 3, column accessed: 2024-02-09 is before the source was published, 2024-02-10",
    ]


def test_a_source_that_was_read_before_it_came_out_is_named():
    fields = tuple(Field(name=name) for name in ("source_id", "published", "accessed"))
    rows = [("a", "2024-02", "2024-02-01"), ("b", "2024", "2023-12-31"), ("c", "2024", ""), ("d", "", "2023-01-01")]
    made = Table(
        resource=Resource(name="sources", path="sources.csv", fields=fields),
        cells=tuple(zip(*rows, strict=True)),
        lines=(2, 3, 4, 5),
        numbers=(2, 3, 4, 5),
    )
    assert [one.place for one in check_access(made)] == ["data/sources.csv: row 3, column accessed"]
