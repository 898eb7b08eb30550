"""A new release of a table: shown before it is written, and on earlier days the one before it counts."""

from __future__ import annotations

import json
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
