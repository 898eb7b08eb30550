"""Compare two built sites or published folders byte for byte: ``python tests/compare_sites.py BEFORE AFTER``.

A restructuring must not change what readers get. What differs is listed file by file; for texts, with the first line
that differs. Inside zip files the members are compared, so that a change in one of them is named. `--ignore PATTERN`
passes over files whose path matches (as in ``fnmatch``; a member of a zip is ``bundle.zip!member``). `--known FILE`
reads pairs "before<TAB>after" of texts that are known to have changed and replaces them before it compares.
`--drop TEXT` takes a text out of both sides, such as an element that shows nothing.

Exit 0: the same. 1: something differs.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path


def read_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder, and every member of its zip files."""
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        name, content = path.relative_to(root).as_posix(), path.read_bytes()
        if path.suffix != ".zip":
            yield name, content
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield f"{name}!{member.filename}", archive.read(member)


def find_difference(before: bytes, after: bytes) -> str:
    """Say where two contents differ first."""
    try:
        lines = [content.decode().splitlines() for content in (before, after)]
    except UnicodeDecodeError:
        return f"{len(before)} and {len(after)} bytes"
    for number, (old, new) in enumerate(zip(*lines, strict=False), start=1):
        if old != new:
            at = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
            start = max(at - 60, 0)
            return f"line {number}: ...{old[start : at + 80]}... / ...{new[start : at + 80]}..."
    return f"{len(lines[0])} and {len(lines[1])} lines"


def compare(
    before: Path,
    after: Path,
    *,
    ignore: Sequence[str] = (),
    known: Sequence[tuple[str, str]] = (),
    drop: Sequence[str] = (),
) -> Iterator[str]:
    """Yield a line for each file that differs, is gone or is new."""
    old, new = dict(read_files(before)), dict(read_files(after))
    for name in sorted(old.keys() | new.keys()):
        if any(fnmatch(name, pattern) for pattern in ignore):
            continue
        if name not in new:
            yield f"{name}: is gone"
        elif name not in old:
            yield f"{name}: is new"
        else:
            was, now = old[name], new[name]
            for text, instead in known:
                was = was.replace(text.encode(), instead.encode())
            for text in drop:
                was, now = was.replace(text.encode(), b""), now.replace(text.encode(), b"")
            if was != now:
                yield f"{name}: {find_difference(was, now)}"


def main() -> int:
    """Compare, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--ignore", action="append", default=[], metavar="PATTERN")
    parser.add_argument("--known", type=Path, metavar="FILE")
    parser.add_argument("--drop", action="append", default=[], metavar="TEXT")
    given = parser.parse_args()
    pairs = [line.split("\t") for line in given.known.read_text("utf-8").splitlines()] if given.known else []
    found = list(
        compare(given.before, given.after, ignore=given.ignore, known=[(a, b) for a, b in pairs], drop=given.drop)
    )
    print("\n".join(found) or "the same, byte for byte")  # noqa: T201 - a script
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
