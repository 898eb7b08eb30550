"""Editions published by the factbook and the lock that their own commit names.

Rules, renderers and notebooks of a later day must never touch an edition of an earlier one. A *pin*, a small file
beside a seal, names the commit, and what must come out::

    book/editions/2025-05.pin.yml    commit, sha256 of its requirements.txt, Python, sha256 of the edition's manifest
    book/editions/2025-05.files.gz   what each file must be (`pinned_files`)

The commit's tree is taken from git, its lock is installed into an environment of its own, and its own ``factbook
publish`` builds the site (`own_software`). Nothing of the running factbook has a part in it.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from platform import machine, python_version
from typing import Annotated

import yaml

from factbook.editions.storage import edition_path, list_editions, read_edition
from factbook.project.files import digest_content, digest_file, replace_file
from factbook.publish.archive import FOLDER as PUBLISHED
from factbook.publish.archive import Published, read_listing
from factbook.publish.chain import choose_carried, read_chain, write_chain
from factbook.publish.git import checked_out, cloned
from factbook.publish.manifest import check_manifest, is_hash
from factbook.publish.origin import SealedState, require_commit
from factbook.publish.own_software import PUBLIC, Log, digest_lock, locked_cache, publish_tree
from factbook.publish.pinned_files import Files, files_path, find_differences, read_files, write_files
from figurecheck.model.errors import Complaint, EditionError, complain_all
from figurecheck.settings.faults import BadValueError, ReadBy
from figurecheck.settings.yaml_reader import read_yaml

_HEAD = "# Which factbook publishes this edition, and what must come out (docs/editions.md). Written by: factbook pin\n"


def _read_hash(value: object, *, digits: int, name: str) -> str:
    # as text: to YAML, a hash that happens to have no letter is a number
    if is_hash(str(value), digits):
        return str(value)
    raise BadValueError(f"{str(value)!r} is not a full {name}", "restore the file from version control")


Commit = Annotated[str, ReadBy(partial(_read_hash, digits=40, name="commit hash"))]
Digest = Annotated[str, ReadBy(partial(_read_hash, digits=64, name="SHA-256"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The commit, lock and Python that publish an edition, and the manifest that must come out."""

    commit: Commit
    """In full, 40 hexadecimal digits."""
    lock: Digest
    """SHA-256 of the commit's `requirements.txt`."""
    python: str
    """The version of Python that built it, such as ``3.11.7``; the edition's research object names it."""
    manifest: Digest
    """SHA-256 of the edition's manifest; empty only while the pin is being made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedSite:
    """An edition's site as its own factbook published it."""

    site: Path
    edition: Published


def pin_path(label: str) -> Path:
    """Return the file of an edition's pin, relative to the root."""
    return edition_path(label).with_suffix(".pin.yml")


def read_pin(root: Path, label: str) -> Pin | None:
    """Read the pin of an edition; ``None`` if it has none. Raises EditionError when the file cannot be used."""
    path = pin_path(label)
    if not (root / path).is_file():
        return None
    complaints: list[Complaint] = []
    pin, _ = read_yaml(root / path, path.as_posix(), Pin, complaints)
    complain_all(EditionError, complaints)
    return pin


def read_manifests(root: Path) -> dict[str, str]:
    """Return the SHA-256 of the manifest of each edition of a report that was pinned or published, by label."""
    pins = ((label, read_pin(root, label)) for _, label in list_editions(root))
    return read_chain(root) | {label: pin.manifest for label, pin in pins if pin is not None}


def write_pin(root: Path, label: str, commit: str, *, log: Log = lambda text: None) -> Pin:
    """Publish an edition by the factbook of a commit, and pin what came out.

    A pin that exists is never written again, but what is missing beside it is. Raises EditionError when the edition is
    not sealed, when it cannot be published so, or when a pin exists that says otherwise.
    """
    earlier = read_pin(root, label)
    # a label that was never sealed is refused before anything is installed
    read_edition(root, edition_path(label))
    with checked_out(root, commit) as tree:
        lock = digest_lock(tree, commit)
    manifest = earlier.manifest if earlier else ""
    pin = Pin(commit=commit, lock=lock, python=python_version(), manifest=manifest)
    if earlier not in (None, pin):
        what = f"names another commit, lock or Python than those of {commit}"
        raise EditionError(
            Complaint(place=pin_path(label).as_posix(), what=what, remedy="an edition never changes; seal another")
        )
    built = publish_pinned(root, label, pin, known=read_manifests(root), log=log)
    pin = replace(pin, manifest=built.edition.manifest)
    if earlier is None:
        replace_file(root / pin_path(label), _HEAD + yaml.safe_dump(asdict(pin), sort_keys=False), sync=True)
    if earlier is None or not (root / files_path(label)).is_file():
        write_files(root, label, built.site)
    return pin


def publish_pinned(
    root: Path, label: str, pin: Pin, *, known: Mapping[str, str], log: Log = lambda text: None
) -> PinnedSite:
    """Return the site of an edition as the factbook of its commit publishes it.

    `known` are manifests by label, of which it carries those of the editions before it. It is built unless it is in the
    cache. Raises EditionError when it cannot be built, or is not byte for byte what the pin says: it names the files,
    and where what was built is kept. A pin without a manifest takes what comes out.
    """
    # The site depends on these and the manifests that it carries alone; all else that could differ is in the commit.
    key = f"{pin.commit} {pin.lock} {python_version()}"
    if carried := choose_carried(read_edition(root, edition_path(label)), known):
        key += f" {carried}"
    listed = read_files(root, label, pin.manifest) if pin.manifest else None
    require_commit(root, pin_path(label), pin.commit, "names")
    # A clone and no export: what the commit publishes may be pinned to earlier commits in turn.
    with locked_cache(key) as cache, cloned(root, pin.commit) as tree:
        _check_tree(root, tree, label, pin)
        write_chain(tree, carried)
        # A wrong site in the cache was built by an earlier factbook, or changed there since: it is built anew.
        for is_new in (not (cache / PUBLIC).is_dir(), True):
            built = find_published(publish_tree(cache, tree, label, commit=pin.commit, log=log), label, pin.commit)
            if not pin.manifest or not any(check_manifest(built.site, digest=pin.manifest)):
                return built
            kept = cache / f"differs-{built.edition.manifest[:12]}"
            if kept.is_dir():
                shutil.rmtree(kept)
            (cache / PUBLIC).replace(kept)
            if is_new:
                break
            log(f"What the cache has of {label} is not what was pinned; it is kept as {kept}, and built anew")
    there = replace(built, site=kept / built.site.relative_to(cache / PUBLIC))
    what = f"its commit {pin.commit[:12]} builds to manifest {built.edition.manifest}, not to {pin.manifest}"
    mismatch = Complaint(
        place=pin_path(label).as_posix(),
        what=f"{what}; what was built is kept in {there.site}",
        remedy=_find_cause(pin, label, listed),
    )
    raise EditionError(mismatch, *(find_differences(label, there.site, listed) if listed else ()))


def _find_cause(pin: Pin, label: str, listed: Files | None) -> str:
    """Return what usually makes a site another one, as a remedy."""
    here = python_version()
    if here != pin.python:
        return f"it was built by Python {pin.python}, this is {here}: publish with Python {pin.python}"
    if sys.platform != "linux":
        return "usually the fonts of this machine, by which text in charts is measured: publish on Linux"
    if listed is None:
        return f"restore the pin, or {files_path(label).as_posix()}, which names its files, from version control"
    return f"usually a processor of another kind; this is {machine()}: publish where it was pinned"


def publish_origin(origin: SealedState, label: str, *, log: Log = lambda text: None) -> PinnedSite:
    """Return the site of an edition as the factbook and the lock of its own tree publish it, of which there is no pin.

    Raises EditionError when it cannot be built so.
    """
    # All that went in, since no pin says what must come out: an amended record of corrections is another site.
    texts = [path for path in sorted(origin.folder.rglob("*")) if path.is_file() and ".git" not in path.parts]
    content = "".join(f"{path.relative_to(origin.folder).as_posix()} {digest_file(path)}\n" for path in texts)
    commit = origin.commit or "the archive"
    with locked_cache(f"{digest_content(content)} {python_version()}") as cache:
        return find_published(publish_tree(cache, origin.folder, label, commit=commit, log=log), label, commit)


def find_published(finished: Path, label: str, commit: str) -> PinnedSite:
    """Return an edition in a folder that the factbook of a commit published. Raises EditionError if it is not there."""
    for edition in read_listing(finished).editions:
        if edition.label == label:
            return PinnedSite(site=finished / PUBLISHED / label, edition=edition)
    what, remedy = f"commit {commit[:12]} has not sealed it", "name a commit that contains the sealed edition"
    raise EditionError(Complaint(place=label, what=what, remedy=remedy))


def _check_tree(root: Path, tree: Path, label: str, pin: Pin) -> None:
    """Raise EditionError for a tree whose lock or seal differs from the pinned one."""
    if digest_lock(tree, pin.commit) != pin.lock:
        what = f"the lock of {pin.commit[:12]} is not the one that the pin names"
        raise _unusable(pin_path(label), what)
    sealed, path = root / edition_path(label), tree / edition_path(label)
    if not path.is_file() or path.read_bytes() != sealed.read_bytes():
        what = f"is not what commit {pin.commit[:12]} sealed"
        raise EditionError(
            Complaint(place=edition_path(label).as_posix(), what=what, remedy="restore it from version control")
        )


def _unusable(path: Path, what: str) -> EditionError:
    return EditionError(Complaint(place=path.as_posix(), what=what, remedy="restore it from version control"))
