"""Write a new release of a table: its file, the present one as an earlier release, and the descriptor."""

from __future__ import annotations

from pathlib import Path

from factbook.data.descriptor import DATA, PACKAGE, Entry, find_entry, list_mappings
from factbook.data.descriptor_file import read_own_descriptor, write_descriptor
from factbook.data.updating.incoming import Incoming
from figurecheck.model.errors import DataError


def write_release(root: Path, incoming: Incoming) -> list[str]:
    """Write a new release and return the files that were written; or raise an error and change nothing."""
    descriptor = read_own_descriptor(root)
    is_of_others = find_entry(descriptor, incoming.name) is None
    # The earlier release comes first: whatever ends this in between, no file is lost.
    files = {root / DATA / place: (root / DATA / old).read_bytes() for old, place in incoming.earlier_files.items()}
    files[root / DATA / incoming.path] = incoming.file.read_bytes()
    descriptor["resources"] = _put(list_mappings(descriptor.get("resources")), incoming)
    write_descriptor(root, descriptor, files)
    # A release in another format lies beside the one before, which is kept in another place by now.
    for old in incoming.earlier_files:
        is_shared = any(one.get("path") == old for one in list_mappings(descriptor["resources"]))
        if old != incoming.path and not is_shared and not is_of_others:
            (root / DATA / old).unlink(missing_ok=True)
    return [*(path.relative_to(root).as_posix() for path in files), PACKAGE]


def _put(entries: list[dict[str, object]], incoming: Incoming) -> list[dict[str, object]]:
    after = [dict(incoming.entry) if one.get("name") == incoming.name else one for one in entries]
    return after if any(one.get("name") == incoming.name for one in entries) else [*after, dict(incoming.entry)]


def refuse_changed(root: Path, name: str, entry: Entry | None) -> None:
    """Raise DataError where a table has not this entry any more: minutes lie between a question and its answer."""
    if find_entry(read_own_descriptor(root), name) != entry:
        what, remedy = "was changed meanwhile, so nothing was written", "run the same command again"
        raise DataError.about(f"{PACKAGE}: {name}", what, remedy)
