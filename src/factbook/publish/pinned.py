"""Editions published by the factbook and the lock that their own commit names.

Rules, renderers and notebooks of a later day must never touch an edition of an earlier one. A *pin*, a small file
beside a seal, names the commit, and what must come out::

    book/editions/2025-05.pin.yml    commit, sha256 of its requirements.txt, Python, sha256 of the edition's manifest

The commit's tree is taken from git, its lock is installed into an environment of its own, and its own ``factbook
publish`` builds the site (`own_software`). Nothing of the running factbook has a part in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from platform import python_version
from typing import Annotated

import yaml

from factbook.editions.storage import edition_path, read_edition
from factbook.model.errors import Complaint, EditionError, complain_all
from factbook.project.faults import BadValueError, ReadBy
from factbook.project.files import digest_content, digest_file, replace_file
from factbook.project.yaml_reader import read_yaml
from factbook.publish.archive import FOLDER as PUBLISHED
from factbook.publish.archive import Published, read_listing
from factbook.publish.git import checked_out, cloned
from factbook.publish.manifest import check_manifest, is_hash
from factbook.publish.origin import SealedState, require_commit
from factbook.publish.own_software import Log, digest_lock, locked_cache, publish_tree

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


def write_pin(root: Path, label: str, commit: str, *, log: Log = lambda text: None) -> Pin:
    """Publish an edition by the factbook of a commit, and pin what came out.

    Raises EditionError when it is not sealed, when it cannot be published so, or when a pin exists that says otherwise.
    """
    earlier = read_pin(root, label)
    # a label that was never sealed is refused before anything is installed
    read_edition(root, edition_path(label))
    with checked_out(root, commit) as tree:
        lock = digest_lock(tree, commit)
    pin = Pin(commit=commit, lock=lock, python=python_version(), manifest="")
    built = _publish(root, label, pin, log)
    pin = replace(pin, manifest=built.edition.manifest)
    if earlier not in (None, pin):
        what = f"names another commit, lock, Python or manifest than {commit} gives"
        raise EditionError(
            Complaint(place=pin_path(label).as_posix(), what=what, remedy="an edition never changes; seal another")
        )
    replace_file(root / pin_path(label), _HEAD + yaml.safe_dump(asdict(pin), sort_keys=False), sync=True)
    return pin


@contextmanager
def publish_pinned(root: Path, label: str, pin: Pin, *, log: Log = lambda text: None) -> Iterator[PinnedSite]:
    """Provide the site of an edition as the factbook of its commit publishes it.

    Raises EditionError when it cannot be built, or is not byte for byte what the pin says.
    """
    built = _publish(root, label, pin, log)
    if built.edition.manifest != pin.manifest:
        what = f"its commit {pin.commit[:12]} builds to manifest {built.edition.manifest}, not to {pin.manifest}"
        here = python_version()
        remedy = (
            f"it was built by Python {pin.python}, this is {here}: publish with Python {pin.python}"
            if here != pin.python
            else "restore the pin from version control"
        )
        raise EditionError(Complaint(place=pin_path(label).as_posix(), what=what, remedy=remedy))
    # the cache is an ordinary folder that anybody can write to, so every byte of it is verified before it is used
    complain_all(EditionError, check_manifest(built.site, digest=pin.manifest, place=f"{label} in {built.site}"))
    yield built


def _publish(root: Path, label: str, pin: Pin, log: Log) -> PinnedSite:
    """Publish the edition by the factbook of its commit, unless that is in the cache."""
    # The site depends on commit, lock and Python alone; everything else that could differ is part of the commit.
    key = f"{pin.commit} {pin.lock} {python_version()}"
    require_commit(root, pin_path(label), pin.commit, "names")
    # A clone and no export: what the commit publishes may be pinned to earlier commits in turn.
    with locked_cache(key) as cache, cloned(root, pin.commit) as tree:
        _check_tree(root, tree, label, pin)
        finished = publish_tree(cache, tree, label, commit=pin.commit, log=log)
    return find_published(finished, label, pin.commit)


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
