"""The file `data/datapackage.json`: read as it stands, completed, and written.

What several tables share is said once. Completing writes it into each of them, so that whoever reads the package sees
a plain Data Package:

- a field of which only the name is given has all else from the field of that name in ``factbook:fields``;
- a table without ``licenses``, ``sources``, ``factbook:rights`` or ``factbook:revises`` has those of its package;
- ``factbook:packages`` lists descriptors below `data/` as others publish them, whose tables are used as they are.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from factbook.data.decoding import decode
from factbook.data.descriptor import (
    DATA,
    PACKAGE,
    Entry,
    Package,
    list_mappings,
    mapping_or_empty,
    read_names,
    read_sound,
)
from factbook.project.files import is_file, rewrite_files
from figurecheck.model.errors import Complaint, DataError, complain_all
from figurecheck.model.worded import phrase

PACKAGES = "factbook:packages"
AS_PUBLISHED = "factbook:as-published"
"""Marks a table whose description is that of a package of others."""
SHARED = "factbook:fields"
_INHERITED = ("licenses", "factbook:rights", "factbook:revises")
_WIDTH = 120
"""Columns of a line of the descriptor."""
# `json.dumps` makes an encoder anew for each of thousands of small values.
_write_flat = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPackage:
    """The completed descriptor and what is read of it, as far as its tables can be used."""

    descriptor: Entry
    package: Package
    misshapen: tuple[Complaint, ...]
    """What is wrong with the other tables."""


def read_package(root: Path) -> Package:
    """Read `data/datapackage.json`, not yet the tables.

    Raises DataError with every fault of its shape.
    """
    opened = open_package(root)
    if opened.misshapen:
        raise DataError(*opened.misshapen)
    return opened.package


def open_package(root: Path) -> OpenedPackage:
    """Read `data/datapackage.json` with what is wrong with single tables.

    Callers leave the descriptor as it is: whoever asks next while the file has the same content gets the same object.
    Raises DataError as `read_descriptor` does.
    """
    return _open_content(_read_own(root), root)


def _open_content(content: bytes, root: Path) -> OpenedPackage:
    opened = _open_alone(content, root)
    # What is in the files of other packages does not show in the content of this one.
    return opened or _open(complete(parse_json_object(content, PACKAGE), root), root)


# A build asks five times, and of four hundred tables this takes a fortieth of a second; so does each notebook.
@lru_cache(maxsize=2)
def _open_alone(content: bytes, root: Path) -> OpenedPackage | None:
    """Return a package that depends on nothing but its content; ``None`` where it lists others."""
    own = parse_json_object(content, PACKAGE)
    return None if PACKAGES in own else _open(complete(own, root), root)


def _open(descriptor: Entry, root: Path) -> OpenedPackage:
    sound, misshapen = choose_sound(descriptor)
    package = read_sound(sound, root) if sound["resources"] else Package(root=root)
    return OpenedPackage(descriptor=sound, package=package, misshapen=tuple(misshapen))


def parse_package(descriptor: Mapping[str, object], root: Path) -> Package:
    """Read the parts of a descriptor that factbook needs.

    Raises DataError with every resource that lacks a name, a path to a file, or fields.
    """
    sound, complaints = choose_sound(descriptor)
    complain_all(DataError, complaints)
    return read_sound(sound, root)


def choose_sound(descriptor: Mapping[str, object]) -> tuple[dict[str, object], list[Complaint]]:
    """Return the descriptor with the tables of which the description can be used, and what is wrong with the others."""
    listed = descriptor.get("resources")
    if not isinstance(listed, list) or not listed:
        remedy = "list the tables of data/, or add one: factbook data add FILE"
        what = "resources is missing or empty"
        return {**descriptor, "resources": []}, [Complaint(PACKAGE, what, remedy)]
    found = [(entry, list(find_resource_faults(number, entry))) for number, entry in enumerate(listed)]
    complaints = [complaint for _, faults in found for complaint in faults]
    # Of two tables with one name the first stays, so that the others can be looked at.
    sound = {str(entry["name"]): entry for entry, faults in reversed(found) if not faults}
    names = Counter(entry["name"] for entry, _ in found if isinstance(entry, dict) and type(entry.get("name")) is str)
    remedy = "give each table a name of its own, and describe it once"
    complaints += [
        Complaint(f"{PACKAGE}: {name}", phrase("is described {count} times", count=count), remedy)
        for name, count in names.items()
        if count > 1
    ]
    return {**descriptor, "resources": [*reversed(sound.values())]}, complaints


def find_resource_faults(number: int, entry: object) -> Iterator[Complaint]:
    """Yield what hinders using an entry of the package as a table."""
    place = f"{PACKAGE}: resources[{number}]"
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        yield Complaint(place, "has no name", 'give it one, such as "name": "offenders_by_year"')
        return
    place, path = f"{PACKAGE}: {entry['name']}", entry.get("path")
    # A build opens no network and reads nothing outside `data/`, though the standard allows addresses.
    if not isinstance(path, str) or "://" in path or path.startswith("/") or ".." in path.split("/"):
        yield Complaint(place, "path is no file below data/", 'write it as "path": "name.csv"')
        return
    fields = mapping_or_empty(entry.get("schema")).get("fields")
    if not isinstance(fields, list) or not fields:
        command = f"factbook data add {DATA}/{path} --name {entry['name']}"
        remedy = phrase("describe its columns: {command}", command=command)
        yield Complaint(place, "has no schema.fields", remedy)
        return
    if not all(isinstance(field, dict) and isinstance(field.get("name"), str) for field in fields):
        yield Complaint(place, "a field has no name", "name each field as the column is named")
        return
    names = [field["name"] for field in fields]
    for key in (key for key in read_names(entry.get("factbook:key")) if key not in names):
        remedy = phrase('name fields, such as "factbook:key": ["{name}"]', name=names[0])
        what = phrase("factbook:key names {key!r}, which is no field", key=key)
        yield Complaint(place, what, remedy)
    if len(str(mapping_or_empty(entry.get("dialect")).get("delimiter", ","))) != 1:
        yield Complaint(place, "dialect.delimiter is no single character", 'write it as ","')


def read_descriptor(root: Path) -> dict[str, object]:
    """Read `data/datapackage.json` and complete it with what its tables share.

    Raises DataError when it, or a package that it lists, is missing, in another encoding, or no JSON object.
    """
    return complete(read_own_descriptor(root), root)


def read_own_descriptor(root: Path) -> dict[str, object]:
    """Read `data/datapackage.json` as it stands.

    Raises DataError when it is missing, in another encoding, or no JSON object.
    """
    return parse_json_object(_read_own(root), PACKAGE)


def _read_own(root: Path) -> bytes:
    if not (root / PACKAGE).is_file():
        remedy = "add a table, which writes it: factbook data add FILE, or start from: factbook init DIR"
        raise DataError.about(PACKAGE, "not found", remedy)
    return (root / PACKAGE).read_bytes()


def read_json_object(path: Path, place: str) -> dict[str, object]:
    """Read a file that holds one JSON object. Raises DataError, which names it by `place`, when it does not."""
    return parse_json_object(path.read_bytes(), place)


def parse_json_object(content: bytes, place: str) -> dict[str, object]:
    """Return the JSON object that the content of a file is. Raises DataError, which names it by `place`."""
    text, complaints = decode(content, place)
    try:
        descriptor = json.loads(text)
    # Not a JSONDecodeError: brackets nested some thousand deep exhaust Python's stack before they are a fault.
    except RecursionError as error:
        complaints.append(Complaint(place, "is nested too deeply", "write it as a Data Package"))
        raise DataError(*complaints) from error
    except json.JSONDecodeError as error:
        what = phrase("not readable as JSON: {error}", error=error.msg)
        remedy = "look for a missing comma, quote or bracket just before"
        complaints.append(Complaint(f"{place}:{error.lineno}", what, remedy))
        raise DataError(*complaints) from error
    # Python reads no whole number of more than 4,300 digits, since that takes the square of their count.
    except ValueError as error:
        complaints.append(Complaint(place, "has a number of thousands of digits", "shorten it"))
        raise DataError(*complaints) from error
    if not isinstance(descriptor, dict):
        complaints.append(Complaint(place, "is no JSON object", "begin it with { and end it with }"))
    if complaints or not isinstance(descriptor, dict):
        raise DataError(*complaints)
    return descriptor


def complete(descriptor: dict[str, object], root: Path) -> dict[str, object]:
    """Return a descriptor of which each table says by itself what it shares, with the tables of listed packages."""
    listed, packages = descriptor.get("resources"), descriptor.get(PACKAGES)
    shared = {str(one.get("name")): one for one in list_mappings(descriptor.get(SHARED))}
    own = [_complete_entry(one, descriptor, shared) for one in listed] if isinstance(listed, list) else listed
    if not isinstance(packages, list) or not packages:
        return {**descriptor, "resources": own} if "resources" in descriptor else descriptor
    # A table of a package that has had a new release since is an entry of the report's own.
    updated = {one.get("name") for one in list_mappings(own) if one.get(AS_PUBLISHED)}
    others = [entry for path in packages for entry in _read_listed(str(path), root) if entry.get("name") not in updated]
    return {**descriptor, "resources": [*(own if isinstance(own, list) else ()), *others]}


def _complete_entry(entry: object, package: Entry, shared: Mapping[str, Entry]) -> object:
    """Return what a descriptor says of a table with what it has from its package."""
    if not isinstance(entry, dict):
        return entry
    full = {**entry, **{key: package[key] for key in _INHERITED if key in package and key not in entry}}
    schema = entry.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if shared and isinstance(fields, list):
        # Copied, and not changed in place: the report's own descriptor is written back without it.
        full["schema"] = {**mapping_or_empty(schema), "fields": [_complete_field(one, shared) for one in fields]}
    names = {str(one.get("name")) for one in list_mappings(fields)}
    # Where rows name their sources, those of the package are no further ones.
    if "source_id" not in names and "sources" in package and not (entry.get("sources") or "factbook:sources" in entry):
        full["sources"] = package["sources"]
    return full


def _complete_field(field: object, shared: Mapping[str, Entry]) -> object:
    # All or nothing: which half of a description holds should be a question for nobody.
    if not isinstance(field, dict) or list(field) != ["name"]:
        return field
    return {**shared.get(str(field["name"]), {}), **field}


def _read_listed(path: str, root: Path) -> Iterator[dict[str, object]]:
    """Yield the tables of a package as others publish it; what it holds besides tables is left out."""
    place, parts = f"{DATA}/{path}", PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or not is_file(root / place):
        remedy = phrase("put it there, or take it out of {packages}", packages=PACKAGES)
        raise DataError.about(f"{PACKAGE}: {PACKAGES}", phrase("{path!r} is no file below data/", path=path), remedy)
    own = read_json_object(root / place, place)
    yield from find_tables(resolve_parts(own, (root / place).parent), parts.parent)


def resolve_parts(package: dict[str, object], folder: Path) -> dict[str, object]:
    """Return another's package with the schemas and dialects that lie in files of their own, below its folder.

    A list of one path is that path. What cannot be resolved stays as it is.
    """
    return {**package, "resources": [_resolve(one, folder) for one in list_mappings(package.get("resources"))]}


def _resolve(entry: Entry, folder: Path) -> dict[str, object]:
    full, path = dict(entry), entry.get("path")
    if isinstance(path, list) and len(path) == 1:
        full["path"] = path[0]
    for key in REFERRED:
        if is_reference(entry.get(key)) and is_file(file := folder / str(entry[key])):
            full[key] = read_json_object(file, str(entry[key]))
    return full


REFERRED = ("schema", "dialect")
"""What an entry may have in a file of its own."""


def is_reference(value: object) -> bool:
    """Return whether a part of a descriptor is the path of a file below its folder."""
    return isinstance(value, str) and bool(value) and "://" not in value and not unsafe_path(value)


def unsafe_path(path: str) -> bool:
    """Return whether a path leads out of its folder."""
    return path.startswith(("/", "\\", "~")) or ".." in path.replace("\\", "/").split("/")


def find_tables(package: dict[str, object], folder: PurePosixPath) -> Iterator[dict[str, object]]:
    """Yield the tables of another's package, by their paths from `data/`; `folder` is where its descriptor lies.

    Its texts are its publisher's: those with numbers, which nobody has checked, are left to its own descriptor.
    """
    alone = {key: value for key, value in package.items() if key != PACKAGES}
    for number, entry in enumerate(list_mappings(complete(alone, Path()).get("resources"))):
        # What is packed is no table yet: nobody knows what is in it before it is unpacked.
        if any(find_resource_faults(number, entry)) or is_packed(entry):
            continue
        schema = mapping_or_empty(entry.get("schema"))
        fields = [_leave_numbers(one) for one in list_mappings(schema.get("fields"))]
        path = (folder / str(entry["path"])).as_posix()
        yield {
            **_leave_numbers(entry),
            AS_PUBLISHED: True,
            "path": path,
            "schema": {**schema, "fields": fields},
        }


def is_packed(entry: Entry) -> bool:
    """Return whether the file of a table is compressed."""
    return bool(entry.get("compression")) or str(entry.get("path")).lower().endswith((".zip", ".gz", ".bz2", ".xz"))


def _leave_numbers(entry: Mapping[str, object]) -> dict[str, object]:
    texts = ("title", "description", "factbook:rights")
    return {
        key: value for key, value in entry.items() if key not in texts or not any(char.isdigit() for char in str(value))
    }


def write_descriptor(
    root: Path, descriptor: Mapping[str, object], files: Mapping[Path, bytes | str] = MappingProxyType({})
) -> None:
    """Write `data/datapackage.json`, and before it the `files` that it describes anew: all of them, or none."""
    package = Path(os.path.realpath(root / PACKAGE))
    rewrite_files([*files.items(), (package, render_descriptor(descriptor))])


def render_descriptor(descriptor: Mapping[str, object]) -> str:
    """Return a descriptor as JSON: what fits on a line stands on one, since a field is read and compared as a whole."""
    return _render(descriptor, "") + "\n"


def _render(value: object, indent: str, before: int = 0) -> str:
    flat = _write_flat(value)
    # Lone surrogates are no UTF-8, and JSON has an escape for them.
    flat = flat if flat.isprintable() else json.dumps(value)
    if not isinstance(value, dict | list) or not value or (indent and len(indent) + before + len(flat) < _WIDTH):
        return flat
    deeper = f"{indent}  "
    if isinstance(value, dict):
        parts = [(f"{_write_flat(key)}: ", one) for key, one in value.items()]
    else:
        parts = [("", one) for one in value]
    lines = [f"{deeper}{head}{_render(one, deeper, len(head) + 1)}" for head, one in parts]
    ends = "{}" if isinstance(value, dict) else "[]"
    return f"{ends[0]}\n" + ",\n".join(lines) + f"\n{indent}{ends[1]}"
