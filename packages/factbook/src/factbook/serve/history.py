"""Whether something was committed since: who approved is what git says, and a commit changes no file of a report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def mark_history(root: Path) -> str:
    """Return a text that is another one once something was committed in the repository of a report.

    It is empty outside of a repository.
    """
    # Asked every few seconds, so that no program is started for it.
    return " ".join(_look(root))


def _look(root: Path) -> Iterator[str]:
    for path in _find_files(root):
        with suppress(OSError, ValueError):
            found = path.stat()
            yield f"{path.name} {found.st_mtime_ns} {found.st_size}"


def _find_files(root: Path) -> Iterator[Path]:
    """Yield what git writes at each commit, merge, rebase and checkout, and who counts as one person.

    The log of `HEAD` is none of it: whether there is one is a setting of git.
    """
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
    if top is None:
        return
    folder = shared = top / ".git"
    # Of a working tree that was added to a repository, and of a submodule, it is a file that says where.
    with suppress(OSError, ValueError):
        folder = shared = top / folder.read_text("utf-8").removeprefix("gitdir:").strip()
    with suppress(OSError, ValueError):
        shared = folder / (folder / "commondir").read_text("utf-8").strip()
    yield from (top / ".mailmap", folder / "HEAD", shared / "reftable/tables.list")
    with suppress(OSError, ValueError):
        yield shared / (folder / "HEAD").read_text("utf-8").removeprefix("ref:").strip()
