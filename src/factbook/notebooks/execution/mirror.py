"""A folder of links in the place of a notebook's own, in which it may write.

A run may write to its scratch folder only. Notebooks of existing books save pictures and tables beside themselves; in
a mirror they can, and what they read is still read where it lies. What they wrote is thrown away with the run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from factbook.model.errors import Complaint
from factbook.notebooks.sandbox.audit_hook import NO_WRITING
from factbook.notebooks.tracing.inputs import Lineage

NAME = "book"
"""The name of the mirror in the scratch folder."""
_LEFT_OUT = frozenset({"_build", ".git"})


def needs_mirror(complaints: Iterable[Complaint]) -> bool:
    """Return whether a run failed since it would have written outside of its scratch folder."""
    return any(NO_WRITING in complaint.what for complaint in complaints)


def make_mirror(root: Path, folder: Path, scratch: Path) -> Path:
    """Make the mirror of a report's `folder` (from the root) in the scratch folder, and return it.

    The folders down to it are real, everything in them and beside them is a link.
    """
    source, mirror = root, scratch / NAME
    mirror.mkdir()
    # The last part has no folder below it that has to be real.
    for part in (*folder.parts, ""):
        for entry in source.iterdir():
            if entry.name != part and entry.name not in _LEFT_OUT:
                (mirror / entry.name).symlink_to(entry.absolute())
        if part:
            source, mirror = source / part, mirror / part
            mirror.mkdir()
    return mirror


def for_this_time(lineage: Lineage | None) -> Lineage | None:
    """Return what a run in a mirror depends on; it is never reused, since nobody sees there that a file has come."""
    return replace(lineage, reusable=False) if lineage else None
