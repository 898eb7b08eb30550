"""In a kernel: let a keeper know of every file that is read from here on, in this process and in those that it starts.

`enter` installs a seccomp filter that stops each call that names a file until the keeper has noted it, and an audit hook
for what only Python knows: that a folder was listed by an import and not by the notebook, that `fb.dataset` asked the data
package for a table's columns, and which environment variables the notebook looked up. Where there is no seccomp the hook
alone tells of files, and of readers that go past it.
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
from factbook.notebooks.sandbox.environment import SCRATCH, WATCH

RUN = "FACTBOOK_RUN"
"""Environment variable: the name that a run has with the keeper."""
ESCAPES = frozenset(
    "adbc_driver_manager cffi duckdb fiona h5py lxml netCDF4 polars pyarrow pyogrio pyreadstat rasterio sqlite3".split()
)
"""Modules that open files by themselves, where an audit hook does not see it."""
PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn"})
_SET_PTRACER, _ANY_PTRACER = 0x59616D61, -1
_LISTENER, _THREAD_FAULTS = 8, 16
_FLAGS = {"newfstatat": 40, "statx": 32}
"""Calls that may be about an open file and not a name, and where their flags stand in the description of a call."""
_EMPTY_PATH = 0x1000

Hook = Callable[[str, tuple[Any, ...]], None]


def enter(install: Callable[[], int] | None = None) -> None:
    """Tell the keeper at ``FACTBOOK_WATCH`` of every file from now on; call it once, before any code of a notebook.

    `install` gives the descriptor of a filter, and raises OSError where there can be none. Raises OSError when the keeper
    does not answer.
    """
    link, exact = greet(install)
    say = _sayer(link)
    say("own", sys.executable)
    for name in () if exact else sorted(ESCAPES & sys.modules.keys()):
        say("escape", name)
    sys.addaudithook(_make_hook(say, everything=not exact))
    os.environ.__class__ = _recording(say)


def greet(install: Callable[[], int] | None = None) -> tuple[socket.socket, bool]:
    """Connect with the keeper, and have the operating system tell it of files; say whether the system does."""
    link = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    link.connect(os.environ[WATCH])
    hello = {"run": os.environ[RUN], "scratch": os.environ.get(SCRATCH) or tempfile.gettempdir(), "unseen": ""}
    try:
        listener = (install or install_filter)()
    except OSError as error:
        hello["unseen"] = f"this system does not tell which files are read ({error.strerror or error})"
        link.send(json.dumps(hello).encode())
        return link, False
    socket.send_fds(link, [json.dumps(hello).encode()], [listener])
    os.close(listener)
    return link, True


def install_filter() -> int:
    """Have each call that names a file, of every thread and of what they start, wait for whoever holds the descriptor given.

    Raises OSError where the system has no such filter.
    """
    import ctypes

    machine = seccomp.find_machine()
    if machine is None:
        raise OSError(0, f"{sys.platform} on {os.uname().machine}")
    seccomp.give_up_privileges()
    ctypes.CDLL(None).prctl(_SET_PTRACER, ctypes.c_long(_ANY_PTRACER), 0, 0, 0)
    return seccomp.install(machine, trace_filter(machine), seccomp.ALL_THREADS | _LISTENER | _THREAD_FAULTS)


def trace_filter(machine: seccomp.Machine) -> bytes:
    """Return the filter: calls that name a file go to the keeper, `fstat` in disguise and all others go on."""
    rules: list[seccomp.Instruction] = []
    for name, number in machine.files.items():
        if name in _FLAGS:
            rules += [(seccomp.EQUAL, 0, 4, number), (seccomp.LOAD, 0, 0, _FLAGS[name])]
            rules += [(seccomp.ANY_BIT, 0, 1, _EMPTY_PATH), (seccomp.RETURN, 0, 0, seccomp.ALLOW)]
        else:
            rules.append((seccomp.EQUAL, 0, 1, number))
        rules.append((seccomp.RETURN, 0, 0, seccomp.NOTIFY))
    return seccomp.assemble(machine, [*rules, (seccomp.RETURN, 0, 0, seccomp.ALLOW)])


def _sayer(link: socket.socket) -> Callable[[str, str], None]:
    def say(what: str, about: str) -> None:
        # a notebook can close what it does not know, and a keeper that is gone has nobody to tell
        with contextlib.suppress(OSError):
            link.send(json.dumps([what, about]).encode())

    return say


def _make_hook(say: Callable[[str, str], None], *, everything: bool) -> Hook:
    """The audit hook; with `everything` it also tells of each file, since nobody else does."""

    begun: set[str] = set()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        for name in begun & sys.modules.keys() if begun else ():  # the import of what is not installed comes to nothing
            begun.discard(name)
            say("escape", name)
        if event in {"open", "os.listdir", "os.scandir", "sqlite3.connect"}:
            path = _absolute(arguments[0])
            if path is None:
                return
            if event == "open" and path.endswith("/datapackage.json") and _called_by("dataset", "factbook.data.catalog"):
                say("tables", path)
            elif event == "os.listdir" and _called_by("_fill_cache", "importlib._bootstrap_external"):
                say("modules", path)
            if everything and not (event == "open" and arguments[2] & os.O_ACCMODE == os.O_WRONLY):
                say("read", path)
        elif everything and event == "import" and arguments[0] in ESCAPES:
            begun.add(arguments[0])
        elif everything and event in PROGRAMS:
            say("escape", "another program")

    return hook


def _absolute(path: Any) -> str | None:
    if path is None:
        return os.getcwd()  # noqa: PTH109 - a text, and pathlib would ask for more
    return os.path.abspath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else None  # noqa: PTH100


def _called_by(function: str, module: str) -> bool:
    """Whether a function is among those that led here."""
    frame = sys._getframe(2)  # noqa: SLF001 - nothing public tells who asks
    for _ in range(12):
        if frame.f_code.co_name == function and frame.f_globals.get("__name__", "").endswith(module):
            return True
        if frame.f_back is None:
            return False
        frame = frame.f_back
    return False


def _recording(say: Callable[[str, str], None]) -> type:
    """A class for `os.environ` that tells which variables code of the report looks up."""
    told: set[str] = set()
    own = (os.getenv.__code__.co_filename, os.environ.get.__code__.co_filename, __file__)

    class Environment(type(os.environ)):  # type: ignore[misc]
        """The environment as it is; what is looked up is told."""

        def __getitem__(self, name: str) -> str:
            if name in told:
                return str(super().__getitem__(name))
            frame = sys._getframe(1)  # noqa: SLF001
            while frame.f_code.co_filename in own and frame.f_back is not None:
                frame = frame.f_back
            if not _is_installed(frame.f_code.co_filename):
                told.add(name)
                say("variable", name)
            return str(super().__getitem__(name))

        def copy(self) -> dict[str, str]:
            return {name: self[name] for name in self}

    return Environment


def _is_installed(file: str) -> bool:
    """Whether a file of code is one of Python's or of a package, and not of the report."""
    return file.startswith((sys.prefix, sys.base_prefix, "<frozen")) or "site-packages" in file
