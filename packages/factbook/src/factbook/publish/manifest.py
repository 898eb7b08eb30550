"""The list of a published edition's files with their SHA-256, in the format of ``sha256sum --check``."""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from factbook.project.files import digest_content, digest_file
from factbook.publish.shared import BESIDE
from figurecheck.model.errors import Complaint

MANIFEST = "manifest.sha256"
_STAMP = struct.Struct("<qqqQ").pack


def write_manifest(folder: Path, shared: Iterable[str] = ()) -> str:
    """Write the manifest of a folder, and return the manifest's own digest.

    `shared` are files beside it that belong to it, as paths from the folder. Raises ValueError for a file name with a
    line break, which the format cannot hold.
    """
    files = sorted({*_files(folder), *shared})
    if any("\n" in name for name in files):
        raise ValueError("a file's name holds a line break")
    digests = _digest_all(folder, files)
    text = "".join(f"{digests[name]}  {name}\n" for name in files)
    (folder / MANIFEST).write_text(text, "utf-8", newline="\n")
    return digest_content(text)


def read_manifest(folder: Path) -> dict[str, str]:
    """Return the digest of each file that the manifest lists.

    Raises OSError when there is no manifest, ValueError for a line that is not digest and path.
    """
    return parse_manifest((folder / MANIFEST).read_text("utf-8"))


def parse_manifest(text: str) -> dict[str, str]:
    """Return the digest of each file that a manifest lists; raises ValueError for what is not digest and path."""
    listed: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        digest, _, path = line.partition("  ")
        # What a manifest names is read: it may name nothing outside but what editions share.
        leads_out = ".." in path.removeprefix(BESIDE).split("/") or path.startswith("/")
        if not is_hash(digest) or not path or leads_out:
            raise ValueError(f"line {number} is not a digest and a path")
        listed[path] = digest
    return listed


def is_hash(text: str, digits: int = 64) -> bool:
    """Return whether a text is a hash in hexadecimal; without a number of digits, a SHA-256."""
    return len(text) == digits and set(text) <= set("0123456789abcdef")


def check_manifest(folder: Path, *, digest: str = "", place: str = "") -> Iterator[Complaint]:
    """Yield a complaint for each file that was changed, added or removed since the manifest was written.

    `digest` is the manifest's own, where it is known.
    """
    place = place or folder.name
    try:
        listed = read_manifest(folder)
    except (OSError, ValueError) as error:
        what = f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"
        yield Complaint(place=f"{place}/{MANIFEST}", what=what, remedy="restore the edition from a copy")
        return
    if digest and digest_file(folder / MANIFEST) != digest:
        yield Complaint(place=f"{place}/{MANIFEST}", what="is not the one that was published", remedy=_TAKE_BACK)
    shared = {name for name in listed if name.startswith(BESIDE) and (folder / name).is_file()}
    found = {*_files(folder), *shared}
    digests = _digest_all(folder, sorted(found & listed.keys()))
    for name, now in digests.items():
        if now != listed[name]:
            yield Complaint(place=f"{place}/{name}", what="is not what was published", remedy=_TAKE_BACK)
    for name in sorted(listed.keys() - found):
        yield Complaint(place=f"{place}/{name}", what="is missing", remedy=_TAKE_BACK)
    for name in sorted(found - listed.keys()):
        yield Complaint(place=f"{place}/{name}", what="was not published with the edition", remedy="remove it")


def metadata_digest(folder: Path) -> str:
    """Return a digest of name, size, times and inode of every file below a folder.

    While it stays the same, so does the content. No file is opened, so it is cheap. A copy has another digest.
    """
    found = hashlib.sha256()
    _add_metadata(str(folder), found)
    return found.hexdigest()


def _add_metadata(folder: str, found: hashlib._Hash) -> None:
    # ctime cannot be set by a program, so a file that was rewritten with its old size and mtime is noticed as well
    with os.scandir(folder) as entries:
        each = sorted(entries, key=lambda entry: entry.name)
    parts: list[bytes] = []
    for entry in each:
        parts += (b"\0", os.fsencode(entry.name))
        if entry.is_dir(follow_symlinks=False):
            found.update(b"".join(parts))
            parts.clear()
            _add_metadata(entry.path, found)
        else:
            seen = entry.stat(follow_symlinks=False)
            parts.append(_STAMP(seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino))
    found.update(b"".join(parts) + b"\0..")


_TAKE_BACK = "restore it from a copy; an edition never changes"


def _files(folder: Path) -> Iterator[str]:
    """Yield every file and link below a folder except the manifest itself."""
    for base, _, names in os.walk(folder):
        for name in names:
            path = (Path(base) / name).relative_to(folder).as_posix()
            if path != MANIFEST:
                yield path


def _digest_all(folder: Path, names: list[str]) -> dict[str, str]:
    # threads suffice: hashlib releases the interpreter lock while it digests
    with ThreadPoolExecutor() as pool:
        return dict(zip(names, pool.map(lambda name: digest_file(folder / name), names, chunksize=64), strict=True))
