"""The folder of published editions: each complete and never changed, and the newest in front.

::

    DIR/editions/<label>/    a site, with its manifest; never touched again
    DIR/editions.json        the editions and the corrections; pages of earlier editions fetch it
    DIR/index.html ...       the newest edition again, in front; pages that only an earlier one had redirect to it

Writing the list is the commit: an edition is published from the moment that `editions.json` names it, and that file is
replaced atomically. A run that is killed earlier leaves a folder that the list does not name, and a marker file beside
the list, by which the next run removes the folder; one that is killed later leaves front files of the edition before,
which the next run renews. An edition that the list does not name, and that has no marker, was published once: it is
never removed, and the next run stops.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from filelock import lock_descriptor

from factbook.editions.storage import edition_path
from factbook.project.files import replace_file
from factbook.publish.front import copy_front
from factbook.publish.manifest import MANIFEST, check_manifest, metadata_digest, read_manifest, write_manifest
from factbook.publish.shared import BESIDE, find_unshared
from factbook.publish.shared import FOLDER as SHARED
from figurecheck.model.errors import Complaint, EditionError, complain_all
from figurecheck.settings.faults import refuse_special

LIST = "editions.json"
FOLDER = "editions"
NEW = ".new-"
ADDING = f".{LIST}-adding-"
"""Prefix of the marker file of an edition that is in its place and not listed yet."""
LEAST_FRACTION = 0.8
"""A site with less than this fraction of the pages or figures of the edition before has shrunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """An entry of `editions.json`."""

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
        """Its path below the folder."""
        return f"{FOLDER}/{self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The contents of `editions.json`: the editions, the oldest first, what lacks, and the corrections of figures."""

    editions: tuple[Published, ...] = ()
    corrections: tuple[Mapping[str, Any], ...] = ()
    lacking: tuple[str, ...] = ()
    """Labels of the editions that were sealed and are not here, such as one that could not be built."""

    @property
    def newest(self) -> Published | None:
        """The edition in front."""
        return self.editions[-1] if self.editions else None

    def with_edition(self, edition: Published, corrections: Sequence[Mapping[str, Any]]) -> Listing:
        """Return the list with one more edition at its place; the corrections are those of the newest."""
        editions = sorted((*self.editions, edition), key=lambda one: (one.as_of, one.label))
        newest = editions[-1] is edition
        return Listing(
            editions=tuple(editions),
            corrections=tuple(corrections) if newest else self.corrections,
            lacking=tuple(label for label in self.lacking if label not in {one.label for one in editions}),
        )


def read_listing(folder: Path) -> Listing:
    """Read `editions.json`; a folder without one has no editions. Raises EditionError when it cannot be read."""
    path = folder / LIST
    try:
        refuse_special(path)
        document = json.loads(path.read_text("utf-8"))
        editions = tuple(Published(**one) for one in document["editions"])
        for edition in editions:
            # raises for a label such as "../x", which would lead out of the folder
            edition_path(edition.label)
        lacking = tuple(document.get("lacking", ()))
        return Listing(editions=editions, corrections=tuple(document["corrections"]), lacking=lacking)
    except FileNotFoundError:
        return Listing()
    except (OSError, ValueError, KeyError, TypeError, RecursionError, EditionError) as error:
        what = f"cannot be read: {type(error).__name__}"
        raise EditionError(Complaint(place=LIST, what=what, remedy="restore it from a copy")) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lock a folder for one publish at a time. Raises EditionError when another one is running."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        # The folder itself is locked, as a lock file would be published with the site. The operating system releases it
        # however the process ends.
        if not lock_descriptor(handle, blocking=False):
            raise EditionError(
                Complaint(place=str(folder), what="another publish is running", remedy="wait for it to end")
            )
        yield
    finally:
        os.close(handle)


def add_edition(
    folder: Path,
    site: Path,
    edition: Published,
    *,
    shared: Sequence[str] = (),
    corrections: Sequence[Mapping[str, Any]] = (),
    lacking: Sequence[str] = (),
    shrink: bool = False,
    verified: MutableMapping[str, str] | None = None,
) -> Listing:
    """Add a built site as an edition and put it in front; earlier editions are verified before and after.

    `shared` are the files that it shares with others, as paths from the site. A manifest that the edition names already
    must come out again. An edition that is older than the newest
    gets its place among the earlier ones: seals of two branches come in any order.
    `lacking` are the labels that are sealed and not in the folder. With `shrink`, a smaller
    site is accepted. `verified` holds the metadata digests of verified editions, by label.
    Call it within `locked`. Raises EditionError when the edition is published already, is empty or has shrunk, or when
    an earlier edition is not what was published.
    """
    listing = replace(read_listing(folder), lacking=tuple(lacking))
    clear(folder, listing)
    complain_all(EditionError, find_unnamed(folder, listing))
    complain_all(EditionError, _faults(folder, site, edition, listing, shrink))
    complain_all(EditionError, verify_editions(folder, listing, verified))
    # Everything that can be refused was refused by now. The order of what follows makes a kill harmless:
    # copy, sync, compare, marker, rename, list.
    staging = folder / FOLDER / f"{NEW}{edition.label}-{os.getpid()}"
    staging.parent.mkdir(parents=True, exist_ok=True)
    try:
        _copy_shared(folder, site, shared)
        shutil.copytree(site, staging)
        digest = write_manifest(staging, shared)
        _sync(staging)
        complain_all(EditionError, _compare(site, staging, edition, digest))
        (folder / f"{ADDING}{edition.label}").touch()
        # the marker must be on the disk before the rename, or a crash could make the edition look like a published one
        _sync(folder)
        staging.rename(folder / FOLDER / edition.label)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    grown = listing.with_edition(replace(edition, manifest=digest), corrections)
    # once more: nobody may have touched an earlier edition while this one was copied
    complain_all(EditionError, verify_editions(folder, listing, verified))
    write_listing(folder, grown)
    (folder / f"{ADDING}{edition.label}").unlink()
    renew_front(folder, grown)
    return grown


def write_listing(folder: Path, listing: Listing) -> None:
    """Replace `editions.json`."""
    document = {
        "editions": [asdict(edition) for edition in listing.editions],
        "corrections": [dict(correction) for correction in listing.corrections],
        "lacking": listing.lacking,
    }
    replace_file(folder / LIST, json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n", sync=True)


def renew_front(folder: Path, listing: Listing) -> None:
    """Put the newest edition in front; a page that only an earlier one has redirects to it."""
    if listing.editions:
        copy_front(folder, [edition.address for edition in listing.editions])


def verify_editions(
    folder: Path, listing: Listing, verified: MutableMapping[str, str] | None = None
) -> Iterator[Complaint]:
    """Yield a complaint for each byte of a published edition that is not what was published.

    An edition whose metadata digest is in `verified` is not read again; that of a correct one is added.
    """
    for edition in listing.editions:
        place = folder / edition.address
        # size, times and inode of every file: reading all earlier editions would make each publish slower than the last
        state = f"{edition.manifest} {metadata_digest(place)} {_shared_digest(place)}" if place.is_dir() else ""
        if verified is not None and state and verified.get(edition.label) == state:
            continue
        faults = list(check_manifest(place, digest=edition.manifest, place=edition.address))
        if not faults and verified is not None:
            verified[edition.label] = state
        yield from faults


def _shared_digest(place: Path) -> str:
    """Return a digest of the metadata of what an edition shares with others."""
    try:
        names = [name for name in read_manifest(place) if name.startswith(BESIDE)]
    except (OSError, ValueError):
        # That it cannot be read is told where it is compared.
        return ""
    folders = sorted({(place / name).parent for name in names if (place / name).parent.is_dir()})
    return " ".join(metadata_digest(folder) for folder in folders)


def clear(folder: Path, listing: Listing) -> None:
    """Remove what a killed publish left behind; an edition that was ever listed is never touched."""
    named = {edition.label for edition in listing.editions}
    for path in (folder / FOLDER).glob("*"):
        if path.name.startswith(NEW):
            shutil.rmtree(path)
        elif path.name not in named and (folder / f"{ADDING}{path.name}").exists():
            # renamed first: a kill during the removal must not leave a folder that looks like somebody's own
            shutil.rmtree(path.rename(path.with_name(f"{NEW}{path.name}-{os.getpid()}")))
    for leftover in folder.glob(f".{LIST}-*"):
        leftover.unlink()
    for unshared in find_unshared(folder, list_names(folder, listing)):
        (folder / unshared.place).unlink()


def list_names(folder: Path, listing: Listing) -> set[str]:
    """Return every name in the manifests of the editions; of one that cannot be read, which is told elsewhere, none."""
    names: set[str] = set()
    for edition in listing.editions:
        with suppress(OSError, ValueError):
            names |= read_manifest(folder / edition.address).keys()
    return names


def find_unnamed(folder: Path, listing: Listing) -> Iterator[Complaint]:
    """Yield a complaint for each edition in the folder that the list does not name."""
    named = {edition.label for edition in listing.editions}
    for path in sorted((folder / FOLDER).glob("*")):
        # What a killed publish left is no edition; the next publish removes it.
        unfinished = path.name.startswith(NEW) or (folder / f"{ADDING}{path.name}").exists()
        if path.name not in named and not unfinished and (path / MANIFEST).is_file():
            remedy = f"restore {LIST} from a copy that names it, or move the edition elsewhere"
            yield Complaint(
                place=f"{FOLDER}/{path.name}", what=f"was published, but {LIST} does not name it", remedy=remedy
            )


def _faults(folder: Path, site: Path, edition: Published, listing: Listing, shrink: bool) -> Iterator[Complaint]:
    place = edition.label
    earlier = [one for one in listing.editions if (one.as_of, one.label) < (edition.as_of, edition.label)]
    if any(one.label == edition.label for one in listing.editions):
        yield Complaint(place=place, what="is published already", remedy="an edition never changes; seal another")
    elif (folder / FOLDER / edition.label).exists():
        yield Complaint(
            place=f"{FOLDER}/{place}", what="is in the way", remedy="move it; editions.json does not name it"
        )
    for name in (LIST, FOLDER, SHARED):
        if (site / name).exists():
            yield Complaint(place=f"{place}: {name}", what="is a reserved name", remedy="rename the page")
    if not (site / "index.html").is_file() or not edition.figures:
        yield Complaint(place=place, what="the site is empty", remedy="build it and look at it first")
    if earlier and not shrink:
        yield from _shrunken(edition, earlier[-1])


def _shrunken(edition: Published, before: Published) -> Iterator[Complaint]:
    for name, now, then in (
        ("pages", edition.pages, before.pages),
        ("figures", edition.figures, before.figures),
    ):
        if now < then * LEAST_FRACTION:
            what = f"has {now} {name}, {before.label} has {then}"
            yield Complaint(
                place=edition.label, what=what, remedy="find out what is missing, or allow it with --shrink"
            )


def _copy_shared(folder: Path, site: Path, shared: Sequence[str]) -> None:
    for name in shared:
        target = folder / name.removeprefix("../../")
        # Their folder is named for their content: what is there is the same, or was found to be changed by now.
        if not target.is_file():
            replace_file(target, (site / name).read_bytes(), sync=True)


def _compare(site: Path, copied: Path, edition: Published, digest: str) -> Iterator[Complaint]:
    """Yield a complaint for each file that was not copied as it is, and for another manifest than the known one."""
    if edition.manifest not in {"", digest}:
        what = f"builds to manifest {digest}, and was published with manifest {edition.manifest}"
        remedy = "publish into a copy of the published folder, or by the factbook and the libraries that built it"
        yield Complaint(place=edition.label, what=what, remedy=remedy)
    yield from check_manifest(copied, place=copied.name)
    count = sum(1 for path in site.rglob("*") if path.is_file() and path != site / MANIFEST)
    there = sum(1 for path in copied.rglob("*") if path.is_file()) - 1
    if count != there:
        yield Complaint(place=str(site), what=f"{there} of {count} files were copied", remedy="publish again")


def _sync(folder: Path) -> None:
    """Flush every file to the disk before anything refers to it."""
    # a rename can reach the disk before the content of the files; a power cut would leave an edition of empty files
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
