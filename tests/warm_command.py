"""The `factbook` command in a process that was forked from one which has loaded its modules.

Loading them takes half of what most commands of the tests take. Each command still has a process, an environment, a
folder and streams of its own, and ends as a process does. Its kernels come from `warm_kernels`, and its charts are
drawn by `warm_drawing`.
"""

from __future__ import annotations

import array
import fcntl
import importlib
import io
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from warm_drawing import end_listening, serving_drawers, use_drawers
from warm_kernels import WarmKernels, use

LOADED = (
    "factbook.cli.main",
    "factbook.notebooks.execution.convert",
    "factbook.notebooks.execution.reproducibility",
    "factbook.notebooks.kernel.fork_client",
    "factbook.publish.checkout",
    "factbook.publish.pipeline",
    "factbook.sphinx_ext.build.build_site",
    "factbook.sphinx_ext",
    "frictionless",
    "jupyter_book.sphinx",
    "myst_nb.sphinx_ext",
    "pebble",
    "sphinx.application",
    "sphinx_design.extension",
)
"""What most commands load. Not pandas, whose threads a fork would lose."""
WHOLE = ("factbook.render.html", "factbook.render.metadata", "factbook.sphinx_ext")
"""Packages of which a build uses nearly all modules."""
AT_START = ("PYTHON", "LD_", "MALLOC_", "OPENBLAS_")
"""How variables begin that a process reads when it starts, so that a forked one never sees them."""
UNBUFFERED = "PYTHONUNBUFFERED"
"""One of them that a forked one is told of."""


class WarmCommand:
    """Runs commands in forks of one process, which all workers of the tests share."""

    def __init__(self, shared: Path) -> None:
        """Connect to the process of those who share this folder; the first of them starts it."""
        self._process: subprocess.Popen[bytes] | None = None
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with (shared / "warm.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            address = shared / "warm.address"
            try:
                self._socket.connect(address.read_text())
            except OSError:
                # There is none yet, or all who used it have ended and it with them.
                address.write_text(self._start_process())
                self._socket.connect(address.read_text())
            self.folder = Path(address.read_text()).parent
            """Where the sockets lie of those who draw."""
        self._environment = dict(os.environ)

    def _start_process(self) -> str:
        """Start the process, and return the address on which it listens."""
        # A folder of its own, since an address has a hundred characters at most.
        address = f"{tempfile.mkdtemp()}/socket"
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
            listening.bind(address)
            listening.listen()
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(listening.fileno())],
                pass_fds=[listening.fileno()],
                stdin=subprocess.DEVNULL,
            )
        return address

    def close(self) -> None:
        """Ask for no more commands; the process ends once nobody does."""
        self._socket.close()
        if self._process is not None:
            self._process.wait()

    def join_kernels(self) -> WarmKernels:
        """Return what its commands fork their fork servers from; to be asked for once, and on Linux alone."""
        return WarmKernels.join(self._socket)

    def can_run(self, options: Mapping[str, object]) -> bool:
        """Return whether a command can be forked with these options of `subprocess.run`."""
        if options.keys() - {"env", "cwd"}:
            return False
        env = options.get("env") or os.environ
        return _at_start(env) == _at_start(self._environment)  # type: ignore[arg-type]

    def run(
        self, arguments: list[str], *, cwd: str | Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            code = self._start(arguments, out.fileno(), err.fileno(), cwd=cwd, env=env).wait()
            texts = []
            for stream in (out, err):
                stream.seek(0)
                texts.append(stream.read().decode().replace("\r\n", "\n"))
        return subprocess.CompletedProcess(["factbook", *arguments], code, *texts)

    def start(
        self, arguments: list[str], *, out: int, env: Mapping[str, str], cwd: str | Path | None = None
    ) -> WarmProcess:
        """Start one command that writes all that it prints to the file with the descriptor `out`."""
        return self._start(arguments, out, out, cwd=cwd, env=env)

    def run_here(self, arguments: list[str]) -> int:
        """Run one command that writes where this process does, and return its exit code."""
        return self._start(arguments, 1, 2, cwd=None, env=None).wait()

    def _start(
        self, arguments: list[str], out: int, err: int, *, cwd: str | Path | None, env: Mapping[str, str] | None
    ) -> WarmProcess:
        request = {"arguments": arguments, "cwd": str(cwd or Path.cwd()), "env": dict(env or os.environ)}
        content = json.dumps(request).encode()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            handles = array.array("i", [out, err, theirs.fileno()])
            self._socket.sendmsg([len(content).to_bytes(8)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, handles)])
            self._socket.sendall(content)
        return WarmProcess(ours)


class WarmProcess:
    """A command that was forked; it has what tests use of a `subprocess.Popen`."""

    def __init__(self, stream: socket.socket) -> None:
        """Wait until it has begun; `stream` says its number now and its exit code in the end."""
        self._stream = stream
        self.pid = int.from_bytes(_receive(stream, 8), signed=True)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return its exit code, and ``None`` while it runs."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end and return its exit code. Raises TimeoutExpired."""
        if self.returncode is None:
            if not select.select([self._stream], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("factbook", timeout or 0)
            with self._stream:
                self.returncode = int.from_bytes(_receive(self._stream, 8), signed=True)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _at_start(env: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in env.items() if name.startswith(AT_START) and name != UNBUFFERED}


def _receive(stream: socket.socket, size: int) -> bytes:
    content = b""
    while len(content) < size:
        part = stream.recv(size - len(content))
        if not part:
            raise EOFError
        content += part
    return content


def load_all() -> None:
    """Load what commands use, and let it do once what takes long the first time."""
    for name in LOADED:
        importlib.import_module(name)
    for package in WHOLE:
        for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(found.name)
    from sphinx.application import builtin_extensions

    from factbook.render.templating import compile_templates

    for name in builtin_extensions:
        importlib.import_module(name)
    compile_templates()


def rehearse() -> None:
    """Check a report, so that tables of words, and functions that read files, are made once and not by each command.

    It has no notebooks, since no thread may have run in a process that is forked. What stays is what hangs on no
    report: the same functions check many reports in one process of `factbook serve`.
    """
    from factbook.cli.init import write_starter
    from factbook.project.settings import read_project
    from factbook.publish.pinned import find_environment
    from factbook.report.pipeline import make_report

    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report")
        write_starter(report)
        for notebook in report.glob("notebooks/*.ipynb"):
            notebook.unlink()
        if not make_report(read_project(report)).findings:
            raise AssertionError("nothing was checked, so nothing was made beforehand")
        # The versions of all packages that such a report needs, and that one without requirements does.
        for root in (report, Path(folder)):
            find_environment(root)


def _serve(listening: socket.socket) -> None:
    """Fork a process for each request, until all who can make one are gone."""
    from factbook.notebooks.sandbox.environment import base_environment

    # It loads what it needs while this process does the same. Elsewhere kernels start by themselves.
    kernels = [WarmKernels(base_environment())] if sys.platform == "linux" else []
    folder = Path(listening.getsockname()).parent
    running: dict[int, int] = {}
    with closing_all(kernels), serving_drawers(folder) as held, waking_at_ends() as ends:
        load_all()
        rehearse()
        clients = [_accept(listening, kernels)]
        while clients:
            ready, _, _ = select.select([listening, *clients, ends], [], [])
            if ends in ready:
                os.read(ends, 64)
                _say_ends(running)
            if listening in ready:
                clients.append(_accept(listening, kernels))
            for client in [one for one in clients if one in ready]:
                with suppress(EOFError, ConnectionError):
                    request, handles = _read_request(client)
                    _add_kernels(kernels, request)
                    ours = [ends, *(one.fileno() for one in (listening, *held, *clients))]
                    _fork(request, handles, folder, kernels, running, ours)
                    continue
                client.close()
                clients.remove(client)
            if not clients:
                clients = _close_door(listening, kernels)


def _accept(listening: socket.socket, kernels: list[WarmKernels]) -> socket.socket:
    client = listening.accept()[0]
    with suppress(ConnectionError):
        for one in kernels[:1]:
            one.share(client)
    return client


def _close_door(listening: socket.socket, kernels: list[WarmKernels]) -> list[socket.socket]:
    """Let nobody connect any more; return the connections that were made before."""
    address = Path(listening.getsockname())
    end_listening(address.parent)
    address.unlink()
    address.parent.rmdir()
    made = []
    while select.select([listening], [], [], 0)[0]:
        made.append(_accept(listening, kernels))
    return made


def _read_request(client: socket.socket) -> tuple[dict[str, Any], array.array[int]]:
    """Return a request, and the descriptors for its two outputs and its end. Raises EOFError where there is none."""
    handles = array.array("i")
    size, ancillary, *_ = client.recvmsg(8, socket.CMSG_SPACE(3 * handles.itemsize))
    if not size:
        raise EOFError
    for _, _, data in ancillary:
        handles.frombytes(data)
    return json.loads(_receive(client, int.from_bytes(size))), handles


def _add_kernels(kernels: list[WarmKernels], request: Mapping[str, Any]) -> None:
    """Add those that a command needs which runs notebooks by another seed of Python's hashes as well."""
    from factbook.notebooks.execution.reproducibility import OTHERWISE
    from factbook.notebooks.sandbox.environment import HASH_SEED, base_environment

    if request["arguments"][:1] == ["seal"] and len(kernels) == 1:
        kernels.append(WarmKernels({**base_environment(), HASH_SEED: OTHERWISE[HASH_SEED]}))


def _fork(
    request: Mapping[str, Any],
    handles: array.array[int],
    folder: Path,
    kernels: list[WarmKernels],
    running: dict[int, int],
    ours: list[int],
) -> None:
    """Fork the process of a request, in which our own descriptors are closed."""
    out, err, said = handles
    child = os.fork()
    if not child:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for handle in (*ours, said, *running.values()):
            os.close(handle)
        use(kernels)
        use_drawers(folder)
        _become(request, out, err)
    os.close(out)
    os.close(err)
    os.write(said, child.to_bytes(8, signed=True))
    running[child] = said


@contextmanager
def waking_at_ends() -> Iterator[int]:
    """Yield a descriptor that can be read when a process has ended."""
    ends, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.set_wakeup_fd(wakes)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    yield ends


def _say_ends(running: dict[int, int]) -> None:
    """Say the exit code of each command that has ended to whoever started it."""
    with suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            pid, status = ended
            if said := running.pop(pid, 0):
                # who started it may be gone
                with suppress(BrokenPipeError):
                    os.write(said, os.waitstatus_to_exitcode(status).to_bytes(8, signed=True))
                os.close(said)


@contextmanager
def closing_all(kernels: list[WarmKernels]) -> Iterator[None]:
    """Close what is in the list in the end."""
    yield
    for one in kernels:
        one.close()


def _become(request: Mapping[str, object], out: int, err: int) -> None:
    """Be the command of a request, as if this process had been started for it."""
    code = 1
    try:
        os.chdir(str(request["cwd"]))
        os.environ.clear()
        os.environ.update(request["env"])  # type: ignore[call-overload]
        for handle, number, name in ((out, 1, "stdout"), (err, 2, "stderr")):
            os.dup2(handle, number)
            os.close(handle)
            setattr(sys, name, _open(number, unbuffered=UNBUFFERED in os.environ))
        sys.argv = [str(Path(sys.executable).with_name("factbook")), *request["arguments"]]  # type: ignore[misc]
        signal.signal(signal.SIGINT, signal.default_int_handler)
        from factbook.cli.start import main

        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
            if isinstance(end.code, str):
                sys.stderr.write(f"{end.code}\n")
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
    finally:
        # As little of the end as a process that was started has: no handlers of the one that it was forked from.
        import atexit
        import threading

        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join()
        atexit._run_exitfuncs()
        os._exit(code)


def _open(number: int, *, unbuffered: bool) -> io.TextIOWrapper:
    """Return the stream that a process begins with for one of its two outputs."""
    raw = io.FileIO(number, "w", closefd=False)
    errors = "strict" if number == 1 else "backslashreplace"
    if unbuffered:
        return io.TextIOWrapper(raw, "utf-8", errors, write_through=True)  # type: ignore[arg-type]
    return io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", errors, line_buffering=number == 2)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
