"""Editions in a folder to publish: each whole and unchanged for ever, and the newest in front.

::

    DIR/editions/<label>/    a site, with its manifest; never touched again
    DIR/editions.json        which editions there are, and what was corrected: what their pages ask
    DIR/index.html ...       the newest edition once more, in front; what only an earlier one had leads there

The list is the point of no return: an edition counts from the moment that `editions.json` names it, and that file is
replaced at once. A kill before it leaves a folder that nobody names, and beside the list a note that says so, by which
the next run clears it; a kill after it leaves front files of the edition before, which the next run renews. An edition
that nobody names without such a note was published once: it is never removed, and the next run stops.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from filelock import lock_descriptor

from factbook.editions.storage import edition_path, write_beside
from factbook.model.errors import Complaint, EditionError, complain_all
from factbook.publish.front import copy_front
from factbook.publish.manifest import MANIFEST, check_manifest, sign, write_manifest

LIST = "editions.json"
FOLDER = "editions"
NEW = ".new-"
ADDING = f".{LIST}-adding-"
"""Before the label: a file that stands beside the list while that edition is in its place and not yet named."""
LEAST = 0.8
"""A site with less than this fraction of the pages or figures of the one before has shrunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An edition as `editions.json` names it."""

    label: str
    as_of: str
    manifest: str
    """SHA-256 of its manifest."""
    seal: str = ""
    """SHA-256 of the file that it was sealed in."""
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
        for edition in editions:
            edition_path(edition.label)  # a label that is none would lead out of the folder
        return Listing(editions=editions, corrections=tuple(document["corrections"]))
    except FileNotFoundError:
        return Listing()
    except (OSError, ValueError, KeyError, TypeError, EditionError) as error:
        what = f"cannot be read: {type(error).__name__}"
        raise EditionError(Complaint(place=LIST, what=what, remedy="take it back from a copy")) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against another publish. Raises EditionError when one is under way."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        # The folder itself is locked: a file for it would be published with the site.
        if not lock_descriptor(handle, blocking=False):
            raise EditionError(
                Complaint(place=str(folder), what="another publish is under way", remedy="wait for it to end")
            )
        yield
    finally:
        os.close(handle)


def add_edition(
    folder: Path,
    site: Path,
    edition: Published,
    *,
    corrections: Sequence[Mapping[str, Any]] = (),
    shrink: bool = False,
    known: MutableMapping[str, str] | None = None,
) -> Listing:
    """Add a built site as an edition and put it in front; earlier editions are verified before and after.

    With `shrink`, a smaller site is taken. `known` holds the signatures of editions known to be right, by label. Call
    it within `locked`. Raises EditionError when the edition is published already, is older than the newest, is empty
    or has shrunk, or when an earlier edition is not what was published.
    """
    listing = read_listing(folder)
    clear(folder, listing)
    complain_all(EditionError, find_unnamed(folder, listing))
    complain_all(EditionError, _faults(folder, site, edition, listing, shrink))
    complain_all(EditionError, verify_editions(folder, listing, known))
    beside = folder / FOLDER / f"{NEW}{edition.label}-{os.getpid()}"
    beside.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copytree(site, beside)
        digest = write_manifest(beside)
        _sync(beside)
        complain_all(EditionError, _compare(site, beside))
        (folder / f"{ADDING}{edition.label}").touch()
        _sync(folder)
        beside.rename(folder / FOLDER / edition.label)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    grown = Listing(editions=(*listing.editions, replace(edition, manifest=digest)), corrections=tuple(corrections))
    complain_all(EditionError, verify_editions(folder, listing, known))
    write_listing(folder, grown)
    (folder / f"{ADDING}{edition.label}").unlink()
    renew_front(folder, grown)
    return grown


def write_listing(folder: Path, listing: Listing) -> None:
    """Replace `editions.json`."""
    document = {
        "editions": [asdict(edition) for edition in listing.editions],
        "corrections": [dict(correction) for correction in listing.corrections],
    }
    write_beside(folder / LIST, json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def renew_front(folder: Path, listing: Listing) -> None:
    """Put the newest edition in front; a page that only the one before it has leads there."""
    newest = listing.newest
    if newest is not None:
        before = listing.editions[-2].address if len(listing.editions) > 1 else ""
        copy_front(folder, newest.address, before)


def verify_editions(
    folder: Path, listing: Listing, known: MutableMapping[str, str] | None = None
) -> Iterator[Complaint]:
    """Yield a complaint for each byte of a published edition that is not what was published.

    An edition whose signature is in `known` is not read again; that of one found right is added there.
    """
    for edition in listing.editions:
        place = folder / edition.address
        signature = f"{edition.manifest} {sign(place)}" if place.is_dir() else ""
        if known is not None and signature and known.get(edition.label) == signature:
            continue
        faults = list(check_manifest(place, digest=edition.manifest, place=edition.address))
        if not faults and known is not None:
            known[edition.label] = signature
        yield from faults


def clear(folder: Path, listing: Listing) -> None:
    """Remove what a publish that was killed left behind; an edition that was ever named is never touched."""
    named = {edition.label for edition in listing.editions}
    for path in (folder / FOLDER).glob("*"):
        if path.name.startswith(NEW):
            shutil.rmtree(path)
        elif path.name not in named and (folder / f"{ADDING}{path.name}").exists():
            # renamed first: a kill while it is being removed must not leave a folder that looks like somebody's own
            shutil.rmtree(path.rename(path.with_name(f"{NEW}{path.name}-{os.getpid()}")))
    for beside in folder.glob(f".{LIST}-*"):
        beside.unlink()


def find_unnamed(folder: Path, listing: Listing) -> Iterator[Complaint]:
    """Yield a complaint for each edition that stands in the folder and that the list does not name."""
    named = {edition.label for edition in listing.editions}
    for path in sorted((folder / FOLDER).glob("*")):
        if path.name not in named and (path / MANIFEST).is_file():
            remedy = f"take {LIST} back from a copy that names it, or move the edition away"
            yield Complaint(
                place=f"{FOLDER}/{path.name}", what=f"was published, and {LIST} does not name it", remedy=remedy
            )


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
    for name in (LIST, FOLDER):
        if (site / name).exists():
            yield Complaint(place=f"{place}: {name}", what="is a name that is taken", remedy="name the page otherwise")
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
    count = sum(1 for path in site.rglob("*") if path.is_file() and path != site / MANIFEST)
    there = sum(1 for path in copied.rglob("*") if path.is_file()) - 1
    if count != there:
        yield Complaint(place=str(site), what=f"{count} files became {there}", remedy="publish again")


def _sync(folder: Path) -> None:
    """Bring every file to the disk before anything names it."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
