"""What lies in `_build` may be of anybody's making: a build reads it, and never runs it."""

from __future__ import annotations

import hashlib
import json
import pickle
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from factbook.engine.file_state import marks_of

pytestmark = pytest.mark.slow
Call = Callable[..., "CompletedProcess[str]"]


class Bomb:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.write_text, (self.path, "it ran")


def replace_all(content: bytes, bomb: bytes) -> bytes:
    return bomb


def replace_body(content: bytes, bomb: bytes) -> bytes:
    """As `write_checksummed` writes it: of the same kind and version, and with the digest of what follows."""
    kind = content.partition(b"\n")[0].rpartition(b" ")[0]
    return kind + b" " + hashlib.sha256(bomb).hexdigest().encode() + b"\n" + bomb


def replace_first_record(content: bytes, bomb: bytes) -> bytes:
    """Behind the first word of what follows, which is the key in files of many records."""
    return replace_body(content, content.partition(b"\n")[2].partition(b" ")[0] + b" " + bomb)


@pytest.mark.parametrize(
    "spoil", [pytest.param(replace_all, marks=pytest.mark.trial), replace_body, replace_first_record]
)
def test_nothing_that_is_stored_runs(untouched, tmp_path, factbook: Call, spoil):
    root = tmp_path / "report"
    shutil.copytree(untouched, root, symlinks=True)
    state = root / "_build/.factbook"
    # The pages as Sphinx has read them are its own pickles. They stay here, so whoever can write them can write code.
    shutil.rmtree(state / "doctrees")
    stored = [path for path in state.rglob("*") if path.is_file()]
    assert {"memo", "site"} <= {path.name for path in stored}
    for path in stored:
        path.write_bytes(spoil(path.read_bytes(), pickle.dumps(Bomb(tmp_path / "ran"))))
    page = root / "book/routes.md"
    page.write_text(page.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")
    # A build checks as well; the bytes of no kind of file are read by a check alone.
    for command in ("check", "build") if spoil is replace_body else ("build",):
        result = factbook(command, "--project", root)
        assert result.returncode == 0, result.stdout + result.stderr
        assert "Traceback" not in result.stderr, result.stderr
    assert not (tmp_path / "ran").exists()
    assert "One sentence more." in (root / "_build/html/routes.html").read_text("utf-8")


@pytest.mark.parametrize(
    "forgotten",
    [
        pytest.param(["memo"], id="while figures are checked"),
        pytest.param(["site", "doctrees"], id="while pages are rendered"),
    ],
)
def test_a_run_that_turns_out_to_be_damaged_ends_the_build_and_the_next_one_mends_it(
    starter, factbook: Call, forgotten
):
    state, page = starter / "_build/.factbook", starter / "book/routes.md"
    change_page(page)
    assert factbook("build", "--project", starter).returncode == 0
    site = (starter / "_build/html/routes.html").read_bytes()
    # Damaged so that nothing shows it but its content: as by a disk that fails, and not by anybody who writes to it.
    record = state / "known-runs"
    for run in state.rglob("*.run"):
        marks = list(marks_of(run.stat()))
        run.write_bytes(run.read_bytes()[:-1] + b" ")
        record.write_bytes(record.read_bytes().replace(dump(marks), dump(marks_of(run.stat()))))
    record.write_bytes(replace_body(record.read_bytes(), record.read_bytes().partition(b"\n")[2]))
    for name in forgotten:
        shutil.rmtree(state / name) if (state / name).is_dir() else (state / name).unlink()
    change_page(page)
    result = factbook("build", "--project", starter)
    assert (result.returncode, "Traceback" in result.stderr) == (2, False), result.stderr
    assert ".run: a stored run is not as it was written (build again; " in result.stderr
    assert (starter / "_build/html/routes.html").read_bytes() == site
    result = factbook("build", "--project", starter)
    # Of several that are damaged, each is noticed when it is read.
    while result.returncode == 2:
        assert ".run: a stored run is not as it was written (build again; " in result.stderr
        result = factbook("build", "--project", starter)
    assert result.returncode == 0, result.stderr
    assert (starter / "_build/html/routes.html").read_bytes() != site


def change_page(page: Path) -> None:
    page.write_text(page.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")


def dump(marks: Iterable[int]) -> bytes:
    return json.dumps(list(marks), separators=(",", ":")).encode()
