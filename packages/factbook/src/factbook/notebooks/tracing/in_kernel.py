"""In a kernel: have a tracer notice every file that is read from here on, in this process and in those that it starts.

`start_tracing` installs a seccomp filter that stops each call that names a file until the tracer has recorded it, and
an audit hook for what only Python knows: that a folder was listed by an import and not by the notebook, that
`fb.dataset` asked the data package for a table's columns. Where there is no seccomp, the hook alone reports files, and
readers that go past it.
"""

from __future__ import annotations

import contextlib
import inspect
import json
import os
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.machinery import FileFinder
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

from factbook.notebooks.sandbox import seccomp
from factbook.notebooks.sandbox.environment import RUN, SCRATCH, TRACER
from factbook.notebooks.tracing.paths import Places
from factbook.notebooks.tracing.unstable_names import MODULES, find_kind, name_publicly

ESCAPES = frozenset(
    "adbc_driver_manager cffi duckdb fiona h5py lxml netCDF4 polars pyarrow pyogrio pyreadstat rasterio sqlite3".split()
)
"""Modules that open files by themselves, where an audit hook does not see it."""
PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn"})
DATASET = ("dataset", "factbook.data.catalog")
"""Function and module of `fb.dataset`, as they are found on the stack."""
FINDER = FileFinder.find_spec.__code__.co_filename
"""The file of Python that lists a folder for an import, as frames name it."""
_DEPTH = 12
"""Frames of the stack that are looked at, from the call outwards; the hook runs at every open, so it must end soon."""
_FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType)
_SET_PTRACER, _ANY_PTRACER = 0x59616D61, -1
_NEW_LISTENER, _FAIL_WITH_ESRCH = 8, 16
_FLAGS = {"newfstatat": 40, "statx": 32}
"""Calls that may be about an open file and not a name, and where their flags stand in the description of a call."""
_EMPTY_PATH, _THIS_FOLDER = 0x1000, 0xFFFFFF9C
"""The flag that lets a path be empty; the folder in which the process works, in place of an open one (``AT_FDCWD``)."""
_KIND_OF_SOCKET = seccomp.FIRST_ARGUMENT + 8

Hook = Callable[[str, tuple[object, ...]], None]


def start_tracing(install: Callable[[], int] | None = None) -> Callable[[Mapping[str, object]], Callable[..., None]]:
    """Report every file to the tracer at ``FACTBOOK_TRACER`` from now on; call it once, before any code of a notebook.

    Returns `make_name_reporter`, which needs the notebook's names only. `install` returns the descriptor of a filter,
    and raises OSError where there can be none. Raises OSError when the tracer does not answer.
    """
    # Made before: what it asks the system would be taken for what the notebook asks.
    root = os.environ.get("FACTBOOK_ROOT") or os.getcwd()  # noqa: PTH109
    places, roots = Places(Path(root), ""), (f"{root}/", f"{os.path.realpath(root)}/")
    link, exact = connect(install)
    send = _make_sender(link)
    # A run without this message has a kernel in which nothing of ours runs: its tools count as inputs.
    send("own", sys.executable)
    for name in () if exact else sorted(name for name in ESCAPES if sys.modules.get(name) is not None):
        send("escape", name)
    sys.addaudithook(_make_hook(send, everything=not exact))
    return partial(make_name_reporter, roots=roots, places=places, send=send)


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
    allow, notify = ((seccomp.RETURN, 0, 0, answer) for answer in (seccomp.ALLOW, seccomp.NOTIFY))
    # Of sockets only those for datagrams matter: they need not be connected to get an answer.
    rules = [(seccomp.EQUAL, 0, 4, machine.socket), (seccomp.LOAD, 0, 0, _KIND_OF_SOCKET)]
    rules += [(seccomp.ANY_BIT, 0, 1, socket.SOCK_DGRAM), notify, allow]
    for name, number in machine.files.items():
        if name in _FLAGS:
            # glibc asks for the size of an open file by these two calls, with an empty path (its `fstat`, since 2.33).
            # Such a call names no file, and to stop each of them would slow every read down.
            rules += [(seccomp.EQUAL, 0, 6, number), (seccomp.LOAD, 0, 0, _FLAGS[name])]
            rules += [(seccomp.ANY_BIT, 0, 3, _EMPTY_PATH), (seccomp.LOAD, 0, 0, seccomp.FIRST_ARGUMENT)]
            rules += [(seccomp.EQUAL, 1, 0, _THIS_FOLDER), allow]
        else:
            rules.append((seccomp.EQUAL, 0, 1, number))
        rules.append(notify)
    return seccomp.assemble(machine, [*rules, allow])


def _make_sender(link: socket.socket) -> Callable[[str, str], None]:
    def send(what: str, about: str) -> None:
        # A notebook can close a descriptor that it does not know, and a tracer may be gone: the run must not fail for
        # it.
        with contextlib.suppress(OSError):
            link.send(json.dumps([what, about]).encode())

    return send


def make_name_reporter(
    namespace: Mapping[str, object], *, roots: tuple[str, ...], places: Places, send: Callable[[str, str], None]
) -> Callable[..., None]:
    """Return a function, to be called after each cell, that reports which names stand for clock, chance or machine.

    Of the modules of the report, which lie below one of `roots`, the names are reported as well.
    """
    reported: set[str] = set()
    others: dict[str, ModuleType] = {}

    def report(result: object = None) -> None:
        spaces = {"": namespace}
        for name, module in [*sys.modules.items()]:
            # Most are those that were there after the cell before, and to look into each takes longer than most cells.
            # Of other types are modules that are loaded by being asked for anything.
            if others.get(name) is module or type(module) is not ModuleType:
                continue
            names = vars(module)
            file = names.get("__file__")
            if not isinstance(file, str):
                continue
            # Texts alone are compared: each question to the system would wait for the tracer.
            if file.startswith(roots) and places.name(file):
                spaces[file] = names
            else:
                others[name] = module
        found = {json.dumps([file, *pair]) for file, names in spaces.items() for pair in _find_unstable_names(names)}
        for about in found - reported:
            send("name", about)
        reported.update(found)

    return report


def _find_unstable_names(namespace: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in [*namespace.items()]:
        # By their very type, since to ask any other value for an attribute may run the notebook's code.
        if type(value) is ModuleType:
            full = value.__name__
        elif isinstance(owner := getattr(value, "__self__", None) if type(value) in _FUNCTIONS else None, type):
            full = f"{owner.__module__}.{owner.__qualname__}.{value.__name__}"  # type: ignore[attr-defined]
        elif type(value) in _FUNCTIONS and owner is not None and type(owner) is not ModuleType:
            full = f"{type(owner).__module__}.{value.__qualname__}"  # type: ignore[attr-defined]
        elif type(value) in _FUNCTIONS or type(value) is type:
            full = f"{value.__module__}.{value.__qualname__}"  # type: ignore[attr-defined]
        else:
            continue
        public = name_publicly(full)
        if public in MODULES or public.rpartition(".")[0] in MODULES or find_kind(public):
            yield name, full


def _make_hook(send: Callable[[str, str], None], *, everything: bool) -> Hook:
    """Return the audit hook; with `everything` it also reports each file, since nobody else does."""
    begun: set[str] = set()

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        # The event of an import comes before it: only a module that is there at the next event was really imported.
        for name in begun & sys.modules.keys() if begun else ():
            begun.discard(name)
            send("escape", name)
        if event in {"open", "os.listdir", "os.scandir", "sqlite3.connect"}:
            path = _absolute(arguments[0])
            if path is None:
                return
            if event == "open" and "/data/" in path and (asked := _find_table_asked_for()) is not None:
                send("dataset", asked)
                send("tables" if path.endswith("/datapackage.json") else "rows", path)
            elif event == "os.listdir" and _file_of_caller() == FINDER:
                send("modules", path)
            if everything and not (event == "open" and _is_only_written(arguments[2])):
                send("read", path)
        elif everything and event == "import" and arguments[0] in ESCAPES:
            begun.add(arguments[0])
        elif everything and event in PROGRAMS:
            send("escape", "another program")

    return hook


def _absolute(path: object) -> str | None:
    if path is None:
        return os.getcwd()  # noqa: PTH109 - a text, and pathlib would raise audit events of its own
    return os.path.abspath(os.fsdecode(path)) if isinstance(path, str | bytes | os.PathLike) else None  # noqa: PTH100


def _is_only_written(flags: object) -> bool:
    return isinstance(flags, int) and flags & os.O_ACCMODE == os.O_WRONLY


def _file_of_caller() -> str:
    """Return the file of the code that caused an audit event, for the hook."""
    frame = inspect.currentframe()
    caller = frame and frame.f_back and frame.f_back.f_back
    return caller.f_code.co_filename if caller else ""


def _find_table_asked_for() -> str | None:
    """Return the table that `fb.dataset` was asked for, if it is among the functions that led here."""
    function, module = DATASET
    # An audit event names the file and not the caller; nothing public names the caller.
    frame = inspect.currentframe()
    for _ in range(_DEPTH):
        if frame is None:
            return None
        if frame.f_code.co_name == function and frame.f_globals.get("__name__", "").endswith(module):
            name = frame.f_locals.get("name")
            return name if isinstance(name, str) else ""
        frame = frame.f_back
    return None
