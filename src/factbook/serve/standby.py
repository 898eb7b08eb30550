"""A process that stands by after each draft, with all of it loaded, to show the page that is edited next.

It judges and renders that page alone, while a whole build makes sure of the rest.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from factbook.project.fingerprints import Files, see_inputs
from factbook.report.one_page import LastReport
from factbook.serve.draft_files import Ready, Send, rows_of, write_ready
from factbook.serve.place import DRAFT
from factbook.sphinx_ext.build.ahead import render_ahead
from factbook.sphinx_ext.build.state import Ahead

GO = signal.SIGUSR1
"""The signal by which it learns that something has changed."""
LOOK = 2.0
"""Seconds between two looks at whether the process that serves is still there."""


@contextmanager
def forked_standby(work: Callable[[int], None]) -> Iterator[int]:
    """Fork a process that does `work` with a descriptor, and yield the other end of it.

    What is written there tells the process that the build that it was forked from succeeded.
    """
    reading, writing = os.pipe()
    if not os.fork():
        os.close(writing)
        try:
            work(reading)
        finally:
            # Above this frame is the stack of the build.
            os._exit(0)
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


def stand_by(last: LastReport, inputs: Files, resident: int, succeeded: int, *, send: Send) -> None:
    """Wait for the build to succeed and then for a page to change, and show that page.

    `resident` is the process that the build was forked from; with it, this one ends.
    """
    # Unless it is blocked before anybody knows this process, the signal would end it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {GO})
    if not os.read(succeeded, 1):
        return
    root = last.report.project.root
    seen: dict[str, Files] = {}

    def wait() -> Ahead | None:
        # Computed now, and not once somebody waits for the page.
        _ = last.context, last.marks
        send({"standby": os.getpid()})
        while signal.sigtimedwait({GO}, LOOK) is None:
            if os.getppid() != resident:
                return None
        seen["now"] = see_inputs(root, inputs)
        files = _find_changed_pages(last, inputs, seen["now"])
        report = last.judge_pages(files) if files else None
        return Ahead(report=report, files=tuple(files)) if report else None

    def show(pages: Mapping[str, str], unchecked: list[str]) -> None:
        if not unchecked:
            found = Ready(inputs=rows_of(seen["now"]), pages=list(pages), unsettled=[], files={}, items=[])
            write_ready(root, pages, found, send)

    render_ahead(last.report, inputs=inputs, place=DRAFT, wait=wait, pages_written=show)


def _find_changed_pages(last: LastReport, before: Files, now: Files) -> list[str]:
    """Return the pages that changed, if nothing else did; else none."""
    here = {name: state for name, state in before.items() if not name.startswith("/")}
    if here.keys() != now.keys():
        return []
    changed = [name for name, state in now.items() if state[4:] != here[name][4:]]
    pages = {path.as_posix() for path in last.report.project.pages if path.suffix == ".md"}
    return changed if set(changed) <= pages else []
