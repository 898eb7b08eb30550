"""Verify a published folder: its bytes, its seals and their chain, what it shows, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from factbook.editions.storage import edition_path, list_editions, read_edition
from factbook.project.files import digest_file
from factbook.publish.archive import (
    FOLDER,
    LIST,
    Listing,
    Published,
    find_unnamed,
    list_names,
    read_listing,
    verify_editions,
)
from factbook.publish.build_edition import BuiltEdition, Check, rebuilt_edition
from factbook.publish.chain import find_chain_faults, find_manifest_faults
from factbook.publish.environment import find_environment
from factbook.publish.front import find_front_faults
from factbook.publish.manifest import MANIFEST, read_manifest
from factbook.publish.origin import SealedState
from factbook.publish.own_software import LOCK, needs_own_software
from factbook.publish.pinned import publish_origin, read_manifests
from factbook.publish.published_corrections import find_published_corrections
from factbook.publish.seal_faults import find_seal_faults
from factbook.publish.shared import find_unshared
from factbook.publish.snapshot import extracted
from factbook.render.metadata.ro_crate import SOURCE
from figurecheck.model.errors import Complaint, EditionError

_RESTORE = "restore the folder from a copy"


def verify(folder: Path, *, root: Path | None = None, newest: str = "") -> Iterator[Complaint]:
    """Yield a complaint for each part of a published folder that is not what was published; every byte is read.

    With `root`, editions are held against the seals and pins of that report; with `newest`, the newest edition against
    the SHA-256 of its manifest. Raises EditionError for a folder that is no publication.
    """
    listing = read_listing(folder)
    if listing.newest is None:
        raise EditionError(
            Complaint(place=str(folder), what=f"has no {LIST}", remedy="name a folder that factbook publish wrote")
        )
    # A pipe would be waited for, and a device read for ever.
    if strange := sorted(one for one in folder.rglob("*") if not (one.is_file() or one.is_dir())):
        names = (one.relative_to(folder).as_posix() for one in strange)
        yield from (Complaint(place=name, what="is no file", remedy=_RESTORE) for name in names)
        return
    faults = [*verify_editions(folder, listing)]
    # A seal lies in the sources of its edition; where these were changed, that is told already.
    faults = faults or [*find_chain_faults(folder, listing)]
    faults = faults or [
        *find_manifest_faults(folder, listing),
        *(fault for edition in listing.editions if edition.seal for fault in find_seal_faults(folder, edition)),
    ]
    faults = faults or [*_find_forged_corrections(folder, listing)]
    yield from faults
    if not faults:
        yield from find_front_faults(folder, [edition.address for edition in listing.editions])
    yield from _find_foreign(folder, listing)
    if newest and listing.newest.manifest != newest:
        what = f"the newest edition, {listing.newest.label}, has the manifest {listing.newest.manifest}, not {newest}"
        yield Complaint(place=LIST, what=what, remedy=_RESTORE)
    if root is not None:
        yield from _compare_with_report(listing, root)


def _find_foreign(folder: Path, listing: Listing) -> Iterator[Complaint]:
    yield from find_unnamed(folder, listing)
    yield from find_unshared(folder, list_names(folder, listing))
    named = {edition.label for edition in listing.editions}
    for path in sorted((folder / FOLDER).glob("*")):
        if path.name not in named and not (path / MANIFEST).is_file():
            yield Complaint(place=f"{FOLDER}/{path.name}", what=f"is not named by {LIST}", remedy="remove it")


def _find_forged_corrections(folder: Path, listing: Listing) -> Iterator[Complaint]:
    """Yield a complaint for each correction in the list that the newest edition does not make, or that is missing."""
    newest = listing.newest
    if newest is None or not newest.seal:
        return
    with extracted(folder / newest.address / SOURCE) as sources:
        sealed = read_edition(sources, edition_path(newest.label))
        wanted = [*find_published_corrections(sealed, sources)]
    listed = [dict(one) for one in listing.corrections]
    # An earlier factbook told less of each.
    known = {name for one in listed for name in one}
    for one in wanted:
        told = {name: value for name, value in one.items() if name in known}
        if told in listed:
            listed.remove(told)
        elif known or not listing.corrections:
            what = f"lacks the change of {one['statistic']} in {one['edition']}, or tells it otherwise"
            yield Complaint(place=f"{LIST}: corrections", what=what, remedy=_RESTORE)
    for rest in listed:
        what = f"tells a change of {rest.get('statistic')} in {rest.get('edition')} that {newest.label} does not"
        yield Complaint(place=f"{LIST}: corrections", what=what, remedy=_RESTORE)


def _compare_with_report(listing: Listing, root: Path) -> Iterator[Complaint]:
    """Yield a complaint for each edition that a report has otherwise, or that is in one of the two only."""
    published = {edition.label: edition for edition in listing.editions}
    sealed, known = [label for _, label in list_editions(root)], read_manifests(root)
    for label in sealed:
        edition = published.get(label)
        if edition is None:
            yield Complaint(place=label, what="is sealed, and not in the folder", remedy="factbook publish adds it")
            continue
        if edition.seal and edition.seal != digest_file(root / edition_path(label)):
            yield Complaint(place=label, what="its seal is not the one of the report", remedy=_RESTORE)
        if known.get(label, edition.manifest) != edition.manifest:
            what = "its manifest is not the one that was pinned or published"
            yield Complaint(place=label, what=what, remedy=_RESTORE)
    for label in sorted(published.keys() - set(sealed)):
        yield Complaint(place=f"{FOLDER}/{label}", what="was never sealed in the report", remedy=_RESTORE)


def rebuild(folder: Path, edition: Published, check: Check) -> Iterator[Complaint]:
    """Yield a complaint for each file of a published edition that its sources do not reproduce, byte for byte.

    Where the sources name all of their software, that is what builds them. Raises EditionError when they do not hold.
    """
    place = folder / edition.address
    with extracted(place / SOURCE) as sources:
        if needs_own_software(sources, read_edition(sources, edition_path(edition.label))):
            state = SealedState(folder=sources, commit="", record="")
            yield from _compare(place, edition.address, read_manifest(publish_origin(state, edition.label).site), "")
            return
        software = find_software(sources, edition.label)
    with rebuilt_edition(place / SOURCE, check) as built:
        yield from _compare(place, edition.address, _digest_built(built), software)


def _digest_built(built: BuiltEdition) -> dict[str, str]:
    files = (path.relative_to(built.site).as_posix() for path in built.site.rglob("*") if path.is_file())
    return {name: digest_file(built.site / name) for name in [*files, *built.shared]}


def _compare(place: Path, address: str, digests: Mapping[str, str], remedy: str) -> Iterator[Complaint]:
    listed = read_manifest(place)
    for name in sorted(listed.keys() | digests.keys()):
        if listed.get(name) != digests.get(name):
            what = "is not what its sources build to" if name in listed else "is built, but was not published"
            yield Complaint(place=f"{address}/{name}", what=what, remedy=remedy or _RESTORE)


def find_software(sources: Path, label: str) -> str:
    """Return how the software here differs from that of an edition's sources, as a remedy for an editor."""
    # other bytes from the same sources nearly always come from another version of a library
    sealed = read_edition(sources, edition_path(label))
    wanted = (sources / LOCK).read_text("utf-8") if (sources / LOCK).is_file() else ""
    here = find_environment(wanted)
    differing = [
        f"{name} {sealed.environment.get(name, 'none')}, here {here.get(name, 'none')}"
        for name in sorted(sealed.environment.keys() | here.keys())
        if sealed.environment.get(name) != here.get(name)
    ]
    if not differing:
        return f"its libraries are the same; compare factbook with version {sealed.version}"
    return f"the edition was sealed with {'; '.join(differing[:5])}"
