"""A new release of a table: shown before it is written, and on earlier days the one before it counts."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tiny_releases import SECOND, write_with_releases


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("update")
    (folder / "report").mkdir()
    (folder / "second.csv").write_text(SECOND, "utf-8")
    return write_with_releases(folder / "report")


def test_a_release_is_shown_written_and_counts_from_its_day(factbook, root):
    def update(*options: str):
        return factbook(
            "data", "update", "fish", root.parent / "second.csv", "--published", "2025-06-20", "--project", root,
            *options,
        )  # fmt: skip

    assert factbook("check", "--project", root).returncode == 0
    assert factbook("check", "--project", root, "--as-of", "2025-06-15").returncode == 0
    before = {path: path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()}
    shown = update()
    assert shown.returncode == 0, shown.stderr
    assert "rows, compared by year: 1 new, 1 revised, 0 gone, 4 as before" in shown.stdout
    assert "  year 2022: value 10 -> 11\n" in shown.stdout
    assert "  year 2025: value 16\n" in shown.stdout
    assert "which columns" not in shown.stdout
    assert "printed figures as of 2025-07-01: 1 turn false, 1 move and hold, 2 stay" in shown.stdout
    assert "  book/fish.md:3: ‘15’ <fish.last>: 15 -> 16;" in shown.stdout
    assert "Nothing was written; to write it, give the same command with --yes." in shown.stdout
    assert {path: path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()} == before

    written = update("--yes")
    assert written.returncode == 0, written.stderr
    assert "wrote data/releases/fish/fish-list.csv\n" in written.stdout
    again = update("--yes")
    assert again.returncode == 0
    assert again.stdout == "fish: nothing new: the file is the present release, byte for byte\n"

    now = factbook("check", "--project", root)
    assert now.returncode == 1
    assert "book/fish.md:3: ‘15’ mismatch: 16 in the table" in now.stdout
    # Tried in a copy, the runs are those of the report itself; a notebook about another table has not run again.
    assert "2 reused" in now.stderr
    earlier = factbook("check", "--project", root, "--as-of", "2025-06-15")
    assert earlier.returncode == 0, earlier.stdout
    assert "2 reused" in earlier.stderr

    built = factbook("build", "--project", root, "--as-of", "2025-06-15")
    assert built.returncode == 0, built.stderr
    site = root / "_build/html"
    package = json.loads((site / "data/datapackage.json").read_text("utf-8"))
    assert package["resources"][-1]["path"] == "releases/fish/fish-list.csv"
    assert (site / "data/releases/fish/fish-list.csv").is_file()
    assert "fish-list.csv (fish), line 6" in (site / "evidence/fish.last.html").read_text("utf-8")


def test_what_cannot_be_a_release_is_refused_with_exit_code_2(factbook, root):
    (root.parent / "few.csv").write_text("year,value\n2024,15\n2025,16\n", "utf-8")
    lost = factbook("data", "update", "fish", root.parent / "few.csv", "--published", "2025-06-30", "--yes",
                    "--project", root)  # fmt: skip
    assert lost.returncode == 2
    assert "keys are gone, more than one in a hundred" in lost.stderr
    assert "--accept-gone" in lost.stderr
    missing = factbook("data", "update", "fish", "nowhere.csv", "--project", root)
    assert (missing.returncode, missing.stderr) == (2, "nowhere.csv: not found (check its name and folder)\n")


def test_a_release_that_counts_later_is_in_the_difference_if_it_is_asked_for(factbook, tmp_path):
    (tmp_path / "report").mkdir()
    root = write_with_releases(tmp_path / "report")
    (tmp_path / "second.csv").write_text(SECOND, "utf-8")
    git = ["git", "-C", root, "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "before"]):
        subprocess.run([*git, *command], check=True)
    update = ("data", "update", "fish", tmp_path / "second.csv", "--published", "2025-09-01", "--yes")
    assert factbook(*update, "--project", root).returncode == 0
    plain = factbook("diff", "main", "--format", "markdown", "--project", root)
    assert (plain.returncode, "- [ ]" in plain.stdout) == (0, False)
    latest = factbook("diff", "main", "--latest", "--format", "markdown", "--project", root)
    assert latest.returncode == 1
    assert "count from 1 September 2025 and the edition's day is 1 July 2025: move it" in latest.stdout
    assert "| fish | Fish list, published 2025-05-01 → Fish list, published 2025-09-01 | 1 | 1 | 0 |" in latest.stdout
    assert "would read: “<b>16</b> fish were seen, more than 50 in all years.”" in latest.stdout


def test_every_table_of_a_newer_package_is_taken_in_one_step_and_a_fault_of_one_stops_no_other(factbook, root):
    old, new = root.parent / "old", root.parent / "new"
    tables = {"level": "day,metres\n1,310\n2,325\n", "flow": "day,litres\n1,8\n2,9\n", "heat": "day,grades\n1,3\n"}
    for folder in (old, new):
        folder.mkdir()
        resources = []
        for name, text in tables.items():
            fields = [{"name": one, "type": "integer"} for one in text.splitlines()[0].split(",")]
            schema = {"fields": fields, "primaryKey": ["day"]}
            resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
            (folder / f"{name}.csv").write_text(text, "utf-8")
        package = {"name": "river", "sources": [{"title": "The gauges"}], "resources": resources}
        (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    (new / "level.csv").write_text(tables["level"] + "3,340\n", "utf-8")
    (new / "heat.csv").write_text("day,grades\n", "utf-8")
    assert factbook("data", "add", old, "--yes", "--project", root).returncode == 0
    refused = factbook("data", "add", new, "--yes", "--project", root)
    assert f"a new release: factbook data update river {new}" in refused.stderr
    # Zipped, or as the folder that it is.
    packed = shutil.make_archive(str(root.parent / "packed"), "zip", new)
    shown = factbook("data", "update", "level", packed, "--published", "2025-06-20", "--project", root)
    assert "rows, compared by day: 1 new, 0 revised, 0 gone, 2 as before" in shown.stdout
    done = factbook("data", "update", "river", new, "--published", "2025-06-20", "--yes", "--project", root)
    assert done.returncode == 2
    assert "rows, compared by day: 1 new, 0 revised, 0 gone, 2 as before" in done.stdout
    assert "flow: nothing new" in done.stdout
    assert "heat.csv: has a header and no rows" in done.stderr
    assert (root / "data/level.csv").read_text("utf-8") == tables["level"] + "3,340\n"
    assert (root / "data/river/level.csv").read_text("utf-8") == tables["level"]
