"""Columns and keys of a file that are otherwise than the entry of its table says."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from factbook.data.adding.entry import Answers, find_entry
from factbook.data.descriptor import PACKAGE, Entry, Resource, list_mappings, mapping_or_empty, parse_package
from factbook.data.formats.read import read_records
from factbook.data.tables import Row
from factbook.model.errors import Complaint, DataError


def complain_of_keys(place: str, index: Iterable[str], repeated: Iterable[Row]) -> Iterator[Complaint]:
    """Yield a complaint for each of the first keys that several rows have."""
    for key in list(repeated)[:3]:
        named = ", ".join(f"{name} {value}" for name, value in zip(index, key, strict=True))
        remedy = "take one of its rows out, or correct the key of the table"
        yield Complaint(place=place, what=f"has several rows for {named}", remedy=remedy)


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
    for field in fields:
        name = re.escape(str(field["name"]))
        if (lacks and field["name"] not in described) or any(
            re.search(rf"(?:column|there is) {name}(?!\w)", text) for text in texts
        ):
            line = json.dumps(field, ensure_ascii=False)
            yield Complaint(
                place=f"{PACKAGE}", what=f"as the file has it, the field would be {line}",
                remedy="write it there if every release is to be read like that; else ask the publisher",
            )  # fmt: skip


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
