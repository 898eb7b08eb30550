"""Columns and keys of a file that are otherwise than the entry of its table says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from factbook.data.adding.entry import Answers, find_entry
from factbook.data.descriptor import PACKAGE, Entry, Resource, list_mappings, mapping_or_empty
from factbook.data.descriptor_file import parse_package
from factbook.data.formats.read import read_records
from factbook.data.tables import Row
from figurecheck.model.errors import Complaint, DataError

_ALIKE = 0.8
"""The part of the cells of a column that one under another name must hold to be the same."""


def complain_of_keys(place: str, index: Iterable[str], repeated: Iterable[Row]) -> Iterator[Complaint]:
    """Yield a complaint for each of the first keys that several rows have."""
    for key in list(repeated)[:3]:
        named = ", ".join(f"{name} {value}" for name, value in zip(index, key, strict=True))
        remedy = "take one of its rows out, or correct the key of the table"
        yield Complaint(place, f"has several rows for {named}", remedy)


def point_out(complaint: Complaint, place: str, shown: str) -> Complaint:
    """Return a complaint about the file that the editor has named."""
    # The file is not below data/ yet, and is looked for by the name that it was given by.
    return replace(complaint, place=complaint.place.replace(place, shown, 1))


def describe_columns(
    complaints: Iterable[Complaint], file: Path, shown: str, described: Container[str]
) -> Iterator[Complaint]:
    """Yield how the columns of a file would be described that the entry describes otherwise, as lines to write."""
    texts = [one.what for one in complaints] + [one.place for one in complaints]
    # Any column that is new may be the one that is missing.
    lacks = any(text.startswith("column ") and " is missing" in text for text in texts)
    try:
        found = find_entry(file, shown, Answers())
    except DataError:
        return
    fields = list_mappings(mapping_or_empty(found.entry.get("schema")).get("fields"))
    if not any(field["name"] in described for field in fields):
        # It is another table altogether.
        return
    columns = {one.name: one for one in found.columns}
    for field in fields:
        name = re.escape(str(field["name"]))
        if (lacks and field["name"] not in described) or any(
            re.search(rf"(?:column|there is) {name}(?!\w)", text) for text in texts
        ):
            line = f"the field would be {json.dumps(field, ensure_ascii=False)}"
            column = columns.get(str(field["name"]))
            if column is not None and column.flags:
                # Without its marks the cell is what the entry says.
                line = f'the entry would have "factbook:flags": {json.dumps(column.flags, ensure_ascii=False)}'
            # Cells that can be read in two ways, such as thousands that look like decimals, are for a person to read.
            noted = "".join(f": {note}" for note in (column.notes if column else ()))
            yield Complaint(
                f"{PACKAGE}", f"as the file has it, {line}{noted}",
                "write it there if every release is to be read like that; else ask the publisher",
            )  # fmt: skip


def find_renamed(present: Path, resource: Resource, file: Path, entry: Entry, root: Path) -> dict[str, str]:
    """Return the new name of each described column that a file lacks, and that holds the same texts under another name.

    `present` is the file of the present release.
    """
    try:
        [renewed] = parse_package({"resources": [entry]}, root).resources
        old, new = _read_texts(present, resource), _read_texts(file, renewed)
    except DataError:
        return {}
    lacking = [field.name for field in resource.fields if field.name in old and field.name not in new]
    strange = [name for name in new if name not in old and resource.field(name) is None]
    found: dict[str, str] = {}
    for name in lacking:
        # Counted, not row by row: rows may have come, gone, or another order.
        likeness = {other: (old[name] & new[other]).total() for other in strange if other not in found.values()}
        best = max(likeness, key=lambda other: likeness[other], default="")
        if best and likeness[best] >= _ALIKE * old[name].total() > 0:
            found[name] = best
    return found


def complain_of_renamed(shown: str, renamed: Mapping[str, str]) -> Iterator[Complaint]:
    """Yield a complaint for each column that has another name now."""
    for old, new in renamed.items():
        yield Complaint(
            shown,
            f"column {old} is missing, and {new} holds what it held",
            f"if it was renamed, write {old} for {new} in the header of a copy, and give that: a column has one "
            "name in all releases of a table, in notebooks and on every earlier day",
        )


def _read_texts(file: Path, resource: Resource) -> dict[str, Counter[str]]:
    records, _ = read_records(file, resource)
    return {name: Counter(cells) for name, cells in zip(records.header, zip(*records.rows, strict=False), strict=False)}


def compare_columns(root: Path, resource: Resource, file: Path, entry: Entry) -> Iterator[str]:
    """Yield which columns that the entry does not describe came or went."""
    try:
        old = _read_header(root / resource.place, resource)
        [renewed] = parse_package({"resources": [entry]}, root).resources
        new = _read_header(file, renewed)
    except DataError:
        return
    described = {field.name for field in resource.fields}
    for words, names in (
        ("new", [one for one in new if one not in old]),
        ("gone", [one for one in old if one not in new]),
    ):
        if undescribed := [one for one in names if one not in described]:
            yield f"columns that the entry does not describe: {words} {', '.join(undescribed)}"


def _read_header(file: Path, resource: Resource) -> tuple[str, ...]:
    if resource.format == "parquet":
        from factbook.data.formats.parquet import read_header

        return tuple(read_header(file, resource.place))
    return read_records(file, resource)[0].header
