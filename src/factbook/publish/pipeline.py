"""Publish every edition that a report has sealed into a folder, and verify such a folder."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from factbook.editions.changes import Change, tell
from factbook.editions.corrections import read_corrections
from factbook.editions.storage import edition_path, list_editions, load, read_edition
from factbook.model.edition import Edition, SealedChange
from factbook.model.errors import Complaint, EditionError, complain_all
from factbook.project.files import digest_file, replace_file
from factbook.project.fingerprints import SITE, STATE
from factbook.project.settings import CONFIG
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
)
from factbook.publish.build_edition import Check, Pressed, pressed, pressed_again
from factbook.publish.front import find_front_faults
from factbook.publish.manifest import MANIFEST, read_manifest
from factbook.publish.pinned import publish_pinned, read_pin
from factbook.publish.seal import find_environment
from factbook.render.html.corrections import anchor
from factbook.render.metadata.ro_crate import SOURCE

ASIDE = frozenset({FOLDER, "CNAME"})
"""What may lie in a folder before anything is published: a start that was stopped, and the name of a host."""
INPUTS: tuple[str | Path, ...] = ("book", "data", "notebooks", "src", SITE, STATE)
"""Folders of a report in which nothing can be published."""
KNOWN = STATE / "published.json"
"""Signatures of editions that were found right, by folder and label."""


def publish(
    root: Path,
    folder: Path,
    *,
    check: Check,
    shrink: bool = False,
    say: Callable[[str], None] = lambda text: None,
) -> Listing:
    """Add every sealed edition that a folder does not have, the oldest first, and put the newest in front.

    `check` runs and checks the report of a folder, `say` is told of each edition. With `shrink`, a smaller site is
    taken. Raises EditionError when an edition does not hold, is not what was sealed, is older than what is published,
    or when a published one is not what was published; nothing published is then changed.
    """
    check_target(root, folder)
    with locked(folder):
        listing = read_listing(folder)
        clear(folder, listing)
        complain_all(EditionError, find_unnamed(folder, listing))
        waiting = [label for _, label in list_editions(root) if label not in {one.label for one in listing.editions}]
        complain_all(EditionError, _find_faults(root, listing, waiting))
        known = _read_known(root, folder)
        complain_all(EditionError, verify_editions(folder, listing, known))
        for label in waiting:
            say(f"Building edition {label} ...")
            sealed = read_edition(root, edition_path(label))
            with _made(root, sealed, check, say) as made:
                corrections = [*find_told(sealed, root)]
                edition = _describe(sealed, made, root)
                listing = add_edition(folder, made.site, edition, corrections=corrections, shrink=shrink, known=known)
            say(f"Published {label}: {edition.pages} pages, {edition.figures} figures")
        renew_front(folder, listing)
        complain_all(EditionError, verify_editions(folder, listing, known))
        _write_known(root, folder, known)
        return listing


@contextmanager
def _made(root: Path, sealed: Edition, check: Check, say: Callable[[str], None]) -> Iterator[Pressed]:
    """Provide the site of an edition: from the commit that its pin names, or from the report as it stands."""
    pin = read_pin(root, sealed.label)
    if pin is None:
        with pressed(root, sealed, check) as made:
            yield made
        return
    with publish_pinned(root, sealed.label, pin, say=say) as pinned:
        one = pinned.edition
        yield Pressed(site=pinned.site, title=one.title, pages=one.pages, figures=one.figures)


def check_target(root: Path, folder: Path) -> None:
    """Raise EditionError for a folder that publishing would spoil: one of a report, or with another's files."""
    at = folder.resolve()
    what = "is no folder" if folder.exists() and not folder.is_dir() else _find_owner(root.resolve(), at)
    if what:
        remedy = "name an empty or a new folder, or one as factbook publish left it"
        raise EditionError(Complaint(place=str(folder), what=what, remedy=remedy))


def _find_owner(root: Path, folder: Path) -> str:
    """Say whose folder it is, if it is not for publishing."""
    if (folder / CONFIG).exists():
        return "is a report's folder"
    if root.is_relative_to(folder):
        return "is a folder around the report"
    if folder == root / "_build" or any(folder.is_relative_to(root / name) for name in INPUTS):
        return "is a folder of the report's own"
    if not folder.is_dir() or (folder / LIST).exists():
        return ""
    if any((folder / FOLDER).glob(f"*/{MANIFEST}")) and (folder / "index.html").exists():
        return f"has lost {LIST}, which names its editions"
    foreign = sorted(path.name for path in folder.iterdir() if not path.name.startswith(".") and path.name not in ASIDE)
    return f"holds files that factbook did not publish: {', '.join(foreign[:3])}" if foreign else ""


def verify(folder: Path) -> Iterator[Complaint]:
    """Yield a complaint for each byte of a published folder that is not what was published; every file is read."""
    listing = read_listing(folder)
    if listing.newest is None:
        raise EditionError(
            Complaint(place=str(folder), what=f"has no {LIST}", remedy="name a folder that factbook publish wrote")
        )
    faults = list(verify_editions(folder, listing))
    yield from faults
    if not faults:
        yield from find_front_faults(folder, listing.newest.address)
    yield from find_unnamed(folder, listing)
    named = {edition.label for edition in listing.editions}
    for path in sorted((folder / FOLDER).glob("*")):
        if path.name not in named and not (path / MANIFEST).is_file():
            yield Complaint(place=f"{FOLDER}/{path.name}", what=f"is not named by {LIST}", remedy="remove it")


def rebuild(folder: Path, edition: Published, check: Check) -> Iterator[Complaint]:
    """Yield a complaint for each file of a published edition that its own sources do not build to, byte for byte.

    Raises EditionError when the sources do not hold.
    """
    place = folder / edition.address
    listed = read_manifest(place)
    with pressed_again(place / SOURCE, check) as made:
        built = {
            path.relative_to(made.site).as_posix(): digest_file(path)
            for path in made.site.rglob("*")
            if path.is_file() and path.name != MANIFEST
        }
    remedy = find_software(place / SOURCE, edition.label)
    for name in sorted(listed.keys() | built.keys()):
        if listed.get(name) != built.get(name):
            what = "is not what its sources build to" if name in listed else "is built, and was not published"
            yield Complaint(place=f"{edition.address}/{name}", what=what, remedy=remedy)


def find_software(source: Path, label: str) -> str:
    """Say in which software this environment differs from that of a published edition, as far as that is known."""
    with zipfile.ZipFile(source) as archive:
        sealed = load(archive.read(edition_path(label).as_posix()).decode("utf-8"))
        wanted = archive.read("requirements.txt").decode("utf-8") if "requirements.txt" in archive.namelist() else ""
    here = find_environment(wanted)
    differing = [
        f"{name} {sealed.environment.get(name, 'none')}, here {here.get(name, 'none')}"
        for name in sorted(sealed.environment.keys() | here.keys())
        if sealed.environment.get(name) != here.get(name)
    ]
    if not differing:
        return f"its libraries are installed as they were; look whether factbook is as it was in {sealed.version}"
    return f"the edition was sealed with {'; '.join(differing[:5])}"


def find_told(sealed: Edition, root: Path) -> Iterator[dict[str, Any]]:
    """Yield what pages of earlier editions may ask about each figure that was corrected later."""
    entries, _ = read_corrections(root)
    for change in tell(sealed.changes, entries):
        if change.visible:
            yield _told(change, change.sealed)


def _told(change: Change, sealed: SealedChange) -> dict[str, Any]:
    first = sealed.printings[0]
    return {
        "edition": sealed.edition,
        "previous": sealed.previous,
        "statistic": sealed.statistic,
        "label": sealed.label,
        "class": change.kind.value,
        "before": first.before,
        "after": first.after,
        "href": f"corrections.html#{anchor(sealed)}",
    }


def _describe(sealed: Edition, made: Pressed, root: Path) -> Published:
    return Published(
        label=sealed.label,
        as_of=sealed.as_of,
        manifest="",
        seal=_seal_digest(root, sealed.label),
        title=made.title,
        note=sealed.note,
        pages=made.pages,
        figures=made.figures,
    )


def _seal_digest(root: Path, label: str) -> str:
    return digest_file(root / edition_path(label))


def _find_faults(root: Path, listing: Listing, waiting: list[str]) -> Iterator[Complaint]:
    """Yield a complaint for each edition that can be told to be refused before anything is built."""
    days = {label: day for day, label in list_editions(root)}
    if not days:
        yield Complaint(place="book/editions", what="no edition is sealed", remedy="seal one with: factbook seal LABEL")
    for edition in listing.editions:
        if edition.label in days and edition.seal and edition.seal != _seal_digest(root, edition.label):
            what = "was published from another state than is sealed here"
            yield Complaint(place=edition.label, what=what, remedy="an edition never changes; seal another label")
    newest = listing.newest
    for label in waiting:
        if newest is not None and (days[label], label) < (newest.as_of, newest.label):
            what = f"is older than {newest.label}, which is published already"
            yield Complaint(place=label, what=what, remedy="publish editions in the order of their days")


def _read_known(root: Path, folder: Path) -> dict[str, str]:
    try:
        return dict(_all_known(root)[str(folder.resolve())])
    except KeyError:
        return {}


def _write_known(root: Path, folder: Path, known: Mapping[str, str]) -> None:
    everything = {**_all_known(root), str(folder.resolve()): dict(known)}
    replace_file(root / KNOWN, json.dumps(everything, indent=1) + "\n", sync=True)


def _all_known(root: Path) -> dict[str, dict[str, str]]:
    """Give all signatures; none where they cannot be read, since everything is then verified by its content."""
    try:
        found = json.loads((root / KNOWN).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
