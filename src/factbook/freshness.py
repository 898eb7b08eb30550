"""What a site was made of, and what it holds, kept beside it: so that what did not change is not made again.

The record lies in `_build/.factbook/site.json`. It names every input file with its digest, every file of the site with
its digest, and a mark for each part of the site: a digest of all that the part shows. A file whose size, times and
inode are as recorded is taken to be unchanged; any other is read again, and its digest decides.

Only the standard library is needed here, so that a build that has nothing to do ends before anything else is loaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STATE = Path("_build") / ".factbook"
"""Where builds of a report keep what they know, from its root."""
RECORD = STATE / "site.json"
TOOLS = STATE / "tools"
"""Remembers the digest of factbook's own files by how they were last seen."""
SITE = Path("_build") / "html"
FORMAT = 1
RACY_NS = 50_000_000
"""A file that changed so shortly before it was looked at may change again within one tick of the clock."""
SKIPPED = frozenset({"_build", "__pycache__", "node_modules"})
"""Folders that hold no inputs; folders with a dot before their name and virtual environments do not either."""
VARIABLES = ("FACTBOOK_AS_OF", "SOURCE_DATE_EPOCH")
"""Of the environment, what a site may show."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was seen: its digest, and what tells cheaply that it was not touched since."""

    size: int
    mtime_ns: int
    inode: int
    ctime_ns: int
    digest: str
    """SHA-256 of its content, in hexadecimal."""

    def is_untouched(self, found: os.stat_result) -> bool:
        """Whether size, times and inode are those that were seen."""
        seen = (self.size, self.mtime_ns, self.inode, self.ctime_ns)
        return seen == (found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns)


Files = Mapping[str, FileState]
"""By path: from the root of the report or of the site; absolute for a file that lies elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """What is known of the last site."""

    stamp: str
    """Digest of factbook itself, of the packages around it, and of the report's settings."""
    inputs: Files = field(default_factory=dict)
    """Empty when a file changed while it was being used: such a site is never taken to be current."""
    files: Files = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    """By part of the site: the digest of all that it shows."""


def site_is_current(root: Path) -> bool:
    """Whether a build of this report would give the site that stands, file by file.

    True only when factbook, the packages around it, every input and every file of the site are as recorded.
    """
    document = _read_document(root)
    if document is None or not document["inputs"] or document["stamp"] != make_stamp(root):
        return False
    try:
        return _are_same(_walk(str(root), "", skip=True), document["inputs"], root) and _are_same(
            _walk(str(root / SITE), "", skip=False), document["files"]
        )
    except OSError:
        return False


def _are_same(
    found: Iterable[tuple[str, os.DirEntry[str]]], rows: dict[str, list[Any]], root: Path | None = None
) -> bool:
    """Whether the files of a folder are those that were seen; with a root, those seen elsewhere are looked at too."""
    left = dict(rows)
    for name, entry in found:
        row = left.pop(name, None)
        if row is None or not _is_same(entry.path, entry.stat(), row):
            return False
    return all(
        root is not None and name.startswith("/") and _is_same(name, Path(name).stat(), row)
        for name, row in left.items()
    )


def _is_same(path: str, found: os.stat_result, row: Sequence[Any]) -> bool:
    size, *others, digest = row
    if found.st_size != size:
        return False
    return others == [found.st_mtime_ns, found.st_ino, found.st_ctime_ns] or digest_file(Path(path)) == digest


def is_same(path: Path, state: FileState) -> bool:
    """Whether a file is as it was seen; it is read only where it may have been touched."""
    found = path.stat()
    if state.is_untouched(found):
        return True
    return found.st_size == state.size and digest_file(path) == state.digest


def see_inputs(root: Path, known: Files | None = None, *, beyond: Iterable[Path] = ()) -> dict[str, FileState]:
    """Look at every file that a site can be made of; `beyond` are files outside of the report's folder.

    Files that `known` (else the record of the last site) holds and that were not touched are not read again.
    """
    if known is None:
        record = read_record(root)
        known = record.inputs if record else {}
    found = {name: _see(entry, known.get(name)) for name, entry in _walk(str(root), "", skip=True)}
    outside = (str(path.absolute()) for path in beyond)
    return {**found, **{name: see_file(Path(name), known.get(name)) for name in outside}}


def see_site(root: Path, known: Mapping[str, str] | None = None) -> dict[str, FileState]:
    """Look at every file of the site; `known` holds the digests of files whose content is known, by path."""
    return {
        name: _state(entry.stat(), (known or {}).get(name) or digest_file(Path(entry.path)))
        for name, entry in _walk(str(root / SITE), "", skip=False)
    }


def _see(entry: os.DirEntry[str], known: FileState | None) -> FileState:
    if known is not None and known.is_untouched(entry.stat()):
        return known
    return see_file(Path(entry.path))


def see_file(path: Path, known: FileState | None = None) -> FileState:
    """Look at one file. One that changed just now is remembered so that it will be read again."""
    status = path.stat()
    if known is not None and known.is_untouched(status):
        return known
    state = _state(status, digest_file(path))
    racy = time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) < RACY_NS
    return FileState(state.size, state.mtime_ns, -1, state.ctime_ns, state.digest) if racy else state


def were_kept(root: Path, inputs: Files) -> bool:
    """Whether no input came, went or changed since it was looked at."""
    rows = {name: _row(state) for name, state in inputs.items()}
    try:
        return _are_same(_walk(str(root), "", skip=True), rows, root)
    except OSError:
        return False


def make_stamp(root: Path) -> str:
    """Give a digest of what every part of a site depends on: the code, the packages, the settings, the contents."""
    found = hashlib.sha256(make_tools_stamp(root).encode())
    for name in VARIABLES:
        found.update(f"\0{name}={os.environ.get(name)}".encode())
    for name in ("_config.yml", "_toc.yml"):
        path = root / name
        found.update(f"\0{digest_file(path) if path.is_file() else ''}".encode())
    return found.hexdigest()


def make_tools_stamp(root: Path) -> str:
    """Give a digest of factbook's own files, of Python, and of the packages around.

    The files are read only when their sizes, times or inodes are not those that were last seen from this report.
    """
    here = Path(__file__).parent
    own = sorted(_find_statuses(str(here), ""))
    around = "\0".join([str(FORMAT), sys.version, *sorted(_find_packages())])
    seen = hashlib.sha256(f"{here}\0{own}\0{around}".encode()).hexdigest()
    last, _, digest = _read_text(root / TOOLS).partition(" ")
    if last == seen:
        return digest
    found = hashlib.sha256(around.encode())
    for name, *_ in own:
        found.update(f"\0{name}\0{digest_file(here / name)}".encode())
    newest = max(max(changed, touched) for _, _, changed, _, touched in own)
    if time.time_ns() - newest > RACY_NS:
        # where nothing can be written, the files are read each time
        with suppress(OSError):
            replace_file(root / TOOLS, f"{seen} {found.hexdigest()}".encode())
    return found.hexdigest()


def _find_statuses(folder: str, prefix: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the name of each file of a package, and what tells cheaply that it was not touched."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _find_statuses(entry.path, f"{prefix}{entry.name}/")
        else:
            found = entry.stat()
            yield f"{prefix}{entry.name}", found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside, then put it in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}-{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)


def read_record(root: Path) -> SiteRecord | None:
    """Give what is known of the last site; ``None`` if nothing is, or if the record is damaged or of another format."""
    document = _read_document(root)
    if document is None:
        return None
    return SiteRecord(
        stamp=document["stamp"],
        inputs={name: FileState(*state) for name, state in document["inputs"].items()},
        files={name: FileState(*state) for name, state in document["files"].items()},
        marks=document["marks"],
    )


def _read_document(root: Path) -> dict[str, Any] | None:
    try:
        head, _, body = (root / RECORD).read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != head:
        return None
    document: dict[str, Any] = json.loads(body)
    return document if document["format"] == FORMAT else None


def write_record(root: Path, record: SiteRecord) -> None:
    """Replace the record in one step; its first line is the digest of the rest."""
    document = {
        "format": FORMAT,
        "stamp": record.stamp,
        "inputs": {name: _row(state) for name, state in record.inputs.items()},
        "files": {name: _row(state) for name, state in record.files.items()},
        "marks": dict(record.marks),
    }
    body = json.dumps(document, separators=(",", ":")).encode()
    replace_file(root / RECORD, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def digest_file(path: Path) -> str:
    """Give the SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest(*parts: object) -> str:
    """Give one digest of several values that print as what they are: texts, numbers, frozen dataclasses, tuples."""
    return hashlib.sha256("\0".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _state(status: os.stat_result, digest: str) -> FileState:
    return FileState(status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns, digest)


def _row(state: FileState) -> list[int | str]:
    return [state.size, state.mtime_ns, state.inode, state.ctime_ns, state.digest]


def _walk(folder: str, prefix: str, *, skip: bool) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file below a folder by its path with forward slashes; with `skip`, only what may be an input."""
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    if skip and prefix and any(entry.name == "pyvenv.cfg" for entry in entries):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=not skip):
            if not (skip and (entry.name.startswith(".") or entry.name in SKIPPED)):
                yield from _walk(entry.path, f"{prefix}{entry.name}/", skip=skip)
        elif entry.is_file() and not (skip and entry.name.startswith(".")):
            yield f"{prefix}{entry.name}", entry


def _find_packages() -> Iterator[str]:
    """Yield name and version of every installed package, as its folder of metadata is called."""
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - names are all that is asked
        except OSError:
            continue
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))
