"""Vintages that are rows become releases, where that loses nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factbook.data.catalog import read_catalog
from factbook.data.updating.convert import find_converted, write_converted
from factbook.data.validate import check_data, refresh
from figurecheck.model.errors import DataError

ROWS = """town,year,value,status,source_id
Alba,2022,10,main,may
Alba,2023,12,main,may
Born,2022,7,main,may
Alba,2023,13,main,june
Alba,2024,15,main,june
Alba,2022,11,main,july
Alba,2023,13,main,july
Alba,2024,16,main,july
Born,2022,7,main,july
"""
SOURCES = "source_id,title,published\nmay,May,2025-05-01\njune,June,2025-06-01\njuly,July,2025-07-01\n"
DAYS = ("2025-04-30", "2025-05-01", "2025-06-15", "2025-07-01")


def write(root: Path, rows: str = ROWS, sources: str = SOURCES) -> Path:
    (root / "data").mkdir(parents=True)
    (root / "data/rain.csv").write_text(rows, "utf-8")
    (root / "data/sources.csv").write_text(sources, "utf-8")
    statuses = {"enum": ["main", "agrees", "conflict", "claim"]}
    kinds = {"town": "string", "year": "year", "value": "integer", "status": "string", "source_id": "string"}
    fields = [{"name": name, "type": kind} for name, kind in kinds.items()]
    fields[3]["constraints"] = statuses
    rain = {
        "name": "rain",
        "path": "rain.csv",
        "schema": {"fields": fields, "primaryKey": ["town", "year", "source_id"]},
        "factbook:key": ["town", "year"],
    }
    listed = {
        "name": "sources",
        "path": "sources.csv",
        "schema": {"fields": [{"name": name, "type": "string"} for name in ("source_id", "title", "published")]},
    }
    package = {"name": "weather", "resources": [rain, listed]}
    (root / "data/datapackage.json").write_text(json.dumps(package), "utf-8")
    refresh(root)
    return root


def known(root: Path, day: str) -> list[tuple[object, ...]]:
    catalog = read_catalog(root, day=day)
    table = catalog.tables["rain"]
    rows = [dict(zip(table.columns, table.rows[at], strict=True)) for at in catalog.chosen_rows("rain", day)]
    return sorted((row["town"], row["year"], row["value"]) for row in rows)


def test_main_rows_of_several_days_are_vintages_and_no_fault(tmp_path):
    assert [str(one) for one in check_data(write(tmp_path / "report"))] == []


def test_the_same_rows_are_known_on_every_day(tmp_path):
    root = write(tmp_path / "report")
    before = {day: known(root, day) for day in DAYS}
    assert [len(rows) for rows in before.values()] == [0, 3, 4, 4]
    written = write_converted(root, find_converted(root, "rain"))
    assert written == [
        "data/releases/rain/may.csv",
        "data/releases/rain/june.csv",
        "data/rain.csv",
        "data/datapackage.json",
    ]
    assert {day: known(root, day) for day in DAYS} == before
    assert [str(one) for one in check_data(root)] == []
    entry = json.loads((root / "data/datapackage.json").read_text("utf-8"))["resources"][0]
    # The second names some keys only; the third names all.
    assert [one.get("factbook:part", False) for one in (*entry["factbook:releases"], entry)] == [False, True, False]
    assert entry["schema"]["primaryKey"] == ["town", "year"]


@pytest.mark.parametrize(
    ("rows", "sources", "message"),
    [
        pytest.param(ROWS + "Born,2022,8,conflict,june\n", SOURCES, "1 conflict", id="a conflict"),
        pytest.param(ROWS + "Born,2022,7,agrees,june\n", SOURCES, "1 agrees", id="a row that agrees"),
        pytest.param(ROWS, SOURCES.replace("06-01", "05-01"), "could not be told apart", id="two sources of a day"),
        pytest.param("".join(ROWS.splitlines(keepends=True)[:4]), SOURCES, "no vintages", id="no vintages"),
    ],
)
def test_what_would_be_lost_is_told_and_nothing_is_written(tmp_path, rows, sources, message):
    root = write(tmp_path / "report", rows, sources)
    with pytest.raises(DataError, match=message):
        find_converted(root, "rain")
    assert (root / "data/rain.csv").read_text("utf-8") == rows
