"""What a warm kernel is made of: libraries that are imported once, and a kernel that starts from them.

`warm_up` runs in the fork server, `run_kernel` in each process that it forks. A warm kernel is an `IPKernelApp` like
any other; what differs is that it has no debugger, no heartbeat, no history file and no profile of the user.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from factbook.notebooks.sandbox.environment import SCRATCH, WATCH

CELLS = "/tmp/ipykernel"  # noqa: S108 - a name in tracebacks and warnings, the same in each run; nothing is written there


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
    gc.disable()  # what is imported stays; looking through it for rubbish takes a fifth of the time
    sys.modules["debugpy"] = None  # type: ignore[assignment] # a notebook that is run has no use for a debugger
    import ipykernel.debugger

    del sys.modules["debugpy"]
    for name in LIBRARIES:
        import_module(name)
    _rehearse_libraries()
    _rehearse_shell()
    gc.freeze()


def _rehearse_libraries() -> None:
    import altair
    import pandas

    from factbook.notebooks.recording.record import read_rows

    frame = pandas.DataFrame({"a": ["x", "y"], "b": [1, 2]})
    altair.Chart(frame).mark_bar().encode(x="a:N", y="b:Q").to_dict()
    read_rows(frame.groupby("a").agg(b=("b", "sum")).reset_index())
    frame.to_html()


def _rehearse_shell() -> None:
    """Make a shell that nobody uses: the next one starts from what it has looked up and compiled."""
    from ipykernel.zmqshell import ZMQInteractiveShell
    from traitlets.config import Config

    from factbook.notebooks.kernel.kernel_app import NoProfile

    held = sys.modules["__main__"], sys.displayhook, sys.excepthook
    quiet = Config({"HistoryManager": {"enabled": False}})
    nowhere = NoProfile(location=os.curdir)
    ZMQInteractiveShell(config=quiet, profile_dir=nowhere, ipython_dir=os.curdir).run_cell("1 + 1", silent=True)
    sys.modules["__main__"], sys.displayhook, sys.excepthook = held


def run_kernel(request: Mapping[str, Any], server: int, announce: Callable[[], None]) -> int:
    """Be the kernel that `request` asks for, until it is told to end; give its exit status.

    `announce` is called once the kernel can be spoken to.
    """
    _leave(server)
    _take_on(request)
    app = _start(request)
    announce()
    if WATCH in os.environ:
        from factbook.notebooks.tracing.in_kernel import enter

        enter()
    signal.signal(signal.SIGTERM, _stop)
    return _serve(app)


def _leave(server: int) -> None:
    """Become a process of its own, that ends with the server."""
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != server:
        os._exit(1)
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    gc.enable()
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)


def _take_on(request: Mapping[str, Any]) -> None:
    """Take on the run's environment, folder, limits and chance."""
    import atexit
    import locale
    import random
    import tempfile
    import time

    import numpy

    atexit._clear()
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:  # the environment names one that this machine does not have
        locale.setlocale(locale.LC_CTYPE, "C")
    tempfile.tempdir = None
    os.chdir(request["cwd"])
    random.seed()
    numpy.random.seed()  # noqa: NPY002 - the generator that others may use too
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

    ipykernel.compiler.get_tmp_directory = lambda: CELLS
    app = WarmKernelApp.instance()
    app.most_output = request.get("output", 0)
    app.initialize(request["argv"])
    atexit._clear()  # what is registered from here on is the notebook's own
    return app


def _serve(app: Any) -> int:
    import atexit

    status = 0
    try:
        app.start()
    except SystemExit:
        pass
    atexit._run_exitfuncs()
    return status


def _stop(number: int, frame: Any) -> None:
    raise SystemExit
