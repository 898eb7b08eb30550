"""What a warm kernel is made of: libraries that are imported once, and a kernel that starts from them.

`warm_up` runs in the fork server, `run_kernel` in each process that it forks. A warm kernel is an `IPKernelApp` like
any other, made in `kernel_app`.
"""

from __future__ import annotations

import atexit
import gc
import inspect
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import FrameType

from factbook.notebooks.kernel.protocol import KernelRequest
from factbook.notebooks.sandbox.environment import CLOCK, SCRATCH, TRACER

QUIET_DEBUGGER = "PYDEVD_DISABLE_FILE_VALIDATION"
_DEBUGGER = "debugpy.server"
LIBRARIES = """
    altair encodings.ascii faulthandler ipykernel.debugger ipykernel.kernelapp IPython.core.completerlib
    IPython.core.debugger IPython.core.logger IPython.core.oinspect IPython.extensions.storemagic
    IPython.utils.wildcard numpy.random pandas pdb resource sqlite3 tornado.platform.asyncio yaml
    factbook.data.catalog factbook.notebooks.recording.record factbook.notebooks.recording.series
    factbook.notebooks.sandbox factbook.notebooks.kernel.kernel_app factbook.notebooks.tracing.in_kernel
""".split()
"""What is imported once for all kernels."""


def warm_up(scratch: str | None = None, *, debugger: bool = True) -> None:
    """Import what notebooks use, with ipykernel's `debugger` or without, and let it do what is slow the first time.

    What that writes lies in the folder `scratch`, by default where the system has temporary files.
    """
    # What is imported stays, and looking through it for what can be freed takes a fifth of the time.
    gc.disable()
    # debugpy warns on standard error, which is for what ends the server, that it cannot debug Python's frozen modules.
    os.environ[QUIET_DEBUGGER] = "1"
    if not debugger:
        # ipykernel does without it where it cannot be imported. It takes an eighth of all that is imported here, and
        # nobody debugs the cells of a build.
        sys.modules[_DEBUGGER] = None  # type: ignore[assignment] # as Python documents it
    for name in LIBRARIES:
        import_module(name)
    remember_classes()
    # A notebook may import it.
    if not debugger:
        del sys.modules[_DEBUGGER]
    _preload_libraries()
    _preload_shell(scratch)
    # In the kernels a collection would write to the header of every object, and so copy all memory that is shared.
    gc.freeze()


def find_modules() -> None:
    """Ask the system where each module lies, as the first traceback does that IPython shows."""
    # 13,000 calls, of which a kernel's are looked at one by one. It takes a twentieth of a second here, and made each
    # notebook that fails wait for one. The first kernel does not wait for it.
    inspect.getmodule(inspect.currentframe())
    gc.freeze()


def remember_classes() -> None:
    """Let Altair look for the class of a schema in one index of all classes, and not in a new one for each channel."""
    from altair.utils import schemapi

    # Altair (6.3) has no door for it. To digest 450 schemas takes 2 ms, each channel that is encoded with a short
    # name asks for it, and together that is a tenth of what the notebooks of a report with many charts take.
    make = schemapi._FromDict  # noqa: SLF001
    remembered = lru_cache(maxsize=1)(make)
    # Classes that a notebook defines make another index.
    schemapi._FromDict = lambda classes: remembered(tuple(classes))  # type: ignore[assignment,misc] # noqa: SLF001


def _preload_libraries() -> None:
    """Let Altair read its schema, pandas import how tables are grouped and printed, and cattrs make its functions."""
    import altair
    import pandas

    from factbook.notebooks.recording.record import dump_bundle
    from factbook.notebooks.recording.rows import read_rows
    from figurecheck.model import Statistic

    frame = pandas.DataFrame({"a": ["x", "y"], "b": [1, 2]})
    altair.Chart(frame).mark_bar().encode(x="a:N", y="b:Q").to_dict()
    rows = read_rows(frame.groupby("a").agg(b=("b", "sum")).reset_index())
    dump_bundle(Statistic(id="a", value="b", rows=rows))
    frame.to_html()


def _preload_shell(scratch: str | None) -> None:
    """Make a shell that nobody uses: the next one starts from what it has looked up and compiled."""
    import tempfile

    from ipykernel.zmqshell import ZMQInteractiveShell
    from IPython.core.profiledir import ProfileDir
    from traitlets.config import Config

    # A shell puts itself into these three places, which the kernels must find as Python leaves them.
    before = sys.modules["__main__"], sys.displayhook, sys.excepthook
    quiet = Config({"HistoryManager": {"enabled": False}})
    # The scratch folder is removed with the server, however it ends.
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        shell = ZMQInteractiveShell(config=quiet, profile_dir=ProfileDir(location=folder), ipython_dir=folder)
        shell.run_cell("1 + 1", silent=True)
    sys.modules["__main__"], sys.displayhook, sys.excepthook = before


def run_kernel(request: KernelRequest, environment: int, server: int, announce: Callable[[], None]) -> None:
    """Be the kernel that `request` describes, until it has to end; the process has to exit then, as any other does.

    `environment` is the descriptor of its environment variables, as JSON, and `server` a process; `announce` is called
    once the kernel can be spoken to.
    """
    # The order matters. The sandbox closes (in `_apply`) before anything of ipykernel runs, while there is one thread:
    # Landlock restricts only the thread that asks for it, and those that it starts later. Tracing begins once the
    # kernel is made, so that files that IPython reads to start are no inputs of the notebook. No cell runs untraced:
    # the kernel answers nobody before it is started.
    from factbook.notebooks.kernel.kernel_app import CellKernel, make_app

    _detach(server)
    _apply(request, environment)
    app = make_app(request["argv"], most_output=request["output"])
    _find_modules_beside_notebook()
    if request["memory"]:
        from factbook.notebooks.sandbox import limit_memory

        # Only now, so that the kernel's own threads (8 MiB each for a stack) do not count.
        limit_memory(request["memory"])
    # What is to be done at the end is done in the opposite order of its registration. So what the notebook registers
    # from here on is done, and after that nothing: not what libraries registered in the server, nor what ipykernel
    # does to close its sockets, nor what Python does to free all of the memory, which takes longer than most cells.
    atexit.register(_leave, os.getpid())
    announce()
    if TRACER in os.environ:
        from factbook.notebooks.tracing.in_kernel import start_tracing

        CellKernel.report_names = start_tracing()
    signal.signal(signal.SIGTERM, _stop)
    with suppress(SystemExit):
        app.start()


def _detach(server: int) -> None:
    """Become a process of its own, that ends with the server."""
    # By the system, at the server's end: it may be killed and then ends nobody itself.
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL, 0, 0, 0)
    # It may have ended between the fork and the call.
    if os.getppid() != server:
        os._exit(1)
    # A session by which all that the notebook starts can be found, and which no terminal sends signals to.
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    gc.enable()
    # The descriptors of the server's standard streams are not the notebook's: one holds its errors.
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)


def _apply(request: KernelRequest, environment: int) -> None:
    """Take on the run's environment, folder, limits and random numbers."""
    import json
    import locale
    import random
    import tempfile
    import time

    import numpy

    os.environ.clear()
    # where it was written, it was left at its end
    os.lseek(environment, 0, os.SEEK_SET)
    with os.fdopen(environment) as file:
        os.environ.update(json.load(file))
    # C libraries read the time zone, the language and the temporary folder once; here they are read anew.
    time.tzset()
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        # the environment names one that this machine does not have
        locale.setlocale(locale.LC_CTYPE, "C")
    # To choose it, Python would write a file there, and ipykernel asks for it before the first cell.
    tempfile.tempdir = os.environ.get("TMPDIR")
    os.chdir(request["cwd"])
    # Both were seeded before the fork, so without this all notebooks would draw the same numbers.
    random.seed()
    # numpy's global generator, which notebooks and libraries still use
    numpy.random.seed()
    # A notebook may not write beside its modules; compiled ones would be tried, refused and tried again at each import.
    sys.dont_write_bytecode = True
    sys.argv = [request["launcher"], *request["argv"]]
    if CLOCK in os.environ:
        from factbook.notebooks.sandbox.clock import move_clock

        move_clock(float(os.environ[CLOCK]))
    if request["isolate"]:
        from factbook.notebooks.sandbox import isolate

        isolate(Path(os.environ[SCRATCH]))


def _find_modules_beside_notebook() -> None:
    """Find modules in the notebook's folder, after the standard library's, as in any kernel."""
    # IPython (9.7) does so unless Python was started with -P, as the fork server was for its own imports.
    if "" not in sys.path:
        folders = (at for at, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages")))
        sys.path.insert(next(folders, 0), "")


def _leave(kernel: int) -> None:
    # A process that the notebook has forked has an end, and a status, of its own.
    if os.getpid() == kernel:
        os._exit(0)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit
