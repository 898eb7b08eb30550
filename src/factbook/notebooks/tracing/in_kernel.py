"""In a kernel: have a tracer notice every file that is read from here on, in this process and in those that it starts.

`start_tracing` installs a seccomp filter that stops each call that names a file until the tracer has recorded it, and
an audit hook for what only Python knows: that a folder was listed by an import and not by the notebook, that
`fb.dataset` asked the data package for a table's columns, and which environment variables the notebook looked up. Where
there is no seccomp, the hook alone reports files, and readers that go past it.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import tempfile
from collections.abc import Callable
from typing import Any

from factbook.notebooks.sandbox import seccomp
from factbook.notebooks.sandbox.environment import RUN, SCRATCH, TRACER

ESCAPES = frozenset(
    "adbc_driver_manager cffi duckdb fiona h5py lxml netCDF4 polars pyarrow pyogrio pyreadstat rasterio sqlite3".split()
)
"""Modules that open files by themselves, where an audit hook does not see it."""
PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn"})
DATASET = ("dataset", "factbook.data.catalog")
"""Function and module of `fb.dataset`, as they are found on the stack."""
FIND_MODULES = ("_fill_cache", "importlib._bootstrap_external")
"""What of Python lists a folder for an import; a private name, which CPython has kept since 3.3."""
_DEPTH = 12
"""Frames of the stack that are looked at, from the call outwards; the hook runs at every open, so it must end soon."""
_SET_PTRACER, _ANY_PTRACER = 0x59616D61, -1
_NEW_LISTENER, _FAIL_WITH_ESRCH = 8, 16
_FLAGS = {"newfstatat": 40, "statx": 32}
"""Calls that may be about an open file and not a name, and where their flags stand in the description of a call."""
_EMPTY_PATH = 0x1000

Hook = Callable[[str, tuple[Any, ...]], None]


def start_tracing(install: Callable[[], int] | None = None) -> None:
    """Report every file to the tracer at ``FACTBOOK_TRACER`` from now on; call it once, before any code of a notebook.

    `install` returns the descriptor of a filter, and raises OSError where there can be none. Raises OSError when the
    tracer does not answer.
    """
    link, exact = connect(install)
    send = _make_sender(link)
    # A run without this message has a kernel in which nothing of ours runs: its tools count as inputs.
    send("own", sys.executable)
    for name in () if exact else sorted(ESCAPES & sys.modules.keys()):
        send("escape", name)
    sys.addaudithook(_make_hook(send, everything=not exact))
    # No audit event is raised for a variable that is looked up. The class of `os.environ` is changed, and not the
    # mapping replaced, since modules that were imported before the fork have it under other names.
    os.environ.__class__ = _make_environment_class(send)


def connect(install: Callable[[], int] | None = None) -> tuple[socket.socket, bool]:
    """Connect with the tracer and have the system report files to it; return the link, and whether the system does."""
    link = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    link.connect(os.environ[TRACER])
    hello = {"run": os.environ[RUN], "scratch": os.environ.get(SCRATCH) or tempfile.gettempdir(), "unseen": ""}
    try:
        listener = (install or install_filter)()
    except OSError as error:
        hello["unseen"] = f"this system does not tell which files are read ({error.strerror or error})"
        link.send(json.dumps(hello).encode())
        return link, False
    # From here to `send_fds` nothing may open a file: it would wait for a tracer that has no descriptor yet, for ever.
    socket.send_fds(link, [json.dumps(hello).encode()], [listener])
    os.close(listener)
    return link, True


def install_filter() -> int:
    """Have each call that names a file, of every thread and of what they start, wait for whoever holds the descriptor.

    Returns that descriptor. Raises OSError where the system has no such filter.
    """
    import ctypes

    machine = seccomp.find_machine()
    if machine is None:
        raise OSError(0, f"{sys.platform} on {os.uname().machine}")
    seccomp.give_up_privileges()
    # Where Yama restricts ptrace (kernel.yama.ptrace_scope is 1 on Ubuntu), only a parent may read a process's memory.
    # The tracer is no parent of the kernels, so they allow it themselves; elsewhere the call fails and is not needed.
    ctypes.CDLL(None).prctl(_SET_PTRACER, ctypes.c_long(_ANY_PTRACER), 0, 0, 0)
    # With a listener, a thread that cannot take the filter has to be reported as ESRCH (Linux 5.7): its number, which
    # is returned otherwise, could not be told from the descriptor.
    return seccomp.install(machine, trace_filter(machine), seccomp.ALL_THREADS | _NEW_LISTENER | _FAIL_WITH_ESRCH)


def trace_filter(machine: seccomp.Machine) -> bytes:
    """Return the filter: calls that name a file go to the tracer, `fstat` in disguise and all others go on."""
    rules: list[seccomp.Instruction] = []
    for name, number in machine.files.items():
        if name in _FLAGS:
            # glibc asks for the size of an open file by these two calls, with an empty path (its `fstat`, since 2.33).
            # Such a call names no file, and to stop each of them would slow every read down.
            rules += [(seccomp.EQUAL, 0, 4, number), (seccomp.LOAD, 0, 0, _FLAGS[name])]
            rules += [(seccomp.ANY_BIT, 0, 1, _EMPTY_PATH), (seccomp.RETURN, 0, 0, seccomp.ALLOW)]
        else:
            rules.append((seccomp.EQUAL, 0, 1, number))
        rules.append((seccomp.RETURN, 0, 0, seccomp.NOTIFY))
    return seccomp.assemble(machine, [*rules, (seccomp.RETURN, 0, 0, seccomp.ALLOW)])


def _make_sender(link: socket.socket) -> Callable[[str, str], None]:
    def send(what: str, about: str) -> None:
        # A notebook can close a descriptor that it does not know, and a tracer may be gone: the run must not fail for
        # it.
        with contextlib.suppress(OSError):
            link.send(json.dumps([what, about]).encode())

    return send


def _make_hook(send: Callable[[str, str], None], *, everything: bool) -> Hook:
    """Return the audit hook; with `everything` it also reports each file, since nobody else does."""
    begun: set[str] = set()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        # The event of an import comes before it: only a module that is there at the next event was really imported.
        for name in begun & sys.modules.keys() if begun else ():
            begun.discard(name)
            send("escape", name)
        if event in {"open", "os.listdir", "os.scandir", "sqlite3.connect"}:
            path = _absolute(arguments[0])
            if path is None:
                return
            if event == "open" and path.endswith("/datapackage.json") and _is_called_by(*DATASET):
                send("tables", path)
            elif event == "os.listdir" and _is_called_by(*FIND_MODULES):
                send("modules", path)
            if everything and not (event == "open" and arguments[2] & os.O_ACCMODE == os.O_WRONLY):
                send("read", path)
        elif everything and event == "import" and arguments[0] in ESCAPES:
            begun.add(arguments[0])
        elif everything and event in PROGRAMS:
            send("escape", "another program")

    return hook


def _absolute(path: Any) -> str | None:
    if path is None:
        return os.getcwd()  # noqa: PTH109 - a text, and pathlib would raise audit events of its own
    return os.path.abspath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else None  # noqa: PTH100


def _is_called_by(function: str, module: str) -> bool:
    """Return whether a function of a module is among those that led here."""
    # An audit event names the file and not the caller; nothing public names the caller.
    frame = sys._getframe(2)  # noqa: SLF001
    for _ in range(_DEPTH):
        if frame.f_code.co_name == function and frame.f_globals.get("__name__", "").endswith(module):
            return True
        if frame.f_back is None:
            return False
        frame = frame.f_back
    return False


def _make_environment_class(send: Callable[[str, str], None]) -> type:
    """Return a class for `os.environ` that reports which variables code of the report looks up, each once."""
    reported: set[str] = set()
    own = (os.getenv.__code__.co_filename, os.environ.get.__code__.co_filename, __file__)

    class Environment(type(os.environ)):  # type: ignore[misc]
        """The environment as it is; what is looked up is reported."""

        def __getitem__(self, name: str) -> str:
            if name in reported:
                return str(super().__getitem__(name))
            # `os.getenv` and `os.environ.get` are functions of Python; who called them is what matters.
            frame = sys._getframe(1)  # noqa: SLF001
            while frame.f_code.co_filename in own and frame.f_back is not None:
                frame = frame.f_back
            if not _is_installed(frame.f_code.co_filename):
                reported.add(name)
                send("variable", name)
            return str(super().__getitem__(name))

        def copy(self) -> dict[str, str]:
            # The inherited one reads the underlying dictionary, past `__getitem__`: a copy depends on every variable.
            return {name: self[name] for name in self}

    return Environment


def _is_installed(file: str) -> bool:
    """Return whether a file of code is one of Python's or of a package, and not of the report."""
    return file.startswith((sys.prefix, sys.base_prefix, "<frozen")) or "site-packages" in file
