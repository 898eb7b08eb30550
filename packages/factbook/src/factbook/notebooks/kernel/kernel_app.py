"""The kernel application of a warm kernel: ipykernel's, with streams that count and with names of cells that stay.

All by options that ipykernel and IPython document; what a warm kernel displays is compared with what an ordinary one
does by `tests/unit/notebooks/test_kernel.py`.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import ClassVar

from ipykernel.compiler import XCachingCompiler
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from traitlets import Type
from traitlets.config import Config
from traitlets.config.loader import DeferredConfigString

from factbook.notebooks.kernel.streams import TOO_MUCH, CellStream, Meter
from factbook.notebooks.sandbox import lift_memory_limit

CELLS = "/tmp/ipykernel"  # noqa: S108
"""What tracebacks and warnings name as the folder of cells, the same in each run; nothing is written there."""


class CellCompiler(XCachingCompiler):
    """Compiles cells under names that are the same in each run."""

    def get_code_name(self, raw_code: str, code: str, number: int) -> str:
        """Return the name of a cell, which depends on its code alone."""
        # ipykernel puts the process id into the name, and with it into each warning that is displayed: the site would
        # be another one after each run.
        return f"{CELLS}/{Path(super().get_code_name(raw_code, code, number)).name}"


class CellKernel(IPythonKernel):
    """IPython's kernel, with `CellCompiler`; it tells the tracer after each cell what names stand for."""

    compiler_class = Type(CellCompiler)
    report_names: ClassVar[Callable[[Mapping[str, object]], Callable[..., None]] | None] = None
    """Returns what tells the tracer, for the names of the notebook; ``None`` where there is no tracer."""

    def start(self) -> None:
        """Begin to answer."""
        if CellKernel.report_names is not None:
            self.shell.events.register("post_run_cell", CellKernel.report_names(self.shell.user_ns))
        # Before each cell, since a connection keeps the mark with which the socket was bound until the socket is told.
        self.shell.events.register("pre_execute", self._let_all_wait)
        super().start()

    def _let_all_wait(self) -> None:
        """Let any number of messages wait for a slow listener."""
        # ZeroMQ drops what comes when a thousand wait (its high-water mark), and says nothing: what a notebook recorded
        # would be missing, and the news that a cell has ended. In the thread that owns the socket.
        thread = self.iopub_thread
        thread.schedule(lambda: setattr(thread.socket, "sndhwm", 0))


class CellApp(IPKernelApp):
    """IPython's application of a kernel, which knows the arguments that nbclient starts a kernel with."""

    def parse_command_line(self, argv: Sequence[str] | None = None) -> None:
        """Read the arguments."""
        match argv:
            # The parser of all that could be said is made anew in each kernel, which takes a tenth of its start.
            case ["-f", file, "--HistoryManager.hist_file=:memory:"]:
                history = {"hist_file": DeferredConfigString(":memory:")}
                self.argv = [*argv]
                self.cli_config = Config({"IPKernelApp": {"connection_file": file}, "HistoryManager": history})
                self.update_config(self.cli_config)
            case _:
                super().parse_command_line(argv)


def make_app(arguments: Sequence[str], *, most_output: int) -> IPKernelApp:
    """Return the application of a kernel that answers once it is started.

    `most_output` is how many bytes may be printed and displayed; none means any.
    """
    app = CellApp.instance(
        config=Config({"HistoryManager": {"enabled": False}}),
        kernel_class=CellKernel,
        outstream_class=f"{CellStream.__module__}.{CellStream.__name__}",
        # `CellStream` sees to it
        capture_fd_output=False,
    )
    app.initialize(list(arguments))
    meter = Meter(most_output)
    signal.signal(TOO_MUCH, meter.stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, CellStream):
            stream.meter = meter
    shell: ZMQInteractiveShell = app.shell
    shell.events.register("pre_execute", meter.begin_cell)
    shell.events.register("post_execute", meter.end_cell)
    shell.display_pub.register_hook(meter.count_message)
    shell.set_custom_exc((MemoryError,), _show_memory_error)
    return app


def _show_memory_error(
    shell: ZMQInteractiveShell,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    """Show where memory ran out."""
    # To print a traceback takes some memory, too.
    lift_memory_limit()
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
