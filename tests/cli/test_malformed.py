"""Whatever a file holds, a command answers in seconds with 0, 1 or 2, and says what is wrong in our own form."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from factbook.cli.init import write_starter
from malformed import Malformed, cases
from warm_command import WarmCommand

SECONDS = 30
"""Of processor time, which does not depend on how busy the machine is."""
FORM = re.compile(r"^\S.*: .+ \(.+\)", re.MULTILINE)


@pytest.fixture(scope="module")
def starter(tmp_path_factory, factbook) -> Path:
    """The starter with a sealed edition, checked, so that a check of a copy runs no more than it must."""
    root = tmp_path_factory.mktemp("whole") / "report"
    write_starter(root)
    sealed = factbook("seal", "first", "--project", root)
    assert sealed.returncode == 0, sealed.stderr
    return root


def answer(command: tuple[str, ...], folder: Path, warm: WarmCommand | None) -> tuple[int, str]:
    """Run a command in a folder; return its exit code, and what it printed. Raises TimeoutExpired."""
    limit = (SECONDS, SECONDS + 1)
    if warm is None:
        done = subprocess.run(
            [Path(sys.executable).with_name("factbook"), *command], cwd=folder, check=False, timeout=10 * SECONDS,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, limit),
        )  # fmt: skip
        return done.returncode, done.stdout.decode(errors="replace")
    with tempfile.TemporaryFile() as out:
        process = warm.start(list(command), out=out.fileno(), env=os.environ, cwd=folder)
        # It may have ended by now.
        with suppress(ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_CPU, limit)
        try:
            code = process.wait(10 * SECONDS)
        finally:
            process.kill()
        out.seek(0)
        return code, out.read().decode(errors="replace")


def faults_of(case: Malformed, starter: Path, folder: Path, warm: WarmCommand | None) -> list[str]:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(starter, folder)
    case.spoil(folder)
    try:
        code, printed = answer(case.command, folder, warm)
    except subprocess.TimeoutExpired:
        return [f"{case.name}: waits without end"]
    found = []
    if code not in {0, 1, 2}:
        found.append(f"{case.name}: exit {code}")
    if "Traceback" in printed or "<function" in printed or "sphinx-doc" in printed:
        found.append(f"{case.name}: {printed[-300:]}")
    if code == 2 and not FORM.search(printed):
        found.append(f"{case.name}: no complaint in {printed[-300:]!r}")
    return found


def test_malformed_input_is_answered(starter, tmp_path, trial, warm):
    rng = trial.random("malformed")
    known = list(cases(starter, rng, values=40 if trial.whole else 3))
    assert len(known) >= 400
    tried = known if trial.whole else rng.sample(known, 12)
    assert [fault for case in tried for fault in faults_of(case, starter, tmp_path / "report", warm)] == []


@pytest.mark.parametrize("command", [("check",), ("build",), ("seal", "second")], ids=lambda words: words[0])
def test_a_full_disk_is_called_that(starter, tmp_path, command):
    folder = tmp_path / "report"
    # A check runs the notebooks, whose runs cannot be stored then; the others fail behind that.
    shutil.copytree(starter, folder, ignore=shutil.ignore_patterns("_build") if command == ("check",) else None)
    site = folder / "_build/html/index.html"
    site.parent.mkdir(parents=True)
    site.write_text("the last site", "utf-8")
    # The largest size of a file stands in for the disk, which only root could make small.
    done = subprocess.run(
        [Path(sys.executable).with_name("factbook"), *command], cwd=folder, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )  # fmt: skip
    printed = done.stdout + done.stderr
    assert "Traceback" not in printed, printed
    assert done.returncode == (0 if command == ("check",) else 2), printed
    assert command == ("check",) or "(free some and run again; the last site is unchanged)" in printed
    assert site.read_text("utf-8") == "the last site"


def test_a_reader_of_the_output_may_leave():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [Path(sys.executable).with_name("factbook"), "rules"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")
