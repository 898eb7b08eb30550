"""Revised rows whose changed columns no code reads are found in tables of many rows."""

import json
from pathlib import Path

import pytest

from factbook.data.catalog import read_catalog
from factbook.data.tables import Table
from factbook.publish.crossed_runs import _find_rows
from figurecheck.model import Cellvalue

ROWS = 200


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a report whose table has many rows."""
    (tmp_path / "data").mkdir()
    lines = [f"{1800 + n},{n}" for n in range(ROWS)]
    (tmp_path / "data" / "checks.csv").write_text("\n".join(["year,value", *lines]) + "\n")
    fields = [{"name": "year", "type": "integer"}, {"name": "value", "type": "integer"}]
    schema = {"fields": fields, "primaryKey": ["year"]}
    resource = {"name": "checks", "path": "checks.csv", "schema": schema, "sources": [{"title": "Counts"}]}
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps({"name": "r", "resources": [resource]}))
    return tmp_path


def test_the_rows_of_a_table_are_made_once_however_many_it_has(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = read_catalog(report)
    rows, made = catalog.tables["checks"].rows, []

    def make_rows(table: Table) -> tuple[tuple[Cellvalue, ...], ...]:
        made.append(table)
        return rows

    monkeypatch.setattr(Table, "rows", property(make_rows))
    found = _find_rows(catalog, "checks", "2026-01-01", ["1801", "1900"])

    assert found == {"1801": {"year": 1801, "value": 1}, "1900": {"year": 1900, "value": 100}}
    assert len(made) == 1
