"""What a figure rests on is said in every run: rows that do not count yet, frames that no source backs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factbook.data.validate import refresh
from tiny import write_tiny

NOTE = (
    "data/birds.csv: 1 of 4 rows is not known yet on 2025-07-01 (later); "
    "2 statistics rest on the table: birds.all, birds.last"
)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.mark.slow
def test_rows_that_are_not_known_yet_are_named_in_every_run_and_stop_none(tmp_path, factbook):
    folder = write_tiny(tmp_path / "report")
    append(folder / "data/birds.csv", "2026,99,later\n")
    append(folder / "data/sources.csv", "later,The later list,2026-06-10\n")
    refresh(folder)
    # the second run repeats the first, and the third is told to fail on warnings
    for arguments in (["check"], ["check"], ["check", "--strict"], ["build"], ["build"]):
        run = factbook(*arguments, "--project", folder)
        assert run.returncode == 0, run.stdout + run.stderr
        assert NOTE in run.stdout
    document = json.loads(factbook("check", "--format", "json", "--project", folder).stdout)
    assert [note["sources"] for note in document["notes"]] == [["later"]]
