"""Builds a report again and again and kills each build at one of its writes; a program of its own, for `test_kills`.

``python killing.py REPORT COUNT SEED`` prints a JSON line for each build: where it was killed, and the digest of the
site that it left. All that a build loads is loaded once, before the first; each build is a process forked from there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import factbook.sphinx_ext.build
from factbook.cli import main
from factbook.datacheck import refresh
from factbook.notebooks.store import find_place

TABLE = "data/riders_by_route.csv"
DIGITS = ("248400", "248401")
WRITES = frozenset({"os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "os.utime", "shutil.rmtree"})


def turn(root: Path, state: int) -> None:
    """Put one digit of a table into one of its two states."""
    table = root / TABLE
    table.write_text(table.read_text("utf-8").replace(DIGITS[1 - state], DIGITS[state]), "utf-8")
    refresh(root)


def digest_site(root: Path) -> str:
    """Give one digest of every file of the site; empty where there is none."""
    site = root / "_build" / "html"
    found = hashlib.sha256()
    files = sorted(path for path in site.rglob("*") if path.is_file())
    for path in files:
        found.update(path.relative_to(site).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest() if files else ""


def build(root: Path, kill_at: int = 0) -> tuple[int, int]:
    """Build in a process of its own, killed before its write of that number; give its status and how often it wrote."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        counts = _count_writes(kill_at)
        status = 70
        with contextlib.suppress(SystemExit):
            main(["build", "--project", str(root)], standalone_mode=False)
            status = 0
        os.write(writer, str(counts()).encode())
        os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as told:
        written = told.read()
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), int(written or 0)


def _count_writes(kill_at: int) -> Any:
    count = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event in WRITES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & 3):
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return lambda: count


def kill_builds(root: Path, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield what each build left: killed ones, and now and then one that may end."""
    chance = random.Random(seed)
    turn(root, 0)
    yield {"state": 0, "status": build(root)[0], "site": digest_site(root)}
    turn(root, 1)
    status, writes = build(root)
    yield {"state": 1, "status": status, "site": digest_site(root)}
    for number in range(count):
        state = number % 2
        turn(root, state)
        if number % 25 == 0:
            for path in find_place(root).rglob("*.run"):
                path.unlink()
        kill_at = chance.randrange(1, writes + 1)
        status, _ = build(root, kill_at)
        yield {"state": state, "killed_at": kill_at, "status": status, "site": digest_site(root)}
        if number % 10 == 9:
            turn(root, state)
            yield {"state": state, "status": build(root)[0], "site": digest_site(root)}


if __name__ == "__main__":
    assert factbook.sphinx_ext.build
    for left in kill_builds(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])):
        sys.stdout.write(json.dumps(left) + "\n")
        sys.stdout.flush()
