"""A file as the next release of a table, compared with the present one; or everything that stands against it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from factbook.data.adding.contents import find_format
from factbook.data.adding.entry import NO_ROWS, Answers
from factbook.data.adding.layout import find_layout
from factbook.data.adding.write import check_entry
from factbook.data.catalog import Catalog, read_catalog
from factbook.data.descriptor import DATA, PACKAGE, Entry, Resource, find_entry, list_mappings
from factbook.data.descriptor_file import complete, parse_package, read_own_descriptor
from factbook.data.dialects import SUFFIXES, format_of
from factbook.data.formats.read import read_records
from factbook.data.release import PART, RELEASES
from factbook.data.release_entries import put_release, take_release
from factbook.data.releases import release_of
from factbook.data.sources import SOURCES
from factbook.data.table_store import read_table
from factbook.data.tables import Table, read_file
from factbook.data.updating.compare import Comparison, compare_tables, find_repeated_keys
from factbook.data.updating.outliers import Outlier, find_outliers
from factbook.data.updating.release_columns import (
    compare_columns,
    complain_of_keys,
    complain_of_renamed,
    describe_columns,
    find_renamed,
    point_out,
)
from factbook.data.updating.release_source import date_source, describe_source, refuse_earlier
from factbook.data.updating.rescaled import Rescaled, find_rescaled
from factbook.project.files import digest_file, replace_file
from factbook.project.scratch import scratch_folder
from figurecheck.model import Source
from figurecheck.model.errors import DataError, complain_all, suggest

FOLDER = "releases"
"""The folder below `data/` with the earlier releases, one folder for each table."""
MOST_GONE = 100
"""Of so many keys one may be gone before that has to be accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A new release of a table that can be written."""

    file: Path
    name: str
    """Name of the table."""
    before: Entry | None
    """The table's entry as it stands; ``None`` for a table of a package of others."""
    entry: Entry
    """The table's entry with this release as the newest one."""
    earlier_files: Mapping[str, str]
    """Files that are kept as earlier releases: where each goes below `data/`, by where it lies."""
    source: Source
    known_from: str
    """The ISO day from which the release is known."""
    comparison: Comparison
    outliers: tuple[Outlier, ...] = ()
    rescaled: tuple[Rescaled, ...] = ()
    """Columns whose values are a multiple of what they were."""
    columns: tuple[str, ...] = ()
    """What of the columns that the entry does not describe is otherwise, in words."""
    repeats: str = ""
    """Where the earlier release lies that the file is, byte for byte, from the root; empty if it is none."""

    @property
    def path(self) -> str:
        """Where the file goes, below `data/`."""
        return str(self.entry["path"])

    @property
    def has_lost_many(self) -> bool:
        """Whether more than one key in a hundred is gone."""
        return len(self.comparison.gone) * MOST_GONE > self.comparison.before


def find_incoming(root: Path, name: str, file: Path, shown: str, said: Answers, *, part: bool = False,
                  address: str = "", today: str = "") -> Incoming | None:  # fmt: skip
    """Return a file as the next release of a table; ``None`` if it is the present one, byte for byte.

    `shown` is how messages call the file, `said` its source. Raises DataError with all that stands against it.
    """
    descriptor, catalog = read_own_descriptor(root), read_catalog(root)
    entry, resource = _find_table(root, descriptor, catalog, name)
    # Before anything is read: what the present release was is known by its digest alone.
    present = root / resource.place
    _refuse_replaced(root, resource, file)
    if digest_file(file) == digest_file(present):
        return None
    if not (list_mappings(entry.get("sources")) or entry.get("factbook:sources")):
        # Those of the package are this release's from now on; the next one may have others.
        entry = {**entry, "sources": _completed(root, entry, descriptor)["sources"]}
    release = describe_source(entry, resource, catalog, said, address, today)
    source, day = date_source(release, catalog)
    refuse_earlier(resource, catalog, source, day)
    stated = {**_find_file(root, file, shown, resource, entry, descriptor), **release, **({PART: True} if part else {})}
    kept = {resource.path: _choose_place(root, resource)}
    earlier = [*list_mappings(entry.get(RELEASES)), {**take_release(entry), "path": kept[resource.path]}]
    full = put_release(entry, stated, earlier)
    after = _read_checked(root, full, file, shown, descriptor, kept, resource)
    if part and not after.resource.index:
        remedy = "give the whole file, without --part"
        raise DataError.about(shown, "is a part of a table without a key", remedy)
    comparison = compare_tables(read_table(root, resource), after, part=part)
    return Incoming(
        file=file,
        name=name,
        before=find_entry(descriptor, name),
        entry=full,
        earlier_files=kept,
        source=source,
        known_from=day.isoformat(),
        comparison=comparison,
        outliers=tuple(find_outliers(read_table(root, resource), after, comparison)),
        rescaled=tuple(find_rescaled(comparison)),
        columns=tuple(compare_columns(root, resource, file, full)),
        repeats=_find_repeated(root, entry, file),
    )


def _find_repeated(root: Path, entry: Entry, file: Path) -> str:
    """Return where the earlier release lies that a file is: it may be an older download, or a revision taken back."""
    places = (root / DATA / str(one["path"]) for one in list_mappings(entry.get(RELEASES)))
    new = digest_file(file)
    found = (path for path in places if path.is_file() and digest_file(path) == new)
    return next((path.relative_to(root).as_posix() for path in found), "")


def _find_table(root: Path, descriptor: Entry, catalog: Catalog, name: str) -> tuple[Entry, Resource]:
    resource = next((one for one in catalog.resources if one.name == name), None)
    if resource is None:
        names = catalog.package.names
        remedy = suggest(names, name, f"there are {', '.join(names)}; a new table: factbook data add FILE")
        raise DataError.about(PACKAGE, f"no table {name!r}", remedy)
    place = f"{PACKAGE}: {name}"
    # A table of a package of others becomes an entry of the report's own: the package stays as its publisher made it.
    listed = [
        *list_mappings(descriptor.get("resources")),
        *list_mappings(complete(dict(descriptor), root)["resources"]),
    ]
    entry = next(one for one in listed if one.get("name") == name)
    if name == SOURCES:
        remedy = "add to it: factbook source add ID --title TITLE"
        raise DataError.about(place, "is the list of sources, which has no releases", remedy)
    if resource.field("source_id") is not None:
        remedy = "add the new rows to the file; or make releases of it first: factbook data convert"
        what = "says the source of each row, in its column source_id"
        raise DataError.about(place, what, remedy)
    if not resource.source_ids:
        remedy = f"say it first, with its day: factbook source add ID --title TITLE --published DATE --table {name}"
        raise DataError.about(place, "has no source, so that its release has no day", remedy)
    return entry, resource


def _refuse_replaced(root: Path, resource: Resource, file: Path) -> None:
    """Raise DataError for a file that was replaced by hand: what it was is not known any more."""
    present, kept = root / resource.place, root / DATA / _find_place(resource)
    stated, found = resource.hash.removeprefix("sha256:"), digest_file(present)
    if stated in {"", found}:
        return
    if found == digest_file(file) and kept.is_file() and digest_file(kept) == stated:
        # An update to this very file was killed before its last step; it begins anew.
        replace_file(present, kept.read_bytes(), sync=True)
        return
    remedy = (
        f"restore it from version control (git checkout -- {resource.place}) and name the new file beside it; "
        "if it was mended, run: factbook refresh"
    )
    raise DataError.about(resource.place, f"differs from its hash in {PACKAGE}", remedy)


def _find_file(
    root: Path, file: Path, shown: str, resource: Resource, own: Entry, descriptor: Entry
) -> dict[str, object]:
    """Return what an entry says of a file: path, format, encoding, dialect, size and digest."""
    form = find_format(file, shown)
    ending = PurePosixPath(shown).suffix if SUFFIXES.get(PurePosixPath(shown).suffix[1:].lower()) == form else ""
    path = resource.path
    shares = sum(one.get("path") == path for one in list_mappings(descriptor.get("resources"))) > 1
    is_listed = any(one.get("name") == resource.name for one in list_mappings(descriptor.get("resources")))
    if form != resource.format or shares or not is_listed:
        path = f"{resource.name}{ending or '.' + form}"
        there = root / DATA / path
        # The same file is there where an update was killed before its last step.
        if there.exists() and digest_file(there) != digest_file(file):
            remedy = "rename that file"
            raise DataError.about(f"{DATA}/{path}", "is another file already", remedy)
    stated = {"path": path} | ({"format": form} if format_of(path) != form else {})
    # Nearly every release lies in its file as the one before did; only where it does not is it looked at anew.
    layout: dict[str, object] = {key: own[key] for key in ("encoding", "dialect") if key in own}
    if form != resource.format or not _reads(file, resource):
        layout = find_layout(file, shown, form, _find_chosen(resource))
    return {**stated, **layout, "bytes": file.stat().st_size, "hash": f"sha256:{digest_file(file)}"}


def _find_chosen(resource: Resource) -> str:
    dialect = resource.dialect
    return {"xlsx": dialect.sheet, "sqlite": dialect.table, "json": dialect.pointer}.get(resource.format, "")


def _reads(file: Path, resource: Resource) -> bool:
    """Return whether a file can be read as the present one is."""
    try:
        if resource.format == "parquet":
            return True
        records, complaints = read_records(file, resource)
    except DataError:
        return False
    names = {field.name for field in resource.fields}
    return not complaints and not records.uneven and bool(names & {*records.header})


def _find_place(resource: Resource) -> str:
    # A list that somebody else keeps may have ids that are no names of files.
    id = re.sub(r"[^\w.+-]+", "_", release_of(resource).id).strip(".")
    return f"{FOLDER}/{resource.name}/{id}{PurePosixPath(resource.path).suffix}"


def _choose_place(root: Path, resource: Resource) -> str:
    """Return where the present release is kept, below `data/`. Raises DataError where another file is there."""
    path = _find_place(resource)
    kept = root / DATA / path
    if kept.exists() and digest_file(kept) != digest_file(root / resource.place):
        remedy = "rename that file, or give the source of the present release another id"
        raise DataError.about(f"{DATA}/{path}", "is another file already", remedy)
    return path


def _read_checked(
    root: Path, entry: Entry, file: Path, shown: str, descriptor: Entry, kept: Mapping[str, str], present: Resource
) -> Table:
    """Return the table of a new release, by itself. Raises DataError with what every later check would say of it."""
    paths = {str(one["path"]): root / DATA / str(one["path"]) for one in list_mappings(entry[RELEASES])}
    paths |= {place: root / DATA / path for path, place in kept.items()} | {str(entry["path"]): file}
    place = f"{DATA}/{entry['path']}"
    try:
        check_entry(root, entry, paths, descriptor)
        [resource] = parse_package({**descriptor, "resources": [_completed(root, entry, descriptor)]}, root).resources
        alone = replace(resource, releases=(), part=False)
        table = _read_at(alone, file)
        repeated = find_repeated_keys(table) if alone.index else []
        complain_all(DataError, list(complain_of_keys(place, alone.index, repeated)))
    except DataError as error:
        found = [point_out(one, place, shown) for one in error.complaints]
        renamed = find_renamed(root / present.place, present, file, entry, root)
        # What was renamed is told by one line, instead of one for each of both names.
        found = [one for one in found if not any(one.what.startswith(f"column {old} is missing") for old in renamed)]
        described = {*(field.name for field in present.fields), *renamed.values()}
        told = [*complain_of_renamed(shown, renamed), *found, *describe_columns(found, file, shown, described)]
        raise DataError(*dict.fromkeys(told)) from error
    if not table.lines:
        raise DataError.about(shown, NO_ROWS, "check how it was saved or downloaded")
    return table


def _completed(root: Path, entry: Entry, descriptor: Entry) -> Entry:
    [found] = list_mappings(complete({**descriptor, "resources": [entry], "factbook:packages": []}, root)["resources"])
    return found


def _read_at(resource: Resource, file: Path) -> Table:
    with scratch_folder("update") as folder:
        place = folder / resource.place
        place.parent.mkdir(parents=True)
        # As a link, but for what opens a file by its name alone.
        place.symlink_to(file.resolve())
        return read_file(Path(folder), resource)
