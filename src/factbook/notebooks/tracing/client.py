"""The build's end of a keeper: start it, send runs to it, ask what they read."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any

from factbook.notebooks.sandbox.environment import WATCH
from factbook.notebooks.sandbox.seccomp import find_machine

RUN = "FACTBOOK_RUN"
"""Environment variable: the name that a run has with the keeper."""


class TracerClient:
    """A keeper for the runs of one build; it ends with the ``with`` block, and when the build is killed.

    On another system than Linux there is none: runs then depend on all of the data.
    """

    def __init__(self, *, program: str = sys.executable) -> None:
        """`program` is the Python that the keeper runs in."""
        self._program = program
        self._numbers = count(1)
        self._keeper: subprocess.Popen[bytes] | None = None
        self._open = False

    def __enter__(self) -> TracerClient:
        if sys.platform == "linux":
            self._folder = tempfile.TemporaryDirectory(prefix="fb-")
            self._address = f"{self._folder.name}/w"
            script = Path(__file__).with_name("tracer.py")
            machine = find_machine()
            calls = json.dumps(machine.files if machine else {})
            self._keeper = subprocess.Popen(
                [self._program, "-S", "-E", script, self._address, calls],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for the build alone
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._keeper is not None:
            self._keeper.kill()  # it holds nothing but what was asked for
            self._keeper.communicate()
            self._folder.cleanup()

    def prepare(self) -> dict[str, str]:
        """Give the environment variables that let one more run be watched."""
        if self._keeper is None:
            return {}
        if not self._open:
            self._open = bool(self._hear())
        return {WATCH: self._address, RUN: str(next(self._numbers))} if self._open else {}

    def ask(self, environment: dict[str, str]) -> dict[str, Any]:
        """Give what was seen of the run that got these variables; empty where it was not watched."""
        if self._keeper is None or self._keeper.stdin is None or RUN not in environment:
            return {}
        try:
            self._keeper.stdin.write(f"{environment[RUN]}\n".encode())
            self._keeper.stdin.flush()
        except BrokenPipeError:
            return {}
        answer = self._hear()
        found: dict[str, Any] = json.loads(answer) if answer else {}
        return found

    def _hear(self) -> bytes:
        return self._keeper.stdout.readline() if self._keeper is not None and self._keeper.stdout is not None else b""
