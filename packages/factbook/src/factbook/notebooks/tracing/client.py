"""The build's end of a tracer: start it, send runs to it, and ask what they read."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TypedDict

from factbook.notebooks.sandbox.environment import RUN, TRACER, base_environment
from factbook.notebooks.sandbox.seccomp import find_machine
from factbook.project.scratch import Scratch


class TraceDocument(TypedDict, total=False):
    """What one run was seen to do, as a tracer sends it; `tracer.Trace` says what each part is."""

    scratch: str
    exact: bool
    reads: dict[str, int]
    lookups: dict[str, int]
    links: dict[str, int]
    attributes: dict[str, int]
    made: dict[str, int]
    connections: dict[str, int]
    messages: dict[str, int]
    unseen: dict[str, int]


class TracerClient:
    """A tracer for the runs of one build; it ends with the ``with`` block, and when the build is killed.

    On another system than Linux there is none: runs then depend on all of the data.
    """

    def __init__(self, *, program: str = sys.executable) -> None:
        """`program` is the Python that the tracer runs in."""
        self._program = program
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ready = False

    def __enter__(self) -> TracerClient:
        if sys.platform == "linux":
            # Short names, since the address of a socket has at most 108 bytes.
            self._folder = Scratch("tracer", holds_sockets=True)
            self._address = f"{self._folder.path}/w"
            machine = find_machine()
            calls = json.dumps({**machine.files, "socket": machine.socket} if machine else {})
            # -S -E: without site-packages and the user's settings a bare interpreter is there in 20 ms. It is started
            # from the folder around it, so that nothing else of factbook has to be imported first.
            # A session of its own: Ctrl-C on the terminal is for the build alone, which then ends the tracer.
            self._process = subprocess.Popen(  # noqa: S603 - a script of ours
                [self._program, "-S", "-E", "-m", "tracer", self._address, calls],
                cwd=Path(__file__).parent,
                env=base_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()  # it writes no files, so there is nothing to finish
            self._process.communicate()
            self._folder.close()

    def prepare(self) -> dict[str, str]:
        """Return the environment variables that let one more run be traced."""
        if self._process is None:
            return {}
        # The tracer has started while the build did other things; its first line says that kernels can connect.
        if not self._is_ready:
            self._is_ready = bool(self._read_line())
        return {TRACER: self._address, RUN: str(next(self._numbers))} if self._is_ready else {}

    def read_trace(self, environment: dict[str, str]) -> TraceDocument:
        """Return the trace of the run that got these variables, empty where there is none."""
        if self._process is None or self._process.stdin is None or RUN not in environment:
            return {}
        try:
            self._process.stdin.write(f"{environment[RUN]}\n".encode())
            self._process.stdin.flush()
        except BrokenPipeError:
            return {}
        line = self._read_line()
        found: TraceDocument = json.loads(line) if line else {}
        return found

    def _read_line(self) -> bytes:
        return (
            self._process.stdout.readline() if self._process is not None and self._process.stdout is not None else b""
        )
