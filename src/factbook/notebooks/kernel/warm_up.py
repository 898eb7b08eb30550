"""What a warm kernel is made of: libraries that are imported once, and a kernel that starts from them.

`warm_up` runs in the fork server, `run_kernel` in each process that it forks. A warm kernel is an `IPKernelApp` like
any other; what differs is that it has no debugger, no heartbeat, no history file and no profile of the user. Here and
in `kernel_app` other projects' internals are changed (ipykernel 7.4, IPython 9); `tests/unit/notebooks/test_kernel.py`
compares what a warm kernel displays with what an ordinary one does.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from factbook.notebooks.sandbox.environment import SCRATCH, TRACER

CELLS = "/tmp/ipykernel"  # noqa: S108
"""What tracebacks and warnings name as the folder of cells, the same in each run; nothing is written there."""

LIBRARIES = """
    altair encodings.ascii faulthandler ipykernel.kernelapp IPython.core.completerlib IPython.core.logger
    IPython.core.oinspect IPython.extensions.storemagic IPython.utils.wildcard numpy.random pandas sqlite3
    tornado.platform.asyncio
    factbook.data.catalog factbook.notebooks.recording.record factbook.notebooks.recording.series
    factbook.notebooks.sandbox factbook.notebooks.kernel.kernel_app factbook.notebooks.tracing.in_kernel
""".split()
"""What is imported once for all kernels."""


def warm_up() -> None:
    """Import what notebooks use, and let it do once what is slow the first time."""
    # What is imported stays, and looking through it for what can be freed takes a fifth of the time.
    gc.disable()
    # With None in its place the import of debugpy fails, and ipykernel goes on without a debugger: a notebook that is
    # run has no use for one. It can still import debugpy itself.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    import_module("ipykernel.debugger")
    del sys.modules["debugpy"]
    for name in LIBRARIES:
        import_module(name)
    _rehearse_libraries()
    _rehearse_shell()
    # In the kernels a collection would write to the header of every object, and so copy all memory that is shared.
    gc.freeze()


def _rehearse_libraries() -> None:
    """Let Altair read its schema, pandas import how tables are grouped and printed, and cattrs make its functions."""
    import altair
    import pandas

    from factbook.model import Statistic
    from factbook.notebooks.recording.record import dump_bundle, read_rows

    frame = pandas.DataFrame({"a": ["x", "y"], "b": [1, 2]})
    altair.Chart(frame).mark_bar().encode(x="a:N", y="b:Q").to_dict()
    rows = read_rows(frame.groupby("a").agg(b=("b", "sum")).reset_index())
    dump_bundle(Statistic(id="a", value="b", rows=rows))
    frame.to_html()


def _rehearse_shell() -> None:
    """Make a shell that nobody uses: the next one starts from what it has looked up and compiled."""
    from ipykernel.zmqshell import ZMQInteractiveShell
    from traitlets.config import Config

    from factbook.notebooks.kernel.kernel_app import NoProfile

    # A shell puts itself into these three places, which the kernels must find as Python leaves them.
    before = sys.modules["__main__"], sys.displayhook, sys.excepthook
    quiet = Config({"HistoryManager": {"enabled": False}})
    nowhere = NoProfile(location=os.curdir)
    ZMQInteractiveShell(config=quiet, profile_dir=nowhere, ipython_dir=os.curdir).run_cell("1 + 1", silent=True)
    sys.modules["__main__"], sys.displayhook, sys.excepthook = before


def run_kernel(request: Mapping[str, Any], server: int, announce: Callable[[], None]) -> int:
    """Be the kernel that `request` describes, until it has to end; return its exit status.

    `announce` is called once the kernel can be spoken to.
    """
    # The order matters. The sandbox closes (in `_apply`) before anything of ipykernel runs, while there is one thread:
    # Landlock restricts only the thread that asks for it, and those that it starts later. Tracing begins once the
    # kernel is made, so that files that IPython reads to start are no inputs of the notebook. No cell runs untraced:
    # the kernel answers nobody before `_serve`.
    _detach(server)
    _apply(request)
    app = _start(request)
    announce()
    if TRACER in os.environ:
        from factbook.notebooks.tracing.in_kernel import start_tracing

        start_tracing()
    signal.signal(signal.SIGTERM, _stop)
    return _serve(app)


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


def _apply(request: Mapping[str, Any]) -> None:
    """Take on the run's environment, folder, limits and random numbers."""
    import atexit
    import locale
    import random
    import tempfile
    import time

    import numpy

    # What libraries registered to be done at the end of the server is not the kernels' to do. `atexit` has no public
    # way to take back what others have registered.
    atexit._clear()  # noqa: SLF001
    os.environ.clear()
    os.environ.update(request["env"])
    # C libraries read the time zone, the language and the temporary folder once; here they are read anew.
    time.tzset()
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        # the environment names one that this machine does not have
        locale.setlocale(locale.LC_CTYPE, "C")
    tempfile.tempdir = None
    os.chdir(request["cwd"])
    # Both were seeded before the fork, so without this all notebooks would draw the same numbers.
    random.seed()
    # numpy's global generator, which notebooks and libraries still use
    numpy.random.seed()
    # A notebook may not write beside its modules; compiled ones would be tried, refused and tried again at each import.
    sys.dont_write_bytecode = True
    sys.argv = [request["launcher"], *request["argv"]]
    if request.get("isolate"):
        from factbook.notebooks.sandbox import isolate

        isolate(Path(os.environ[SCRATCH]))
    if request.get("memory"):
        from factbook.notebooks.sandbox import limit_memory

        limit_memory(request["memory"])


def _start(request: Mapping[str, Any]) -> Any:
    import atexit

    import ipykernel.compiler

    from factbook.notebooks.kernel.kernel_app import WarmKernelApp

    # ipykernel puts the process id into the names of cells, and with it into each traceback and warning that is
    # displayed: the site would be another one after each run.
    ipykernel.compiler.get_tmp_directory = lambda: CELLS
    app = WarmKernelApp.instance()
    app.most_output = request.get("output", 0)
    app.initialize(request["argv"])
    # What is registered from here on is the notebook's own, and is all that is done at its end.
    atexit._clear()  # noqa: SLF001
    return app


def _serve(app: Any) -> int:
    import atexit

    with suppress(SystemExit):
        app.start()
    # The process ends by `os._exit`, which does not do it.
    atexit._run_exitfuncs()  # noqa: SLF001
    return 0


def _stop(number: int, frame: Any) -> None:
    raise SystemExit
