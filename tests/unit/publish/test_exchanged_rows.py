"""A report with some rows of a table as another edition has them: what a cause is tried on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factbook.data.validate import check_data, refresh
from factbook.publish.crossed_runs import exchange_rows
from tiny import write_tiny

LATER = "year,value,source_id\n2023,11,old\n2025,15,new\n2026,20,newest\n"


@pytest.fixture
def editions(tmp_path) -> tuple[Path, Path]:
    """An earlier and a later state: the row of 2023 was revised, that of 2024 withdrawn, that of 2026 added."""
    earlier, later = (write_tiny(tmp_path / name) for name in ("earlier", "later"))
    (later / "data/birds.csv").write_text(LATER, "utf-8")
    sources = later / "data/sources.csv"
    sources.write_text(sources.read_text("utf-8") + "newest,The newest list,2026-01-01\n", "utf-8")
    refresh(later)
    return earlier, later


def rows(folder: Path) -> list[str]:
    return [line.rpartition(",")[0] for line in (folder / "data/birds.csv").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize(
    ("keys", "undone", "done"),
    [
        pytest.param(["2023"], ["2023,10", "2025,15", "2026,20"], ["2023,11", "2024,12", "2025,15"], id="revised"),
        pytest.param(["2026"], ["2023,11", "2025,15"], ["2023,10", "2024,12", "2025,15", "2026,20"], id="appended"),
        pytest.param(["2024"], ["2023,11", "2024,12", "2025,15", "2026,20"], ["2023,10", "2025,15"], id="withdrawn"),
    ],
)
def test_rows_are_undone_and_done_alone_where_they_stood(editions, keys, undone, done):
    earlier, later = editions
    kept = (earlier / "data/birds.csv").read_bytes(), (earlier / "data/sources.csv").read_bytes()
    assert exchange_rows(later, earlier, "birds", keys)
    assert rows(later) == undone
    (later / "data/birds.csv").write_text(LATER, "utf-8")
    refresh(later)
    assert kept == ((earlier / "data/birds.csv").read_bytes(), (earlier / "data/sources.csv").read_bytes())
    assert exchange_rows(earlier, later, "birds", keys)
    assert rows(earlier) == done
    # the source of a new row came with it, and hashes are right
    assert [one for one in check_data(earlier) if not one.warns] == []


def test_rows_of_other_columns_or_formats_cannot_be_exchanged(editions):
    earlier, later = editions
    assert not exchange_rows(later, earlier, "fish", ["2023"])
    package = later / "data/datapackage.json"
    described = json.loads(package.read_text("utf-8"))
    described["resources"][0]["schema"]["fields"].insert(2, {"name": "note", "type": "string"})
    package.write_text(json.dumps(described), "utf-8")
    (later / "data/birds.csv").write_text("year,value,note,source_id\n2023,11,,old\n", "utf-8")
    refresh(later)
    assert not exchange_rows(later, earlier, "birds", ["2023"])
    assert rows(later) == ["2023,11,"]


def test_lines_with_their_columns_in_another_order_cannot_be_exchanged(editions):
    earlier, later = editions
    text = "value,year,source_id\n11,2023,old\n15,2025,new\n"
    (later / "data/birds.csv").write_text(text, "utf-8")
    refresh(later)
    assert not exchange_rows(later, earlier, "birds", ["2023"])
    assert (later / "data/birds.csv").read_text("utf-8") == text
