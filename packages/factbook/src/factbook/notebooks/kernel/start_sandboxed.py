"""Starts a kernel that cannot be forked in the sandbox of its run: ``python -m`` this module, limit and command."""

from __future__ import annotations

import os
import runpy
import signal
import sys
from pathlib import Path

from factbook.notebooks.sandbox import isolate, limit_memory
from factbook.notebooks.sandbox.environment import CLOCK, SCRATCH, TRACER

LAUNCHER = "ipykernel_launcher"
OPTIONS = {
    "kernel_class": "factbook.notebooks.kernel.kernel_app.CellKernel",
    "outstream_class": "factbook.notebooks.kernel.streams.CellStream",
    "capture_fd_output": "False",
}
"""Those of a warm kernel (`kernel_app.make_app`), so that one which starts by itself displays the same."""


def main() -> None:
    """Become the command in the arguments after the first, which is the most memory that it may have, in bytes.

    A kernel of this interpreter runs in this process, so that what goes through Python is refused and traced there.
    """
    most, *command = sys.argv[1:]
    own = command[0] == sys.executable and LAUNCHER in command
    if SCRATCH in os.environ:
        end_with_parent()
        isolate(Path(os.environ[SCRATCH]), python=own)
    if TRACER in os.environ and own:
        from factbook.notebooks.kernel.kernel_app import CellKernel
        from factbook.notebooks.tracing.in_kernel import start_tracing

        CellKernel.report_names = start_tracing()
    elif TRACER in os.environ:
        from factbook.notebooks.tracing.in_kernel import connect

        link, _ = connect()
        # The link stays open in the command that this process becomes: the tracer takes its closing for the run's end.
        link.set_inheritable(True)
        link.detach()
    if CLOCK in os.environ and own:
        from factbook.notebooks.sandbox.clock import move_clock

        move_clock(float(os.environ[CLOCK]))
    # Last, since what the limit counts from is the memory that this process has now.
    limit_memory(int(most))
    # Audit hooks end with the program that installed them, so a kernel of this interpreter runs in this process: they
    # refuse in words, and tell what is read more precisely than the system can. Other kernels are started afresh; the
    # filters of the system stay through an exec.
    if own:
        options = [f"--IPKernelApp.{name}={value}" for name, value in OPTIONS.items()]
        sys.argv = [*command[command.index(LAUNCHER) :], *options]
        runpy.run_module(LAUNCHER, run_name="__main__", alter_sys=True)
    else:
        os.execvp(command[0], command)  # noqa: S606 - a kernel that the user has installed


def end_with_parent() -> None:
    """End when the build ends, however it does; on other systems than Linux a kernel has to see to it itself."""
    # jupyter_client kills its kernels when it ends, but not when it is killed.
    if sys.platform != "linux":
        return
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL, 0, 0, 0)
    # The build may have ended before the call.
    if os.environ.get("JPY_PARENT_PID", str(os.getppid())) != str(os.getppid()):
        sys.exit(1)


if __name__ == "__main__":
    main()
