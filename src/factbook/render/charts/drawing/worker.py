"""What the processes that draw run."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from factbook.render.charts.draw import draw_svg
from factbook.render.charts.drawing.store import DrawingStore

PR_SET_PDEATHSIG = 1
"""Option of Linux's ``prctl``: which signal this process receives when its parent ends."""


def start_worker(printed: str) -> None:
    """Prepare this process: it ends with its parent, and prints into the file of its number in the folder `printed`."""
    # A build that is killed cannot stop its workers, and one that is drawing would not notice its closed pipe.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # pebble asks a process to end and kills it after three seconds. Its handler waits for the renderer's native code to
    # return, so Ctrl-C would take these seconds for each process; nothing here needs to be tidied up.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    use_utc()
    # Whatever a library prints, also from native code, must not get between the lines of the build.
    with Path(printed, str(os.getpid())).open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)


def use_utc() -> None:
    """Have this process draw in the time of Greenwich, wherever the machine stands.

    The renderer reads a date without a time as midnight there, and writes it in local time: in New York it would be
    drawn on the day before.
    """
    os.environ["TZ"] = "UTC"
    time.tzset()


def draw_chart(spec: Mapping[str, object], width: str, *, lead: bool, store: DrawingStore, key: str) -> str:
    """Return the drawing of a specification at one width, and store it. Raises SiteError when it cannot be drawn."""
    svg = draw_svg(spec, width, lead=lead)
    store.write(key, svg)
    return svg
