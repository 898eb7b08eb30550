"""One command at a time changes files that people keep; a door of filelock.

Each reads a file, changes it and writes it whole, so that of two at once the second would undo what the first has
written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import lock_descriptor

from factbook.project.files import STATE
from figurecheck.model.errors import ProjectError

PATIENCE = 5.0
"""Seconds that the second of two commands waits for the first."""
_PAUSE = 0.05


@contextmanager
def exclusive(root: Path, place: str, *, say: Callable[[str], None] = lambda text: None) -> Iterator[None]:
    """Hold a file or folder of a report, such as ``data``, against other commands for as long as the context lasts.

    Where another one holds it, this waits, and has `say` tell so. Raises ProjectError after some seconds.
    """
    lock = root / STATE / f"{place.replace('/', '-')}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    # The operating system lets go of it however a process ends.
    with lock.open("w") as held:
        if not lock_descriptor(held.fileno(), blocking=False):
            say(f"Waiting for another factbook that writes {place} ...")
            _wait(held.fileno(), place)
        yield


def _wait(handle: int, place: str) -> None:
    last = time.monotonic() + PATIENCE
    while not lock_descriptor(handle, blocking=False):
        if time.monotonic() > last:
            what = "another factbook is writing it, so nothing was written"
            raise ProjectError.about(place, what, "run this again once it has ended")
        time.sleep(_PAUSE)
