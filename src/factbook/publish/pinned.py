"""Editions published by the factbook and the lock that their own commit names.

Rules, renderers and notebooks of a later day must never touch an edition of an earlier one. A *pin*, a small file
beside a seal, names the commit, and what must come out::

    book/editions/2025-05.pin.yml    commit, sha256 of its requirements.txt, Python, sha256 of the edition's manifest

The commit's tree is taken from git, its lock is installed into an environment of its own, and its own ``factbook
publish`` builds the site. Nothing of the running factbook has a part in it. Environments and sites are stored in the
user's cache folder (`FACTBOOK_EDITIONS` names another).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from platform import python_version
from typing import Annotated

import platformdirs
import yaml
from filelock import lock_descriptor

from factbook.editions.storage import edition_path, read_edition
from factbook.model.errors import Complaint, EditionError, complain_all
from factbook.project.faults import BadValueError, ReadBy
from factbook.project.files import digest_content, digest_file, replace_file
from factbook.project.yaml_reader import read_yaml
from factbook.publish.archive import FOLDER as PUBLISHED
from factbook.publish.archive import Published, read_listing
from factbook.publish.git import checked_out, cloned
from factbook.publish.manifest import check_manifest, is_hash

LOCK = "requirements.txt"
CACHE = "FACTBOOK_EDITIONS"
"""Environment variable that names another folder for environments and sites."""
_HEAD = "# Which factbook publishes this edition, and what must come out (docs/editions.md). Written by: factbook pin\n"

Log = Callable[[str], None]


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
        lock = _digest_lock(tree, commit)
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
    """Publish all editions of a commit, unless they are in the cache, and return the wanted one."""
    # the site depends on commit, lock and Python alone; everything else that could differ is part of the commit
    key = digest_content(f"{pin.commit} {pin.lock} {python_version()}")[:32]
    cache = _cache_folder() / key
    finished = cache / "public"
    cache.mkdir(parents=True, exist_ok=True)
    # A clone and no export: what the commit publishes may be pinned to earlier commits in turn.
    with (cache / "lock").open("w") as lock, cloned(root, pin.commit) as tree:
        # A second publish waits here, and then finds the site in the cache.
        lock_descriptor(lock.fileno())
        _check_tree(root, tree, label, pin)
        if not finished.is_dir():
            python = _make_environment(cache, tree, pin, log)
            log(f"Publishing {label} by the factbook of {pin.commit[:12]} ...")
            # beside its place, then moved there: a killed run leaves no half of a site, and what it left goes now
            for abandoned in cache.glob("public-*"):
                shutil.rmtree(abandoned)
            public = Path(tempfile.mkdtemp(prefix="public-", dir=cache))
            _run([python.with_name("factbook"), "publish", public, "--project", tree], label)
            public.replace(finished)
    for edition in read_listing(finished).editions:
        if edition.label == label:
            return PinnedSite(site=finished / PUBLISHED / label, edition=edition)
    what, remedy = f"commit {pin.commit[:12]} has not sealed it", "name a commit that contains the sealed edition"
    raise EditionError(Complaint(place=label, what=what, remedy=remedy))


def _check_tree(root: Path, tree: Path, label: str, pin: Pin) -> None:
    """Raise EditionError for a tree whose lock or seal differs from the pinned one."""
    if _digest_lock(tree, pin.commit) != pin.lock:
        what = f"the lock of {pin.commit[:12]} is not the one that the pin names"
        raise _unusable(pin_path(label), what)
    sealed, path = root / edition_path(label), tree / edition_path(label)
    if not path.is_file() or path.read_bytes() != sealed.read_bytes():
        what = f"is not what commit {pin.commit[:12]} sealed"
        raise EditionError(
            Complaint(place=edition_path(label).as_posix(), what=what, remedy="restore it from version control")
        )


def _make_environment(cache: Path, tree: Path, pin: Pin, log: Log) -> Path:
    """Install a commit's lock, and its factbook if the commit holds one; return the environment's Python."""
    environment = cache / "environment"
    python = environment / "bin" / "python"
    ready = cache / "environment-ready"
    if ready.is_file():
        return python
    log(f"Installing what {LOCK} of {pin.commit[:12]} names ...")
    shutil.rmtree(environment, ignore_errors=True)
    environment.parent.mkdir(parents=True, exist_ok=True)
    _run([Path(sys.executable), "-m", "venv", environment], pin.commit)
    pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # Hashes are required by pip itself as soon as the lock holds one. Such a lock names every package, and pip must not
    # look for others: for `coverage[toml]` it takes the newest though `coverage` is pinned, and refuses that for want
    # of a hash, so that a lock would last until the next release of a package.
    whole = ["--no-deps"] if "--hash" in (tree / LOCK).read_text("utf-8") else []
    _run([*pip, *whole, "--only-binary", ":all:", "--requirement", tree / LOCK], pin.commit)
    if (tree / "pyproject.toml").is_file() and (tree / "src" / "factbook").is_dir():
        _run([*pip, "--no-deps", "--no-build-isolation", tree], pin.commit, environment=version_of(pin.commit))
    # written last: an environment that a kill left half installed is made again
    ready.touch()
    return python


def version_of(commit: str) -> dict[str, str]:
    """Return the environment in which the factbook of a commit is installed under the version ``0+<commit>``.

    factbook's version comes from tags, and a research object names it. A tag that the commit gets after it was pinned
    would change the edition's bytes.
    """
    # A documented variable of setuptools-scm, which hatch-vcs asks. It has no effect on the commits before hatch-vcs,
    # whose version stands in pyproject.toml.
    return {"SETUPTOOLS_SCM_PRETEND_VERSION": f"0+{commit}"}


def _run(command: list[str | Path], place: str, *, environment: Mapping[str, str] | None = None) -> None:
    # the caller's interpreter settings must not leak into an environment that is to stand alone
    around = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    around |= environment or {}
    finished = subprocess.run(command, capture_output=True, text=True, check=False, env=around)  # noqa: S603
    if finished.returncode:
        output = " / ".join([*finished.stdout.splitlines(), *finished.stderr.splitlines()][-3:])
        name = " ".join(str(word) for word in command[:4])
        what = f"{name} ... ended with {finished.returncode}: {output}"
        raise EditionError(Complaint(place=place, what=what, remedy="fix what it says, and publish again"))


def _digest_lock(tree: Path, commit: str) -> str:
    try:
        return digest_file(tree / LOCK)
    except FileNotFoundError as error:
        what, remedy = f"has no {LOCK}", "commit the lock that the edition is built with, then pin that commit"
        raise EditionError(Complaint(place=commit, what=what, remedy=remedy)) from error


def _cache_folder() -> Path:
    named = os.environ.get(CACHE)
    return Path(named) if named else platformdirs.user_cache_path("factbook") / "editions"


def _unusable(path: Path, what: str) -> EditionError:
    return EditionError(Complaint(place=path.as_posix(), what=what, remedy="restore it from version control"))
