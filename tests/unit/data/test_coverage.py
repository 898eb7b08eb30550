"""What a table covers."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from factbook.data.catalog import read_catalog
from factbook.data.coverage import find_coverage, look_up_coverage
from factbook.data.descriptor import Field, Resource
from factbook.data.formulas import find_formulas
from factbook.data.tables import Table
from factbook.engine.fingerprints import see_inputs
from factbook.engine.results import Results, using
from figurecheck.model import Source

SOURCES = {
    "a": Source(id="a", title="A", published="2024-03"),
    "b": Source(id="b", title="B", published="2025-02-17"),
    "c": Source(id="c", title="C"),
}


def table(fields, *rows):
    resource = Resource(name="t", path="t.csv", fields=tuple(fields))
    return Table(resource=resource, cells=tuple(zip(*rows, strict=True)) or tuple(() for _ in fields))


def test_years_and_sources_of_the_rows_are_found():
    fields = [Field(name="year", type="year"), Field(name="value", type="integer"), Field(name="source_id")]
    found = find_coverage(table(fields, (2019, 1999, "b"), (2024, 3, "a"), (2021, 3, "b"), (2020, 3, "c")), SOURCES)
    assert (found.first, found.last) == ("2019", "2024")
    assert found.sources == ("b", "a", "c")
    assert (found.published_first, found.published_last) == ("2024-03", "2025-02-17")


@pytest.mark.parametrize(
    ("kind", "name", "cell", "years"),
    [
        ("string", "period", "2024-01/2024-06", ("2024", "2024")),
        ("string", "period", "2016-2024", ("2016", "2024")),
        ("date", "begins", "2023-05-01", ("2023", "2023")),
        ("string", "place", "room 2024", ("", "")),
    ],
)
def test_only_columns_that_say_when_count(kind, name, cell, years):
    found = find_coverage(table([Field(name=name, type=kind)], (cell,)), SOURCES)
    assert (found.first, found.last) == years


def test_a_table_without_rows_covers_nothing():
    found = find_coverage(table([Field(name="year", type="year")]), SOURCES)
    assert (found.first, found.last, found.sources) == ("", "", ())


def test_two_tables_of_one_file_are_told_apart(tmp_path):
    (tmp_path / "data").mkdir()
    with closing(sqlite3.connect(tmp_path / "data/t.sqlite")) as file:
        for name, year in (("a", 2001), ("b", 2011)):
            file.execute(f"create table {name} (year integer, said text)")
            file.execute(f"insert into {name} values ({year}, '{'=1+1' if name == 'b' else 'two'}')")
        file.commit()
    schema = {"fields": [{"name": "year", "type": "year"}, {"name": "said"}]}
    described = [{"name": one, "path": "t.sqlite", "dialect": {"table": one}, "schema": schema} for one in "ab"]
    (tmp_path / "data/datapackage.json").write_text(json.dumps({"resources": described}))
    catalog = read_catalog(tmp_path)
    with using(Results(tmp_path, see_inputs(tmp_path))):
        assert [look_up_coverage(catalog, one).first for one in catalog.resources] == ["2001", "2011"]
        assert len(list(find_formulas(catalog))) == 1
