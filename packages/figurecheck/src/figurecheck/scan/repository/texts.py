"""Which files of a repository are scanned: those that its patterns name, and that git does not ignore."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from figurecheck.model.errors import Complaint, DataError, complain_all
from figurecheck.scan.repository.counts_file import CountsFile

_PIECES = re.compile(r"\*\*/|\*\*|\*|\?|\[[^\]]+\]|.")
_OTHERS = frozenset("node_modules vendor venv site-packages __pycache__".split())
"""Folders of what others wrote, which are not entered where git cannot say what is ignored."""


def find_texts(counts: CountsFile, folder: Path, place: str) -> list[str]:
    """Return the files to scan, sorted, relative to the folder; `place` is what complaints call the configuration.

    Raises DataError for files and patterns that are written out and name nothing.
    """
    names = list_files(folder)
    required = {pattern for one in counts.statistics for pattern in one.stands}
    # The default patterns fit most repositories, and none has files for all of them.
    asked = set() if counts.texts == CountsFile().texts else set(counts.texts)
    named = {pattern: _find_named(names, pattern, folder) for pattern in {*counts.texts, *required}}
    complain_all(DataError, [
        Complaint(place, f"{key}: {pattern} names no file", "correct or remove it")
        for key, patterns in (("texts", asked), ("stands", required))
        for pattern in sorted(patterns) if not named[pattern]
    ])  # fmt: skip
    found = {name for pattern in counts.texts for name in named[pattern]}
    stated = {name for pattern in required for name in named[pattern]}
    return sorted(stated.union(name for name in found if not any(matches(name, one) for one in counts.skip)))


def _find_named(names: Iterable[str], pattern: str, folder: Path) -> list[str]:
    found = [name for name in names if matches(name, pattern)]
    # A file that is written out is read although git ignores it.
    return [os.path.normpath(pattern)] if not found and (folder / pattern).is_file() else found


def list_files(folder: Path) -> list[str]:
    """Return the files of a folder, relative to it: those that git tracks or would track; without git, all visible."""
    command = ["git", "-C", str(folder), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        # no git, or no repository: a folder of texts can be scanned all the same
        return sorted(_walk(folder))
    names = dict.fromkeys(done.stdout.decode("utf-8", "surrogateescape").split("\0"))
    # a file that was removed is tracked until the removal is
    return [name for name in names if name and (folder / name).is_file()]


def _walk(folder: Path) -> Iterator[str]:
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in _OTHERS]
        yield from ((Path(where) / name).relative_to(folder).as_posix() for name in files)


def matches(name: str, pattern: str) -> bool:
    """Return whether a file's name fits a pattern.

    >>> [matches(name, "docs/**/*.md") for name in ("docs/a.md", "docs/a/b.md", "docs/a.txt", "a.md")]
    [True, True, False, False]
    """
    return _compile(pattern).fullmatch(name) is not None


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_translate(_PIECES.findall(os.path.normpath(pattern)))), re.DOTALL)


def _translate(pieces: Iterable[str]) -> Iterator[str]:
    # pathlib reads `**` in this way from Python 3.13 on, and fnmatch lets `*` run over folders
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    for piece in pieces:
        if len(piece) > 1 and piece[0] == "[":
            yield f"[{'^' if piece[1] in '!^' else ''}{re.escape(piece[1:-1].lstrip('!^'))}]"
        else:
            yield wild.get(piece, re.escape(piece))
