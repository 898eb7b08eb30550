"""Says in words what a notebook may not do, before the operating system says it in numbers."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

NO_NETWORK = "a notebook may not use the network"
NO_WRITING = "a notebook may not write outside its scratch folder"

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ONE_PATH = frozenset({"os.mkdir", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.chown", "os.utime"})
_TWO_PATHS = frozenset({"os.rename", "os.link"})
_HOSTS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_ADDRESSES = frozenset({"socket.connect", "socket.bind", "socket.sendto"})
_INTERNET = {socket.AF_INET: "IPv4 socket", socket.AF_INET6: "IPv6 socket"}


def watch(scratch: Path, writable: Iterable[str]) -> None:
    """Refuse from now on, with PermissionError, to use the network or to write outside `scratch` and `writable`.

    It sees what goes through Python, in this process. It cannot be undone.
    """
    allowed = tuple({str(scratch), str(scratch.resolve()), *writable, "/proc/self", f"/proc/{os.getpid()}"})
    sys.addaudithook(make_hook(allowed))


def make_hook(allowed: tuple[str, ...]) -> Callable[[str, tuple[Any, ...]], None]:
    """Give the audit hook that lets writing happen only in the folders of `allowed`, or to these files."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING:
                refuse_writing(path)
        elif event in _ONE_PATH:
            refuse_writing(arguments[0])
        elif event in _TWO_PATHS:
            refuse_writing(arguments[0])
            refuse_writing(arguments[1])
        elif event == "os.symlink":
            refuse_writing(arguments[1])
        elif event in _HOSTS:
            refuse_network(arguments[0])
        elif event in _ADDRESSES and getattr(arguments[0], "family", None) in _INTERNET:
            refuse_network(arguments[1])
        elif event == "socket.__new__" and arguments[1] in _INTERNET:
            refuse_network(_INTERNET[arguments[1]])

    def refuse_writing(path: Any) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.fsdecode(path)
        real = os.path.realpath(name)
        if not any(real == one or real.startswith(f"{one}/") for one in allowed):
            raise PermissionError(errno.EACCES, NO_WRITING, name)

    return hook


def refuse_network(target: Any) -> None:
    """Raise PermissionError that names a host or an address."""
    host = target[0] if isinstance(target, tuple) else target
    raise PermissionError(errno.EACCES, NO_NETWORK, os.fsdecode(host) if isinstance(host, str | bytes) else repr(host))
