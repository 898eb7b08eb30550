"""Whether the site that stands is what a build would give, asked with as little as can be loaded.

A build that has nothing to do ends here. So this module takes paths as text, and of the standard library only what
costs a few milliseconds; `factbook.freshness` is the same for all others.
"""

from __future__ import annotations

import json
import os
import sys
import time

from factbook.project.files import digest, digest_content, digest_file, replace_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

STATE = "_build/.factbook"
RECORD = f"{STATE}/site.json"
TOOLS = f"{STATE}/tools"
"""Remembers the digest of factbook's own files by how they were last seen."""
SITE = "_build/html"
FORMAT = 2
RACY_NS = 50_000_000
"""A file that changed so shortly before it was looked at may change again within one tick of the clock."""
SKIPPED = frozenset({"_build", "__pycache__", "node_modules"})
"""Folders that hold no inputs; folders with a dot before their name and virtual environments do not either."""
VARIABLES = ("FACTBOOK_AS_OF", "SOURCE_DATE_EPOCH")
"""Of the environment, what a site may show."""


def find_current(root: str) -> dict[str, Any] | None:
    """Give the record of the last site, if a build of this report would give that site, file by file.

    So it is only when factbook, the packages around it, every input and every file of the site are as recorded.
    """
    document = read_document(root)
    if document is None or not document["inputs"]:
        return None
    try:
        same = (
            document["stamp"] == make_stamp(root)
            and are_same(walk(root, skip=True, links=False), document["inputs"], elsewhere=True)
            and are_same(walk(f"{root}/{SITE}"), document["files"])
        )
    except OSError:
        return None
    return document if same else None


def read_document(root: str) -> dict[str, Any] | None:
    """Read the record of the last site; ``None`` if there is none, or it is damaged or of another format."""
    try:
        with open(f"{root}/{RECORD}", "rb") as file:  # noqa: PTH123 - loading pathlib takes longer than all that is done here
            head, _, body = file.read().partition(b"\n")
    except OSError:
        return None
    if digest_content(body).encode() != head:
        return None
    document: dict[str, Any] = json.loads(body)
    return document if document["format"] == FORMAT else None


def are_same(
    found: Iterable[tuple[str, os.DirEntry[str]]], rows: dict[str, list[Any]], *, elsewhere: bool = False
) -> bool:
    """Whether the files of a folder are those that were seen; with `elsewhere`, rows with absolute paths are too.

    Raises OSError when one of those is gone, or is a folder in which names came or went.
    """
    left = dict(rows)
    for name, entry in found:
        row = left.pop(name, None)
        if row is None or not _is_same(entry.path, entry.stat(), row):
            return False
    return all(
        elsewhere and name.startswith("/") and _is_same(name, os.stat(name), row)  # noqa: PTH116 - as above
        for name, row in left.items()
    )


def _is_same(path: str, found: os.stat_result, row: Sequence[Any]) -> bool:
    size, *others, digest = row
    if found.st_size != size:
        return False
    return others == [found.st_mtime_ns, found.st_ino, found.st_ctime_ns] or digest_file(path) == digest


def walk(
    folder: str, prefix: str = "", *, skip: bool = False, links: bool = True
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file below a folder by its path with forward slashes; with `skip`, only what may be an input.

    With `skip`, a link to a folder is not followed. Raises OSError at one unless `links` may be there: what lies behind
    it is not known to be as it was.
    """
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    if skip and prefix and any(entry.name == "pyvenv.cfg" for entry in entries):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=not skip):
            if not (skip and (entry.name.startswith(".") or entry.name in SKIPPED)):
                yield from walk(entry.path, f"{prefix}{entry.name}/", skip=skip, links=links)
        elif not links and entry.is_symlink() and _leads_to_inputs(entry):
            raise NotADirectoryError(entry.path)
        elif entry.is_file() and not (skip and entry.name.startswith(".")):
            yield f"{prefix}{entry.name}", entry


def _leads_to_inputs(link: os.DirEntry[str]) -> bool:
    skipped = link.name.startswith(".") or link.name in SKIPPED or os.path.isfile(f"{link.path}/pyvenv.cfg")  # noqa: PTH113
    return not skipped and link.is_dir()


def make_stamp(root: str) -> str:
    """Give a digest of what every part of a site depends on: the code, the packages, the settings, the contents."""
    paths = (f"{root}/{name}" for name in ("_config.yml", "_toc.yml"))
    settings = [digest_file(path) if os.path.isfile(path) else "" for path in paths]  # noqa: PTH113 - as above
    return digest(make_tools_stamp(root), [os.environ.get(name) for name in VARIABLES], settings)


def make_tools_stamp(root: str) -> str:
    """Give a digest of factbook's own files, of Python, and of the packages around.

    The files are read only when their sizes, times or inodes are not those that were last seen from this report.
    """
    here = __file__.rpartition("/project/")[0]
    own = sorted(_find_own(here))
    around = "\0".join([str(FORMAT), sys.version, *sorted(_find_packages())])
    seen = digest(here, own, around)
    last, _, known = _read_text(f"{root}/{TOOLS}").partition(" ")
    if last == seen:
        return known
    found = digest(around, [(name, digest_file(f"{here}/{name}")) for name, *_ in own])
    newest = max(max(changed, touched) for _, _, changed, _, touched in own)
    if time.time_ns() - newest > RACY_NS:
        try:
            replace_file(f"{root}/{TOOLS}", f"{seen} {found}")
        except OSError:
            return found  # where nothing can be written, the files are read each time
    return found


def _find_own(here: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the name of each file of factbook, and what tells cheaply that it was not touched."""
    for name, entry in walk(here):
        if not name.endswith(".pyc"):
            found = entry.stat()
            yield name, found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns


def _find_packages() -> Iterator[str]:
    """Yield name and version of every installed package, as its folder of metadata is called."""
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - names are all that is asked
        except OSError:
            continue
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def _read_text(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - as above
            return file.read()
    except OSError:
        return ""
