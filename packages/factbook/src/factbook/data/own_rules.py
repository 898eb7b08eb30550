"""What a report's data needs beyond the standard: sources, statuses, one main row for each key, addresses to follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from factbook.data.descriptor import PACKAGE, Entry, Package, Reference, Resource, list_mappings
from factbook.data.printed import COMPUTED, PRINTED
from factbook.data.row_choice import STATUSES
from factbook.data.sources import SOURCES, find_list, known_on
from factbook.data.tables import Table
from factbook.project.setting_values import is_web_address
from figurecheck.model import Cellvalue, Source
from figurecheck.model.errors import Complaint, suggest
from figurecheck.model.iso_dates import is_iso_date
from figurecheck.model.worded import phrase

MAKERS = (PRINTED, COMPUTED)


def check_resources(resources: Iterable[Resource]) -> Iterator[Complaint]:
    """Yield what a report's tables need beyond the standard: a list of the sources that rows name, known statuses."""
    resources = tuple(resources)
    listed = find_list(resources)
    for resource in resources:
        yield from _check_resource(resource, listed)


def _check_resource(resource: Resource, listed: Resource | None) -> Iterator[Complaint]:
    place = f"{PACKAGE}: {resource.name}"
    names_sources = resource.field("source_id") is not None
    if names_sources and listed is None and not resource.as_published:
        remedy = "list them: factbook source add ID --title TITLE"
        yield Complaint(place, "its rows name sources, and no table sources lists them", remedy)
    if names_sources and listed not in {None, resource}:
        target = next((name for own, name in resource.references if own == "source_id"), SOURCES)
        if target != SOURCES:
            remedy = 'write "reference": {"resource": "sources", "fields": ["source_id"]}, or leave the foreign key out'
            yield Complaint(place, "source_id is no foreign key to sources", remedy)
    if names_sources and resource.named_sources:
        remedy = "take out factbook:sources, or the field source_id"
        yield Complaint(place, "names its sources twice, by row and for all rows", remedy)
    yield from _check_dates(resource, place)
    names = [one.name for one in resource.fields]
    for one in resource.fields:
        if one.source not in {"source_id", *names}:
            what = phrase('"factbook:source": {source!r} of {name} is no column', source=one.source, name=one.name)
            yield Complaint(place, what, suggest(names, one.source))
        if one.how and one.how not in {*MAKERS, *names}:
            what = phrase('"factbook:how": {how!r} of {name} is no column', how=one.how, name=one.name)
            remedy = "write printed, computed, or the name of the column that says which of them each row is"
            yield Complaint(place, what, remedy)
    status = resource.field("status")
    if status and not (status.enum and set(status.enum) <= set(STATUSES)):
        remedy = phrase("give the field the enum {names}, or some of them", names=", ".join(STATUSES))
        yield Complaint(place, "status may hold values that mean nothing here", remedy)


def _check_dates(resource: Resource, place: str) -> Iterator[Complaint]:
    """Yield a complaint for each date of a source in the descriptor that is no ISO date."""
    for at, source in enumerate(resource.sources):
        for key, text in (("published", source.published), ("accessed", source.accessed)):
            if text and not is_iso_date(text):
                what = phrase("sources[{at}].factbook:{key}: {text!r} is no ISO date", at=at, key=key, text=text)
                remedy = phrase('write it as "factbook:{key}": "2025-02-17", or 2025-02, or 2025', key=key)
                yield Complaint(place, what, remedy)


def check_named_sources(package: Package, listed: Collection[str]) -> Iterator[Complaint]:
    """Yield a complaint for each source that a table names for all of its rows and that is described nowhere."""
    known = {*listed, *(source.id for source in package.sources)}
    for resource in package.resources:
        for id in resource.named_sources:
            if id not in known:
                remedy = suggest(known, id, phrase("describe it: factbook source add {id} --title TITLE", id=id))
                what = phrase("factbook:sources names {id!r}, which is no source", id=id)
                yield Complaint(f"{PACKAGE}: {resource.name}", what, remedy)


def check_references(
    references: Mapping[str, Iterable[Reference]], resources: Iterable[Resource]
) -> Iterator[tuple[str, Complaint]]:
    """Yield the table and a complaint for each foreign key that cannot be followed, which the standard passes over."""
    names = {resource.name: [field.name for field in resource.fields] for resource in resources}
    for table, keys in references.items():
        for own, target, theirs in keys:
            place = f"{PACKAGE}: {table}: foreign key {', '.join(own)}"
            fields = names.get(target or table)
            if fields is None:
                remedy = "name a table of the package"
                yield (
                    table,
                    Complaint(place, phrase("names {target!r}, which is no table", target=target), remedy),
                )
            elif len(own) != len(theirs) or not {*own} <= {*names[table]} or not {*theirs} <= {*fields}:
                remedy = "list as many fields of this table as of the other, by the names that they have there"
                yield table, Complaint(place, "names fields that do not match", remedy)


def check_main_rows(table: Table, sources: Mapping[str, Source]) -> Iterator[Complaint]:
    """Yield a complaint for each key that has a second row with status main whose source is known from the same day.

    Main rows of different days are vintages: on each day, the latest one known counts.
    """
    resource = table.resource
    if "status" not in table.columns or not resource.index or not set(resource.index) <= set(table.columns):
        return
    first: dict[tuple[Cellvalue, ...], int] = {}
    columns = [table.column(name) for name in resource.index]
    days = _find_days(table, sources)
    for number, status, day, *key in zip(table.numbers, table.column("status"), days, *columns, strict=True):
        # Rows that agree or conflict may be as many as there are sources.
        if status != "main":
            continue
        before = first.setdefault((*key, day), number)
        if before != number:
            named = ", ".join(f"{name} {value}" for name, value in zip(resource.index, key, strict=True))
            place = f"{resource.place}: row {number}"
            remedy = "make one of them agrees or conflict; sources of different days would make them vintages"
            yield Complaint(
                place,
                phrase("is a second main row for {named}, after row {before}", named=named, before=before),
                remedy,
            )


def _find_days(table: Table, sources: Mapping[str, Source]) -> list[str]:
    """Return the day from which the source of each row is known; rows without one are all of one day."""
    if "source_id" not in table.columns:
        return [""] * len(table.lines)
    days = {id: known_on(source).isoformat() for id, source in sources.items()}
    return [days.get(str(id), "") for id in table.column("source_id")]


def check_precision(table: Table) -> Iterator[Complaint]:
    """Yield a complaint for each place of rounding that is no number above 0."""
    if "precision" not in table.columns:
        return
    for number, value in zip(table.numbers, table.column("precision"), strict=True):
        if value is not None and (isinstance(value, str | bool) or value <= 0):
            place = f"{table.resource.place}: row {number}, column precision"
            remedy = "write to what the source rounded, in the unit of the value, such as 1000; empty if not known"
            yield Complaint(place, phrase("{value} is no place to round to", value=value), remedy)


def check_makers(table: Table) -> Iterator[Complaint]:
    """Yield a complaint for each cell that should say who made another one, and does not."""
    for name in dict.fromkeys(one.how for one in table.resource.fields if one.how in table.columns):
        for number, value in zip(table.numbers, table.column(name), strict=True):
            if value is not None and value not in MAKERS:
                place = f"{table.resource.place}: row {number}, column {name}"
                what = phrase("{value!r} does not say who made the number", value=str(value))
                yield Complaint(place, what, "write printed or computed")


def check_dates(table: Table) -> Iterator[Complaint]:
    """Yield a complaint for each source whose dates are no ISO dates."""
    for name in ("published", "accessed"):
        if name not in table.columns:
            continue
        for number, value in zip(table.numbers, table.column(name), strict=True):
            if value is not None and not is_iso_date(str(value)):
                place = f"{table.resource.place}: row {number}, column {name}"
                remedy = "write it as 2025, 2025-02 or 2025-02-17"
                yield Complaint(place, phrase("{value!r} is no ISO date", value=str(value)), remedy)


def check_addresses(table: Table) -> Iterator[Complaint]:
    """Yield a complaint for each source whose address no reader could follow, or should."""
    cells = table.column("url") if "url" in table.columns else ()
    for number, value in zip(table.numbers, cells, strict=bool(cells)):
        if value is not None and not is_web_address(str(value)):
            yield _refuse(f"{table.resource.place}: row {number}, column url", str(value))


def check_links(descriptor: Entry) -> Iterator[Complaint]:
    """Yield a complaint for each address of a licence or an origin that no reader could follow, or should."""
    parts = [
        (PACKAGE, descriptor),
        *((f"{PACKAGE}: {one['name']}", one) for one in list_mappings(descriptor["resources"])),
    ]
    for place, part in parts:
        for key in ("licenses", "sources"):
            entries = part.get(key)
            for at, entry in enumerate(entries if isinstance(entries, list) else ()):
                path = str(entry.get("path", "")) if isinstance(entry, dict) else ""
                # A path without a colon is a file beside the package, which the standard allows.
                if path and ":" in path and not is_web_address(path):
                    yield _refuse(f"{place}: {key}[{at}].path", path)


def _refuse(place: str, address: str) -> Complaint:
    what = phrase("{address!r} is no address that a reader can follow", address=address)
    return Complaint(place, what, "begin it with https:// or http://")
