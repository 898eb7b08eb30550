"""Rows that do not count on the edition's day are named in every run, with the statistics that leave them out."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.data.catalog import read_catalog
from factbook.data.validate import refresh
from factbook.render.metadata.claims_json import claims_body, note_item
from factbook.report.not_yet_known import find_not_yet_known
from figurecheck.model import RowSet, Statistic
from tiny import write_tiny

STATISTICS = {
    id: Statistic(id=id, value=Decimal(1), rows=(RowSet(dataset=dataset),))
    for id, dataset in (("birds.last", "birds"), ("birds.all", "birds"), ("fish.all", "fish"))
}


def find(folder: Path, day: str, statistics=STATISTICS) -> list[str]:
    return [str(note) for note in find_not_yet_known(read_catalog(folder), statistics, day)]


def test_rows_of_later_sources_are_named_with_what_leaves_them_out(tmp_path):
    assert find(write_tiny(tmp_path), "2025-05-01") == [
        "data/birds.csv: 1 of 3 rows is not known yet on 2025-05-01 (new); "
        "2 statistics rest on the table: birds.all, birds.last "
        "(they count from 2025-06-10 on: see factbook: edition: date)"
    ]


def test_a_table_that_was_replaced_as_a_whole_is_named_too(tmp_path):
    (note,) = find(write_tiny(tmp_path), "2020-01-01", {})
    assert "all 3 rows are not known yet on 2020-01-01 (new, old); no statistic rests on the table" in note


def test_a_source_without_a_date_is_never_known_and_that_is_said(tmp_path):
    path = write_tiny(tmp_path) / "data" / "sources.csv"
    path.write_text(path.read_text("utf-8").replace("2025-06-10", ""), "utf-8")
    refresh(tmp_path)
    (note,) = find(tmp_path, "2030-01-01")
    assert note.endswith("(write in data/sources.csv when they came out, or when you read them)")


@pytest.mark.parametrize("day", ["2025-06-10", "2026-01-01"])
def test_nothing_is_said_and_no_table_is_read_where_all_is_known(tmp_path, day, monkeypatch):
    catalog = read_catalog(write_tiny(tmp_path))
    monkeypatch.setattr(type(catalog.tables), "__getitem__", lambda self, name: pytest.fail(name))
    assert not list(find_not_yet_known(catalog, STATISTICS, day))


def test_the_json_has_all_of_it(tmp_path):
    catalog = read_catalog(write_tiny(tmp_path))
    notes = find_not_yet_known(catalog, STATISTICS, "2025-05-01")
    (item,) = json.loads(json.dumps(claims_body((), (), notes=map(note_item, notes))))["notes"]
    assert (item["rows"], item["of"], item["statistics"]) == (1, 3, ["birds.all", "birds.last"])
