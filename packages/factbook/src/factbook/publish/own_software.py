"""Environments with the factbook and the lock of an edition's own tree, and what that factbook publishes.

Rules, renderers and notebooks of a later day must never touch an edition of an earlier one. Environments and sites
are stored in the user's cache folder (`FACTBOOK_EDITIONS` names another), by what they were made from.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from platform import python_version

import platformdirs
from filelock import lock_descriptor
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from factbook.engine.software import PACKAGES
from factbook.model.edition import Edition
from factbook.project.files import digest_content, digest_file
from factbook.project.no_fonts import NO_FONTS
from factbook.project.scratch import is_scratch
from factbook.publish.environment import find_environment
from figurecheck.model.errors import Complaint, EditionError

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
    return sealed.environment != find_environment(text) or (not ours and sealed.version != version("factbook"))


def refuse_second(root: Path, sealed: Edition) -> None:
    """Raise EditionError where this process is the software of an edition already, and would install it once more."""
    if not os.environ.get(APPROVALS_ASKED):
        return
    here = find_environment((root / LOCK).read_text("utf-8"))
    differing = sorted(name for name, _ in sealed.environment.items() ^ here.items())
    what = f"{LOCK} does not install what it was sealed with: {', '.join(dict.fromkeys(differing)) or 'factbook'}"
    raise EditionError(Complaint(place=sealed.label, what=what, remedy="install that file, and seal the edition again"))


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
        raise EditionError(Complaint(place=place, what=what, remedy="fix what it says, and publish again"))
    return finished.stdout


def digest_lock(tree: Path, commit: str) -> str:
    """Return the SHA-256 of a tree's lock. Raises EditionError where there is none."""
    try:
        return digest_file(tree / LOCK)
    except FileNotFoundError as error:
        what, remedy = f"has no {LOCK}", "commit the lock that the edition is built with, then pin that commit"
        raise EditionError(Complaint(place=commit, what=what, remedy=remedy)) from error


def _cache_folder() -> Path:
    named = os.environ.get(CACHE)
    return Path(named) if named else platformdirs.user_cache_path("factbook") / "editions"
