"""Write a new release of a table: its file, the present one as an earlier release, and the descriptor."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from factbook.data.descriptor import DATA, PACKAGE, list_mappings
from factbook.data.descriptor_file import read_own_descriptor, write_descriptor
from factbook.data.updating.incoming import Incoming
from factbook.project.files import digest_file, replace_file


def write_release(root: Path, incoming: Incoming) -> list[str]:
    """Write a new release and return the files that were written; or raise an error and change nothing."""
    written = [_keep(root, old, place) for old, place in incoming.earlier_files.items()]
    # The earlier release is there first: whatever ends this in between, no file is lost.
    target = root / DATA / incoming.path
    listed = list_mappings(read_own_descriptor(root).get("resources"))
    is_of_others = all(one.get("name") != incoming.name for one in listed)
    before = target.read_bytes() if target.is_file() else None
    try:
        replace_file(target, incoming.file.read_bytes(), sync=True)
        write_descriptor(root, _put(read_own_descriptor(root), incoming.name, incoming.entry))
    except BaseException:
        # Half of it would be a table that no release describes.
        if before is None:
            target.unlink(missing_ok=True)
        else:
            replace_file(target, before, sync=True)
        for place in written:
            (root / place).unlink(missing_ok=True)
        raise
    # A release in another format lies beside the one before, which is kept in another place by now.
    for old in incoming.earlier_files:
        is_shared = any(one.get("path") == old for one in list_mappings(read_own_descriptor(root).get("resources")))
        if old != incoming.path and not is_shared and not is_of_others:
            (root / DATA / old).unlink(missing_ok=True)
    return [*written, f"{DATA}/{incoming.path}", PACKAGE]


def _keep(root: Path, old: str, place: str) -> str:
    source, target = root / DATA / old, root / DATA / place
    if not target.exists() or digest_file(target) != digest_file(source):
        replace_file(target, source.read_bytes(), sync=True)
    return f"{DATA}/{place}"


def _put(descriptor: Mapping[str, object], name: str, entry: Mapping[str, object]) -> dict[str, object]:
    entries = [dict(entry) if one.get("name") == name else one for one in list_mappings(descriptor.get("resources"))]
    return {
        **descriptor,
        "resources": entries if any(one.get("name") == name for one in entries) else [*entries, entry],
    }
