"""Editions in a folder to publish: each whole and unchanged for ever, and the newest in front.

::

    DIR/editions/<label>/    a site, with its manifest; never touched again
    DIR/editions.json        which editions there are, and what was corrected: what their pages ask
    DIR/index.html ...       front files, made anew from the newest edition

The list is the point of no return: an edition counts from the moment that `editions.json` names it, and that file is
replaced at once. A kill before it leaves a folder that nobody names, which the next run clears; a kill after it
leaves front files of the edition before, which the next run renews.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from factbook.errors import Complaint, EditionError
from factbook.manifest import MANIFEST, Stamp, check_manifest, write_manifest
from factbook.sealed import write_beside

LIST = "editions.json"
FOLDER = "editions"
NEW = ".new-"
LEAST = 0.8
"""A site with less than this fraction of the pages or figures of the one before has shrunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An edition as `editions.json` names it."""

    label: str
    as_of: str
    manifest: str
    """SHA-256 of its manifest."""
    title: str = ""
    note: str = ""
    pages: int = 0
    figures: int = 0

    @property
    def address(self) -> str:
        """Where it stands below the folder."""
        return f"{FOLDER}/{self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What `editions.json` says: the editions, the oldest first, and the corrections of figures."""

    editions: tuple[Published, ...] = ()
    corrections: tuple[Mapping[str, Any], ...] = ()

    @property
    def newest(self) -> Published | None:
        """The edition in front."""
        return self.editions[-1] if self.editions else None


def read_listing(folder: Path) -> Listing:
    """Read `editions.json`; a folder without one has no editions. Raises EditionError when it cannot be read."""
    path = folder / LIST
    try:
        document = json.loads(path.read_text("utf-8"))
        editions = tuple(Published(**one) for one in document["editions"])
        return Listing(editions=editions, corrections=tuple(document["corrections"]))
    except FileNotFoundError:
        return Listing()
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"cannot be read: {type(error).__name__}"
        raise EditionError(Complaint(place=LIST, what=what, remedy="take it back from a copy")) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against another publish. Raises EditionError when one is under way."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise EditionError(
            Complaint(place=str(folder), what="another publish is under way", remedy="wait for it to end")
        ) from error
    finally:
        os.close(handle)


def add_edition(
    folder: Path,
    site: Path,
    edition: Published,
    *,
    corrections: Sequence[Mapping[str, Any]],
    front: Callable[[Listing], Mapping[str, str]],
    shrink: bool = False,
    verified: MutableMapping[str, Stamp] | None = None,
) -> Listing:
    """Add a built site as an edition and put it in front; earlier editions are verified before and after.

    `front` makes the front files from the list. With `shrink`, a smaller site is taken. `verified` holds the stamps of
    files known to be right, by path. Call it within `locked`. Raises EditionError when the edition is published
    already, is older than the newest, is empty or has shrunk, or when an earlier edition is not what was published.
    """
    listing = read_listing(folder)
    clear(folder, listing)
    refuse(_faults(folder, site, edition, listing, shrink))
    refuse(verify_editions(folder, listing, verified))
    beside = folder / FOLDER / f"{NEW}{edition.label}-{os.getpid()}"
    beside.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copytree(site, beside)
        digest = write_manifest(beside)
        _sync(beside)
        refuse(_compare(site, beside))
        beside.rename(folder / FOLDER / edition.label)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    sealed = Published(**{**asdict(edition), "manifest": digest})
    grown = Listing(editions=(*listing.editions, sealed), corrections=tuple(corrections))
    refuse(verify_editions(folder, listing, verified))
    write_listing(folder, grown)
    write_front(folder, front(grown))
    return grown


def write_listing(folder: Path, listing: Listing) -> None:
    """Replace `editions.json`."""
    document = {
        "editions": [asdict(edition) for edition in listing.editions],
        "corrections": [dict(correction) for correction in listing.corrections],
    }
    write_beside(folder / LIST, json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def write_front(folder: Path, files: Mapping[str, str]) -> None:
    """Replace the front files, each at once."""
    for name, text in files.items():
        _sweep(folder, name)
        write_beside(folder / name, text)


def verify_editions(
    folder: Path, listing: Listing, verified: MutableMapping[str, Stamp] | None = None
) -> Iterator[Complaint]:
    """Yield a complaint for each byte of a published edition that is not what was published."""
    for edition in listing.editions:
        yield from check_manifest(
            folder / edition.address, digest=edition.manifest, place=edition.address, verified=verified
        )


def clear(folder: Path, listing: Listing) -> None:
    """Remove what a publish that was killed left behind; an edition that the list names is never touched."""
    _sweep(folder, LIST)
    named = {edition.label for edition in listing.editions}
    for path in (folder / FOLDER).glob("*"):
        if path.name.startswith(NEW):
            shutil.rmtree(path)
        elif path.name not in named and (path / MANIFEST).is_file():
            # renamed first: a kill while it is being removed must not leave a folder that looks like somebody's own
            shutil.rmtree(path.rename(path.with_name(f"{NEW}{path.name}-{os.getpid()}")))


def _sweep(folder: Path, name: str) -> None:
    """Remove what was being written beside a file when its writer was killed."""
    for beside in folder.glob(f".{name}-*"):
        beside.unlink()


def refuse(complaints: Iterator[Complaint]) -> None:
    """Raise EditionError with every complaint, if there is any."""
    found = tuple(complaints)
    if found:
        raise EditionError(*found)


def _faults(folder: Path, site: Path, edition: Published, listing: Listing, shrink: bool) -> Iterator[Complaint]:
    place, newest = edition.label, listing.newest
    if any(one.label == edition.label for one in listing.editions):
        yield Complaint(place=place, what="is published already", remedy="an edition never changes; seal another")
    elif (folder / FOLDER / edition.label).exists():
        yield Complaint(
            place=f"{FOLDER}/{place}", what="is in the way", remedy="move it; editions.json does not name it"
        )
    if newest is not None and (edition.as_of, edition.label) < (newest.as_of, newest.label):
        what = f"is older than {newest.label}, which is published already"
        yield Complaint(place=place, what=what, remedy="publish editions in the order of their days")
    if not (site / "index.html").is_file() or not edition.figures:
        yield Complaint(place=place, what="the site is empty", remedy="build it, and look at it, first")
    if newest is not None and not shrink:
        yield from _shrunken(edition, newest)


def _shrunken(edition: Published, newest: Published) -> Iterator[Complaint]:
    for name, now, before in (
        ("pages", edition.pages, newest.pages),
        ("figures", edition.figures, newest.figures),
    ):
        if now < before * LEAST:
            what = f"has {now} {name}, {newest.label} has {before}"
            yield Complaint(
                place=edition.label, what=what, remedy="look for what is missing; or allow it with --shrink"
            )


def _compare(site: Path, copied: Path) -> Iterator[Complaint]:
    """Yield a complaint for each file that was not copied as it is."""
    yield from check_manifest(copied, place=copied.name)
    count = sum(1 for path in site.rglob("*") if path.is_file())
    there = sum(1 for path in copied.rglob("*") if path.is_file()) - 1
    if count != there:
        yield Complaint(place=str(site), what=f"{count} files became {there}", remedy="publish again")


def _sync(folder: Path) -> None:
    """Bring every file to the disk before anything names it."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
