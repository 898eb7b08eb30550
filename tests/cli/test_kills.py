"""A build that is killed, or that has company, leaves a whole site, and the next one is right.

One digit changes what shows it, and nothing else; where, when and in which language a site is built changes nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import TextIO

import pytest

from factbook.engine.up_to_date import will_run_notebooks
from killing import DIGITS, TABLE, digest_site, turn
from processes import read_command
from warm_command import WarmCommand, WarmProcess

ELSEWHERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "77"}
"""The circumstances of a build that must not matter."""
Call = Callable[..., "CompletedProcess[str]"]


@dataclass(frozen=True)
class Clean:
    """The report in one of its two states, built from nothing."""

    root: Path
    site: str
    """Digest of every file of it."""
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory, untouched: Path, factbook: Call) -> list[Clean]:
    """Both states, each in a folder and under circumstances of its own; the first as the shared site was built."""
    roots = [tmp_path_factory.mktemp("clean") / "report" for _ in DIGITS]
    shutil.copytree(untouched, roots[0], symlinks=True)
    copy_sources(untouched, roots[1])
    turn(roots[1], 1)
    result = factbook("build", "--project", roots[1], env={**os.environ, **ELSEWHERE})
    assert result.returncode == 0, result.stderr
    found = [Clean(root=root, site=digest_site(root), files=contents(root)) for root in roots]
    assert found[0].site != found[1].site
    return found


def copy_sources(report: Path, root: Path) -> None:
    """Copy a report without what was built."""
    shutil.copytree(report, root, ignore=shutil.ignore_patterns("_build"), symlinks=True)


def contents(root: Path) -> dict[str, bytes]:
    site = root / "_build" / "html"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_one_digit_changes_every_file_that_shows_it_and_no_other(clean, factbook):
    before, other = clean
    turn(before.root, 1)
    assert factbook("build", "--project", before.root).returncode == 0
    after = contents(before.root)
    assert {name for name in after.keys() | other.files.keys() if after.get(name) != other.files.get(name)} == set()
    assert after.keys() == before.files.keys()
    changed = {name for name in after if after[name] != before.files[name]}
    digit = DIGITS[0].encode(), f"{int(DIGITS[0]):,}".encode()
    with_it = {name for name, text in before.files.items() if any(one in text for one in digit)}
    # This may say the figure as the page prints it, and the page still prints a fair rounding.
    printing = re.compile(r"_static/search-index\.js")
    showing = {name for name in with_it if not printing.match(name)}
    assert showing, "the digit is shown"
    assert showing <= changed
    archives = {"data/datapackage.json", "notebooks/riders.zip"}
    resting = {name for name in changed if b"riders.route" in after[name]}
    assert changed - with_it - archives - resting == set()


def test_killed_builds_leave_whole_sites_and_the_next_build_is_right(clean, untouched, tmp_path, trial):
    expected = [one.site for one in clean]
    copy_sources(untouched, tmp_path / "report")
    kills, seed = trial.count(6, of=60), trial.seed
    program = [sys.executable, Path(__file__).parents[1] / "killing.py", tmp_path / "report", str(kills), str(seed)]
    warm = ["warm"] if sys.platform == "linux" and not trial.whole else []
    result = subprocess.run([*program, *warm], stdout=subprocess.PIPE, text=True, check=True)
    left = [json.loads(line) for line in result.stdout.splitlines()]
    killed = [one for one in left if "killed_at" in one]
    ended = [one for one in left if "killed_at" not in one]
    assert len(killed) == kills
    assert {one["status"] for one in ended} == {0}, seed
    assert [one["site"] for one in ended] == [expected[one["state"]] for one in ended], seed
    assert [one for one in killed if one["site"] not in expected] == [], seed
    # One that was killed early has changed nothing: back in the other state, there is nothing to write.
    busy = [one for one in killed if one["wrote"]]
    assert len(busy) >= kills // 2
    assert sum(one["status"] == -9 for one in busy) > len(busy) // 2, (
        "most were killed while they had something to write"
    )


def test_two_builds_at_once_both_end_well_and_leave_one_right_site(clean, untouched, factbook, warm, tmp_path):
    root, said = tmp_path / "report", tmp_path / "said"
    copy_sources(untouched, root)
    with said.open("w") as out:
        builds = [start_build(root, out, warm) for _ in range(2)]
        assert [one.wait() for one in builds] == [0, 0], said.read_text("utf-8")
    assert digest_site(root) == clean[0].site
    assert factbook("build", "--project", root).returncode == 0
    assert digest_site(root) == clean[0].site


def start_build(root: Path, out: TextIO, warm: WarmCommand | None) -> subprocess.Popen[bytes] | WarmProcess:
    """Start a build that writes what it says into a file; forked, where `warm` is given."""
    arguments = ["build", "--project", str(root)]
    if warm is not None:
        return warm.start(arguments, out=out.fileno(), env=os.environ)
    program = Path(sys.executable).with_name("factbook")
    return subprocess.Popen([program, *arguments], stdout=out, stderr=subprocess.STDOUT)


def test_a_build_that_gets_kernels_warm_in_vain_leaves_neither_a_process_nor_a_file(starter, factbook):
    command = [Path(sys.executable).with_name("factbook"), "build", "--project", starter]
    assert factbook("build", "--project", starter).returncode == 0
    table = starter / TABLE
    table.write_text(table.read_text("utf-8").replace(DIGITS[0], DIGITS[1]), "utf-8")
    # Notebooks have read the table, and none runs as long as nothing says what tables there are.
    (starter / "data/datapackage.json").write_text("{", "utf-8")
    assert will_run_notebooks(starter)
    # A short path, as sockets need one.
    with tempfile.TemporaryDirectory(dir="/tmp") as scratch:
        result = subprocess.run(command, capture_output=True, env={**os.environ, "TMPDIR": scratch}, check=False)
        assert result.returncode == 2
        assert list(Path(scratch).iterdir()) == []
        commands = [read_command(int(path.name)) for path in Path("/proc").glob("[0-9]*")]
    assert [one for one in commands if scratch in str(one)] == []
