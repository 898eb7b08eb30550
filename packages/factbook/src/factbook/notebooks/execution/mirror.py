"""Folders with links to files in the place of a notebook's own, in which it may write.

A run may write to its scratch folder only. Notebooks of existing books save pictures and tables beside themselves, or
in folders of results; in a mirror they can, and what they read is still read where it lies. A link that is written to
becomes a file of the mirror's own. What they wrote is there for the other notebooks of the book, as where one cleans
the data that the next one reads, and is thrown away with the runs.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from factbook.notebooks.sandbox.audit_hook import MIRROR, NO_WRITING
from factbook.notebooks.tracing.inputs import Lineage
from figurecheck.model.errors import Complaint

MOST = 20_000
"""Entries of which a mirror has one of its own; a folder that holds more than what is left is one link."""
_MOST_AROUND = 1000
"""Entries of the folder around a report up to which the mirror has them as well."""
_LEFT_OUT = frozenset({"_build", ".git"})
_BY_PROGRAMS = frozenset({"__pycache__", ".ipynb_checkpoints"})
"""Folders of which no notebook asks for what others have written."""


def needs_mirror(complaints: Iterable[Complaint]) -> bool:
    """Return whether a run failed since it would have written outside of its scratch folder."""
    return any(NO_WRITING in complaint.what for complaint in complaints)


def lacks_file(complaints: Iterable[Complaint]) -> bool:
    """Return whether a run failed since a file was not there, which another notebook may write."""
    # Libraries have errors of their own for it, and the system's words are the same.
    return any("No such file or directory" in complaint.what for complaint in complaints)


def make_mirror(root: Path, folder: Path, scratch: Path, results: Path | None = None) -> Path:
    """Make the mirror of a report in the scratch folder; return that of its `folder` (from the root).

    Folders are real and files are links. What lies around the report is there as well, since notebooks read
    ``../data``; where that is the repository of which the report is a folder, its folders are real too. What other
    notebooks have left in `results` is there as well.
    """
    around = scratch / MIRROR
    own = around / (root.absolute().name or "root")
    own.mkdir(parents=True)
    folders: deque[tuple[Path, Path]] = deque()
    left, source, mirror = MOST, root, own
    # The last part has no folder below it that has to be real in any case.
    for part in (*folder.parts, ""):
        left -= _fill(source, mirror, folders, but={part, *_LEFT_OUT})
        if part:
            source, mirror = source / part, mirror / part
            mirror.mkdir()
    parent = root.absolute().parent
    if _count(parent, _MOST_AROUND) <= _MOST_AROUND:
        is_repository = (parent / ".git").exists()
        left -= _fill(parent, around, folders if is_repository else None, but={own.name, scratch.name, *_LEFT_OUT})
    while folders:
        source, mirror = folders.popleft()
        if _count(source, left) > left:
            mirror.rmdir()
            mirror.symlink_to(source)
        else:
            left -= _fill(source, mirror, folders, but=_LEFT_OUT)
    if results is not None:
        _add_results(results, around)
    return own / folder


def _add_results(results: Path, around: Path) -> None:
    for file in find_results(results):
        own = around / file.relative_to(results)
        # Below a folder that is one link, the files of the report stay as they are.
        if any(above.is_symlink() for above in own.parents if above != around and around in above.parents):
            continue
        own.parent.mkdir(parents=True, exist_ok=True)
        own.unlink(missing_ok=True)
        own.symlink_to(file)


def find_results(results: Path) -> list[Path]:
    """Return the files that notebooks have left, in order."""
    return sorted(path for path in results.rglob("*") if path.is_file())


def keep_written(scratch: Path, results: Path) -> None:
    """Move what a run has written in its mirror to the folder of `results`."""
    around = scratch / MIRROR
    for folder, below, names in os.walk(around):
        below[:] = [name for name in below if name not in _BY_PROGRAMS]
        for name in names:
            file = Path(folder, name)
            kept = results / file.relative_to(around)
            if file.is_symlink() or not file.is_file():
                continue
            kept.parent.mkdir(parents=True, exist_ok=True)
            file.replace(kept)


def _count(folder: Path, most: int) -> int:
    """Return how many entries a folder has; one more than `most` if more."""
    try:
        return sum(1 for _ in islice(folder.iterdir(), max(0, most) + 1))
    except OSError:
        return most + 1


def _fill(source: Path, mirror: Path, folders: deque[tuple[Path, Path]] | None, *, but: Iterable[str]) -> int:
    """Fill the mirror of one folder; put what is to be filled next into `folders`. Return how many entries it has."""
    entries = [entry for entry in source.iterdir() if entry.name not in but]
    for entry in entries:
        own = mirror / entry.name
        if folders is not None and not entry.name.startswith(".") and entry.is_dir() and not entry.is_symlink():
            own.mkdir()
            folders.append((entry.absolute(), own))
        else:
            own.symlink_to(entry.absolute())
    return len(entries)


def for_this_time(lineage: Lineage | None) -> Lineage | None:
    """Return what a run in a mirror depends on; it is never reused, since nobody sees there that a file has come."""
    return replace(lineage, reusable=False) if lineage else None
