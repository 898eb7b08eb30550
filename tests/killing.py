"""Kill a process at one of its writes: the same number of a write is the same place on every machine, however busy.

As a program, for `test_kills`, it builds a report again and again and kills each build. ``python killing.py REPORT
COUNT SEED`` prints a JSON line for each build: where it was killed, and the digest of the site that it left. All that
a build loads is loaded once, before the first; each build is a process forked from there. With ``warm`` at the end, so
are the fork servers of its kernels.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from factbook.data.validate import refresh
from factbook.notebooks.cache.store import find_store

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


def run_forked(action: Callable[[], object], kill_at: int = 0) -> tuple[int, int]:
    """Run `action` in a forked process, in a group of its own, killed before its write of that number.

    Return its status, and how often it wrote.
    """
    counted = mmap.mmap(-1, 8)
    pid = os.fork()
    if pid == 0:
        os.setsid()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        count_writes(kill_at, counted)
        status: Any = 70
        try:
            action()
            status = 0
        except SystemExit as end:
            status = end.code or 0
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), int.from_bytes(counted[:8], "little")


def count_writes(kill_at: int, counted: mmap.mmap | None = None) -> mmap.mmap:
    """Count writes from here on, here and in forked processes; end the whole group at the one of that number."""
    counter = mmap.mmap(-1, 8) if counted is None else counted

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in WRITES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & 3):
            count = int.from_bytes(counter[:8], "little") + 1
            counter[:8] = count.to_bytes(8, "little")
            if count == kill_at:
                os.killpg(0, signal.SIGKILL)

    sys.addaudithook(hook)
    return counter


def build(root: Path, kill_at: int = 0) -> tuple[int, int]:
    """Build as the command does; see `run_forked`."""
    # Imported here, since other tests use this module for processes that build nothing.
    from factbook.cli.start import main

    sys.argv = ["factbook", "build", "--project", str(root)]
    return run_forked(main, kill_at)


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
            for path in find_store(root).rglob("*.run"):
                path.unlink()
        kill_at = chance.randrange(1, writes + 1)
        status, wrote = build(root, kill_at)
        yield {"state": state, "killed_at": kill_at, "wrote": wrote, "status": status, "site": digest_site(root)}
        if number % 10 == 9:
            turn(root, state)
            yield {"state": state, "status": build(root)[0], "site": digest_site(root)}


if __name__ == "__main__":
    from factbook.notebooks.sandbox.environment import base_environment
    from warm_command import closing_all, load_all
    from warm_kernels import WarmKernels, use

    # It loads what it needs while this process does the same.
    kernels = [WarmKernels(base_environment())] if sys.argv[4:] == ["warm"] else []
    load_all()
    use(kernels)
    with closing_all(kernels):
        for left in kill_builds(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])):
            sys.stdout.write(json.dumps(left) + "\n")
            sys.stdout.flush()
