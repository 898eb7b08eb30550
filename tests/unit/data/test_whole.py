"""A check of data that nobody has touched looks at no table, and one of data that was touched says the same as ever."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from factbook.data import validate
from factbook.data.catalog import read_catalog
from factbook.data.validate import check_data
from factbook.engine.fingerprints import see_inputs
from factbook.engine.results import Results, using
from factbook.project.settings import read_project
from factbook.report.inputs import read_inputs
from figurecheck.model.errors import Complaint, DataError

TABLES = ("towns", "roads", "rivers")
DAY = "2025-06-30"


def describe(name: str, **more: Any) -> dict[str, Any]:
    fields = [{"name": "year", "type": "year"}, {"name": "note", "type": "string"}, {"name": "source_id"}]
    fields.append({"name": "people", "type": "integer"})
    return {"name": name, "path": f"{name}.csv", "schema": {"fields": fields}, **more}


def write_descriptor(root: Path, *tables: dict[str, Any], **more: Any) -> None:
    fields = [{"name": one} for one in ("source_id", "title", "published", "url")]
    listed = {"name": "sources", "path": "sources.csv", "schema": {"fields": fields, "primaryKey": "source_id"}}
    descriptor = {"resources": [listed, *tables], **more}
    (root / "data/datapackage.json").write_text(json.dumps(descriptor), "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    write_descriptor(tmp_path, *map(describe, TABLES))
    (tmp_path / "data/sources.csv").write_text("source_id,title,published,url\na,A,2025-01-01,https://example.org\n")
    for name in TABLES:
        (tmp_path / f"data/{name}.csv").write_text("year,note,source_id,people\n2024,fine,a,7\n")
    (tmp_path / "_config.yml").write_text(
        f"title: T\nsphinx:\n  extra_extensions: [factbook.sphinx_ext]\nfactbook:\n  edition:\n    date: {DAY}\n"
    )
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.md").write_text("# T\n")
    return tmp_path


def rewrite(file: str, old: str, new: str) -> Callable[[Path], object]:
    return lambda root: (root / file).write_text((root / file).read_text("utf-8").replace(old, new), "utf-8")


def move_behind_a_link(root: Path) -> None:
    (root / "elsewhere").mkdir()
    (root / "data/roads.csv").rename(root / "elsewhere/roads.csv")
    (root / "data/link").symlink_to(root / "elsewhere")
    write_descriptor(root, describe("roads", path="link/roads.csv"))


def list_others(root: Path) -> None:
    (root / "data/others").mkdir()
    (root / "data/others/datapackage.json").write_text(json.dumps({"resources": [describe("lakes")]}))
    (root / "data/others/lakes.csv").write_text("year,note,source_id,people\n2024,=1+1,a,7\n")
    write_descriptor(root, describe("roads"), **{"factbook:packages": ["others/datapackage.json"]})


CHANGES: dict[str, list[Callable[[Path], object]]] = {
    "a cell": [rewrite("data/roads.csv", "2024", "MMXXIV"), rewrite("data/roads.csv", "MMXXIV", "2023")],
    "a formula": [rewrite("data/roads.csv", "fine", "=1+1"), rewrite("data/roads.csv", "=1+1", "well")],
    "a source": [rewrite("data/sources.csv", "a,A", "b,B"), rewrite("data/sources.csv", "b,B", "a,A")],
    "a date of a source": [rewrite("data/sources.csv", "2025-01-01", "2023-01-01")],
    "the descriptor": [rewrite("data/datapackage.json", '"type": "year"', '"type": "date"')],
    "a foreign key": [
        lambda root: write_descriptor(
            root, describe("roads", schema={"fields": [{"name": "year"}], "foreignKeys": [{"fields": ["year"]}]})
        )
    ],
    "a table": [
        lambda root: (root / "data/roads.csv").unlink(),
        lambda root: (root / "data/roads.csv").write_text("year"),
    ],
    "a hash": [
        lambda root: write_descriptor(root, describe("roads", hash=f"sha256:{'0' * 64}")),
        rewrite("data/datapackage.json", "0" * 64, "1" * 64),
    ],
    "a link": [move_behind_a_link, rewrite("elsewhere/roads.csv", "2024", "MMXXIV")],
    "a package of others": [list_others, rewrite("data/others/lakes.csv", "=1+1", "fine")],
    "the day": [rewrite("_config.yml", DAY, "2020-01-01")],
}


def look(root: Path) -> tuple[list[str], ...]:
    """All that is said of the data: by the check, by whoever reads it, and for the report."""
    said = [str(one) for one in check_data(root)]
    try:
        hindered = [*read_catalog(root, day=DAY).resources] and []
    except DataError as error:
        hindered = [str(one) for one in error.complaints]
    inputs = read_inputs(read_project(root))
    return said, hindered, [str(one) for one in (*inputs.complaints, *inputs.data_warnings)]


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_seen(root, changes):
    for change in [lambda root: None, *changes]:
        change(root)
        for again in (False, True):
            with using(Results(root, see_inputs(root))) as results:
                found = look(root)
            assert found == look(root), again
            results.save()


def test_each_of_these_changes_what_is_said(root, tmp_path_factory):
    # Else the test above would show nothing.
    before = look(root)
    for name, changes in CHANGES.items():
        copy = tmp_path_factory.mktemp("changed") / "report"
        shutil.copytree(root, copy)
        changes[0](copy)
        if name not in {"the day", "a link"}:
            assert look(copy) != before, name


def test_of_data_that_nobody_has_touched_no_table_is_looked_at(root, monkeypatch):
    check = Mock(wraps=validate._Check)
    monkeypatch.setattr(validate, "_Check", check)
    for _ in range(3):
        with using(Results(root, see_inputs(root))) as results:
            assert check_data(root) == []
        results.save()
    assert check.call_count == 1


def test_where_one_table_changed_the_others_are_not_read(root, monkeypatch):
    read: list[str] = []
    plain = validate._Check.check_file

    def check_file(self: Any, resource: Any) -> list[Complaint]:
        read.append(resource.name)
        return plain(self, resource)

    monkeypatch.setattr(validate._Check, "check_file", check_file)
    for change in (lambda root: None, lambda root: None, rewrite("data/roads.csv", "fine", "well")):
        change(root)
        with using(Results(root, see_inputs(root))) as results:
            check_data(root)
        results.save()
    assert read == ["sources", *TABLES, "roads"]
