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

In front, each file is replaced atomically, so that a reader never gets half of one. Files that belong to no edition
(``CNAME``, a folder ``.git``) are left alone.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Container, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from filelock import lock_descriptor

from factbook.editions.storage import edition_path
from factbook.project.files import UNFINISHED, digest_content, digest_file, replace_file
from factbook.publish.manifest import (
    BESIDE,
    MANIFEST,
    SHARED,
    check_manifest,
    find_unshared,
    in_front,
    metadata_digest,
    read_manifest,
    static_name,
    write_manifest,
)
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
        raise EditionError.about(LIST, what, "restore it from a copy") from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lock a folder for one publish at a time. Raises EditionError when another one is running."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        # The folder itself is locked, as a lock file would be published with the site. The operating system releases it
        # however the process ends.
        if not lock_descriptor(handle, blocking=False):
            raise EditionError.about(folder, "another publish is running", "wait for it to end")
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
            yield Complaint(f"{FOLDER}/{path.name}", f"was published, but {LIST} does not name it", remedy)


def _faults(folder: Path, site: Path, edition: Published, listing: Listing, shrink: bool) -> Iterator[Complaint]:
    place = edition.label
    earlier = [one for one in listing.editions if (one.as_of, one.label) < (edition.as_of, edition.label)]
    if any(one.label == edition.label for one in listing.editions):
        yield Complaint(place, "is published already", "an edition never changes; seal another")
    elif (folder / FOLDER / edition.label).exists():
        yield Complaint(f"{FOLDER}/{place}", "is in the way", "move it; editions.json does not name it")
    for name in (LIST, FOLDER, SHARED):
        if (site / name).exists():
            yield Complaint(f"{place}: {name}", "is a reserved name", "rename the page")
    if not (site / "index.html").is_file() or not edition.figures:
        yield Complaint(place, "the site is empty", "build it and look at it first")
    if earlier and not shrink:
        yield from _shrunken(edition, earlier[-1])


def _shrunken(edition: Published, before: Published) -> Iterator[Complaint]:
    for name, now, then in (
        ("pages", edition.pages, before.pages),
        ("figures", edition.figures, before.figures),
    ):
        if now < then * LEAST_FRACTION:
            what = f"has {now} {name}, {before.label} has {then}"
            yield Complaint(edition.label, what, "find out what is missing, or allow it with --shrink")


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
        yield Complaint(edition.label, what, remedy)
    yield from check_manifest(copied, place=copied.name)
    count = sum(1 for path in site.rglob("*") if path.is_file() and path != site / MANIFEST)
    there = sum(1 for path in copied.rglob("*") if path.is_file()) - 1
    if count != there:
        yield Complaint(str(site), f"{there} of {count} files were copied", "publish again")


def _sync(folder: Path) -> None:
    """Flush every file to the disk before anything refers to it."""
    # a rename can reach the disk before the content of the files; a power cut would leave an edition of empty files
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


PLAIN = ".nojekyll"
"""Tells GitHub Pages to publish folders whose names start with an underscore."""
ATTESTATIONS = "attestations"
"""The folder of signatures of editions' manifests."""
_REDIRECT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={href}"><title>{href}</title></head>
<body><p><a href="{href}">{href}</a></p><script src="{root}_static/moved.js"></script></body></html>
"""
_BESIDE = frozenset({".well-known", ATTESTATIONS})
"""Folders in which a house has what machines read."""
_PAGES = (".html", ".htm", ".xhtml", ".svg", ".xml", ".js")
"""What a browser would show or run, and which is therefore of an edition or foreign, wherever it lies."""
_OURS = _BESIDE | {"editions", "editions.json", SHARED, MANIFEST, PLAIN, "CNAME", ".git"}
"""What lies in front and is of no edition."""
_RENEW = "renew it with: factbook publish DIR"
_EVIDENCE = "evidence/"
_CITATIONS = "cite/"
"""Files that name the edition that they cite, and so stay true."""


def copy_front(folder: Path, addresses: Sequence[str]) -> None:
    """Put the files of the newest edition in front; `addresses` are those of all editions, the oldest first.

    A page that only an earlier edition has becomes a redirect to the last that had it, and the JSON of its evidence
    names the one there; citations stay, and other files are removed.
    """
    _sweep(folder)
    # compared by content: most files are the same from edition to edition, and a checkout of gh-pages stays small
    wanted = _find_contents(folder / addresses[-1])
    for name, (digest, read) in wanted.items():
        if not _matches(folder / name, digest):
            replace_file(folder / name, read())
    for name, address in _find_left(folder, addresses, wanted).items():
        content = _lead_on(folder, name, address)
        if content is None:
            (folder / name).unlink(missing_ok=True)
        elif not _matches(folder / name, digest_content(content)):
            replace_file(folder / name, content)
    (folder / PLAIN).touch()


def find_front_faults(folder: Path, addresses: Sequence[str]) -> Iterator[Complaint]:
    """Yield a complaint for each file in front that is not the newest edition's, nor leads to an earlier one."""
    wanted = _find_contents(folder / addresses[-1])
    for name, (digest, _) in wanted.items():
        if not _matches(folder / name, digest):
            yield Complaint(name, f"is not the file of {addresses[-1]}", _RENEW)
    left = _find_left(folder, addresses, wanted)
    for name in sorted(_files(folder) - wanted.keys()):
        content = _lead_on(folder, name, left[name]) if name in left else None
        if content is None:
            yield Complaint(name, "is of no edition", "remove it")
        elif not _matches(folder / name, digest_content(content)):
            yield Complaint(name, f"does not lead to {left[name]}", _RENEW)


def _find_contents(edition: Path) -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Return the files in front: of each, its digest and what reads it."""
    found: dict[str, tuple[str, Callable[[], bytes]]] = {}
    for name, digest in read_manifest(edition).items():
        path = edition / name
        if name.startswith(BESIDE):
            found[static_name(name)] = (digest, path.read_bytes)
        elif name.endswith(".html"):
            content = in_front(path.read_bytes())
            found[name] = (digest_content(content), partial(bytes, content))
        else:
            found[name] = (digest, path.read_bytes)
    return found


def _find_left(folder: Path, addresses: Sequence[str], wanted: Container[str]) -> dict[str, str]:
    """Return the files that are not `wanted` of the newest edition, each with the last edition that had it."""
    last = {name: address for address in addresses[:-1] for name in read_manifest(folder / address)}
    return {name: address for name, address in last.items() if name not in wanted and not name.startswith(BESIDE)}


def _lead_on(folder: Path, name: str, address: str) -> bytes | None:
    """Return what stands in front for a file that only an earlier edition has; ``None`` if nothing does."""
    path = Path(name)
    if path.suffix == ".html":
        # relative, since the site may stand at any address or below a path
        root = "../" * name.count("/")
        return _REDIRECT.format(href=quote(f"{root}{address}/{name}"), root=root).encode()
    if name.startswith(_EVIDENCE) and path.suffix == ".json":
        pointer = {"withdrawn": True, "edition": Path(address).name, "href": quote(f"../{address}/{name}")}
        return (json.dumps(pointer, indent=1) + "\n").encode()
    return (folder / address / name).read_bytes() if name.startswith(_CITATIONS) else None


def _files(folder: Path) -> set[str]:
    """Return the files in front, without those of editions and of what a house may put beside them."""
    found: set[str] = set()
    for base, folders, names in os.walk(folder):
        if Path(base) == folder:
            folders[:] = [name for name in folders if name in _BESIDE or name not in _OURS]
        found |= {(Path(base) / name).relative_to(folder).as_posix() for name in names}
    return {name for name in found if name.partition("/")[0] not in _OURS or name.endswith(_PAGES)}


def _matches(path: Path, digest: str) -> bool:
    # a link to the right content could change its target later
    return path.is_file() and not path.is_symlink() and digest_file(path) == digest


def _sweep(folder: Path) -> None:
    """Remove half-written files of a killed run."""
    for base, folders, names in os.walk(folder):
        if Path(base) == folder:
            folders[:] = [name for name in folders if name not in {"editions", ".git"}]
        for name in names:
            if name.startswith(".") and name.endswith(UNFINISHED):
                (Path(base) / name).unlink()


PAGES_LIMIT = 1_000_000_000
"""Bytes that a site on GitHub Pages may have (docs.github.com: GitHub Pages limits)."""
_LATEST = 3
"""Editions whose sizes say how large the next will be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Bytes of a published folder."""

    total: int
    editions: Sequence[int]
    """Of each edition, the oldest first."""

    @property
    def next(self) -> int:
        """How much a further edition adds, if it is like the latest and differs from them as they from each other."""
        latest = self.editions[-_LATEST:]
        growth = (latest[-1] - latest[0]) // (len(latest) - 1) if len(latest) > 1 else 0
        return latest[-1] + max(growth, 0)

    @property
    def room(self) -> int:
        """How many more editions like that fit into `PAGES_LIMIT`."""
        return max(PAGES_LIMIT - self.total, 0) // self.next


def measure_size(folder: Path, listing: Listing) -> Size:
    """Measure a published folder that has an edition; no file is opened."""
    editions = [_count(folder / edition.address) for edition in listing.editions]
    front = sum(_count(path) for path in folder.iterdir() if path.name not in {FOLDER, ".git"})
    return Size(total=front + sum(editions), editions=editions)


def _count(path: Path) -> int:
    if not path.is_dir():
        return path.stat().st_size
    return sum((Path(base) / name).stat().st_size for base, _, names in os.walk(path) for name in names)
