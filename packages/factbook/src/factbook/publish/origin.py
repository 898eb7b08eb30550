"""Where an edition is published from: what was sealed, however much the report has changed since; and git's part in it.

::

    book/editions/<label>.zip    an archive beside the seal, where the sealed state was in no commit
    seal: commit                 else the tree of the commit that the seal names
    the commit of the seal       else the tree of the first commit that holds the seal
    the report as it stands      else: the seal is not committed yet

The editor completes the record of corrections after the seal. It is taken from the first commit in which it is
complete, so that an edition whose publication was lost is built again as it was, whatever was recorded since.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from factbook.editions.changes import attach_confirmations
from factbook.editions.corrections import read_corrections
from factbook.editions.history import FILE as CORRECTIONS
from factbook.editions.storage import FOLDER, edition_path
from factbook.model.edition import Edition
from factbook.project.git import run_git
from factbook.project.scratch import scratch_folder
from factbook.project.setting_values import CONFIG
from figurecheck.model.errors import CorrectionError, EditionError

_LINK = "120000"
"""What git calls the mode of a link."""


@contextmanager
def checked_out(root: Path, revision: str) -> Iterator[Path]:
    """Provide a folder with the report as it stood at a revision, for as long as the context lasts.

    The repository is not touched. Raises EditionError when git or the revision does not exist.
    """
    # `git archive`, not `git worktree`: it writes nothing into .git and needs no cleaning up. The prefix is for a
    # report in a folder of a larger repository.
    prefix = _ask(root, revision, "--show-prefix")
    commit = find_commit(root, revision)
    # In the folder of the report itself, git would look for that folder once more below it, and find nothing.
    top = Path(_ask(root, revision, "--show-toplevel"))
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
    prefix, commit = _ask(root, revision, "--show-prefix"), find_commit(root, revision)
    with scratch_folder("clone") as folder:
        top = _ask(root, revision, "--show-toplevel")
        # Shared: the objects are read where they are, and nothing is copied.
        _git(root, revision, "clone", "--quiet", "--shared", "--no-checkout", top, str(folder / "clone"))
        _git(folder / "clone", revision, "checkout", "--quiet", "--detach", commit)
        yield folder / "clone" / prefix


def find_commit(root: Path, revision: str) -> str:
    """Return the full name of a revision's commit. Raises EditionError when git does not know it."""
    # --end-of-options: a name that starts with a dash is a revision, never an option
    return _ask(root, revision, "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")


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
    tree = f"{commit}:{_ask(root, commit, '--show-prefix')}{folder.as_posix()}"
    names = _git(root, commit, "ls-tree", "-z", "--name-only", tree).decode("utf-8", "surrogateescape")
    return [name for name in names.split("\0") if name]


def read_file(root: Path, commit: str, place: str) -> bytes | None:
    """Return the content of a file of a commit, named from the root; ``None`` if the commit does not have it."""
    prefix = _ask(root, commit, "--show-prefix")
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


def _ask(root: Path, revision: str, *options: str) -> str:
    """Return the line that ``git rev-parse`` prints."""
    return _git(root, revision, "rev-parse", *options).decode().strip()


WHOLE_HISTORY = "fetch the whole history (git fetch --unshallow), or restore the commit from another clone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedState:
    """The report that an edition is published from."""

    folder: Path
    commit: str
    """The commit of its tree; empty for an archive, and for the report as it stands."""
    record: str
    """The commit of its seals and of its record of corrections; empty for those of the report as it stands."""


def archive_path(label: str) -> Path:
    """Return the archive of the sources of an edition whose state was in no commit, relative to the root."""
    return edition_path(label).with_suffix(".zip")


@contextmanager
def origin_of(root: Path, sealed: Edition, *, unconfirmed: bool, whole: bool = False) -> Iterator[SealedState]:
    """Provide the report that an edition is published from for as long as the context lasts.

    With `unconfirmed`, the record of corrections need not be complete. With `whole`, a tree of git comes as a clone, so
    that editions before can be published from it in turn. Raises EditionError when the sealed state is gone.
    """
    record = find_record(root, sealed, unconfirmed=unconfirmed)
    archive = root / archive_path(sealed.label)
    if archive.is_file():
        with scratch_folder("archive") as folder:
            _extract(archive, folder / "report")
            _put_record(root, record, folder / "report")
            yield SealedState(folder=folder / "report", commit="", record=record)
        return
    commit = sealed.commit or record
    if commit and not is_revision(root, "HEAD"):
        # No repository: the sources of a published edition, which are its state. What is built is held to the seal.
        commit = ""
    elif sealed.commit:
        require_commit(root, edition_path(sealed.label), sealed.commit, "was sealed from")
    with (cloned if whole else checked_out)(root, commit) if commit else nullcontext(root) as tree:
        if commit:
            _put_record(root, record, tree)
        yield SealedState(folder=tree, commit=commit, record=record)


def require_commit(root: Path, path: Path, commit: str, what: str) -> None:
    """Raise EditionError for a commit that a repository does not have; `what` says what a file has to do with it."""
    if not is_revision(root, commit):
        what = f"{what} commit {commit[:12]}, which this repository does not have"
        raise EditionError.about(path, what, WHOLE_HISTORY)


def find_record(root: Path, sealed: Edition, *, unconfirmed: bool) -> str:
    """Return the first commit that holds a seal and, unless `unconfirmed`, the reason of each change that it lists.

    What was found later is not asked for: an edition that was published without it is built again as it was.
    """
    path = edition_path(sealed.label).as_posix()
    for commit in find_commits(root, path, CORRECTIONS):
        seal = read_file(root, commit, path)
        if seal is None:
            continue
        if seal != (root / path).read_bytes():
            what = f"is not what commit {commit[:12]} sealed"
            raise EditionError.about(path, what, "restore it from version control")
        if unconfirmed or _is_complete(root, commit, sealed):
            return commit
    return ""


def _is_complete(root: Path, commit: str, sealed: Edition) -> bool:
    with scratch_folder("record") as folder:
        _put(folder / CORRECTIONS, read_file(root, commit, CORRECTIONS))
        try:
            entries, _ = read_corrections(folder)
        except CorrectionError:
            # A record that could not be read then was not published from; a later commit has mended it.
            return False
    own = (one for one in sealed.changes if one.edition == sealed.label)
    return all(one.confirmation is not None for one in attach_confirmations(own, entries) if one.visible)


def _put_record(root: Path, record: str, tree: Path) -> None:
    """Put the seals and the record of corrections of a commit, or of the report as it stands, into a tree."""
    for path in (tree / FOLDER).glob("*.json"):
        path.unlink()
    names = list_files(root, record, FOLDER) if record else [path.name for path in (root / FOLDER).iterdir()]
    # What belongs to an edition itself (its pages, its archive) stays as it was when that was sealed.
    ours = [name for name in names if name.endswith((".json", ".pin.yml", ".changes.yml"))]
    places = [CORRECTIONS, *(f"{FOLDER.as_posix()}/{name}" for name in ours)]
    for place in places:
        here = root / place
        content = read_file(root, record, place) if record else here.read_bytes() if here.is_file() else None
        _put(tree / place, content)


def _put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _extract(archive: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder)  # noqa: S202 - no tar file: names that lead out are made safe
        if not (folder / CONFIG).is_file():
            raise zipfile.BadZipFile(f"there is no {CONFIG} in it")  # noqa: TRY301
    except (zipfile.BadZipFile, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        what, remedy = f"cannot be read: {error}", "restore it from version control"
        place = f"{FOLDER.as_posix()}/{archive.name}"
        raise EditionError.about(place, what, remedy) from error
