"""New releases of tables that a Data Package of others describes: the package stays as its publisher made it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factbook.data.adding.entry import Answers
from factbook.data.adding.package import find_package
from factbook.data.adding.write import add_package
from factbook.data.catalog import read_catalog
from factbook.data.updating.incoming import find_incoming
from factbook.data.updating.package import find_newer
from factbook.data.updating.write import write_release
from factbook.data.validate import check_data
from figurecheck.model.errors import DataError
from tiny import write_tiny

FIRST = "Date,Level,Note\n2026-01,3.10,a\n2026-02,3.25,a\n2026-03,3.40,a\n"
SECOND = "Date,Level,Note\n2026-01,3.10,a\n2026-02,3.26,a\n2026-03,3.40,a\n2026-04,3.55,a\n"
FIELDS = [
    {"name": "Date", "type": "date", "format": "any"},
    {"name": "Level", "type": "number"},
    {"name": "Note", "type": "string"},
]
SOURCES = [{"title": "River gauges"}, {"title": "Harbour office", "path": "https://harbour.example/"}]


def write_package(folder: Path, text: str) -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "data/level.csv").write_text(text, "utf-8")
    (folder / "data/other.csv").write_text("Date,Level,Note\n2020-01,1,b\n", "utf-8")
    tables = [{"name": name, "path": f"data/{name}.csv", "schema": {"fields": FIELDS}} for name in ("level", "other")]
    package = {"name": "gauges", "resources": tables, "sources": SOURCES, "licenses": [{"name": "CC0-1.0"}]}
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "report").mkdir()
    root = write_tiny(tmp_path / "report")
    found = find_package(write_package(tmp_path / "first", FIRST))
    add_package(root, found.folder, found.name, found.files)
    return root


def find(root: Path, text: str = SECOND, day: str = "2026-05-02"):
    file = root.parent / "level-new.csv"
    file.write_text(text, "utf-8")
    return find_incoming(root, "level", file, "level-new.csv", Answers(published=day))


def test_rows_without_a_described_key_are_compared_by_the_column_that_tells_them_apart(root):
    found = find(root)
    assert found.comparison.key == ("Date",)
    assert [len(rows) for rows in (found.comparison.new, found.comparison.revised, found.comparison.gone)] == [1, 1, 0]
    assert not found.has_lost_many


def test_rows_that_nothing_tells_apart_are_compared_whole(root):
    found = find(root, SECOND.replace("2026-03", "2026-02"))
    assert found.comparison.others == ()


def test_the_package_stays_as_it_is_and_its_table_becomes_an_entry_of_the_report(root):
    before = {path: path.read_bytes() for path in (root / "data/gauges").rglob("*") if path.is_file()}
    written = write_release(root, find(root))
    assert written[1:] == ["data/level.csv", "data/datapackage.json"]
    assert {path: path.read_bytes() for path in before} == before
    assert (root / "data/level.csv").read_text("utf-8") == SECOND
    assert [str(one) for one in check_data(root)] == []
    names = [one.name for one in read_catalog(root).resources]
    assert (names.count("level"), names.count("other")) == (1, 1)
    assert len(read_catalog(root).tables["level"].lines) == 4
    assert len(read_catalog(root, day="2026-05-01").tables["level"].lines) == 3
    again = find(root, SECOND.replace("3.55", "3.56"), "2026-06-02")
    assert len(again.entry["factbook:releases"]) == 2


def test_a_new_release_has_all_sources_of_the_one_before_with_its_day(root):
    entry = find(root).entry
    assert [(one["title"], one["factbook:published"]) for one in entry["sources"]] == [
        ("River gauges", "2026-05-02"),
        ("Harbour office", "2026-05-02"),
    ]


def test_a_package_that_comes_again_with_other_rows_says_how_its_tables_become_releases(root):
    found = find_package(write_package(root.parent / "second", SECOND))
    with pytest.raises(DataError) as error:
        add_package(root, found.folder, found.name, found.files)
    [line] = [str(one) for one in error.value.complaints]
    assert line == (
        "data/gauges/data/level.csv: is another file already (a new release: factbook data update gauges "
        f"{root.parent / 'second'}; another package: give it a name with --name)"
    )


def test_a_newer_package_has_the_files_of_the_tables_that_the_report_has(root):
    folder = write_package(root.parent / "second", SECOND)
    both = {name: folder / f"data/{name}.csv" for name in ("level", "other")}
    assert find_newer(root, "gauges", folder, "new").files == both
    # A table that had a release is the report's own, and is found all the same.
    write_release(root, find(root))
    assert find_newer(root, "gauges", folder / "datapackage.json", "new").files == both
    assert find_newer(root, "level", folder, "new").files == {"level": both["level"]}


def test_tables_that_came_or_went_with_a_newer_package_are_named(root):
    path = write_package(root.parent / "second", SECOND) / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace('"name": "other"', '"name": "depth"'), "utf-8")
    newer = find_newer(root, "gauges", path, "new")
    assert (list(newer.files), newer.added, newer.gone) == (["level"], ("depth",), ("other",))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gauge", "no package and no table 'gauge' (did you mean gauges?)"),
        ("birds", "has no table 'birds' (it has level, other)"),
    ],
)
def test_a_package_of_which_the_report_has_nothing_is_refused(root, name, message):
    with pytest.raises(DataError) as error:
        find_newer(root, name, write_package(root.parent / "second", SECOND), "new")
    assert message in str(error.value.complaints[0])
