"""A process that stands by after each draft, with all of it loaded, to show what the next edits change.

For each edit it forks another one, which judges and renders the page that was edited, or the pages that print what a
notebook records anew, while a whole build makes sure of the rest.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NoReturn

from factbook.data.descriptor import PACKAGE
from factbook.engine.fingerprints import Files, read_record, see_inputs
from factbook.project.ended import end_with_parent
from factbook.report.one_page import LastReport
from factbook.serve.chart_server import ChartServer
from factbook.serve.concerned import find_concerned
from factbook.serve.desk import list_report, page_address
from factbook.serve.draft_files import Ready, Send, rows_of, write_ready
from factbook.serve.draft_runs import announce_runs, find_basis
from factbook.serve.faults import have_changed, list_warnings, write_trace
from factbook.serve.place import DRAFT
from factbook.serve.rerun import Rejudged, judge_changed_files
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


def stand_by(
    last: LastReport,
    inputs: Files,
    own: Set[str],
    resident: int,
    succeeded: int,
    *,
    send: Send,
    charts: ChartServer,
) -> None:
    """Wait for the build to succeed, and then show what changes, each time from a process that is forked for it.

    `own` are the inputs that were known before any run was. `resident` is the process that the build was forked from;
    with it, this one ends. `charts` reads and draws charts that change.
    """
    # Unless it is blocked before anybody knows this process, the signal would end it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {GO})
    if not os.read(succeeded, 1):
        return
    root = last.report.project.root
    # What pages include from elsewhere is known now that they are written.
    if (record := read_record(root, DRAFT)) is not None:
        inputs = {**inputs, **record.elsewhere}
    found: dict[str, Rejudged] = {}
    seen: dict[str, Files] = {}

    def pass_on() -> NoReturn:
        # The draft, which waits for what is shown from here, need not.
        send({"passed": os.getpid()})
        os._exit(0)

    def wait() -> Ahead | None:
        last.get_ready()
        # As if a notebook had run again: what that takes is worked out before somebody waits for it.
        find_concerned(last.report, [run.path.as_posix() for run in last.report.runs[:1]])
        send({"standby": os.getpid()})
        if not _fork_at_each_change(resident):
            return None
        # What lies elsewhere is as it was, or what is shown is refused.
        outside = {name: state for name, state in inputs.items() if name.startswith("/")}
        seen["now"] = {**see_inputs(root, inputs), **outside}
        judged = _judge(last, inputs, own, seen["now"], send, charts)
        if judged is None:
            pass_on()
        found["now"] = judged
        return Ahead(report=judged.report, files=judged.files, charts=judged.charts)

    def show(pages: Mapping[str, str], unchecked: list[str], messages: str) -> None:
        if unchecked:
            pass_on()
        write_ready(root, pages, _describe(found["now"], pages, seen["now"], messages), send)
        # Above this frame is what the process that stands by has yet to clear away.
        os._exit(0)

    error = render_ahead(last.report, inputs=inputs, place=DRAFT, wait=wait, pages_written=show, draw_first=charts.draw)
    if error is not None:
        _keep_trace(error, root, seen.get("now", inputs))
        pass_on()


def _keep_trace(error: Exception, root: Path, inputs: Files) -> None:
    # The draft says what is wrong with the report; this may be a fault of what comes ahead of it.
    if not have_changed(root, inputs):
        write_trace(error, root)


def _describe(judged: Rejudged, pages: Mapping[str, str], inputs: Files, messages: str) -> Ready:
    """Return what is known of the pages that are shown, and of those that stay the same."""
    same = [page_address(file) for file in judged.same]
    listed = [*list_report(judged.report), *list_warnings(judged.report, messages)]
    items = [one for one in listed if one["page"] in pages]
    return Ready(inputs=rows_of(inputs), pages=[*pages, *same], unsettled=[], files={}, items=items)


def _fork_at_each_change(resident: int) -> bool:
    """Fork a process at each signal, and return True in it; return False once there is nobody to do it for."""
    child = 0
    # To look for garbage would copy the memory that a process shares with the one that it was forked from.
    gc.freeze()
    gc.disable()
    while True:
        if signal.sigtimedwait({GO}, LOOK) is None:
            if os.getppid() != resident:
                _end(child)
                return False
            continue
        # What it shows of an earlier change is not current any more.
        _end(child)
        standing = os.getpid()
        child = os.fork()
        if not child:
            # Ended by a signal, it must not clear away what it shares with the process that stands by.
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            end_with_parent(standing, by=signal.SIGTERM)
            return True


def _end(child: int) -> None:
    if child:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _judge(
    last: LastReport, before: Files, own: Set[str], now: Files, send: Send, charts: ChartServer
) -> Rejudged | None:
    """Return the report with the files that changed, if they are pages, notebooks and tables; else ``None``."""
    if before.keys() != now.keys():
        return None
    changed = [name for name, state in now.items() if state[4:] != before[name][4:]]
    project = last.report.project
    pages = {path.as_posix() for path in project.pages if path.suffix == ".md"}
    if set(changed) <= pages:
        report = last.judge_pages(changed) if changed else None
        return Rejudged(report=report, files=tuple(changed), same=()) if report else None
    tables = {PACKAGE, *(one.place for one in last.report.catalog.resources)}
    if not set(changed) <= pages | tables | {path.as_posix() for path in project.notebooks}:
        return None
    # Of the same files as the basis of a draft, which would start the same runs once more.
    basis = find_basis(project, {name: now[name] for name in own})
    announce = partial(announce_runs, basis, send)
    return judge_changed_files(last, changed, now, announce, charts)
