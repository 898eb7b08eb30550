"""A Data Package of others: which of its tables can be used as they are, and which files belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin

from factbook.data.adding.fetch import fetch, hide_secrets
from factbook.data.descriptor import list_mappings
from factbook.data.descriptor_file import find_tables, read_json_object
from factbook.model.errors import Complaint, DataError
from factbook.project.files import replace_file

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
    """Names of what is no table that can be read."""
    title: str = ""


def is_package(path: Path) -> bool:
    """Return whether a path is a descriptor, or the folder of one."""
    return path.name == DESCRIPTOR or (path / DESCRIPTOR).is_file()


def fetch_package(address: str, folder: Path) -> Path:
    """Fetch a package and the files of its tables into a folder, and return the path of its descriptor."""
    replace_file(folder / DESCRIPTOR, fetch(address).content)
    descriptor = read_json_object(folder / DESCRIPTOR, hide_secrets(address))
    for path in dict.fromkeys(str(table["path"]) for table in find_tables(descriptor, PurePosixPath())):
        # Paths that lead elsewhere are none of tables that can be used.
        replace_file(folder / path, fetch(urljoin(address, quote(path))).content)
    return folder / DESCRIPTOR


def find_package(path: Path, name: str = "") -> FoundPackage:
    """Read a package. Raises DataError when it has no table that can be used, or lacks a file."""
    folder = path if path.is_dir() else path.parent
    descriptor = read_json_object(folder / DESCRIPTOR, str(folder / DESCRIPTOR))
    tables = list(find_tables(descriptor, PurePosixPath()))
    place = str(folder / DESCRIPTOR)
    if not tables:
        remedy = "its resources need a name, a path and a schema with fields; else add its files one by one"
        raise DataError(Complaint(place=place, what="describes no table that can be read", remedy=remedy))
    # Half a package would be described, and fail in every run.
    missing = [str(one["path"]) for one in tables if not (folder / str(one["path"])).is_file()]
    if missing:
        remedy = "get the whole package, with the folders that its descriptor names"
        raise DataError(*(Complaint(place=place, what=f"{file} is missing", remedy=remedy) for file in missing))
    used = {str(one["name"]) for one in tables}
    every = [str(one.get("name", "")) for one in list_mappings(descriptor.get("resources"))]
    stated = str(descriptor.get("name", "")) or folder.resolve().name
    clean = "".join(char if char.isalnum() or char in "-_" else "_" for char in (name or stated).lower())
    return FoundPackage(
        folder=folder,
        name=clean,
        tables=tuple(tables),
        files=tuple(dict.fromkeys([DESCRIPTOR, *(str(one["path"]) for one in tables)])),
        left_out=tuple(one for one in every if one not in used),
        title=str(descriptor.get("title", "")),
    )
