"""What is stored of runs, as the commands show it: reused, run again and why, shown and thrown away, run twice."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from factbook.cli.init import write_starter
from factbook.data.validate import refresh

NOTEBOOK = Path("notebooks/riders.ipynb")
WOBBLING = """
import random, time
rows = totals.iloc[:1]
fb.record("riders.hashed", hash("a") % 1000, unit="trips", population=ALL, rows=rows)
fb.record("riders.diced", random.randrange(10**9), unit="trips", population=ALL, rows=rows)
fb.record("riders.steady", 12, unit="trips", population=ALL, rows=rows)
"""
Call = Callable[..., "CompletedProcess[str]"]


def write_report(root: Path) -> Path:
    write_starter(root, today=date(2026, 11, 24))
    return root


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, factbook: Call) -> tuple[Path, CompletedProcess[str]]:
    root = write_report(tmp_path_factory.mktemp("cache") / "report")
    return root, factbook("check", "--why", "--project", root)


@pytest.fixture
def root(checked: tuple[Path, Any]) -> Path:
    return checked[0]


def add_cell(root: Path, code: str) -> None:
    notebook = json.loads((root / NOTEBOOK).read_text("utf-8"))
    cell = {"cell_type": "code", "id": "added", "metadata": {}, "outputs": [], "execution_count": None, "source": code}
    notebook["cells"].append(cell)
    (root / NOTEBOOK).write_text(json.dumps(notebook), "utf-8")


def test_the_first_time_each_notebook_runs_and_says_so(checked):
    _, result = checked
    assert result.returncode == 0, result.stderr
    assert "riders.ipynb as of 2026-11-24: run, since no finished run of it is stored\n" in result.stderr
    assert "riders.ipynb as of 2026-03-20: run, since no finished run of it is stored\n" in result.stderr


def test_the_second_time_none_runs(root, factbook):
    result = factbook("check", "--why", "--project", root)
    assert result.stderr.count(": reused\n") == 2
    assert "run, since" not in result.stderr


@pytest.mark.parametrize("command", [("cache",), ("cache", "show")])
def test_the_store_is_shown(root, factbook, command):
    shown = factbook(*command, "--project", root).stdout
    assert f"{root}/_build/.factbook/runs: 2 runs, " in shown
    assert "of 1 notebook; the last build used 2 of them" in shown


def test_a_digit_of_the_data_makes_its_notebook_run_and_the_old_digit_finds_the_old_run(root, factbook):
    file = root / "data" / "riders_by_route.csv"
    text = file.read_text("utf-8")
    file.write_text(text.replace("248400", "248401"), "utf-8")
    refresh(root)
    changed = factbook("check", "--why", "--project", root).stderr
    file.write_text(text, "utf-8")
    refresh(root)
    back = factbook("check", "--why", "--project", root).stderr
    assert changed.count(": run, since data/") == 2, changed
    assert back.count(": reused\n") == 2, back


def test_options_about_runs_do_not_stand_beside_a_past_day(root, factbook):
    result = factbook("check", "--twice", "--fresh", "--as-of", "2026-01-01", "--project", root)
    assert result.returncode == 2
    assert "--fresh and --twice cannot be combined with --as-of (remove one of them)" in result.stderr
    away = factbook("check", "--executor", "dask", "--as-of", "2026-01-01", "--project", root)
    assert away.returncode == 2
    assert "--executor cannot be combined with --as-of" in away.stderr


def test_an_address_of_a_scheduler_is_told_before_anybody_is_asked(root, factbook):
    result = factbook("check", "--executor", "dask", "--scheduler", "10.0.0.1", "--project", root)
    assert result.returncode == 2
    assert "--scheduler: '10.0.0.1' is not an address (write it as tcp://10.0.0.1:8786)" in result.stderr


def test_a_size_that_is_none_is_told(root, factbook):
    result = factbook("cache", "prune", "--keep-size", "9" * 400, "--project", root)
    assert result.returncode == 2
    assert "is not a size (write it as 500M or 2G)" in result.stderr


@pytest.mark.parametrize("command", ["check", "build", "cache"])
def test_a_mistyped_folder_is_not_taken_for_the_report_around_it(root, factbook, command):
    result = factbook(command, "--project", root / "nowhere")
    assert result.returncode == 2
    assert "does not exist" in result.stderr


def test_all_runs_again_when_that_is_asked_for(root, factbook):
    result = factbook("check", "--why", "--fresh", "--project", root)
    assert result.stderr.count(": run, since everything was to run again\n") == 2


def test_a_store_elsewhere_serves_a_copy_of_the_report(root, factbook, tmp_path):
    shared = {**os.environ, "FACTBOOK_CACHE": str(root / "_build" / ".factbook" / "runs")}
    copied = write_report(tmp_path / "copy")
    result = factbook("check", "--why", "--project", copied, env=shared)
    assert result.stderr.count(": reused\n") == 2, result.stderr


def test_a_damaged_store_is_said_and_mended(root, factbook):
    stored = list((root / "_build" / ".factbook" / "runs").rglob("*.run"))
    for path in stored:
        path.write_bytes(path.read_bytes()[:-100])
    result = factbook("check", "--why", "--project", root)
    assert result.returncode == 0
    assert result.stderr.count("a stored run is not as it was written (nothing to do; the notebook runs again)") == len(
        stored
    )
    assert result.stderr.count(": run, since its stored run was damaged\n") == 2


def test_what_is_not_used_can_be_thrown_away_and_then_all(root, factbook):
    assert factbook("cache", "prune", "--older-than", "1", "--project", root).stdout == "Removed 0 runs, 0 kB\n"
    assert factbook("cache", "--project", root, "prune", "--older-than", "1").stdout == "Removed 0 runs, 0 kB\n"
    assert factbook("cache", "--project", root, "prune", "--keep-size", "much").returncode == 2
    (root / "_build" / ".factbook" / "used.json").rename(root / "used.json")
    unknown = factbook("cache", "--project", root, "prune")
    assert unknown.returncode == 2
    assert (
        "no build of this report has used it (choose what to remove with --older-than or --keep-size)" in unknown.stderr
    )
    (root / "used.json").rename(root / "_build" / ".factbook" / "used.json")
    factbook("cache", "--project", root, "prune")
    assert "2 runs" in factbook("cache", "--project", root).stdout
    assert factbook("cache", "--project", root, "clear").stdout.startswith("Removed 2 runs, ")
    assert "no runs are stored (factbook build stores them)" in factbook("cache", "--project", root).stdout


def test_figures_that_change_are_named_with_both_values_and_the_steady_ones_are_not(factbook, tmp_path):
    root = write_report(tmp_path / "report")
    add_cell(root, WOBBLING.strip())
    result = factbook("check", "--twice", "--why", "--project", root)
    assert result.returncode == 1, result.stderr
    changed = [line for line in result.stderr.splitlines() if " is not reproducible: its value is " in line]
    assert {line.split()[3] for line in changed} == {"riders.hashed", "riders.diced"}, changed
    remedy = "(factbook check --twice names what is not reproducible)"
    said = f"line 4: random.randrange() depends on chance; riders.diced hangs on it {remedy}"
    assert said in result.stdout
    assert "Nothing was built" in factbook("build", "--twice", "--project", root).stderr
