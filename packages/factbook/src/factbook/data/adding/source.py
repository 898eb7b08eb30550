"""Add a source to the list of sources, and name it as the one of whole tables."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from factbook.data.adding.write import check_entry, read_or_begin
from factbook.data.descriptor import DATA, PACKAGE, list_mappings, mapping_or_empty
from factbook.data.descriptor_file import write_descriptor
from factbook.data.sources import SOURCES
from factbook.project.files import digest_content
from factbook.project.scratch import scratch_folder
from factbook.project.setting_values import is_web_address
from figurecheck.model.errors import Complaint, DataError, suggest
from figurecheck.model.iso_dates import is_iso_date

COLUMNS = ("source_id", "title", "publisher", "published", "url", "accessed", "note")
FILE = f"{DATA}/sources.csv"


def add_source(root: Path, id: str, said: Mapping[str, str], tables: Sequence[str]) -> list[str]:
    """Add a row to the list of sources, which is made if there is none, and return the files that were written.

    `said` are its cells by column. `tables` rest on it as a whole. Raises DataError and changes nothing.
    """
    descriptor = read_or_begin(root)
    resources = list_mappings(descriptor.get("resources"))
    listed = next((one for one in resources if one.get("name") == SOURCES), None)
    # The list may lie in another file than the usual one.
    path = root / DATA / str(listed["path"]) if listed else root / FILE
    text = path.read_text("utf-8") if listed and path.is_file() else ""
    rows = list(csv.reader(io.StringIO(text))) or [list(COLUMNS)]
    faults = [*_find_faults(id, said), *_find_unknown(resources, tables)]
    known = {row[rows[0].index("source_id")]: row for row in rows[1:] if row} if "source_id" in rows[0] else {}
    row = [id if name == "source_id" else said.get(name, "") for name in rows[0]]
    if id in known and any(new and new != old for new, old in zip(row, known[id], strict=False)):
        remedy = f"choose another id, or edit {path.relative_to(root)}"
        what = "is in the list already, and described otherwise"
        faults.append(Complaint(f"source {id}", what, remedy))
    if faults:
        raise DataError(*faults)
    if id not in known:
        new = io.StringIO(newline="")
        # The rows that are there stay as they are written.
        csv.writer(new, lineterminator="\n").writerows([row] if text else [rows[0], row])
        text = f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{new.getvalue()}"
    return _write(root, path, text, descriptor, id, tables)


def _find_faults(id: str, said: Mapping[str, str]) -> list[Complaint]:
    place, faults = f"source {id}", []
    if not id or any(char.isspace() or char in "#/<>\"'`" for char in id):
        remedy = "use letters, digits, hyphens and underscores, such as office_2026"
        faults.append(Complaint(place, f"{id!r} is no id", remedy))
    for name in ("published", "accessed"):
        if said.get(name) and not is_iso_date(said[name]):
            remedy = "write it as 2025, 2025-02 or 2025-02-17"
            faults.append(Complaint(place, f"--{name} {said[name]!r} is no ISO date", remedy))
    if said.get("url") and not is_web_address(said["url"]):
        faults.append(Complaint(place, "--url is no address", "begin it with https:// or http://"))
    return faults


def _find_unknown(resources: Sequence[Mapping[str, object]], tables: Sequence[str]) -> list[Complaint]:
    faults, names = [], [str(one.get("name")) for one in resources]
    for table in tables:
        entry = next((one for one in resources if one.get("name") == table), None)
        if entry is None:
            what, remedy = f"no table {table!r}", suggest(names, table, "add it: factbook data add FILE")
            faults.append(Complaint(PACKAGE, what, remedy))
            continue
        fields = {one.get("name") for one in list_mappings(mapping_or_empty(entry.get("schema")).get("fields"))}
        if "source_id" in fields:
            what, remedy = "names the source of each row, in its column source_id", "write the id into the rows"
            faults.append(Complaint(f"{PACKAGE}: {table}", what, remedy))
    return faults


def _write(
    root: Path, path: Path, text: str, descriptor: dict[str, object], id: str, tables: Sequence[str]
) -> list[str]:
    resources = [dict(one) for one in list_mappings(descriptor.get("resources"))]
    if not any(one.get("name") == SOURCES for one in resources):
        fields = [{"name": name, "type": "string"} for name in COLUMNS]
        schema = {"fields": fields, "primaryKey": ["source_id"]}
        resources.append({"name": SOURCES, "type": "table", "path": "sources.csv", "schema": schema})
    for one in resources:
        if one.get("name") == SOURCES:
            one |= {"bytes": len(text.encode()), "hash": f"sha256:{digest_content(text)}"}
        if one.get("name") in tables:
            named = one.get("factbook:sources")
            one["factbook:sources"] = list(dict.fromkeys([*(named if isinstance(named, list) else []), id]))
    files = {}
    if not path.is_file() or path.read_text("utf-8") != text:
        _check(root, id, text, next(one for one in resources if one.get("name") == SOURCES), descriptor)
        files = {Path(os.path.realpath(path)): text}
    if files or {**descriptor, "resources": resources} != descriptor:
        write_descriptor(root, {**descriptor, "resources": resources}, files)
        return [*([path.relative_to(root).as_posix()] if files else []), PACKAGE]
    return []


def _check(root: Path, id: str, text: str, entry: Mapping[str, object], descriptor: Mapping[str, object]) -> None:
    """Raise DataError where the list would break what its own schema asks for, such as a publisher."""
    new = f": row {len(list(csv.reader(io.StringIO(text))))}, column "
    with scratch_folder("source") as scratch:
        (scratch / "list").write_bytes(text.encode())
        try:
            check_entry(root, entry, {str(entry["path"]): scratch / "list"}, descriptor)
        except DataError as error:
            # The row is in no file yet: what it lacks is an option of the command.
            own = (one.place.partition(new)[2] for one in error.complaints)
            faults = zip(error.complaints, own, strict=True)
            raise DataError(
                *(replace(one, place=f"source {id}: --{name}") if name else one for one, name in faults)
            ) from error
