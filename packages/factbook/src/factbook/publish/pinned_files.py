"""What each file of a pinned edition must be, so that other bytes can be told apart file by file.

A pin has one digest of them all. Beside it lies what that was made of::

    book/editions/<label>.files.gz    a line a file: its SHA-256, a mark for each block of it, and its path

A mark is one byte of a checksum of everything up to the end of a block. So it says where a file begins to differ, which
the digest alone does not, in a file a thousandth as large as the site.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from factbook.editions.storage import edition_path
from factbook.project.files import digest_content, replace_file
from factbook.publish.manifest import read_manifest
from figurecheck.model.errors import Complaint, EditionError
from figurecheck.model.wording import count_of

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
        raise EditionError(Complaint(place=place.as_posix(), what=what, remedy=remedy))
    return listed


def find_differences(label: str, site: Path, listed: Files) -> Iterator[Complaint]:
    """Yield a complaint for each file of a built site that is not what it must be, with where it begins to differ."""
    built = read_manifest(site)
    differing = [name for name in sorted({*listed, *built}) if built.get(name) != listed.get(name, ("",))[0]]
    for name in differing[:_MOST]:
        both = name in listed and name in built
        alone = "is missing" if name in listed else "is not part of the edition"
        yield Complaint(place=f"{label}/{name}", what=_describe(site / name, listed[name][1]) if both else alone)
    if len(differing) > _MOST:
        yield Complaint(place=label, what=f"{count_of(len(differing) - _MOST, 'more file')} differ")


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
