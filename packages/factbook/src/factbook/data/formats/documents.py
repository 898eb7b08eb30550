"""Lists of records in JSON documents, as text: each object is a row, its keys are the columns."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from factbook.data.decoding import decode
from factbook.data.descriptor import Resource
from factbook.data.formats.records import Records, name_columns
from figurecheck.model.errors import Complaint, DataError, suggest
from figurecheck.model.worded import phrase


class _Literal(str):
    """A number as it is spelled in the document: 1.10 stays 1.10."""

    __slots__ = ()


def read_document(path: Path, resource: Resource) -> tuple[Records, list[Complaint]]:
    """Read the list of records of a document. Raises DataError when it is no JSON, or has no such list."""
    document, complaints = load_document(path, resource.place, resource.encoding)
    found = _find(document, resource)
    numbers = range(1, len(found) + 1)
    header, rows = _tabulate(found, resource.place)
    return Records(header=header, rows=rows, lines=numbers, numbers=numbers), complaints


def load_document(path: Path, place: str, encoding: str = "utf-8") -> tuple[object, list[Complaint]]:
    """Return what a document holds, its numbers as they are spelled; of JSON lines, a list of what each line holds.

    Raises DataError when it is no JSON.
    """
    text, complaints = decode(path.read_bytes(), place, encoding)
    try:
        return _load(text), complaints
    except (ValueError, RecursionError) as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        # Each line is a document of its own where the first one is.
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data" and error.lineno > lines[0][0]:
            return [_load_line(line, f"{place}:{number}", complaints) for number, line in lines], complaints
        raise DataError(*complaints, _refuse(place, error)) from error


def _load(text: str) -> object:
    # As they are spelled: a float would lose digits that the document has.
    return json.loads(text, parse_float=_Literal, parse_int=_Literal, object_pairs_hook=_make_object)


def _load_line(line: str, place: str, complaints: list[Complaint]) -> object:
    try:
        return _load(line)
    except (ValueError, RecursionError) as error:
        raise DataError(*complaints, _refuse(place, error)) from error


class _TwiceNamedError(ValueError):
    """An object has two values under one name."""


def _make_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    # JSON allows it, and every reader takes the last one: which of them is right, nobody has said.
    if len(found) != len(pairs) and (twice := [name for name, value in pairs if value != found[name]]):
        raise _TwiceNamedError(twice[0])
    return found


def _refuse(place: str, error: Exception) -> Complaint:
    if isinstance(error, _TwiceNamedError):
        what = phrase("has an object with two values of {error!r}", error=str(error))
        return Complaint(place, what, "take out the one that is wrong")
    if isinstance(error, json.JSONDecodeError):
        remedy = "look for a missing comma, quote or bracket just before"
        return Complaint(
            f"{place}:{error.lineno}",
            phrase("not readable as JSON: {error}", error=error.msg),
            remedy,
        )
    return Complaint(place, "not readable as JSON: nested too deeply", "write it as a list of objects")


def find_lists(document: object, path: str = "") -> Iterator[str]:
    """Yield the paths of the lists of records in a document, the outermost first; an empty path is all of it."""
    if is_records(document) or _is_columns(document):
        yield path
    elif isinstance(document, dict):
        for key, value in document.items():
            yield from find_lists(value, f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}")
    elif isinstance(document, list) and any(isinstance(one, dict) for one in document):
        for at, value in enumerate(document):
            yield from find_lists(value, f"{path}/{at}")


def explain_no_list(document: object) -> str:
    """Return why a document has no list of records, as far as that can be seen."""
    if isinstance(document, list) and any(isinstance(one, dict) for one in document):
        at = next(at for at, one in enumerate(document) if not isinstance(one, dict))
        return phrase("holds a list of which entry {at} is no object", at=at + 1)
    if isinstance(document, list) and document and isinstance(document[0], list):
        if not all(type(one) is str for one in document[0]):
            return "holds rows without a first one that names the columns"
        at = next((at for at, row in enumerate(document) if not _is_row(row, len(document[0]))), 0)
        return phrase("holds rows of which number {at} has not as many cells as the first", at=at + 1)
    if isinstance(document, dict) and document and all(isinstance(one, dict) for one in document.values()):
        return phrase("holds objects by name ({names}), and no list", names=", ".join(list(document)[:3]))
    return "holds an empty list, and so no rows" if document == [] else "holds no list of records"


def is_records(value: object) -> bool:
    """Return whether a value is a list of objects, as a table is written in JSON, or of rows below their heads."""
    return isinstance(value, list) and bool(value) and (all(isinstance(one, dict) for one in value) or _is_grid(value))


def _is_grid(value: list[object]) -> bool:
    """Return whether a list holds rows of cells, of which the first names the columns."""
    head = value[0]
    if not isinstance(head, list) or len(value) < 2 or not all(type(one) is str for one in head):
        return False
    return all(_is_row(row, len(head)) for row in value)


def _is_row(row: object, width: int) -> bool:
    return isinstance(row, list) and len(row) == width and not any(isinstance(one, dict) for one in row)


def _is_columns(value: object) -> bool:
    """Return whether an object is a table: a list of cells for each column, or heads and rows apart."""
    if not isinstance(value, dict) or len(value) < 2 or not all(isinstance(one, list) for one in value.values()):
        return False
    if set(value) <= {"columns", "index", "data"} and value.get("columns") and value.get("data"):
        return _is_grid([value["columns"], *value["data"]])
    cells = [one for column in value.values() for one in column]
    widths = {len(column) for column in value.values()}
    return len(widths) == 1 and bool(cells) and not any(isinstance(one, dict | list) for one in cells)


def _read_columns(value: Mapping[str, list[object]]) -> list[dict[str, object]]:
    if set(value) <= {"columns", "index", "data"}:
        return [dict(zip(map(str, value["columns"]), _as_list(row), strict=True)) for row in value["data"]]
    return [dict(zip(value, row, strict=True)) for row in zip(*value.values(), strict=True)]


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _find(document: object, resource: Resource) -> Sequence[Mapping[str, object]]:
    pointer = resource.dialect.pointer
    found = document
    for part in pointer.removeprefix("/").split("/") if pointer else ():
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(found, list) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
            continue
        found = found.get(key) if isinstance(found, dict) else None
    if isinstance(found, dict) and _is_columns(found):
        return _read_columns(found)
    if isinstance(found, list) and found and _is_grid(found):
        return [dict(zip(found[0], row, strict=True)) for row in found[1:]]
    if isinstance(found, list) and all(isinstance(one, dict) for one in found):
        return found
    what = phrase("has no list of records at {pointer}", pointer=pointer) if pointer else "is no list of records"
    paths = list(find_lists(document))
    listed = (
        phrase("write as dialect.property where it is: {names}", names=", ".join(paths))
        if paths
        else "write a list of objects"
    )
    raise DataError.about(resource.place, what, suggest(paths, pointer, listed))


def _tabulate(records: Sequence[Mapping[str, object]], place: str) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the columns of all records, in the order in which they first come, and a row for each."""
    flat = []
    for number, record in enumerate(records, 1):
        pairs = list(_flatten(record, ""))
        flat.append(dict(pairs))
        if len(flat[-1]) != len(pairs):
            twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
            what = phrase("has {twice!r} both as a name and as one name within another", twice=twice)
            raise DataError.about(f"{place}: row {number}", what, "rename one of them")
    header = tuple(dict.fromkeys(name for record in flat for name in record))
    # Where an object is missing, its name stands for nothing, and its parts are columns already.
    parts = {name.rpartition(".")[0] for name in header}
    header = tuple(name for name in header if name not in parts or any(record.get(name) for record in flat))
    return name_columns(header), [[record.get(name, "") for name in header] for record in flat]


def _flatten(record: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in record.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", _spell(value)


def _spell(value: object) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else _write(value)


def _write(value: object) -> str:
    """Return a value as JSON, its numbers as they were spelled."""
    if isinstance(value, _Literal):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_write, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key, ensure_ascii=False)}: {_write(one)}' for key, one in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)
