"""What tables are on a day, asked for by one notebook after another."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import Mock

import pytest

from factbook.data import used_tables
from factbook.data.used_tables import UsedTables

DAY = "2026-11-24"
TABLES = [f"t{number}" for number in range(40)]


def write_package(root: Path, titles: dict[str, str]) -> None:
    source = {"title": "A census", "path": "https://example.org", "factbook:id": "census", "factbook:published": DAY}
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "title": titles.get(name, "A table"),
            "sources": [source],
            "schema": {"fields": [{"name": "value", "type": "integer"}]},
        }
        for name in TABLES
    ]
    (root / "data").mkdir(exist_ok=True)
    (root / "data/datapackage.json").write_text(json.dumps({"resources": resources}), "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_package(tmp_path, {})
    return tmp_path


def test_a_package_is_gone_through_once_and_not_for_each_notebook(root, monkeypatch):
    merge = Mock(wraps=used_tables.merge_sources)
    monkeypatch.setattr(used_tables, "merge_sources", merge)
    tables = UsedTables(root)
    for name in TABLES:
        assert tables.digest_used([name], DAY)
        assert tables.find_files([name], DAY) == [f"data/{name}.csv"]
    # Twice at first: what was read between two equal looks is what was looked at.
    assert merge.call_count == 2


def test_a_package_that_changes_meanwhile_is_read_again(root):
    tables = UsedTables(root)
    before = {name: tables.digest_used([name], DAY) for name in TABLES}
    # Of the same length, and so soon that its time may be the same.
    write_package(root, {"t1": "B table"})
    after = {name: tables.digest_used([name], DAY) for name in TABLES}
    assert [name for name in TABLES if before[name] != after[name]] == ["t1"]
