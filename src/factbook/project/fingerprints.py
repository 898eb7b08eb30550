"""What a site was made of, and what it holds, kept beside it: so that what did not change is not made again.

The record lies in `_build/.factbook/site.json`. It names every input file with its digest, every file of the site with
its digest, and a mark for each part of the site: a digest of all that the part shows. A file whose size, times and
inode are as recorded is taken to be unchanged; any other is read again, and its digest decides.

`factbook.current` asks the same of a whole site with less to load; what both need is there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factbook.project import up_to_date
from factbook.project.checksummed import write_checksummed
from factbook.project.files import digest_file, is_racy, walk
from factbook.project.up_to_date import KIND, walk_inputs

STATE = Path(up_to_date.STATE)
"""Where builds of a report keep what they know, from its root."""
RECORD = Path(up_to_date.RECORD)
SITE = Path(up_to_date.SITE)


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
    """Empty when a file changed while it was being used: such a site is never taken to be up_to_date."""
    files: Files = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    """By part of the site: the digest of all that it shows."""
    said: str = ""
    """What the build said of the figures, with codes for colours; a build that has nothing to do says it again."""
    warnings: int = 0
    """Findings that a strict build does not accept."""


def site_is_current(root: Path) -> bool:
    """Whether a build of this report would give the site that stands, file by file.

    True only when factbook, the packages around it, every input and every file of the site are as recorded.
    """
    return up_to_date.find_current(str(root)) is not None


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
    found = {name: _see(entry, known.get(name)) for name, entry in walk_inputs(str(root))}
    outside = (str(path.absolute()) for path in beyond)
    return {**found, **{name: see_file(Path(name), known.get(name)) for name in outside}}


def see_site(root: Path, known: Mapping[str, str] | None = None) -> dict[str, FileState]:
    """Look at every file of the site; `known` holds the digests of files whose content is known, by path."""
    return {
        name: _state(entry.stat(), (known or {}).get(name) or digest_file(entry.path))
        for name, entry in walk(str(root / SITE))
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
    return FileState(state.size, state.mtime_ns, -1, state.ctime_ns, state.digest) if is_racy(status) else state


def see_folder(path: Path) -> FileState:
    """Look at which names a folder holds: it has no digest, so it is as it was only while nobody touched it."""
    status = path.stat()
    return FileState(
        status.st_size, status.st_mtime_ns, -1 if is_racy(status) else status.st_ino, status.st_ctime_ns, ""
    )


def were_kept(root: Path, inputs: Files) -> bool:
    """Whether no input came, went or changed since it was looked at."""
    rows = {name: _row(state) for name, state in inputs.items()}
    try:
        return up_to_date.are_same(walk_inputs(str(root)), rows, elsewhere=True)
    except OSError:
        return False


def make_stamp(root: Path) -> str:
    """Give a digest of what every part of a site depends on: the code, the packages, the settings, the contents."""
    return up_to_date.make_stamp(str(root))


def make_tools_stamp(root: Path) -> str:
    """Give a digest of factbook's own files, of Python, and of the packages around."""
    return up_to_date.make_tools_stamp(str(root))


def read_record(root: Path) -> SiteRecord | None:
    """Give what is known of the last site; ``None`` if nothing is, or if the record is damaged or of another format."""
    document = up_to_date.read_document(str(root))
    if document is None:
        return None
    return SiteRecord(
        stamp=document["stamp"],
        inputs={name: FileState(*state) for name, state in document["inputs"].items()},
        files={name: FileState(*state) for name, state in document["files"].items()},
        marks=document["marks"],
        said=document["said"],
        warnings=document["warnings"],
    )


def write_record(root: Path, record: SiteRecord) -> None:
    """Replace the record in one step."""
    document = {
        "stamp": record.stamp,
        "inputs": {name: _row(state) for name, state in record.inputs.items()},
        "files": {name: _row(state) for name, state in record.files.items()},
        "marks": dict(record.marks),
        "said": record.said,
        "warnings": record.warnings,
    }
    write_checksummed(root / RECORD, KIND, json.dumps(document, separators=(",", ":")).encode())


def _state(status: os.stat_result, digest: str) -> FileState:
    return FileState(status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns, digest)


def _row(state: FileState) -> list[int | str]:
    return [state.size, state.mtime_ns, state.inode, state.ctime_ns, state.digest]
