"""A table with releases: on a day, the newest one known on it is the table, and all of them are its vintages."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.data.catalog import dataset, read_catalog
from factbook.data.descriptor_file import read_package
from factbook.data.release import STEP
from factbook.data.table_store import Tables
from factbook.data.validate import check_data, refresh
from factbook.notebooks.recording.release_rows import split_rows
from factbook.notebooks.recording.rows import read_rows
from factbook.notebooks.replication.packed import pack_tables
from factbook.publish.seal_tables import seal_table
from factbook.report.not_yet_known import find_not_yet_known

FIRST = "year,value\n2023,10\n2024,12\n"
SECOND = "year,value\n2023,11\n2024,12\n2025,15\n"
PART = "year,value\n2024,13\n2026,20\n"


def _source(month: str) -> dict[str, str]:
    return {"title": f"Birds {month}", "factbook:id": f"birds-{month}", "factbook:published": f"2026-{month}-01"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of three releases, of which the last one is a part."""
    files = {
        "releases/birds/birds-01.csv": FIRST,
        "releases/birds/birds-02.csv": SECOND,
        "birds.csv": PART,
    }
    for name, text in files.items():
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(text, "utf-8")
    fields = [{"name": "year", "type": "year"}, {"name": "value", "type": "number"}]
    birds = {
        "name": "birds",
        "path": "birds.csv",
        "schema": {"fields": fields, "primaryKey": ["year"]},
        "sources": [_source("03")],
        "factbook:part": True,
        "factbook:releases": [
            {"path": f"releases/birds/birds-{month}.csv", "sources": [_source(month)]} for month in ("01", "02")
        ],
    }
    (tmp_path / "data/datapackage.json").write_text(json.dumps({"name": "lake", "resources": [birds]}), "utf-8")
    refresh(tmp_path)
    monkeypatch.setenv("FACTBOOK_ROOT", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("day", "values"),
    [
        pytest.param("2025-12-31", {}, id="before the first"),
        pytest.param("2026-01-01", {2023: 10, 2024: 12}, id="the first"),
        pytest.param("2026-02-28", {2023: 11, 2024: 12, 2025: 15}, id="the second, whole"),
        pytest.param("2026-03-01", {2023: 11, 2024: 13, 2025: 15, 2026: 20}, id="a part, with what it completes"),
    ],
)
def test_the_newest_release_known_on_a_day_is_the_table(root, monkeypatch, day, values):
    monkeypatch.setenv("FACTBOOK_AS_OF", day)
    assert {year: int(value) for year, value in dataset("birds")["value"].items()} == values
    catalog = read_catalog(root, day=day)
    table = catalog.tables["birds"]
    assert len(catalog.chosen_rows("birds", day)) == len(values)
    assert {table.rows[at] for at in catalog.chosen_rows("birds", day)} == {
        (year, Decimal(value)) for year, value in values.items()
    }


def test_vintages_are_the_rows_of_every_release_known_with_its_source(root, monkeypatch):
    monkeypatch.setenv("FACTBOOK_AS_OF", "2026-02-01")
    found = dataset("birds", vintages=True)
    assert list(found.columns) == ["year", "value", "source_id"]
    assert sorted(zip(found["year"], found["value"], found["source_id"], strict=True)) == [
        (2023, 10, "birds-01"),
        (2023, 11, "birds-02"),
        (2024, 12, "birds-01"),
        (2024, 12, "birds-02"),
        (2025, 15, "birds-02"),
    ]


def test_each_row_keeps_the_release_and_the_line_that_it_is_of(root, monkeypatch):
    monkeypatch.setenv("FACTBOOK_AS_OF", "2026-03-01")
    found = dataset("birds")
    [recorded] = read_rows(found)
    assert recorded.releases == ("birds-03", "birds-02", "birds-01")
    assert recorded.lines == (STEP + 2, 2, STEP + 4, 3)
    parts = {part.release: part for part in split_rows(recorded)}
    assert parts[""].lines == (2, 3)
    assert parts["birds-02"].lines == (2, 4)
    catalog = read_catalog(root, day="2026-03-01")
    assert all(catalog.verify_lines(part) == part.lines for part in parts.values())
    assert catalog.verify_lines(split_rows(read_rows(found.assign(value=0))[0])[0]) == ()


def test_the_catalog_of_an_earlier_day_has_the_file_of_that_day(root):
    catalog = read_catalog(root, day="2026-03-01")
    [earlier] = catalog.on("2026-01-15").resources
    assert earlier.place == "data/releases/birds/birds-01.csv"
    assert earlier.source_ids == ("birds-01",)
    assert catalog.on("2026-01-15").on("2026-03-01").resources == catalog.resources


def test_a_column_that_an_earlier_release_lacks_is_empty(root, monkeypatch):
    path = root / "data/datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    package["resources"][0]["schema"]["fields"].append({"name": "note", "type": "string"})
    path.write_text(json.dumps(package), "utf-8")
    (root / "data/birds.csv").write_text("year,value,note\n2024,13,late\n2026,20,\n", "utf-8")
    monkeypatch.setenv("FACTBOOK_AS_OF", "2026-03-01")
    assert dataset("birds")["note"].fillna("").tolist() == ["", "late", "", ""]


def test_a_sound_table_with_releases_has_no_faults(root):
    assert [str(one) for one in check_data(root)] == []


def test_a_bundle_has_the_merged_table_and_all_releases_that_were_read(root):
    [table] = read_catalog(root, day="2026-03-01").resources
    packed = pack_tables([table], root, 10**6, ["data/birds.csv", "data/releases/birds/birds-02.csv"])
    assert packed.rendered[packed.paths["birds"]] == b"year,value\n2024,13\n2026,20\n2023,11\n2025,15\n"
    assert packed.rendered[packed.vintages["birds"]].count(b"\n") == 8
    assert packed.rendered[packed.vintages["birds"]].startswith(b"year,value,source_id\n2024,13,birds-03\n")
    [earlier] = read_catalog(root, day="2026-01-15").resources
    assert pack_tables([earlier], root, 10**6, [earlier.place]).paths == {"birds": earlier.place}


def _change(root: Path, change) -> None:
    path = root / "data/datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    change(package["resources"][0])
    path.write_text(json.dumps(package), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param(
            lambda root: (root / "data/releases/birds/birds-01.csv").unlink(),
            "data/releases/birds/birds-01.csv: not found (restore it from version control, or take it out of "
            "factbook:releases)",
            id="a file that is gone",
        ),
        pytest.param(
            lambda root: _change(root, lambda birds: birds["factbook:releases"][0].update(hash="sha256:" + "0" * 64)),
            "data/releases/birds/birds-01.csv: differs from its hash in data/datapackage.json",
            id="a file that was changed",
        ),
        pytest.param(
            lambda root: _change(root, lambda birds: birds["factbook:releases"][1].update(sources=[_source("01")])),
            "two releases are known from 2026-01-01 on",
            id="a tie",
        ),
        pytest.param(
            lambda root: _change(
                root, lambda birds: birds["factbook:releases"][0].update({"factbook:sources": ["nobody"]})
            ),
            "names 'nobody', which is no source (describe it: factbook source add nobody",
            id="an unknown source",
        ),
        pytest.param(
            lambda root: _change(root, lambda birds: birds["factbook:releases"].append("x.csv")),
            "is no list of releases with paths",
            id="no release",
        ),
        pytest.param(
            lambda root: (root / "data/releases/birds/birds-01.csv").write_text("year,value\n2023,ten\n", "utf-8"),
            "data/releases/birds/birds-01.csv: row 2, column value: 'ten' is no number",
            id="an unreadable cell",
        ),
    ],
)
def test_what_is_wrong_with_a_release_is_named(root, spoil, message):
    spoil(root)
    assert any(message in str(one) for one in check_data(root)), [str(one) for one in check_data(root)]


def test_a_later_release_is_told_in_every_run(root):
    catalog = read_catalog(root, day="2026-02-10")
    [note] = find_not_yet_known(catalog, {}, "2026-02-10")
    assert str(note) == (
        "data/birds.csv: a later release (birds-03) is not known yet on 2026-02-10; 0 statistics rest on the release "
        "before it (it counts from 2026-03-01 on: see factbook: edition: date)"
    )


def test_the_table_of_a_part_is_whole_also_where_the_check_has_read_its_file_already(root):
    tables = Tables(root, read_package(root).resources)
    assert check_data(root, tables=tables) == []
    catalog = read_catalog(root, tables=tables, day="2026-03-01")
    assert len(catalog.tables["birds"].lines) == 4
    sealed = seal_table(catalog, "birds", "2026-03-01", None)
    assert sorted(sealed.rows) == ["2023", "2024", "2025", "2026"]
