"""Editions published by the factbook and the lock that their own commit names.

Rules, renderers and notebooks of a later day must never touch an edition of an earlier one. A *pin*, a small file
beside a seal, names the commit, and what must come out::

    book/editions/2025-05.pin.yml    commit, sha256 of its requirements.txt, Python, sha256 of the edition's manifest
    book/editions/2025-05.files.gz   a line a file: its SHA-256, a mark for each block of it, and its path

The commit's tree is taken from git, its lock is installed into an environment of its own, and its own ``factbook
publish`` builds the site. Nothing of the running factbook has a part in it. Environments and sites are stored in the
user's cache folder (`FACTBOOK_EDITIONS` names another), by what they were made from.

A mark is one byte of a checksum of everything up to the end of a block. So it says where a file begins to differ, which
the digest of the manifest does not, in a file a thousandth as large as the site.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from platform import machine, python_version
from typing import Annotated

import platformdirs
import yaml
from filelock import lock_descriptor
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from factbook.editions.storage import edition_path, list_editions, read_edition
from factbook.engine.software import PACKAGES
from factbook.model.edition import Edition
from factbook.notebooks.replication.requirements import find_needed
from factbook.project.files import digest_content, digest_file, replace_file
from factbook.project.no_fonts import NO_FONTS
from factbook.project.scratch import is_scratch
from factbook.publish.archive import FOLDER as PUBLISHED
from factbook.publish.archive import Published, read_listing
from factbook.publish.manifest import check_manifest, choose_carried, is_hash, read_chain, read_manifest, write_chain
from factbook.publish.origin import SealedState, checked_out, cloned, require_commit
from figurecheck.model.errors import Complaint, EditionError, complain_all
from figurecheck.model.wording import count_of
from figurecheck.settings.faults import BadValueError, ReadBy
from figurecheck.settings.yaml_reader import read_yaml


def find_environment(root: Path) -> dict[str, str]:
    """Return the versions of Python and of all that a report's lock and factbook need, and of nothing else."""
    path = root / LOCK
    # an editor's environment holds more (editors, linters), and that must not look like a cause of a change
    found = find_needed(*(path.read_text("utf-8") if path.is_file() else "").splitlines(), "factbook")
    # a seal names the version of factbook in a field of its own: a newer one alone is no cause of a change
    return {"python": python_version(), **{name: found[name] for name in sorted(found) if name not in PACKAGES}}


LOCK = "requirements.txt"
CACHE = "FACTBOOK_EDITIONS"
"""Environment variable that names another folder for environments and sites."""
UNLOCKED = frozenset({"python", "pip", "setuptools", "wheel"})
"""What an environment has and ``pip freeze`` does not list."""
APPROVALS_ASKED = "FACTBOOK_APPROVALS_ASKED"
"""Environment variable by which the factbook of an edition is told that who has looked at its figures was asked
already: it publishes from a tree, to which approvals may have come later. It names that tree."""
PUBLIC = "public"
"""The folder of the cache with a site that was built."""
_SITE = f"{PUBLIC}-"
_LEFT_OUT = frozenset({"PYTHONPATH", "PYTHONHOME", "SOURCE_DATE_EPOCH", "LANGUAGE"})

Log = Callable[[str], None]


def needs_own_software(tree: Path, sealed: Edition) -> bool:
    """Return whether an edition is built by the software of its tree, and not by what is running.

    So it is where the tree names all of it (a lock, and factbook), and something of it is not what is running. What a
    tree does not name cannot be installed again: there the running factbook builds the edition, and refuses it unless
    every figure and verdict is as it was sealed.
    """
    path = tree / LOCK
    if not path.is_file():
        return False
    text = path.read_text("utf-8")
    ours = _find_own_projects(tree)
    wanted = {canonicalize_name(name) for name in sealed.environment} - UNLOCKED | (set() if ours else {"factbook"})
    if not wanted <= _pinned_names(text):
        return False
    if ours and not _is_running(ours):
        return True
    return sealed.environment != find_environment(tree) or (not ours and sealed.version != version("factbook"))


def refuse_second(root: Path, sealed: Edition) -> None:
    """Raise EditionError where this process is the software of an edition already, and would install it once more."""
    if not os.environ.get(APPROVALS_ASKED):
        return
    differing = {name for name, _ in sealed.environment.items() ^ find_environment(root).items()}
    what = f"{LOCK} does not install what it was sealed with: {', '.join(sorted(differing)) or 'factbook'}"
    raise EditionError.about(sealed.label, what, "install that file, and seal the edition again")


def _pinned_names(lock: str) -> set[str]:
    """Return the packages that a lock names with one version, or with an address."""
    found: set[str] = set()
    # Continued lines hold hashes, which say nothing of which packages there are.
    for line in lock.splitlines():
        try:
            one = Requirement(line.partition(" #")[0].partition(" --hash")[0].rstrip(" \\"))
        except InvalidRequirement:
            continue
        if one.url or any(each.operator in {"==", "==="} and "*" not in each.version for each in one.specifier):
            found.add(canonicalize_name(one.name))
    return found


def _find_own_projects(tree: Path) -> list[Path]:
    """Return the folders of a tree that hold factbook and what is released with it, in the order of installation."""
    # Before `figurecheck` was a package of its own, the tree was the one project.
    parts = [tree / "packages" / name for name in ("figurecheck", "factbook")]
    projects = parts if all((one / "pyproject.toml").is_file() for one in parts) else [tree]
    return projects if (projects[-1] / "src" / "factbook").is_dir() and (tree / "pyproject.toml").is_file() else []


def _is_running(projects: list[Path]) -> bool:
    """Return whether the packages of some projects are, file by file, those that are running."""
    theirs = {path.name: path for one in projects for path in (one / "src").iterdir() if path.is_dir()}
    running = {name: Path(folder) for name, folder in PACKAGES.items()}
    return theirs.keys() == running.keys() and all(_digests(running[name]) == _digests(theirs[name]) for name in theirs)


def _digests(package: Path) -> dict[str, str]:
    # Compiled files differ with each interpreter that imported the package.
    return {
        path.relative_to(package).as_posix(): digest_file(path)
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@contextmanager
def locked_cache(key: str) -> Iterator[Path]:
    """Provide a folder of the cache for as long as the context lasts; another process that wants it waits."""
    cache = _cache_folder() / digest_content(key)[:32]
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        lock_descriptor(lock.fileno())
        yield cache


def publish_tree(cache: Path, tree: Path, label: str, *, commit: str, log: Log) -> Path:
    """Return a folder in which the factbook of a tree has published an edition, made in `cache` unless it is there.

    `commit` names where the tree is from. Raises EditionError when the software cannot be installed, or refuses.
    """
    finished = cache / PUBLIC
    if finished.is_dir():
        return finished
    factbook = make_environment(tree, commit, log).with_name("factbook")
    log(f"Publishing {label} by the factbook of {commit[:12]} ...")
    # beside its place, then moved there: a killed run leaves no half of a site, and what it left goes now
    for abandoned in cache.glob(f"{_SITE}*"):
        shutil.rmtree(abandoned)
    public = Path(tempfile.mkdtemp(prefix=_SITE, dir=cache))
    # Earlier factbooks publish all editions of their tree, since they cannot do otherwise.
    alone: list[str | Path] = ["--only", label] if "--only" in run([factbook, "publish", "--help"], label) else []
    command: list[str | Path] = [factbook, "publish", public, "--project", tree, *alone]
    run(command, label, environment={APPROVALS_ASKED: str(tree.resolve())})
    public.replace(finished)
    return finished


def is_started_by_publish(root: Path, folder: Path) -> bool:
    """Return whether `publish_tree` started this process, to publish from a tree into a folder of the cache.

    The variable alone says nothing: anybody can set one. Only a scratch folder that `publish` itself has made is taken
    for a tree, and only the cache for its target, so that no report that somebody works on can be published by it.
    """
    named = os.environ.get(APPROVALS_ASKED, "")
    into_cache = folder.name.startswith(_SITE) and folder.resolve().is_relative_to(_cache_folder().resolve())
    return bool(named) and Path(named) == root.resolve() and is_scratch(root) and into_cache


def make_environment(tree: Path, commit: str, log: Log) -> Path:
    """Install what the lock of a tree names, and its factbook if the tree holds one; return the environment's Python.

    An environment is made once for each lock; one that holds a factbook of its own, once for each commit.
    """
    own = _find_own_projects(tree)
    key = f"environment {digest_file(tree / LOCK)} {python_version()} {commit if own else ''}"
    with locked_cache(key) as cache:
        environment, ready = cache / "environment", cache / "ready"
        python = environment / "bin" / "python"
        if ready.is_file():
            return python
        log(f"Installing what {LOCK} of {commit[:12]} names ...")
        shutil.rmtree(environment, ignore_errors=True)
        run([Path(sys.executable), "-m", "venv", environment], commit)
        pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        # Hashes are required by pip itself as soon as the lock holds one. Such a lock names every package, and pip must
        # not look for others: for `coverage[toml]` it takes the newest though `coverage` is pinned, and refuses that
        # for want of a hash, so that a lock would last until the next release of a package.
        whole = ["--no-deps"] if "--hash" in (tree / LOCK).read_text("utf-8") else []
        run([*pip, *whole, "--only-binary", ":all:", "--requirement", tree / LOCK], commit)
        if own:
            run([*pip, "--no-deps", "--no-build-isolation", *own], commit, environment=version_of(commit))
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


def run(command: list[str | Path], place: str, *, environment: Mapping[str, str] | None = None) -> str:
    """Return what a command prints. Raises EditionError, with its last lines, when it fails."""
    # the caller's interpreter settings must not leak into an environment that is to stand alone
    around = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT and name[:3] != "LC_"}
    # Earlier factbooks drew by the fonts of the machine, and took its day, its language and its time where they found
    # them.
    around |= {"LANG": "C.UTF-8", "TZ": "UTC", **NO_FONTS, **(environment or {})}
    finished = subprocess.run(command, capture_output=True, text=True, check=False, env=around)  # noqa: S603
    if finished.returncode:
        output = " / ".join([*finished.stdout.splitlines(), *finished.stderr.splitlines()][-3:])
        name = " ".join(str(word) for word in command[:4])
        what = f"{name} ... ended with {finished.returncode}: {output}"
        raise EditionError.about(place, what, "fix what it says, and publish again")
    return finished.stdout


def digest_lock(tree: Path, commit: str) -> str:
    """Return the SHA-256 of a tree's lock. Raises EditionError where there is none."""
    try:
        return digest_file(tree / LOCK)
    except FileNotFoundError as error:
        what, remedy = f"has no {LOCK}", "commit the lock that the edition is built with, then pin that commit"
        raise EditionError.about(commit, what, remedy) from error


def _cache_folder() -> Path:
    named = os.environ.get(CACHE)
    return Path(named) if named else platformdirs.user_cache_path("factbook") / "editions"


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
    read_edition(root, label)
    with checked_out(root, commit) as tree:
        lock = digest_lock(tree, commit)
    manifest = earlier.manifest if earlier else ""
    pin = Pin(commit=commit, lock=lock, python=python_version(), manifest=manifest)
    if earlier not in (None, pin):
        what = f"names another commit, lock or Python than those of {commit}"
        raise EditionError.about(pin_path(label), what, "an edition never changes; seal another")
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
    if carried := choose_carried(read_edition(root, label), known):
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
        pin_path(label).as_posix(),
        f"{what}; what was built is kept in {there.site}",
        _find_cause(pin, label, listed),
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
    raise EditionError.about(label, what, remedy)


def _check_tree(root: Path, tree: Path, label: str, pin: Pin) -> None:
    """Raise EditionError for a tree whose lock or seal differs from the pinned one."""
    if digest_lock(tree, pin.commit) != pin.lock:
        what = f"the lock of {pin.commit[:12]} is not the one that the pin names"
        raise EditionError.about(pin_path(label), what, "restore it from version control")
    sealed, path = root / edition_path(label), tree / edition_path(label)
    if not path.is_file() or path.read_bytes() != sealed.read_bytes():
        what = f"is not what commit {pin.commit[:12]} sealed"
        raise EditionError.about(edition_path(label), what, "restore it from version control")


_BLOCK = 512
"""Bytes of a block; so much of a file is shown where it begins to differ."""
_MOST = 10
"""Files that are shown one by one."""
Files = Mapping[str, tuple[str, bytes]]
"""The SHA-256 and the marks of each file, by path."""


def files_path(label: str) -> Path:
    """Return the file that lists the files of a pinned edition, relative to the root."""
    return edition_path(label).with_suffix(".files.gz")


def write_files(root: Path, label: str, site: Path) -> None:
    """Write what the files of a built edition are."""
    listed = read_manifest(site).items()
    text = "".join(f"{digest}  {_find_marks((site / name).read_bytes()).hex()}  {name}\n" for name, digest in listed)
    replace_file(root / files_path(label), gzip.compress(text.encode(), mtime=0), sync=True)


def read_files(root: Path, label: str, manifest: str) -> Files | None:
    """Read what the files of an edition with this manifest must be; ``None`` where nobody has written it.

    Raises EditionError when the list is not of this manifest.
    """
    place = files_path(label)
    if not (root / place).is_file():
        return None
    try:
        lines = gzip.decompress((root / place).read_bytes()).decode().splitlines()
        listed = {
            name: (digest, bytes.fromhex(marks)) for digest, marks, name in (line.split("  ", 2) for line in lines)
        }
    except (OSError, EOFError, ValueError, zlib.error):
        # As one of another manifest: whoever changed it has it in version control.
        listed = {}
    if digest_content("".join(f"{digest}  {name}\n" for name, (digest, _) in listed.items())) != manifest:
        what, remedy = f"is not of the manifest {manifest} of the pin", "restore both from version control"
        raise EditionError.about(place, what, remedy)
    return listed


def find_differences(label: str, site: Path, listed: Files) -> Iterator[Complaint]:
    """Yield a complaint for each file of a built site that is not what it must be, with where it begins to differ."""
    built = read_manifest(site)
    differing = [name for name in sorted({*listed, *built}) if built.get(name) != listed.get(name, ("",))[0]]
    for name in differing[:_MOST]:
        both = name in listed and name in built
        alone = "is missing" if name in listed else "is not part of the edition"
        yield Complaint(f"{label}/{name}", _describe(site / name, listed[name][1]) if both else alone)
    if len(differing) > _MOST:
        yield Complaint(label, f"{count_of(len(differing) - _MOST, 'more file')} differ")


def _describe(path: Path, marks: bytes) -> str:
    """Return where a file begins to differ from the one that has these marks, and what stands there."""
    content = path.read_bytes()
    found = _find_marks(content)
    # Marks agree by chance in one of 256 cases; so may the last ones.
    last = max(0, min(len(found), len(marks) - 1))
    start = _BLOCK * next((at for at, (one, other) in enumerate(zip(found, marks, strict=False)) if one != other), last)
    line, shown = content.count(b"\n", 0, start) + 1, content[start : start + _BLOCK]
    text = "bytes that are no text" if b"\0" in shown else " ".join(shown.decode("utf-8", "ignore").split())
    return f"begins to differ at line {line} or soon after, where it has: {text}"


def _find_marks(content: bytes) -> bytes:
    found, checksum = bytearray(), 0
    for start in range(0, len(content), _BLOCK):
        checksum = zlib.crc32(content[start : start + _BLOCK], checksum)
        found.append(checksum & 0xFF)
    return bytes(found)
