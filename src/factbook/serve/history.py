"""Whether something was committed since: who approved is what git says, and a commit changes no file of a report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_TOLD_BY = ("HEAD", "logs/HEAD", "../.mailmap")
"""What git writes at each commit, merge, rebase and checkout; and who counts as one person."""


def mark_history(root: Path) -> str:
    """Return a text that is another one once something was committed in the repository of a report.

    It is empty outside of a repository.
    """
    # Asked every few seconds, so that no program is started for it.
    return " ".join(_look(_find_folder(root)))


def _look(folder: Path | None) -> Iterator[str]:
    for name in _TOLD_BY if folder else ():
        with suppress(OSError):
            found = Path(f"{folder}/{name}").stat()
            yield f"{name} {found.st_mtime_ns} {found.st_size}"


def _find_folder(root: Path) -> Path | None:
    """Return the folder in which git keeps what it knows of a report's working tree."""
    for folder in (root, *root.parents):
        place = folder / ".git"
        if place.is_dir():
            return place
        # Of a working tree that was added to a repository, and of a submodule, it is a file that says where.
        with suppress(OSError, ValueError):
            return folder / place.read_text("utf-8").removeprefix("gitdir:").strip()
    return None
