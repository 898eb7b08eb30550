"""The processes that draw the charts of commands of tests, which have loaded the renderer.

Loading it takes longer than drawing the few charts that most reports of tests have. Each job is done as in a process
that one command started, in the folder and with the values that it gives; `tests/unit/render/test_drawing.py` tries
how such processes start, hang and end.
"""

from __future__ import annotations

import os
import pickle
import queue
import select
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, InvalidStateError
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

NAMES = ("drawer-0", "drawer-1")
"""The sockets of the processes: two, as many as a machine of CI has processors."""
_turns = count()


@contextmanager
def serving_drawers(folder: Path) -> Iterator[list[socket.socket]]:
    """Start the processes, whose sockets lie in a folder; yield what keeps them running, and end them with it."""
    held = []
    processes = []
    for name in NAMES:
        ours, theirs = socket.socketpair()
        with socket.socket(socket.AF_UNIX) as listening, theirs:
            listening.bind(str(folder / name))
            listening.listen(100)
            handles = [listening.fileno(), theirs.fileno()]
            # -P as for those that a build starts: the folder of this file is not on the path
            command = [sys.executable, "-P", __file__, *map(str, handles)]
            processes.append(subprocess.Popen(command, pass_fds=handles, stdin=subprocess.DEVNULL))
        held.append(ours)
    yield held
    for one in held:
        one.close()
    for process in processes:
        process.wait()


def end_listening(folder: Path) -> None:
    """Let nobody find the processes any more; commands that look for one start their own."""
    for name in NAMES:
        (folder / name).unlink()


def use_drawers(folder: Path) -> None:
    """Have this process draw in those whose sockets lie in a folder."""
    import pebble

    pebble.ProcessPool = partial(WarmPool, pebble.ProcessPool, folder)


@contextmanager
def using_drawers(folder: Path) -> Iterator[None]:
    """As `use_drawers`, within the block alone."""
    import pebble

    before = pebble.ProcessPool
    use_drawers(folder)
    yield
    pebble.ProcessPool = before


class WarmPool:
    """Stands in for a pool of one process, and starts it where ours is gone, as after a job that ended it."""

    def __init__(self, make: Callable[..., Any], folder: Path, **options: Any) -> None:
        self._address = str(folder / NAMES[(os.getpid() + next(_turns)) % len(NAMES)])
        self._make = partial(make, **options)
        self._pool: Any = None
        self._socket = socket.socket(socket.AF_UNIX)
        self._jobs: queue.SimpleQueue[tuple[Future[Any], tuple[Any, ...], float] | None] = queue.SimpleQueue()
        self._thread: Thread | None = None
        self._connected = self._stopped = False

    def schedule(
        self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any], timeout: float
    ) -> Future[Any]:
        """Have a function called by the process, behind what was scheduled before."""
        future: Future[Any] = Future()
        if self._thread is None:
            self._thread = Thread(target=self._work, daemon=True)
            self._thread.start()
        self._jobs.put((future, (function, args, kwargs), timeout))
        return future

    def stop(self) -> None:
        """Wait for no more answers."""
        self._stopped = True
        self._jobs.put(None)
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        if self._pool is not None:
            self._pool.stop()

    def join(self) -> None:
        """Wait until nothing is running here."""
        if self._thread is not None:
            self._thread.join()
        if self._pool is not None:
            self._pool.join()
        self._socket.close()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            future, (function, args, kwargs), timeout = job
            try:
                done, answer = self._ask(pickle.dumps((str(Path.cwd()), function, args, kwargs)))
            except (OSError, EOFError):
                if self._stopped:
                    return
                self._pool = self._pool or self._make()
                done, answer = _wait(self._pool.schedule(function, args=args, kwargs=kwargs, timeout=timeout))
            with suppress(InvalidStateError):
                future.set_result(answer) if done else future.set_exception(answer)

    def _ask(self, content: bytes) -> tuple[bool, Any]:
        if not self._connected:
            self._socket.connect(self._address)
            self._connected = True
        _send(self._socket, content)
        return pickle.loads(_receive(self._socket))  # type: ignore[no-any-return]


def _wait(future: Future[Any]) -> tuple[bool, Any]:
    try:
        return True, future.result()
    except BaseException as error:
        return False, error


def _send(stream: socket.socket, content: bytes) -> None:
    stream.sendall(len(content).to_bytes(8) + content)


def _receive(stream: socket.socket) -> bytes:
    content, size = bytearray(), 8
    while len(content) < size:
        part = stream.recv(size - len(content))
        if not part:
            raise EOFError
        content += part
        if size == 8 == len(content):
            size += int.from_bytes(content)
    return bytes(content[8:])


def _serve(listening: socket.socket, parent: socket.socket) -> None:
    """Do one job after the other, until the process that started this one closes its end."""
    clients: list[socket.socket] = []
    while True:
        ready, _, _ = select.select([listening, parent, *clients], [], [])
        if parent in ready:
            return
        if listening in ready:
            clients.append(listening.accept()[0])
        for client in [one for one in clients if one in ready]:
            try:
                _send(client, _do(_receive(client)))
            except (OSError, EOFError):
                client.close()
                clients.remove(client)


def _do(content: bytes) -> bytes:
    try:
        folder, function, args, kwargs = pickle.loads(content)
        os.chdir(folder)
        return pickle.dumps((True, function(*args, **kwargs)))
    except Exception as error:
        return pickle.dumps((False, error))


if __name__ == "__main__":
    _serve(*(socket.socket(fileno=int(number)) for number in sys.argv[1:]))
