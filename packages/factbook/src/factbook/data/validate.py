"""Check the report's data; each fault is reported with file, row, column and remedy.

A file in another encoding, or with a column missing, still shows its other faults in the same run. What holds is
remembered by the digests of the files, and not looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from factbook.data.agreement import check_agreement
from factbook.data.described_sources import find_contradictions, merge_sources
from factbook.data.descriptor import (
    PACKAGE,
    Entry,
    Package,
    Reference,
    Resource,
    list_mappings,
    mapping_or_empty,
    parse_reference,
)
from factbook.data.descriptor_file import (
    PACKAGES,
    OpenedPackage,
    open_package,
    parse_json_object,
    parse_package,
    read_own_descriptor,
    write_descriptor,
)
from factbook.data.fault_order import sort_faults
from factbook.data.formats.read import read_records
from factbook.data.own_keys import check_as_written
from factbook.data.own_rules import (
    check_addresses,
    check_dates,
    check_links,
    check_main_rows,
    check_makers,
    check_named_sources,
    check_precision,
    check_references,
    check_resources,
)
from factbook.data.published import soften, soften_many
from factbook.data.pull import PULL, check_pull
from factbook.data.release import RELEASES
from factbook.data.release_check import check_releases
from factbook.data.releases import find_data_files
from factbook.data.source_dates import check_access, check_periods
from factbook.data.sources import check_searches, find_list, parse_sources
from factbook.data.standard_library import find_descriptor_faults
from factbook.data.table_check import CheckedFile
from factbook.data.table_faults import find_table_faults
from factbook.data.table_store import Tables
from factbook.data.tables import (
    Table,
    find_hindrances,
    find_unreadable_cells,
    make_table,
    missing_file,
    read_columns,
    strange_columns,
)
from factbook.data.wordings import check_wordings, is_wordings
from factbook.engine.results import current
from factbook.engine.task import task
from factbook.project.files import digest_content, is_file
from figurecheck.model import Source
from figurecheck.model.errors import Complaint, DataError
from figurecheck.model.worded import phrase

_SHA256 = "sha256:"
_HASH = re.compile(f"{_SHA256}[0-9a-f]{{64}}")


def check_data(root: Path, *, tables: Tables | None = None) -> list[Complaint]:
    """Check `data/` below `root`, and return every fault of every file.

    Faults that leave the data usable (a hash that is out of date) are marked as stale, and those of the rules that a
    package of others sets itself as warnings. Tables that are read for the check are handed to `tables`.
    """
    try:
        opened = open_package(root)
    except DataError as error:
        return list(error.complaints)
    if not opened.package.resources:
        return list(opened.misshapen)
    return [*_check_as_written(root), *_check_all(root, opened, tables)]


@task(of=lambda root: (), reads=lambda root: [PACKAGE])
def _check_as_written(root: Path) -> list[Complaint]:
    content = (root / PACKAGE).read_text("utf-8-sig")
    return list(check_as_written(content, parse_json_object(content.encode(), PACKAGE)))


@task(of=lambda root, opened, tables: (), reads=lambda root, opened, tables: find_data_files(opened.package))
def _check_all(root: Path, opened: OpenedPackage, tables: Tables | None) -> list[Complaint]:
    # What is wrong with one description keeps no other table from being checked: one run names everything.
    descriptor, package, misshapen = opened.descriptor, opened.package, opened.misshapen
    resources = package.resources
    check = _Check(root, descriptor, resources, tables)
    published = {resource.name for resource in resources if resource.as_published}
    complaints = [
        *(soften(complaint) if name in published else complaint for name, complaint in check.described),
        *misshapen,
        *check_resources([one for one in resources if not one.as_published]),
        *check_named_sources(package, check.listed_sources),
        *find_contradictions(
            PACKAGE, ((one.name, source) for one in resources if one.source_ids for source in one.sources)
        ),
        *(
            soften(complaint) if name in published else complaint
            for name, complaint in check_references(check.sound_references, resources)
        ),
        *check_links(descriptor),
    ]
    complaints += check.find_all_faults()
    complaints += check.find_release_faults()
    entries = list_mappings(descriptor["resources"])
    complaints += [it for one in entries if PULL in one for it in check_pull(f"{PACKAGE}: {one['name']}", one[PULL])]
    return sort_faults(complaints, resources)


class _Check:
    """The tables of one report, read one by one; those that others refer to stay at hand."""

    def __init__(
        self,
        root: Path,
        descriptor: Entry,
        resources: Iterable[Resource],
        tables: Tables | None,
    ) -> None:
        self._root, self._tables = root, tables
        self._resources = {resource.name: resource for resource in resources}
        entries = list_mappings(descriptor["resources"])
        self._schemas = {str(entry["name"]): mapping_or_empty(entry.get("schema")) for entry in entries}
        self._bare = {str(entry["name"]): _without_digest(entry) for entry in entries}
        bare = {**descriptor, "resources": list(self._bare.values())}
        self.described = _find_descriptor_faults(bare, descriptor, list(self._resources.values()))
        self._misdescribed = {name for name, _ in self.described}
        self.references: dict[str, list[Reference]] = {
            name: [parse_reference(key) for key in list_mappings(schema.get("foreignKeys"))]
            for name, schema in self._schemas.items()
        }
        self._list = find_list(self._resources.values())
        self._imply_references()
        self._files: dict[str, CheckedFile | None] = {}

    def _imply_references(self) -> None:
        """Let each column `source_id` refer to the list of sources, as if the descriptor said so."""
        # A column of that name has one meaning here, so that no table need say it.
        if self._list is None:
            return
        key = {"fields": ["source_id"], "reference": {"resource": self._list.name, "fields": ["source_id"]}}
        for name, resource in self._resources.items():
            named = any(own == ("source_id",) for own, *_ in self.references[name])
            if resource.field("source_id") is not None and resource is not self._list and not named:
                foreign = [*list_mappings(self._schemas[name].get("foreignKeys")), key]
                self._schemas[name] = {**self._schemas[name], "foreignKeys": foreign}
                self.references[name].append(parse_reference(key))

    @property
    def listed_sources(self) -> Collection[str]:
        """The ids in the list of sources."""
        # Read only where a table names one: what is known of an unchanged file is not looked at again.
        is_named = any(resource.named_sources for resource in self._resources.values())
        file = self._target(self._list.name) if self._list and is_named else None
        # A list that is broken is reported as such, and lists nothing.
        column = file.columns.get("source_id") if file else None
        return {str(id) for id in column.by_text if id} if column else ()

    @property
    def sound_references(self) -> Mapping[str, Sequence[Reference]]:
        """The foreign keys of each table of which the standard has found nothing wrong."""
        return {name: keys for name, keys in self.references.items() if name not in self._misdescribed}

    def find_all_faults(self) -> Iterator[Complaint]:
        """Yield every fault of each table."""
        for resource in self._resources.values():
            yield from (*self._check_digest(resource), *_check_file(self, resource))

    def _find_concerned(self, resource: Resource) -> list[str]:
        """Return a table, and those by which its rows are checked as well: what its foreign keys name, and sources."""
        listed = {self._list.name} if self._list and resource.named_sources else set()
        return [resource.name, *sorted(self._targets_of(resource) | (listed - {resource.name}))]

    def find_places(self, resource: Resource) -> list[str]:
        return [self._resources[name].place for name in self._find_concerned(resource)]

    def describe(self, resource: Resource) -> object:
        return [(self._bare[name], name in self._misdescribed) for name in self._find_concerned(resource)]

    def find_release_faults(self) -> Iterator[Complaint]:
        """Yield what is wrong with the earlier releases of tables."""
        with_releases = [one for one in self._resources.values() if one.part or RELEASES in self._bare[one.name]]
        described = Package(root=self._root, resources=tuple(with_releases)).sources
        for resource in with_releases:
            yield from check_releases(self._root, resource, self._bare[resource.name], self._merge(described))

    def _check_digest(self, resource: Resource) -> Iterable[Complaint]:
        # A build has digested every file already, to see what changed; they are not read again for that.
        seen = current().find_state(resource.place)
        if seen is None:
            if not is_file(self._root / resource.place):
                return ()
            raw = (self._root / resource.place).read_bytes()
            return _check_digest(resource, len(raw), _digest(raw))
        return _check_digest(resource, seen.size, f"{_SHA256}{seen.digest}")

    def check_file(self, resource: Resource) -> list[Complaint]:
        if not is_file(self._root / resource.place):
            return [missing_file(resource)]
        if resource.format == "parquet":
            from factbook.data.columnar_check import check_columnar

            known = {name: self._target(name) for name in self._targets_of(resource)}
            sound: list[Table] = []
            complaints = check_columnar(self._root, resource, self._schemas[resource.name], known, sound.append)
            if self._tables is not None and sound and not resource.part:
                self._tables.add(sound[0])
            return [*complaints, *(one for table in sound for one in self._check_times(table))]
        file, complaints = self._read_file(resource)
        if file is None:
            return complaints
        # Only a table without a fault: reading it again raises what is wrong with the others. A part alone is no table.
        if self._tables is not None and not complaints and not resource.part:
            self._tables.add(file.table)
        if resource is self._list or is_wordings(resource):
            complaints += check_dates(file.table)
            complaints += check_addresses(file.table)
            complaints += check_access(file.table)
        if is_wordings(resource):
            complaints += check_wordings(file.table)
        faults: list[Complaint] = []
        if resource.name not in self._misdescribed and file.has_distinct_columns:
            targets = ((name, self._target(name)) for name in self._targets_of(resource))
            faults += find_table_faults(file, {name: target for name, target in targets if target is not None})
        if resource.as_published:
            cells = find_unreadable_cells(file.records, file.columns, resource)
            unreadable = (replace(one, what=phrase("{what}, and read as no value", what=one.what)) for _, one in cells)
            faults = list(soften_many([*unreadable, *faults]))
        complaints += faults
        return [*complaints, *self._check_rows(file.table)]

    def _check_rows(self, table: Table) -> Iterator[Complaint]:
        """Yield what is wrong with the rows by the rules of reports: statuses, roundings, makers, searches."""
        yield from check_main_rows(table, self._merge(table.resource.sources))
        yield from check_precision(table)
        yield from check_makers(table)
        yield from check_searches(table)
        yield from check_agreement(table)
        yield from self._check_times(table)

    def _check_times(self, table: Table) -> Iterator[Complaint]:
        yield from check_periods(table, self._merge(table.resource.sources))

    def _merge(self, described: Iterable[Source]) -> Mapping[str, Source]:
        file = self._target(self._list.name) if self._list else None
        return merge_sources(parse_sources(file.table if file is not None else None), described)

    def _targets_of(self, resource: Resource) -> set[str]:
        """Return the names of the other tables to which a table's foreign keys refer."""
        return ({name for _, name, _ in self.references[resource.name]} & self._resources.keys()) - {resource.name}

    def _target(self, name: str) -> CheckedFile | None:
        """Return a table that others refer to, if the standard can look at it."""
        if name not in self._files:
            resource = self._resources[name]
            usable = name not in self._misdescribed and is_file(self._root / resource.place)
            file = self._read_file(resource)[0] if usable else None
            self._files[name] = file if file is not None and file.has_distinct_columns else None
        return self._files[name]

    def _read_file(self, resource: Resource) -> tuple[CheckedFile | None, list[Complaint]]:
        """Read one table, with every fault that hinders reading; ``None`` if it cannot be looked at any further."""
        if resource.format == "parquet":
            from factbook.data.columnar_check import read_target

            return read_target(self._root, resource, self._schemas[resource.name])
        try:
            records, complaints = read_records(self._root / resource.place, resource)
        except DataError as error:
            return None, list(error.complaints)
        columns = read_columns(records, resource)
        file = CheckedFile(
            resource=resource,
            schema=self._schemas[resource.name],
            records=records,
            columns=columns,
            table=make_table(records, columns, resource),
        )
        complaints += find_hindrances(records, columns, resource)
        return file, [*complaints, *strange_columns(resource, records.header)]


@task(of=_Check.describe, reads=_Check.find_places)
def _check_file(self: _Check, resource: Resource) -> list[Complaint]:
    return self.check_file(resource)


# Without the digests, which change with every table: to load the library of the standard takes long.
@task(of=lambda bare, descriptor, resources: bare)
def _find_descriptor_faults(
    bare: Entry, descriptor: Entry, resources: Sequence[Resource]
) -> list[tuple[str, Complaint]]:
    return list(find_descriptor_faults(descriptor, list_mappings(descriptor["resources"]), resources))


def _without_digest(entry: Entry) -> Entry:
    """Return a table's description without the size and hash of its file, if they are what they should be."""
    size, hash = entry.get("bytes"), entry.get("hash")
    # `type`, since True is an int for isinstance, and the standard refuses it.
    if type(size) is int and isinstance(hash, str) and _HASH.fullmatch(hash):
        return {**entry, "bytes": 0, "hash": ""}
    return entry


def refresh(root: Path) -> list[str]:
    """Renew ``bytes`` and ``hash`` of each table in `data/datapackage.json`, and return the names of what differed.

    The file is left alone when nothing differs, and is otherwise replaced in one step.
    Raises DataError when the package cannot be read, or a file is missing.
    """
    descriptor = read_own_descriptor(root)
    if not descriptor.get("resources") and descriptor.get(PACKAGES):
        return []
    resources = parse_package(descriptor, root).resources
    lost = [missing_file(resource) for resource in resources if not is_file(root / resource.place)]
    # Nothing is written if any is lost: half renewed, the descriptor would hide which.
    if lost:
        raise DataError(*lost)
    changed = []
    for entry, resource in zip(list_mappings(descriptor["resources"]), resources, strict=True):
        raw = (root / resource.place).read_bytes()
        if (resource.bytes, resource.hash) != (len(raw), _digest(raw)):
            entry.update(bytes=len(raw), hash=_digest(raw))
            changed.append(resource.name)
    if changed:
        write_descriptor(root, descriptor)
    return changed


def _digest(raw: bytes) -> str:
    return f"{_SHA256}{digest_content(raw)}"


def _check_digest(resource: Resource, size: int, hash: str) -> Iterator[Complaint]:
    """Yield a complaint when size or hash of the file are not those that the package states."""
    # Neither is demanded; where a package states one, the file is what it describes.
    if resource.bytes in {None, size} and resource.hash in {"", hash, hash.removeprefix(_SHA256)}:
        return
    if resource.hash and ":" in resource.hash and not resource.hash.startswith(_SHA256):
        return
    stated = "differs from its hash in {package}" if resource.hash else "differs from its size in {package}"
    remedy = "look at what changed, then run: factbook refresh"
    yield Complaint(resource.place, phrase(stated, package=PACKAGE), remedy, stale=True)
