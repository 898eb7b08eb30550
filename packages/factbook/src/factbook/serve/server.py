"""The listening socket, what runs beside it, and the end of all of it. The door of uvicorn."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn
from filelock import lock_descriptor

from factbook.serve.application import TOKEN, make_application
from factbook.serve.conductor import Conductor
from factbook.serve.guard import Guard
from factbook.serve.place import EARLY, FOLDER, LOCK, OUTCOMES
from factbook.serve.resident import Resident
from factbook.serve.watching import watch
from figurecheck.model.errors import ProjectError

FIRST_PORT, PORTS = 8000, 20
"""Where to look for a free port when none was asked for, and how many to try."""
_GONE = "the process that builds has ended, which the system does where memory is short"
POLL = 2.0
"""Seconds between two looks at every input: not every file system says when a file changes."""


def serve(
    root: Path,
    resident: Resident,
    *,
    host: str,
    port: int | None,
    write: Callable[[str], None],
    opened: Callable[[str], None],
) -> None:
    """Serve a report until Ctrl-C. `opened` is called with the address, the token in it, once it can be asked for.

    Raises ProjectError when the port cannot be had, and where another server has the report.
    """
    with _alone(root), _listen(host, port) as listening:
        guard = Guard(host=host, port=listening.getsockname()[1])
        for folder in (EARLY, OUTCOMES):
            shutil.rmtree(root / folder, ignore_errors=True)
            (root / folder).mkdir(parents=True, exist_ok=True)
        with suppress(KeyboardInterrupt):
            asyncio.run(_serve(root, resident, guard, listening, write, opened))


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Be the only server of a report: two would take each other's drafts for their own. Raises ProjectError."""
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("w") as lock:
        # The system lets go of it when this process ends, however that comes.
        if not lock_descriptor(lock.fileno(), blocking=False):
            what, remedy = "another one serves this report", "open the address that it printed, or end it first"
            raise ProjectError.about("factbook serve", what, remedy)
        yield


async def _serve(
    root: Path,
    resident: Resident,
    guard: Guard,
    listening: socket.socket,
    write: Callable[[str], None],
    opened: Callable[[str], None],
) -> None:
    conductor = Conductor(root, resident, write=write)
    application = make_application(root, conductor, guard)
    config = uvicorn.Config(
        application, log_level="critical", access_log=False, lifespan="off", server_header=False, ws="none",
        # Streams of events have no end of their own.
        timeout_graceful_shutdown=0,
    )  # fmt: skip
    server = uvicorn.Server(config)
    conductor.start()
    tasks = [
        asyncio.create_task(_listen_to(resident, conductor)),
        asyncio.create_task(_watch(root, conductor)),
        asyncio.create_task(_poll(conductor)),
    ]
    name = "127.0.0.1" if guard.host in {"0.0.0.0", "::"} else guard.host  # noqa: S104 - compared, not bound
    opened(f"http://{f'[{name}]' if ':' in name else name}:{guard.port}/?{TOKEN}={guard.token}")
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await asyncio.wait([serving, *tasks], return_when=asyncio.FIRST_COMPLETED)
        # Without one of them nothing would be checked any more, and every page would wait for ever.
        ended = [task for task in tasks if task.done()]
        server.should_exit = True
        await serving
        for task in ended:
            task.result()
        if ended:
            raise ProjectError.about("factbook serve", _GONE, "start it again")
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _listen(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens; without a port, at the first free one."""
    wanted = [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + PORTS), 0]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    why: OSError | None = None
    for one in wanted:
        listening = socket.socket(family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, one))
        except OSError as error:
            listening.close()
            why = error
            continue
        listening.listen(128)
        return listening
    assert why is not None  # noqa: S101
    what = f"cannot be used: {why.strerror or why}"
    raise ProjectError.about(f"{host}:{port or FIRST_PORT}", what, "choose another with --port or --host")


async def _listen_to(resident: Resident, conductor: Conductor) -> None:
    """Pass on what the other processes say."""
    reader = asyncio.StreamReader(limit=1 << 20)
    with open(resident.events, "rb", buffering=0) as pipe:  # noqa: PTH123 - a descriptor
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), pipe
        )
        try:
            while line := await reader.readline():
                conductor.handle(json.loads(line))
        finally:
            transport.close()


async def _watch(root: Path, conductor: Conductor) -> None:
    async for names in watch(root):
        conductor.note_changes(names)


async def _poll(conductor: Conductor) -> None:
    while True:
        await asyncio.sleep(POLL)
        # A build that is going on compares its inputs in the end.
        if not conductor.situation.is_changed:
            conductor.note_changes()
