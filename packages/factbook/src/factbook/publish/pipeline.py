"""Publish every edition that a report has sealed into a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from factbook.editions.changes import attach_confirmations
from factbook.editions.corrections import read_corrections, read_history
from factbook.editions.entries import drop_unchanged
from factbook.editions.found_later import changes_path, find_incomplete, list_changes
from factbook.editions.history import FILE as CORRECTIONS
from factbook.editions.storage import edition_path, list_editions, read_edition
from factbook.engine.fingerprints import SITE, STATE
from factbook.model.edition import Edition
from factbook.project.files import digest_file, replace_file
from factbook.project.setting_values import CONFIG
from factbook.project.settings import read_project
from factbook.publish.archive import (
    FOLDER,
    LIST,
    Listing,
    Published,
    add_edition,
    clear,
    find_unnamed,
    locked,
    read_listing,
    renew_front,
    verify_editions,
    write_listing,
)
from factbook.publish.build_edition import BuiltEdition, Check, built_edition
from factbook.publish.chain import choose_carried, write_chain
from factbook.publish.manifest import MANIFEST, read_manifest
from factbook.publish.origin import origin_of
from factbook.publish.own_software import is_started_by_publish, needs_own_software, refuse_second
from factbook.publish.pinned import PinnedSite, publish_origin, publish_pinned, read_manifests, read_pin
from factbook.publish.published_corrections import find_published_corrections
from factbook.publish.shared import BESIDE
from factbook.publish.shared import FOLDER as SHARED
from factbook.publish.snapshot import extracted
from factbook.render.metadata.ro_crate import SOURCE
from factbook.report.desk.gate import find_lacking_in_edition
from figurecheck.model.errors import Complaint, EditionError, complain_all
from figurecheck.model.wording import count_of

ALLOWED = frozenset({FOLDER, SHARED, "CNAME"})
"""Names that a folder may contain before anything is published: a publish that was stopped, and the name of a host."""
INPUTS: tuple[str | Path, ...] = ("book", "data", "notebooks", "src", SITE, STATE)
"""Folders of a report in which nothing may be published."""
VERIFIED = STATE / "published.json"
"""Metadata digests of editions that were verified, by folder and label."""


def publish(
    root: Path,
    folder: Path,
    *,
    check: Check,
    shrink: bool = False,
    only: str = "",
    log: Callable[[str], None] = lambda text: None,
) -> Listing:
    """Add every sealed edition that a folder does not have, the oldest first, and put the newest in front.

    `check` runs and checks the report of a folder, `log` receives a line for each edition. With `shrink`, a smaller
    site is accepted; with `only`, one edition is added and no other. Raises EditionError when an edition does not hold,
    or is not what was sealed, and when a published one is not what was published; those that were added before stay.
    """
    check_target(root, folder)
    with locked(folder):
        listing = read_listing(folder)
        clear(folder, listing)
        complain_all(EditionError, find_unnamed(folder, listing))
        there = {one.label for one in listing.editions}
        lacking = tuple(label for _, label in list_editions(root) if label not in there)
        unpublished = [label for label in lacking if only in {"", label}]
        # what can be refused is refused before anything is built
        complain_all(EditionError, _find_faults(root, folder, listing, unpublished, only))
        verified = _read_verified(root, folder)
        complain_all(EditionError, verify_editions(folder, listing, verified))
        if listing.editions and listing.lacking != lacking:
            listing = replace(listing, lacking=lacking)
            write_listing(folder, listing)
        known = _list_manifests(listing) | read_manifests(root)
        for label in unpublished:
            log(f"Building edition {label} ...")
            sealed = read_edition(root, edition_path(label))
            carried = choose_carried(sealed, known)
            with _built_site(root, sealed, check, log, carried) as built:
                with extracted(built.site / SOURCE) as sources:
                    corrections = [*find_published_corrections(sealed, sources)]
                edition = _describe(sealed, built, root, known.get(label, ""))
                listing = add_edition(
                    folder,
                    built.site,
                    edition,
                    shared=built.shared,
                    corrections=corrections,
                    lacking=lacking,
                    shrink=shrink,
                    verified=verified,
                )
            known |= _list_manifests(listing)
            log(f"Published {label}: {count_of(edition.pages, 'page')}, {count_of(edition.figures, 'figure')}")
        # also without a new edition: a killed run may have left the front half renewed
        renew_front(folder, listing)
        complain_all(EditionError, verify_editions(folder, listing, verified))
        _write_verified(root, folder, verified)
        recorded = read_manifests(root)
        write_chain(root, {label: digest for label, digest in known.items() if label not in recorded})
        return listing


@contextmanager
def _built_site(
    root: Path, sealed: Edition, check: Check, log: Callable[[str], None], carried: Mapping[str, str]
) -> Iterator[BuiltEdition]:
    """Provide the site of an edition: as its pin says, or from the state that was sealed."""
    pin = read_pin(root, sealed.label)
    if pin is not None:
        yield _as_built(publish_pinned(root, sealed.label, pin, known=carried, log=log))
        return
    unconfirmed = read_project(root).settings.unconfirmed == "publish"
    with origin_of(root, sealed, unconfirmed=unconfirmed) as origin:
        if not needs_own_software(origin.folder, sealed):
            with built_edition(origin.folder, sealed, check, carried) as built:
                yield built
            return
    refuse_second(root, sealed)
    with origin_of(root, sealed, unconfirmed=unconfirmed, whole=True) as origin:
        write_chain(origin.folder, carried)
        yield _as_built(publish_origin(origin, sealed.label, log=log))


def _as_built(pinned: PinnedSite) -> BuiltEdition:
    one = pinned.edition
    shared = [name for name in read_manifest(pinned.site) if name.startswith(BESIDE)]
    return BuiltEdition(site=pinned.site, shared=shared, title=one.title, pages=one.pages, figures=one.figures)


def check_target(root: Path, folder: Path) -> None:
    """Raise EditionError for a folder that publishing would damage: a report's own, or one with other files."""
    at = folder.resolve()
    what = "is not a folder" if folder.exists() and not folder.is_dir() else _find_owner(root.resolve(), at)
    if what:
        remedy = "name a new or an empty folder, or one that factbook publish wrote"
        raise EditionError(Complaint(place=str(folder), what=what, remedy=remedy))


def _find_owner(root: Path, folder: Path) -> str:
    """Return why a folder is not for publishing; empty if it is."""
    # Publishing removes and overwrites files in front. A mistyped path must not cost anybody theirs.
    if (folder / CONFIG).exists():
        return "is the folder of a report"
    if root.is_relative_to(folder):
        return "contains the report"
    if folder == root / "_build" or any(folder.is_relative_to(root / name) for name in INPUTS):
        return "belongs to the report"
    if (folder / FOLDER).is_symlink():
        return f"has a link as {FOLDER}/, whose pages would not find what they share, in DIR/{SHARED}"
    if not folder.is_dir() or (folder / LIST).exists():
        return ""
    if any((folder / FOLDER).glob(f"*/{MANIFEST}")) and (folder / "index.html").exists():
        return f"has lost {LIST}, the list of its editions"
    foreign = sorted(
        path.name for path in folder.iterdir() if not path.name.startswith(".") and path.name not in ALLOWED
    )
    return f"contains files that factbook did not publish: {', '.join(foreign[:3])}" if foreign else ""


def _describe(sealed: Edition, built: BuiltEdition, root: Path, manifest: str) -> Published:
    return Published(
        label=sealed.label,
        as_of=sealed.as_of,
        manifest=manifest,
        seal=_seal_digest(root, sealed.label),
        title=built.title,
        note=sealed.note,
        pages=built.pages,
        figures=built.figures,
    )


def _list_manifests(listing: Listing) -> dict[str, str]:
    return {one.label: one.manifest for one in listing.editions}


def _seal_digest(root: Path, label: str) -> str:
    return digest_file(root / edition_path(label))


def _find_faults(root: Path, folder: Path, listing: Listing, unpublished: list[str], only: str) -> Iterator[Complaint]:
    """Yield a complaint for each edition that cannot be published, as far as that is known before a build."""
    days, known = {label: day for day, label in list_editions(root)}, read_manifests(root)
    if only and only not in days:
        yield Complaint(place=only, what="is not sealed", remedy=f"sealed editions: {', '.join(days) or 'none'}")
    elif not days:
        yield Complaint(place="book/editions", what="no edition is sealed", remedy="seal one with: factbook seal LABEL")
    for edition in listing.editions:
        if edition.label in days and edition.seal and edition.seal != _seal_digest(root, edition.label):
            what = "was published from another seal than the one here"
            yield Complaint(place=edition.label, what=what, remedy="an edition never changes; seal another label")
        if known.get(edition.label, edition.manifest) != edition.manifest:
            what = "has another manifest than the one that was pinned or published"
            yield Complaint(place=edition.address, what=what, remedy="restore the folder from a copy")
    own = is_started_by_publish(root, folder)
    if read_project(root).settings.unconfirmed != "publish":
        yield from _find_unconfirmed(root, unpublished, own=own)
    # An edition's own factbook, which is started for this one, has no history to ask.
    if not own:
        for label in unpublished:
            yield from _find_unapproved(root, label)


def _find_unconfirmed(root: Path, labels: Iterable[str], *, own: bool) -> Iterator[Complaint]:
    """Yield a complaint for each edition with changes that readers see and no editor has confirmed, or nobody found.

    An edition's `own` factbook is started once both was asked, and its tree may be older than what was found later.
    """
    if not own:
        yield from read_history(root).complaints
        for one in find_incomplete(root):
            what = f"is missing, and the seal of {one.label}, of format {one.format}, does not list every change"
            remedy = "write it with: factbook corrections --write"
            yield Complaint(place=changes_path(one.label).as_posix(), what=what, remedy=remedy)
    entries, _ = read_corrections(root)
    for label in labels:
        sealed = read_edition(root, edition_path(label))
        changes = drop_unchanged(one for one in list_changes(root, sealed) if one.edition == label)
        found = attach_confirmations(changes, entries)
        waiting = sum(one.visible and one.confirmation is None for one in found)
        if waiting:
            what = f"has {waiting} change{'' if waiting == 1 else 's'} that no editor has confirmed"
            remedy = (
                f"see them with: factbook corrections; add entries to {CORRECTIONS} with --write, "
                "or set factbook: unconfirmed: publish"
            )
            yield Complaint(place=label, what=what, remedy=remedy)


def _find_unapproved(root: Path, label: str) -> Iterator[Complaint]:
    """Yield a complaint for an edition with figures at which the people whom the house asks for have not looked."""
    edition = read_edition(root, edition_path(label))
    found = [*find_lacking_in_edition(edition, read_project(root).settings, root)]
    if found:
        what = f"has {len(found)} figure{'' if len(found) == 1 else 's'} that lack an approval, first {found[0].place}"
        yield Complaint(place=label, what=f"{what}: {found[0].what}", remedy="see them with: factbook queue")


def _read_verified(root: Path, folder: Path) -> dict[str, str]:
    # by folder, since times and inodes are those of one folder on one machine: a copy is verified by content
    try:
        return dict(_all_verified(root)[str(folder.resolve())])
    except KeyError:
        return {}


def _write_verified(root: Path, folder: Path, verified: Mapping[str, str]) -> None:
    everything = {**_all_verified(root), str(folder.resolve()): dict(verified)}
    replace_file(root / VERIFIED, json.dumps(everything, indent=1) + "\n", sync=True)


def _all_verified(root: Path) -> dict[str, dict[str, str]]:
    """Return all stored digests; none if they cannot be read, so that every file is verified by its content."""
    try:
        found = json.loads((root / VERIFIED).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
