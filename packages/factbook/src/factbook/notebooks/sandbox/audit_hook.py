"""Refuses in words what a notebook may not do, before the operating system refuses it with a number."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

NO_NETWORK = "a notebook may not use the network"
NO_WRITING = "a notebook may not write outside its scratch folder"
MIRROR = "book"
"""The name of the folder in the scratch folder that mirrors a report, its files as links."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATHS: dict[str, tuple[tuple[int, int], ...]] = {
    **dict.fromkeys(("os.remove", "os.rmdir"), ((0, 1),)),
    **dict.fromkeys(("os.mkdir", "os.chmod"), ((0, 2),)),
    **dict.fromkeys(("os.chown", "os.utime"), ((0, 3),)),
    **dict.fromkeys(("os.rename", "os.link"), ((0, 2), (1, 3))),
    **dict.fromkeys(("os.truncate", "os.setxattr", "os.removexattr"), ((0, -1),)),
    "os.symlink": ((1, 2),),
}
"""Events that change files: which of their arguments name one that is changed (of a link, not where it leads), and
which the open folder that its path starts from; -1 for none."""
_HOSTS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_ADDRESSES = frozenset({"socket.connect", "socket.bind", "socket.sendto"})
_INTERNET: dict[object, str] = {socket.AF_INET: "IPv4 socket", socket.AF_INET6: "IPv6 socket"}


def install(scratch: Path, writable: Iterable[str]) -> None:
    """Refuse from now on, with PermissionError, to use the network or to write outside `scratch` and `writable`.

    It sees what goes through Python, in this process. It cannot be undone.
    """
    # In one process only, and only what goes through Python: where the system helps, this is for the words alone.
    allowed = tuple({str(scratch), str(scratch.resolve()), *writable, "/proc/self", f"/proc/{os.getpid()}"})
    sys.addaudithook(make_hook(allowed))


def make_hook(allowed: tuple[str, ...]) -> Callable[[str, tuple[object, ...]], None]:
    """Return the audit hook that lets writing happen only in the folders of `allowed`, or to these files.

    The first of them may hold a mirror, whose links become files when they are written to.
    """
    mirror = _Mirror(allowed[0])

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        # What it does itself raises events too.
        if mirror.is_detaching:
            return
        # It runs at every event that Python raises, so it compares texts, and the frequent event comes first.
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING:
                _refuse_writing(path, allowed, mirror, keeps=not flags & os.O_TRUNC)
        elif event in _PATHS:
            for at, folder in _PATHS[event]:
                _refuse_writing(arguments[at], allowed, mirror, folder=arguments[folder] if folder > 0 else -1)
        else:
            for target in _find_targets(event, arguments):
                refuse_network(target)

    return hook


def _refuse_writing(
    path: object, allowed: Iterable[str], mirror: _Mirror, *, folder: object = -1, keeps: bool = True
) -> None:
    # a descriptor was opened for writing before, and refused then if it had to be
    if not isinstance(path, str | bytes | os.PathLike):
        return
    name = os.fsdecode(path)
    # a link in the scratch folder may lead out of it
    full = os.path.join(_path_of(folder), name)  # noqa: PTH118 - texts throughout
    real = os.path.realpath(full)
    inside = any(real == one or real.startswith(f"{one}/") for one in allowed)
    if not inside and not mirror.detach(full, real, keeps=keeps):
        raise PermissionError(errno.EACCES, NO_WRITING, name)


class _Mirror:
    """The links of a mirror, in whose places files are put when they are written to."""

    def __init__(self, scratch: str) -> None:
        self._start = f"{os.path.realpath(scratch)}/{MIRROR}/"
        self._threads: set[int] = set()

    @property
    def is_detaching(self) -> bool:
        """Whether this thread is putting a file in the place of a link."""
        return bool(self._threads) and threading.get_ident() in self._threads

    def detach(self, path: str, real: str, *, keeps: bool) -> bool:
        """Put a file in the place of a link at `path`, with what is in `real` where that `keeps`.

        Return whether there is a link, and it is of the mirror.
        """
        parent, last = os.path.split(path)
        link = f"{os.path.realpath(parent)}/{last}"
        if not (link.startswith(self._start) and os.path.islink(link)):  # noqa: PTH114
            return False
        self._threads.add(threading.get_ident())
        try:
            os.unlink(link)  # noqa: PTH108
            if keeps and os.path.isfile(real):  # noqa: PTH113
                shutil.copyfile(real, link)
        finally:
            self._threads.discard(threading.get_ident())
        return True


def _path_of(folder: object) -> str:
    """Return the path of an open folder, such as `shutil.rmtree` works in; empty where there is none."""
    if not isinstance(folder, int) or folder < 0:
        return ""
    try:
        return os.readlink(f"/proc/self/fd/{folder}")  # noqa: PTH115
    except OSError:
        return ""  # not Linux: as if it were the working folder, which is refused


def _find_targets(event: str, arguments: tuple[object, ...]) -> Iterator[object]:
    """Yield the host, the address or the kind of socket that an event of the internet is about."""
    if event in _HOSTS:
        yield arguments[0]
    elif event in _ADDRESSES and getattr(arguments[0], "family", None) in _INTERNET:
        yield arguments[1]
    elif event == "socket.__new__" and arguments[1] in _INTERNET:
        yield _INTERNET[arguments[1]]


def refuse_network(target: object) -> None:
    """Raise PermissionError that names a host or an address."""
    host = target[0] if isinstance(target, tuple) else target
    raise PermissionError(errno.EACCES, NO_NETWORK, os.fsdecode(host) if isinstance(host, str | bytes) else repr(host))
