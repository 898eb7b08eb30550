"""Write what was added into the data of a report: the files and the descriptor, whole or not at all.

All of it is put together in a folder of its own first, and checked there as every run will check it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from factbook.data.adding.entry import FoundTable
from factbook.data.descriptor import DATA, PACKAGE, Entry, find_entry, list_mappings, mapping_or_empty
from factbook.data.descriptor_file import (
    PACKAGES,
    find_tables,
    read_descriptor,
    read_json_object,
    read_own_descriptor,
    read_package,
    render_descriptor,
    resolve_parts,
    write_descriptor,
)
from factbook.data.validate import check_data
from factbook.project.files import digest_file, replace_file
from factbook.project.scratch import scratch_folder
from figurecheck.model.errors import Complaint, DataError, complain_all

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NOT_STATED = {"name": "not-stated", "title": "not stated"}
"""The licence of a table of which nobody said one."""
_MERGED = ("sources", "factbook:sources", "licenses", "factbook:population", "title", "description", "factbook:key")
"""What an entry keeps that a file is added to again, where nothing else is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written."""

    files: tuple[str, ...] = ()
    """Paths from the project's root; none where all was there already."""
    entries: tuple[Entry, ...] = ()
    """The entries as they stand in the descriptor now."""
    warnings: tuple[Complaint, ...] = ()
    """What is wrong with a package of others by its own rules."""


def read_or_begin(root: Path) -> dict[str, object]:
    """Return the descriptor of a report, a new one where there is none. Raises DataError where it cannot be read."""
    if (root / PACKAGE).is_file():
        return read_own_descriptor(root)
    name = "".join(char if char.isascii() and char.isalnum() else "-" for char in root.resolve().name.lower())
    return {"$schema": PROFILE, "name": name.strip("-") or "data", "resources": []}


def has_tables(root: Path) -> bool:
    """Return whether a report has a descriptor that lists a table or a package; one may have been begun by hand."""
    if not (root / PACKAGE).is_file():
        return False
    descriptor = read_own_descriptor(root)
    return bool(descriptor.get("resources") or descriptor.get(PACKAGES))


def add_tables(root: Path, found: Sequence[FoundTable]) -> Written:
    """Copy a file below `data/`, unless it lies there, and write the entries of its tables.

    Raises DataError with all that stands against any of them, and changes nothing then.
    """
    descriptor, entries = read_or_begin(root), []
    faults: list[Complaint] = []
    target = _choose_target(root, found[0])
    path = target.relative_to(root / DATA).as_posix()
    size, digest = found[0].file.stat().st_size, digest_file(found[0].file)
    for one in found:
        try:
            stated = {**one.entry, "path": path, "bytes": size, "hash": f"sha256:{digest}"}
            descriptor, entry = _merge(descriptor, stated, root)
            check_entry(root, entry, {path: one.file}, descriptor)
            entries.append(entry)
        except DataError as error:
            faults += error.complaints
    if faults:
        raise DataError(*dict.fromkeys(faults))
    new = {} if _is_same(target, found[0].file) else {target: found[0].file.read_bytes()}
    return Written(files=tuple(_write(root, descriptor, new)), entries=tuple(entries))


def add_package(root: Path, folder: Path, name: str, files: Sequence[str], *, given: str = "") -> Written:
    """Copy a Data Package of others below `data/`, as it is, and list it; or raise DataError and change nothing.

    `given` is how an editor calls it, by default its folder.
    """
    descriptor = read_or_begin(root)
    # A package that lies below data/ already is listed where it is.
    is_inside = folder.resolve().is_relative_to((root / DATA).resolve())
    target = folder.resolve() if is_inside else root / DATA / name
    path = (target / "datapackage.json").relative_to((root / DATA).resolve() if is_inside else root / DATA).as_posix()
    listed = descriptor.get(PACKAGES)
    packages = list(dict.fromkeys([*(listed if isinstance(listed, list) else []), path]))
    descriptor = {**descriptor, PACKAGES: packages}
    warnings = _check_package(descriptor, path, folder, files)
    written = []
    if not is_inside:
        complain_all(DataError, _find_others(root, folder, name, files, given or str(folder)))
    for file in () if is_inside else files:
        if not (target / file).exists():
            replace_file(target / file, (folder / file).read_bytes(), sync=True)
            written.append(f"{DATA}/{name}/{file}")
    return Written(files=(*written, *_write(root, descriptor)), warnings=tuple(warnings))


def _find_others(root: Path, folder: Path, name: str, files: Sequence[str], given: str) -> Iterator[Complaint]:
    """Yield the files of a package that are others than those that lie there, with how they become releases."""
    tables = {one.place for one in read_package(root).resources} if has_tables(root) else set()
    for file in files:
        place = f"{DATA}/{name}/{file}"
        if not (root / place).exists() or _is_same(root / place, folder / file):
            continue
        # Its descriptor differs with every release, so that only its tables say what to do.
        new = f"a new release: factbook data update {name} {given}; " if place in tables else ""
        yield Complaint(place, "is another file already", f"{new}another package: give it a name with --name")


def _write(root: Path, descriptor: Entry, files: Mapping[Path, bytes] = MappingProxyType({})) -> list[str]:
    if not files and (root / PACKAGE).is_file() and read_own_descriptor(root) == descriptor:
        return []
    write_descriptor(root, descriptor, files)
    return [*(path.relative_to(root).as_posix() for path in files), PACKAGE]


def _choose_target(root: Path, found: FoundTable) -> Path:
    """Return where the file lies, or will lie."""
    data = (root / DATA).resolve()
    if found.file.resolve().is_relative_to(data):
        return root / DATA / found.file.resolve().relative_to(data)
    target = root / DATA / found.name
    if target.exists() and not _is_same(target, found.file):
        remedy = "rename the new file; if it is a new release of it: factbook data update NAME FILE"
        raise DataError.about(f"{DATA}/{found.name}", "is another file already", remedy)
    return target


def _merge(descriptor: Entry, entry: Entry, root: Path) -> tuple[dict[str, object], dict[str, object]]:
    """Return the descriptor with an entry, and the entry; one of the same table keeps what was said of it before."""
    resources = list_mappings(descriptor.get("resources"))
    for at, earlier in enumerate(resources):
        if _selects(earlier) == _selects(entry):
            kept = _keep(earlier, entry)
            return {**descriptor, "resources": [*resources[:at], kept, *resources[at + 1 :]]}, kept
    # Also the tables of listed packages, which stand in their own descriptors.
    every = list_mappings(read_descriptor(root).get("resources")) if (root / PACKAGE).is_file() else []
    for other in every:
        if other.get("name") == entry["name"]:
            remedy = (
                f"choose another: --name {entry['name']}_2; a new release of it: "
                f"factbook data update {entry['name']} FILE"
            )
            what = f"{entry['name']!r} is the name of {DATA}/{other.get('path')} already"
            raise DataError.about(PACKAGE, what, remedy)
    own = {**_disown(descriptor), **entry}
    return {**descriptor, "resources": [*resources, own]}, own


def _disown(descriptor: Entry) -> dict[str, object]:
    """Return what a new entry says so that it has nothing from its package that was said of other tables."""
    own: dict[str, object] = {"licenses": [NOT_STATED]} if descriptor.get("licenses") else {}
    own |= {"factbook:rights": ""} if descriptor.get("factbook:rights") else {}
    # A list of ids that is empty says that there is none, where leaving it out would mean those of the package.
    return own | ({"factbook:sources": []} if descriptor.get("sources") else {})


def _selects(entry: Entry) -> tuple[object, ...]:
    """Return which table of which file an entry is about."""
    dialect = mapping_or_empty(entry.get("dialect"))
    return (entry.get("path"), *(dialect.get(key) for key in ("sheetName", "table", "property")))


def _keep(earlier: Entry, entry: Entry) -> dict[str, object]:
    """Return an entry with what stands in an earlier one of the same table and is not said anew."""
    kept = {**earlier, **{key: entry[key] for key in ("bytes", "hash")}}
    kept |= {key: entry[key] for key in _MERGED if key in entry}
    schema = mapping_or_empty(earlier.get("schema"))
    if list_mappings(schema.get("fields")):
        names = {one.get("name") for one in list_mappings(schema.get("fields"))}
        new = mapping_or_empty(entry.get("schema"))
        # What was taken out of the description on purpose stays out.
        return kept if names else {**kept, "schema": new}
    return {**entry, **{key: value for key, value in kept.items() if key != "schema"}, "schema": entry["schema"]}


def check_entry(root: Path, entry: Entry, files: Mapping[str, Path], descriptor: Entry) -> None:
    """Raise DataError with what is wrong with a table, as every later check of it would say it."""
    with scratch_folder("add") as scratch:
        for path, file in files.items():
            (scratch / DATA / path).parent.mkdir(parents=True, exist_ok=True)
            # As a link: a file may be large, and is only read.
            (scratch / DATA / path).symlink_to(file.resolve())
        # The list of sources comes along, since rows and entries may name what is in it.
        resources = [dict(entry)]
        listed = find_entry(descriptor, "sources")
        if listed is not None and listed.get("name") != entry.get("name"):
            resources.append(listed)
            with_sources = root / DATA / str(listed.get("path"))
            if with_sources.is_file():
                (scratch / DATA / str(listed.get("path"))).symlink_to(with_sources.resolve())
        replace_file(scratch / PACKAGE, json.dumps({**_shared(descriptor), "resources": resources}))
        faults = [one for one in check_data(scratch) if not (one.stale or one.warns)]
    if faults:
        raise DataError(*faults)


def _shared(descriptor: Entry) -> dict[str, object]:
    return {key: value for key, value in descriptor.items() if key not in {"resources", PACKAGES}}


def _check_package(descriptor: Entry, path: str, folder: Path, files: Sequence[str]) -> list[Complaint]:
    with scratch_folder("add") as scratch:
        place = scratch / DATA / Path(path).parent
        for file in files:
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            (place / file).symlink_to((folder / file).resolve())
        replace_file(scratch / PACKAGE, render_descriptor({**_shared(descriptor), PACKAGES: [path]}))
        found = check_data(scratch)
    faults = [one for one in found if not (one.stale or one.warns)]
    own = {str(one.get("name")) for one in list_mappings(descriptor.get("resources"))}
    published = read_json_object(folder / "datapackage.json", path)
    theirs = {str(one.get("name")) for one in find_tables(resolve_parts(published, folder), PurePosixPath())}
    for name in sorted(own & theirs):
        what = f"a table {name!r} is described in {PACKAGE} already"
        faults.append(Complaint(f"{DATA}/{path}", what, "give that one another name"))
    if faults:
        raise DataError(*faults)
    return [one for one in found if one.warns]


def _is_same(one: Path, other: Path) -> bool:
    if not one.is_file():
        return False
    return one.resolve() == other.resolve() or digest_file(one) == digest_file(other)
