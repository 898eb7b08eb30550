"""A Data Package of others: which of its tables can be used as they are, and which files belong to them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin

from factbook.data.adding.fetch import MOST_BYTES, fetch, hide_secrets
from factbook.data.descriptor import list_mappings
from factbook.data.descriptor_file import (
    REFERRED,
    find_tables,
    is_packed,
    is_reference,
    read_json_object,
    resolve_parts,
    unsafe_path,
)
from factbook.project.files import replace_file
from figurecheck.model.errors import Complaint, DataError

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPackage:
    """A Data Package, and what of it is used."""

    folder: Path
    name: str
    tables: tuple[Mapping[str, object], ...]
    files: tuple[str, ...]
    """The descriptor and the files of the tables, from its folder."""
    left_out: tuple[str, ...] = ()
    """What is no table that can be used, and why."""
    title: str = ""


def is_package(path: Path) -> bool:
    """Return whether a path is a descriptor, or the folder of one."""
    return path.name == DESCRIPTOR or (path / DESCRIPTOR).is_file()


def fetch_package(address: str, folder: Path) -> Path:
    """Fetch a package and the files of its tables into a folder, and return the path of its descriptor."""
    replace_file(folder / DESCRIPTOR, fetch(address).content)
    descriptor = read_json_object(folder / DESCRIPTOR, hide_secrets(address))
    for path in _find_referred(descriptor):
        replace_file(folder / path, fetch(urljoin(address, quote(path))).content)
    resolved = resolve_parts(descriptor, folder)
    for path in dict.fromkeys(str(table["path"]) for table in find_tables(resolved, PurePosixPath())):
        # Paths that lead elsewhere are none of tables that can be used.
        replace_file(folder / path, fetch(urljoin(address, quote(path))).content)
    return folder / DESCRIPTOR


def is_zipped(path: Path) -> bool:
    """Return whether a file is a zip archive with a Data Package in it, at its root or in its one folder."""
    try:
        return zipfile.is_zipfile(path) and bool(_find_root(path))
    # Whoever looks what else it may be says that it is damaged.
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def unzip_package(path: Path, place: str, folder: Path) -> Path:
    """Unpack a zipped package below a folder, and return the path of its descriptor.

    Raises DataError for an archive that is damaged, too large, or has files with paths that lead out of it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            files = [one for one in archive.infolist() if not one.is_dir()]
            if outside := [one.filename for one in files if unsafe_path(one.filename)]:
                remedy = "do not use it: an archive of data has no such file"
                raise DataError.about(place, f"has a path that leads out: {outside[0]}", remedy)
            if sum(one.file_size for one in files) > MOST_BYTES:
                remedy = "unpack it yourself, and add its datapackage.json"
                what = f"holds more than {MOST_BYTES // 1_000_000} MB"
                raise DataError.about(place, what, remedy)
            for one in files:
                replace_file(folder / one.filename, archive.read(one))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError) as error:
        what = f"cannot be unpacked: {error}"
        raise DataError.about(place, what, "download it again, or unpack it yourself") from error
    return folder / _find_root(path)


def _find_root(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        found = [one for one in archive.namelist() if one.rpartition("/")[2] == DESCRIPTOR and one.count("/") < 2]
    return min(found, key=len, default="")


def _find_referred(descriptor: Mapping[str, object]) -> list[str]:
    """Return the files in which a package has schemas and dialects, each once."""
    entries = list_mappings(descriptor.get("resources"))
    return list(dict.fromkeys(str(one[key]) for one in entries for key in REFERRED if is_reference(one.get(key))))


def find_package(path: Path, name: str = "", shown: str = "") -> FoundPackage:
    """Read a package; `shown` is the folder or the address where an editor has it.

    Raises DataError when it has no table that can be used, or lacks a file.
    """
    folder = path if path.is_dir() else path.parent
    place = str(folder / DESCRIPTOR)
    descriptor = read_json_object(folder / DESCRIPTOR, place)
    referred = _find_referred(descriptor)
    resolved = resolve_parts(descriptor, folder)
    tables = list(find_tables(resolved, PurePosixPath()))
    used = {str(one["name"]) for one in tables}
    others = [one for one in list_mappings(resolved["resources"]) if str(one.get("name", "")) not in used]
    left_out = tuple(_explain(one, shown or str(folder)) for one in others)
    # Half a package would be described, and fail in every run.
    needed = [*referred, *(str(one["path"]) for one in tables)]
    if missing := [one for one in needed if not (folder / one).is_file()]:
        remedy = "get the whole package, with the folders that its descriptor names"
        raise DataError(*(Complaint(place, f"{file} is missing", remedy) for file in missing))
    if not tables:
        faults = [Complaint(place, "describes no table that can be used", one) for one in left_out]
        nothing = Complaint(place, "lists no resources", "add its files one by one")
        raise DataError(*(faults or [nothing]))
    stated = str(descriptor.get("name", "")) or folder.resolve().name
    clean = "".join(char if char.isalnum() or char in "-_" else "_" for char in (name or stated).lower())
    return FoundPackage(
        folder=folder,
        name=clean,
        tables=tuple(tables),
        files=tuple(dict.fromkeys([DESCRIPTOR, *needed])),
        left_out=left_out,
        title=str(descriptor.get("title", "")),
    )


def _explain(entry: Mapping[str, object], folder: str) -> str:
    """Return why a resource is no table that can be used, with the line that adds it."""
    name, path = str(entry.get("name", "a resource without a name")), entry.get("path")
    if isinstance(path, list):
        lines = "; ".join(f"factbook data add {folder}/{one}" for one in path)
        return f"{name} is {len(path)} files: {lines}"
    if not isinstance(path, str) and "data" not in entry:
        return f"{name} names no file"
    if not isinstance(path, str):
        return f"{name} has its rows within the descriptor: write them into a file, and add that"
    if "://" in path:
        return f"{name} lies elsewhere: factbook data add {hide_secrets(path)} --name {name}"
    if unsafe_path(path):
        return f"{name} has a path that leads out of the package: {path}"
    if is_packed(entry):
        return f"{name} is compressed: unpack {path}, and then: factbook data add FILE --name {name}"
    schema = entry.get("schema")
    why = f"its schema cannot be found ({schema})" if isinstance(schema, str) else "it has no schema with fields"
    return f"{name}: {why}: factbook data add {folder}/{path} --name {name}"
