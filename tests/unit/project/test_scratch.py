"""A temporary folder goes with its process, or with the next one of its kind."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import factbook
from factbook.project.scratch import Scratch, scratch_folder

HOLD = """
import sys, tempfile
from factbook.project.scratch import scratch_folder
tempfile.tempdir = sys.argv[1]
with scratch_folder("trial") as folder:
    (folder / "file").write_text("x")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def hold(folder: Path) -> tuple[subprocess.Popen[str], Path]:
    command = [sys.executable, "-c", HOLD, folder]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


def test_it_is_gone_with_its_context(scratch):
    with scratch_folder("trial") as folder:
        assert folder.parent == scratch
    assert list(scratch.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="without /proc nothing says when a process began")
def test_what_a_killed_process_left_is_removed_and_what_another_uses_is_not(scratch):
    alive, used = hold(scratch)
    killed, left = hold(scratch)
    killed.kill()
    killed.communicate()
    assert left.is_dir()
    with scratch_folder("trial"):
        assert not left.exists()
        assert (used / "file").is_file()
    alive.communicate("")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="without /proc nothing says when a process began")
def test_a_folder_that_a_forked_process_holds_is_left_to_it(scratch):
    folder = Scratch("trial", within=scratch)
    # Named as by a process that has ended, and held by one that was forked from it.
    moved = folder.path.rename(scratch / "factbook-trial-999999999-5-x")
    with scratch_folder("trial", within=scratch):
        assert moved.is_dir()
    folder.let_go()
    with scratch_folder("trial", within=scratch):
        assert not moved.exists()


def test_every_temporary_folder_is_removed_by_the_next_process_if_not_by_its_own():
    source = Path(factbook.__file__).parent
    made = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"\b(?:TemporaryDirectory|mkdtemp)\(", path.read_text("utf-8"))
    }
    others = {
        # In a scratch folder of kernels, in the cache of other versions, and beside a site, where the next build looks.
        "notebooks/kernel/rehearsal.py", "notebooks/kernel/warm_up.py", "publish/pinned.py",
        "sphinx_ext/build/swap.py",
        # For readers, who have no factbook.
        "notebooks/replication/kit/runner.py",
    }  # fmt: skip
    assert made == {"project/scratch.py", *others}


def test_what_others_named_is_left_alone(scratch):
    names = ["factbook-trial-x", "factbook-trial-", "factbook-other-999999999-5-x", "trial-999999999-5-x"]
    for name in names:
        (scratch / name).mkdir()
    (scratch / "factbook-trial-999999999-5-link").symlink_to(scratch / "trial-999999999-5-x")
    (scratch / "factbook-trial-999999999-5-file").touch()
    with scratch_folder("trial"):
        pass
    assert len(list(scratch.iterdir())) == len(names) + 2
