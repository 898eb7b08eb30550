"""What lies behind links to folders, which a build reads as any other input and does not look through for changes.

So that what is shown is never older than what a table behind a link says, its files are looked at like those of runs
that lie elsewhere: by their absolute paths.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from factbook.engine.file_state import FileState, note_state, see_file
from factbook.engine.fingerprints import Files
from factbook.engine.up_to_date import SKIPPED
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

MOST = 2000
"""Entries behind a link that are looked at each time: one may lead to a folder as large as a home."""


def see_linked_folders(root: Path, known: Files | None) -> tuple[dict[str, FileState], list[Complaint]]:
    """Look at all files and folders behind links to folders, and return their states by absolute path.

    Files that `known` holds and that were not touched are not read again. What is returned beside them is what to be
    warned of. Raises OSError.
    """
    found: dict[str, FileState] = {}
    warnings = []
    own = os.path.realpath(root)
    for link in _find_links(own):
        target = os.path.realpath(link)
        if target in found or Path(target).is_relative_to(own) or Path(own).is_relative_to(target):
            # Seen already, or what holds the report itself.
            continue
        behind = list(_walk_behind(target))
        if len(behind) > MOST:
            what = phrase("leads to a folder of more than {most} files, in which no change is seen", most=MOST)
            place = os.path.relpath(link, own)
            warnings.append(Complaint(place, what, "link only to what the report uses"))
            continue
        for path in behind:
            # Of a folder its times tell whether something came or went.
            is_folder = os.path.isdir(path)  # noqa: PTH112 - paths are texts
            found[path] = note_state(os.stat(path), "") if is_folder else see_file(path, (known or {}).get(path))  # noqa: PTH116
    return found, warnings


def _find_links(root: str) -> Iterator[str]:
    """Yield the links to folders among the inputs of a report."""
    for folder, names, _ in os.walk(root):
        names[:] = [name for name in names if _may_hold_inputs(folder, name)]
        yield from (path for name in names if os.path.islink(path := f"{folder}/{name}"))  # noqa: PTH114


def _walk_behind(target: str) -> Iterator[str]:
    """Yield a folder and what is in it, one more than `MOST` at most."""
    count = 0
    for folder, names, files in os.walk(target):
        names[:] = [name for name in names if _may_hold_inputs(folder, name)]
        for path in (folder, *(f"{folder}/{name}" for name in files if not name.startswith("."))):
            # A pipe has no content to look at.
            if os.path.isdir(path) or os.path.isfile(path):  # noqa: PTH112, PTH113
                yield path
                count += 1
            if count > MOST:
                return


def _may_hold_inputs(folder: str, name: str) -> bool:
    return not name.startswith(".") and name not in SKIPPED and not os.path.isfile(f"{folder}/{name}/pyvenv.cfg")  # noqa: PTH113
