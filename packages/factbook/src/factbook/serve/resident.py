"""The process that has everything loaded, and forks another one for each build and each batch of runs.

A build that is forked has its modules at once, and leaves nothing behind in the process that the next one is forked
from. Requests and events are JSON, one object a line::

    {"id": 7, "kind": "build", ...}   ->  {"id": 7, "page": "who.html", "file": "..."}, {"id": 7, "exit": 0}
    {"id": 8, "kind": "run", ...}     ->  {"id": 8, "ran": "notebooks/a.ipynb 2026-11-24"}, {"id": 8, "exit": 0}
    {"stop": 8}                       ->  {"id": 8, "exit": 143}
    {"signal": 10, "process": 4711}   to what a build left standing by, which said {"id": 7, "standby": 4711}
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from factbook.project.ended import end_with_parent

PR_SET_CHILD_SUBREAPER = 36
"""Option of Linux's ``prctl``: what loses its parent becomes a child of this process."""
TERMINATED = 143
_AGAIN = 0.01
"""Seconds until a process tries again to end."""


class Resident:
    """The other process, from this side. Fork it while there is only one thread."""

    def __init__(self, root: Path) -> None:
        # Pipes and no socket: a write of one event is whole, however many processes write.
        request_out, request_in = os.pipe()
        event_out, event_in = os.pipe()
        own = os.getpid()
        self.pid = os.fork()
        if not self.pid:
            os.close(request_in)
            os.close(event_out)
            _live(_Loop(root, request_out, event_in).run, own)
        os.close(request_out)
        os.close(event_in)
        self.events = event_out
        """A descriptor from which events can be read."""
        self._requests = os.fdopen(request_in, "wb", buffering=0)

    def send(self, request: Mapping[str, Any]) -> None:
        """Send a request; a process that is gone takes none."""
        with suppress(BrokenPipeError):
            self._requests.write(json.dumps(request).encode() + b"\n")

    def close(self) -> None:
        """End the process, and with it every build and every run."""
        with suppress(BrokenPipeError, ValueError):
            self._requests.close()
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGTERM)
            os.waitpid(self.pid, 0)


class _Loop:
    """What the process does: it waits for requests and for the ends of what it forked."""

    def __init__(self, root: Path, requests: int, events: int) -> None:
        self._root, self._requests, self._events = root, requests, events
        self._ids: dict[int, int] = {}
        # One thread waits for both: only a process with one thread can be forked safely.
        self._waking, self._wakes = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def run(self) -> None:
        from factbook.notebooks import Kernels
        from factbook.serve.chart_server import ChartServer

        signal.set_wakeup_fd(self._wakes, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        if sys.platform == "linux":
            # What a build leaves standing by becomes a child of this process when the build ends.
            ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        _load(self._root)
        self._kernels = Kernels()
        self._charts = ChartServer()
        self.live()

    def live(self) -> None:
        """Serve requests until there are no more, or until told to end, and end all that was started."""
        try:
            self._serve()
        finally:
            for pid in _children():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)
            while self._ids:
                self._reap(wait=True)
            self._kernels.close()
            self._charts.close()

    def _serve(self) -> None:
        try:
            for request in self._read():
                if "stop" in request:
                    self._stop(request["stop"])
                elif "signal" in request:
                    _signal(request["process"], request["signal"])
                elif request["kind"] == "warm":
                    self._warm_up()
                else:
                    self._fork(request)
        finally:
            # The end of the requests and the signal to end come together, and the second would leave folders behind.
            signal.signal(signal.SIGTERM, signal.SIG_IGN)

    def _read(self) -> Iterator[dict[str, Any]]:
        unread = b""
        while True:
            ready, _, _ = select.select([self._requests, self._waking], [], [])
            if self._waking in ready:
                with suppress(BlockingIOError):
                    os.read(self._waking, 4096)
                self._reap()
            if self._requests in ready:
                received = os.read(self._requests, 1 << 16)
                if not received:
                    return
                *lines, unread = (unread + received).split(b"\n")
                yield from map(json.loads, lines)

    def _warm_up(self) -> None:
        # In advance: pandas takes half a second to load, and whoever has saved a table waits for the run.
        from factbook.project.settings import read_project

        _load_rest()
        self._charts.restart_ended()
        with suppress(Exception):
            if read_project(self._root).settings.kernels == "warm":
                self._kernels.warm_up()

    def _fork(self, request: dict[str, Any]) -> None:
        # A signal to stop that came before the new process can end in order would be lost in the hooks of the fork.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        own = os.getpid()
        pid = os.fork()
        if not pid:
            signal.set_wakeup_fd(-1)
            os.close(self._requests)
            if request["kind"] != "run":
                # A copy that this process held would keep the server alive that another one ends.
                self._kernels.hand_over()
            _live(lambda: self._become(request), own)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        self._ids[pid] = request["id"]
        if request["kind"] == "run":
            self._kernels.hand_over()

    def _become(self, request: dict[str, Any]) -> None:
        """Do what was asked for, in the process that was forked for it."""
        id = request["id"]

        def send(event: Mapping[str, Any]) -> None:
            _write(self._events, {"id": id, **event})

        if request["kind"] == "run":
            from factbook.serve.run_batch import run_batch

            with self._kernels:
                run_batch(self._root, request, self._kernels, send)
            return
        from factbook.project.refused import complain_of
        from factbook.serve.draft import make_draft
        from factbook.serve.draft_files import write_outcome

        outcome = make_draft(self._root, request, send, self._charts)
        # Where the report was renamed meanwhile, its folder is not to be made anew.
        if self._root.is_dir():
            try:
                write_outcome(self._root / request["outcome"], outcome)
            except OSError as error:
                # Whoever serves learns of no outcome, and tries again.
                sys.exit(f"{complain_of(error, then='this goes on by itself')}")

    def _stop(self, id: int) -> None:
        for pid, known in self._ids.items():
            if known == id:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)

    def _reap(self, *, wait: bool = False) -> None:
        # Signals are merged: after one SIGCHLD any number of children may have ended.
        while True:
            try:
                pid, status = os.waitpid(-1, 0 if wait else os.WNOHANG)
            except ChildProcessError:
                self._ids.clear()
                return
            if pid == 0:
                return
            id = self._ids.pop(pid, None)
            if id is not None:
                _write(self._events, {"id": id, "exit": os.waitstatus_to_exitcode(status)})
            if wait and not self._ids:
                return


def _signal(pid: int, number: int) -> None:
    """Send a signal to a process that was forked from here."""
    if pid in _children():
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def _children() -> list[int]:
    with suppress(OSError):
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()]
    return []


def _load(root: Path) -> None:
    """Import what builds use, so that each one that is forked has it."""
    from factbook.render.templating import compile_templates
    from factbook.sphinx_ext.build.application import load_extensions

    load_extensions(root)
    compile_templates()
    # What is loaded by now stays: to look for garbage in it would copy its pages into each process that is forked.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@cache
def _load_rest() -> None:
    """Import what the first draft could do without: each process that is forked would take 0.1 to 0.2 s for it."""
    from factbook.notebooks.execution.execute import load_clients
    from figurecheck.verdicts.sentence.check import load_readers

    load_readers()
    load_clients()
    gc.freeze()


def _live(work: Callable[[], None], parent: int) -> None:
    """Do the work of a process that was forked, and end it: it must not return into the stack of its parent."""
    code = 0
    try:
        end_with_parent(parent, by=signal.SIGTERM)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
        signal.signal(signal.SIGALRM, lambda *_: sys.exit(TERMINATED))
        sys.unraisablehook = _exit_all_the_same
        # Ctrl-C and the end of a terminal reach the whole group; the process that serves ends the others in order.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        work()
    except SystemExit:
        code = TERMINATED
    except BaseException:
        traceback.print_exc()
        code = 1
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        # Not sys.exit: exit handlers and buffers copied from the parent would run and be written a second time.
        os._exit(code)


def _exit_all_the_same(lost: sys.UnraisableHookArgs) -> None:
    """Exit where the exception that ends this process came up in a finalizer, from which Python raises none."""
    if isinstance(lost.exc_value, SystemExit):
        signal.setitimer(signal.ITIMER_REAL, _AGAIN)
    else:
        sys.__unraisablehook__(lost)


def _write(events: int, event: Mapping[str, Any]) -> None:
    """Write an event in one piece; several processes share the pipe."""
    content = json.dumps(event).encode() + b"\n"
    # Up to this size (4096 bytes on Linux) the system writes whole or not at all; what is longer goes by a file.
    assert len(content) <= select.PIPE_BUF  # noqa: S101
    with suppress(BrokenPipeError):
        os.write(events, content)
