"""Starts a kernel that cannot be forked, in the sandbox of its run: ``python -m factbook.notebooks.kernel.start_sandboxed ...``."""

from __future__ import annotations

import os
import runpy
import signal
import sys
from pathlib import Path

from factbook.notebooks.sandbox.environment import SCRATCH, WATCH
from factbook.notebooks.sandbox import find_gaps, isolate, limit_memory

LAUNCHER = "ipykernel_launcher"


def main() -> None:
    """Become the command in the arguments after the first, which is the most memory that it may have, in bytes.

    Where the system cannot keep it within the sandbox, a kernel of this interpreter runs in this process, so that
    what goes through Python is refused all the same.
    """
    most, *command = sys.argv[1:]
    own = command[0] == sys.executable and LAUNCHER in command
    if SCRATCH in os.environ:
        end_with_parent()
        isolate(Path(os.environ[SCRATCH]), python=own)
    if WATCH in os.environ:
        from factbook.notebooks.tracing.in_kernel import greet

        link, _ = greet()
        link.set_inheritable(True)
        link.detach()  # it tells the keeper for as long as the command lives
    limit_memory(int(most))
    if own and find_gaps():
        sys.argv = command[command.index(LAUNCHER) :]
        runpy.run_module(LAUNCHER, run_name="__main__", alter_sys=True)
    else:
        os.execvp(command[0], command)  # noqa: S606 - a kernel that the user has installed


def end_with_parent() -> None:
    """End when the build ends, however it does; on other systems than Linux a kernel has to see to it itself."""
    if sys.platform != "linux":
        return
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL, 0, 0, 0)
    if os.environ.get("JPY_PARENT_PID", str(os.getppid())) != str(os.getppid()):
        sys.exit(1)


if __name__ == "__main__":
    main()
