"""Lists of records in JSON documents, as text: each object is a row, its keys are the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from factbook.data.decoding import decode
from factbook.data.descriptor import Resource
from factbook.data.formats.records import Records
from factbook.model.errors import Complaint, DataError, suggest


class _Literal(str):
    """A number as it is spelled in the document: 1.10 stays 1.10."""

    __slots__ = ()


def read_document(path: Path, resource: Resource) -> tuple[Records, list[Complaint]]:
    """Read the list of records of a document. Raises DataError when it is no JSON, or has no such list."""
    document, complaints = load_document(path, resource.place, resource.encoding)
    found = _find(document, resource)
    numbers = range(1, len(found) + 1)
    header, rows = _tabulate(found)
    return Records(header=header, rows=rows, lines=numbers, numbers=numbers), complaints


def load_document(path: Path, place: str, encoding: str = "utf-8") -> tuple[object, list[Complaint]]:
    """Return what a document holds, its numbers as they are spelled. Raises DataError when it is no JSON."""
    text, complaints = decode(path.read_bytes(), place, encoding)
    try:
        # As they are spelled: a float would lose digits that the document has.
        return json.loads(text, parse_float=_Literal, parse_int=_Literal), complaints
    except (ValueError, RecursionError) as error:
        at = f":{error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        what = f"not readable as JSON: {error.msg if isinstance(error, json.JSONDecodeError) else 'nested too deeply'}"
        remedy = "look for a missing comma, quote or bracket just before"
        raise DataError(*complaints, Complaint(place=f"{place}{at}", what=what, remedy=remedy)) from error


def find_lists(document: object, path: str = "") -> Iterator[str]:
    """Yield the paths of the lists of records in a document, the outermost first; an empty path is all of it."""
    if is_records(document):
        yield path
    elif isinstance(document, dict):
        for key, value in document.items():
            yield from find_lists(value, f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}")


def is_records(value: object) -> bool:
    """Return whether a value is a list of objects, as a table is written in JSON, or of rows below their heads."""
    return isinstance(value, list) and bool(value) and (all(isinstance(one, dict) for one in value) or _is_grid(value))


def _is_grid(value: list[object]) -> bool:
    """Return whether a list holds rows of cells, of which the first names the columns."""
    head = value[0]
    if not isinstance(head, list) or len(value) < 2 or not all(type(one) is str for one in head):
        return False
    return all(isinstance(row, list) and len(row) == len(head) for row in value)


def _find(document: object, resource: Resource) -> Sequence[Mapping[str, object]]:
    pointer = resource.dialect.pointer
    found = document
    for part in pointer.removeprefix("/").split("/") if pointer else ():
        key = part.replace("~1", "/").replace("~0", "~")
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, list) and found and _is_grid(found):
        return [dict(zip(found[0], row, strict=True)) for row in found[1:]]
    if isinstance(found, list) and all(isinstance(one, dict) for one in found):
        return found
    what = f"has no list of records at {pointer}" if pointer else "is no list of records"
    paths = list(find_lists(document))
    listed = f"write as dialect.property where it is: {', '.join(paths)}" if paths else "write a list of objects"
    raise DataError(Complaint(place=resource.place, what=what, remedy=suggest(paths, pointer, listed)))


def _tabulate(records: Sequence[Mapping[str, object]]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the columns of all records, in the order in which they first come, and a row for each."""
    flat = [dict(_flatten(record, "")) for record in records]
    header = tuple(dict.fromkeys(name for record in flat for name in record))
    return header, [[record.get(name, "") for name in header] for record in flat]


def _flatten(record: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", _spell(value)


def _spell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
