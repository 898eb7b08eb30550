"""Where an edition is published from: what was sealed, however much the report has changed since.

::

    book/editions/<label>.zip    an archive beside the seal, where the sealed state was in no commit
    seal: commit                 else the tree of the commit that the seal names
    the commit of the seal       else the tree of the first commit that holds the seal
    the report as it stands      else: the seal is not committed yet

The editor completes the record of corrections after the seal. It is taken from the first commit in which it is
complete, so that an edition whose publication was lost is built again as it was, whatever was recorded since.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from factbook.editions.changes import attach_confirmations
from factbook.editions.corrections import read_corrections
from factbook.editions.history import FILE as CORRECTIONS
from factbook.editions.storage import FOLDER, edition_path
from factbook.model.edition import Edition
from factbook.project.scratch import scratch_folder
from factbook.project.setting_values import CONFIG
from factbook.publish.git import checked_out, cloned, find_commits, is_revision, list_files, read_file
from figurecheck.model.errors import Complaint, CorrectionError, EditionError

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
        raise EditionError(Complaint(place=path.as_posix(), what=what, remedy=WHOLE_HISTORY))


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
            raise EditionError(Complaint(place=path, what=what, remedy="restore it from version control"))
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
            opened.extractall(folder)
        if not (folder / CONFIG).is_file():
            raise zipfile.BadZipFile(f"there is no {CONFIG} in it")  # noqa: TRY301
    except (zipfile.BadZipFile, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        what, remedy = f"cannot be read: {error}", "restore it from version control"
        place = f"{FOLDER.as_posix()}/{archive.name}"
        raise EditionError(Complaint(place=place, what=what, remedy=remedy)) from error
