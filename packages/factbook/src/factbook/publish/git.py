"""A report as it stood at a revision of its git repository."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from factbook.project.git import run_git
from factbook.project.scratch import scratch_folder
from figurecheck.model.errors import EditionError

_LINK = "120000"
"""What git calls the mode of a link."""


@contextmanager
def checked_out(root: Path, revision: str) -> Iterator[Path]:
    """Provide a folder with the report as it stood at a revision, for as long as the context lasts.

    The repository is not touched. Raises EditionError when git or the revision does not exist.
    """
    # `git archive`, not `git worktree`: it writes nothing into .git and needs no cleaning up. The prefix is for a
    # report in a folder of a larger repository.
    prefix = _git(root, revision, "rev-parse", "--show-prefix").decode().strip()
    commit = find_commit(root, revision)
    # In the folder of the report itself, git would look for that folder once more below it, and find nothing.
    top = Path(_git(root, revision, "rev-parse", "--show-toplevel").decode().strip())
    archive = _git(top, revision, "archive", "--format=tar", f"{commit}:{prefix}")
    with scratch_folder("revision") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter=_pass_over_outside)  # noqa: S202 - as the filter "data" but for links
        yield folder


def _pass_over_outside(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Return an entry of an archive; ``None`` for a link out of the folder: what is behind it is in no commit."""
    try:
        return tarfile.data_filter(member, folder)
    except (tarfile.AbsoluteLinkError, tarfile.LinkOutsideDestinationError):
        return None


@contextmanager
def cloned(root: Path, revision: str) -> Iterator[Path]:
    """Provide a clone of the report as it stood at a revision, with all history, for as long as the context lasts.

    Raises EditionError when git or the revision does not exist.
    """
    prefix = _git(root, revision, "rev-parse", "--show-prefix").decode().strip()
    commit = find_commit(root, revision)
    with scratch_folder("clone") as folder:
        top = Path(_git(root, revision, "rev-parse", "--show-toplevel").decode().strip())
        # Shared: the objects are read where they are, and nothing is copied.
        _git(root, revision, "clone", "--quiet", "--shared", "--no-checkout", str(top), str(folder / "clone"))
        _git(folder / "clone", revision, "checkout", "--quiet", "--detach", commit)
        yield folder / "clone" / prefix


def find_commit(root: Path, revision: str) -> str:
    """Return the full name of a revision's commit. Raises EditionError when git does not know it."""
    # --end-of-options: a name that starts with a dash is a revision, never an option
    found = _git(root, revision, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found.decode().strip()


def find_differing(root: Path, parts: Iterable[str]) -> list[str]:
    """Return the files below these files and folders that differ from the last commit, relative to the root.

    Files that git ignores are in no commit, nor is what lies behind a link out of the report: they differ. Raises
    EditionError when there is no commit.
    """
    changed = _git(root, "HEAD", "diff", "--name-only", "--relative", "-z", "HEAD", "--", *parts)
    added = _git(root, "HEAD", "ls-files", "--others", "-z", "--", *parts)
    links = _git(root, "HEAD", "ls-files", "--stage", "-z", "--", *parts)
    names = [name for name in (changed + added).decode("utf-8", "surrogateescape").split("\0") if name]
    return [*names, *_find_leading_out(root, links.decode("utf-8", "surrogateescape").split("\0"))]


def _find_leading_out(root: Path, staged: Iterable[str]) -> Iterator[str]:
    """Yield the links out of the report among files as ``git ls-files --stage`` lists them."""
    top = os.path.realpath(root)
    for mode, name in ((one[:6], one.partition("\t")[2]) for one in staged):
        if mode == _LINK and not Path(os.path.realpath(root / name)).is_relative_to(top):
            yield name


def find_commits(root: Path, *places: str) -> list[str]:
    """Return the commits of the main line that changed one of these files, the oldest first; none without a commit."""
    if not is_revision(root, "HEAD"):
        return []
    # What a merge brings counts from the merge on: the order of commits on a branch is nobody's state but its author's.
    # Without --no-patch, git 2.47 prints what a merge brings.
    form = ("--first-parent", "--diff-merges=first-parent", "--no-patch", "--format=%H")
    return _git(root, "HEAD", "log", *form, "HEAD", "--", *places).decode().split()[::-1]


def list_files(root: Path, commit: str, folder: Path) -> list[str]:
    """Return the names of the files in a folder of a commit."""
    prefix = _git(root, commit, "rev-parse", "--show-prefix").decode()
    tree = f"{commit}:{prefix.strip()}{folder.as_posix()}"
    names = _git(root, commit, "ls-tree", "-z", "--name-only", tree).decode("utf-8", "surrogateescape")
    return [name for name in names.split("\0") if name]


def read_file(root: Path, commit: str, place: str) -> bytes | None:
    """Return the content of a file of a commit, named from the root; ``None`` if the commit does not have it."""
    prefix = _git(root, commit, "rev-parse", "--show-prefix").decode().strip()
    # `ls-tree` first: the message of `git show` for a file that is not there is no text to rely on
    found = _git(root, commit, "ls-tree", "--full-tree", commit, "--", f"{prefix}{place}").split()
    return _git(root, commit, "cat-file", "blob", found[2].decode()) if found else None


def is_revision(root: Path, name: str) -> bool:
    """Return whether git knows a revision of that name."""
    try:
        find_commit(root, name)
    except EditionError:
        return False
    return True


def _git(root: Path, revision: str, *arguments: str) -> bytes:
    return run_git(root, *arguments, place=revision)
