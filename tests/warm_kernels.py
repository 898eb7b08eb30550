"""Fork servers of the commands of tests, forked from a process that has loaded what notebooks use.

Loading it takes most of what a command takes that runs a notebook. Each command still has a fork server of its own,
with the environment, the folder and the channel that it asked for, which ends with it.
"""

from __future__ import annotations

import array
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

OWN = "HOME"
"""Of the variables of a fork server, the one that is another in each command."""
MOST = 1 << 16
"""Bytes that a request has at most."""


class WarmKernels:
    """A process that becomes the fork servers of one environment; started when it is made."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Start the process with the variables that fork servers have."""
        # One message is one request, whole or not at all: a command that is killed leaves no half of one.
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # Not a TemporaryDirectory: the first command that is forked from here would remove it at its end.
        self._home = tempfile.mkdtemp()
        self._environment = {name: value for name, value in environment.items() if name != OWN}
        with theirs:
            self._process: subprocess.Popen[bytes] | None = subprocess.Popen(
                # -P as for a fork server: its own folder is not on the path
                [sys.executable, "-P", __file__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={**self._environment, OWN: self._home},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def share(self, other: socket.socket) -> None:
        """Let whoever is at the other end of a connection ask for fork servers as well."""
        socket.send_fds(other, [json.dumps(self._environment).encode()], [self._socket.fileno()])

    @classmethod
    def join(cls, other: socket.socket) -> WarmKernels:
        """Return those of the process at the other end of a connection."""
        content, handles, *_ = socket.recv_fds(other, MOST, 1)
        joined = cls.__new__(cls)
        joined._socket = socket.socket(fileno=handles[0])
        joined._environment = json.loads(content)
        joined._process = None
        return joined

    def close(self) -> None:
        """Ask for no more; their process ends with the last who could, and the fork servers with their commands."""
        self._socket.close()
        if self._process is not None:
            self._process.wait()
            shutil.rmtree(self._home)

    def can_become(self, environment: Mapping[str, str]) -> bool:
        """Return whether a fork server with these variables may come from here."""
        return {name: value for name, value in environment.items() if name != OWN} == self._environment

    def become(self, arguments: list[str], environment: Mapping[str, str], *, channel: int, errors: int) -> WarmServer:
        """Have a fork server made that serves `channel`."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            request = {"arguments": arguments, "cwd": str(Path.cwd()), "env": dict(environment)}
            handles = array.array("i", [channel, errors, theirs.fileno()])
            self._socket.sendmsg([json.dumps(request).encode()], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, handles)])
            theirs.close()
            return WarmServer(int(ours.recv(64)))


class WarmServer:
    """A fork server that is no child of the process that asked for it; stands in for its `Popen`."""

    def __init__(self, pid: int) -> None:
        self.pid, self.returncode = pid, None
        self._handle = os.pidfd_open(pid)

    def __del__(self) -> None:
        os.close(self._handle)

    def wait(self, timeout: float | None = None) -> None:
        """Wait for its end. Raises TimeoutExpired."""
        if not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("the fork server", timeout or 0)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)


@contextmanager
def using(warm: list[WarmKernels]) -> Iterator[None]:
    """As `use`, within the block alone."""
    from factbook.notebooks.kernel import fork_client

    before = fork_client.subprocess
    use(warm)
    yield
    fork_client.subprocess = before


def use(warm: list[WarmKernels]) -> None:
    """Have this process take its fork servers from those that can become them, and start all others."""
    from factbook.notebooks.kernel import fork_client

    def start(command: list[str], *, env: Mapping[str, str], pass_fds: list[int], stderr: Any, **options: Any) -> Any:
        found = next((one for one in warm if one.can_become(env)), None)
        if found is None:
            return subprocess.Popen(command, env=env, pass_fds=pass_fds, stderr=stderr, **options)
        arguments = command[len(fork_client.COMMAND) :]
        return found.become(arguments, env, channel=pass_fds[0], errors=stderr.fileno())

    names = {name: getattr(subprocess, name) for name in ("DEVNULL", "TimeoutExpired")}
    fork_client.subprocess = SimpleNamespace(Popen=start, **names)  # type: ignore[assignment]


def _serve(stream: socket.socket) -> None:
    """Fork a process for each request, until no command is left that could ask."""
    from factbook.notebooks.kernel import fork_server, warm_up

    stream.set_inheritable(False)
    warm_up.warm_up(debugger=False)
    warm_up.find_modules()
    # What has ended is waited for at once, so that its process id tells its command so.
    signal.signal(signal.SIGCHLD, lambda *_: _reap())
    while True:
        content, ancillary, *_ = stream.recvmsg(MOST, socket.CMSG_SPACE(3 * array.array("i").itemsize))
        if not content:
            break
        handles = array.array("i")
        for _, _, data in ancillary:
            handles.frombytes(data)
        if not os.fork():
            stream.close()
            warm_up.warm_up = lambda *_, **options: None  # it is warm
            _become(json.loads(content), *handles)
            # Returned from and not called within: what a kernel ends with is then no part of this loop.
            fork_server.main()
            return
        for handle in handles:
            os.close(handle)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become(request: Mapping[str, Any], channel: int, errors: int, reply: int) -> None:
    """Be as a fork server is when it starts."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    os.dup2(errors, 2)
    os.close(errors)
    # The number that the command's own handle had says nothing here.
    sys.argv = [sys.argv[0], str(channel), *request["arguments"][1:]]
    os.write(reply, str(os.getpid()).encode())
    os.close(reply)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
