"""Files: written whole or not at all, digested, and found.

`factbook.engine.up_to_date` starts with this module, so it takes nothing from pathlib, typing or dataclasses: loading
one of them takes longer than a build that has nothing to do.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator

STATE = "_build/.factbook"
"""Where builds of a report store what they know, from its root."""
UNFINISHED = ".part"
"""How the name of a file ends that is being written; it begins with a dot. A killed build leaves it behind."""
_ABANDONED = 60
"""Seconds after which nobody writes such a file any more, also on a slow disk."""


def replace_file(path: str | os.PathLike[str], content: bytes | str, *, sync: bool = False) -> None:
    """Write a file whole or not at all, and its folder where that is missing; a text is written as UTF-8.

    With `sync`, the content is on the disk before the file takes its place. Where it fails, nothing is left behind.
    Raises OSError.
    """
    _replace([(path, content)], sync=sync)


def rewrite_files(contents: Iterable[tuple[str | os.PathLike[str], bytes | str]]) -> None:
    """Write files that people keep, in this order; those that are there keep their rights.

    All of it is on the disk before the first takes its place, so that one that is full changes none of them.
    Raises OSError.
    """
    _replace(contents, sync=True, keeps_rights=True)


def rewrite_file(path: str | os.PathLike[str], content: bytes | str) -> None:
    """Do the same with one file, or with the one that a link leads to."""
    rewrite_files([(os.path.realpath(path), content)])


def _replace(
    contents: Iterable[tuple[str | os.PathLike[str], bytes | str]], *, sync: bool, keeps_rights: bool = False
) -> None:
    written: dict[str, str | os.PathLike[str]] = {}
    try:
        for path, content in contents:
            folder, name = os.path.split(os.fspath(path))
            if folder:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - paths are texts here, see above
            # Each process has a name of its own to write to, since two builds may write the same file at once.
            # It lies in the same folder: only within one file system is a renaming a single step.
            unfinished = os.path.join(folder, f".{name}-{os.getpid()}{UNFINISHED}")  # noqa: PTH118
            written[unfinished] = path
            _write(unfinished, content, sync=sync)
            if keeps_rights and os.path.exists(path):  # noqa: PTH110
                os.chmod(unfinished, os.stat(path).st_mode)  # noqa: PTH116
        for unfinished, path in written.items():
            os.replace(unfinished, path)  # noqa: PTH105
    except BaseException as error:
        # also at Ctrl-C, and where it could not even be opened
        for unfinished in written:
            if os.path.exists(unfinished):  # noqa: PTH110
                os.unlink(unfinished)  # noqa: PTH108
        # Of a full disk the system does not say for which file it has no room; and nobody knows one by its other name.
        if isinstance(error, OSError) and error.filename in {None, *written}:
            error.filename = os.fspath(path)
        raise


def _write(path: str, content: bytes | str, *, sync: bool) -> None:
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(content.encode() if isinstance(content, str) else content)
        if sync:
            # Without this a machine that loses power may have done the renaming and not the writing: an empty file.
            # To wait for the disk is slow, so it is for what cannot be made again: seals, pins, lists of editions.
            file.flush()
            os.fsync(file.fileno())
    if sync:
        _remove_abandoned(os.path.split(path)[0], os.stat(path).st_mtime - _ABANDONED)  # noqa: PTH116


def _remove_abandoned(folder: str, before: float) -> None:
    """Remove what killed processes have left in a folder: whoever commits it would commit that too."""
    for entry in scan(folder or "."):
        start, _, ending = entry.name.rpartition("-")
        if start.startswith(".") and ending.endswith(UNFINISHED) and ending.removesuffix(UNFINISHED).isdecimal():
            try:
                if entry.stat().st_mtime < before:
                    os.unlink(entry.path)  # noqa: PTH108
            except OSError:
                pass  # another process may have removed it, or have put it in its place


def digest(*parts: object) -> str:
    """Return one digest of values that print as what they are: texts, numbers, frozen dataclasses, tuples of them."""
    return digest_content("\0".join(map(repr, parts)))


def digest_content(content: bytes | str) -> str:
    """Return the SHA-256 of bytes or of a text in UTF-8, in hexadecimal."""
    # names of files and variables of the environment may hold bytes that are no UTF-8, as lone surrogates
    return hashlib.sha256(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content).hexdigest()


def digest_file(path: str | os.PathLike[str]) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal. Raises OSError."""
    with open(path, "rb") as file:  # noqa: PTH123
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_file(path: str | os.PathLike[str]) -> bool:
    """Return whether there is a file of a name that somebody wrote; of one that no file can have, there is none."""
    # `Path.is_file` raises OSError at a name that is too long, up to Python 3.13.
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Return the same of a folder."""
    return os.path.isdir(path)  # noqa: PTH112


def walk(folder: str, prefix: str = "", *, without: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file below a folder by its path with forward slashes; none where there is no such folder.

    Folders of the name `without` are passed over. An entry can be asked until the next one comes; its own path is of no
    use.
    """
    # Not one generator in another: a build that has nothing to do looks at thousands of files.
    folders = [(folder, prefix)]
    while folders:
        path, before = folders.pop()
        # By a descriptor, where there are such: the system then finds each file in its folder, and not from the root.
        place = _open_folder(path) if os.scandir in os.supports_fd else path
        try:
            for entry in scan(place):
                # Most entries are files.
                if entry.is_file():
                    yield f"{before}{entry.name}", entry
                elif entry.name != without and entry.is_dir():
                    folders.append((f"{path}/{entry.name}", f"{before}{entry.name}/"))
        finally:
            if isinstance(place, int):
                os.close(place)


def _open_folder(path: str) -> int | str:
    """Return a descriptor of a folder; its path where there is no such folder."""
    try:
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return path


def scan(folder: str | int) -> list[os.DirEntry[str]]:
    """Return what a folder, or that of a descriptor, holds; nothing where there is none.

    Raises OSError where it cannot be read.
    """
    try:
        # listed at once, so that no descriptor stays open while the folders below are walked
        return list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
