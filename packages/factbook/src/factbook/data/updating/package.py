"""A newer state of a Data Package of others: which tables it has new releases of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from factbook.data.adding.package import DESCRIPTOR, find_package
from factbook.data.catalog import read_catalog
from factbook.data.descriptor import DATA, PACKAGE, list_mappings
from factbook.data.descriptor_file import read_json_object, read_own_descriptor
from figurecheck.model.errors import DataError, suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerPackage:
    """The tables of a newer state of a package, beside those that the report uses."""

    files: dict[str, Path]
    """Where the file of each table lies that the report has, by name."""
    added: tuple[str, ...] = ()
    """Tables that the report does not have."""
    gone: tuple[str, ...] = ()
    """Tables of the package as the report has it that the newer one lacks."""


def find_newer(root: Path, name: str, path: Path, shown: str) -> NewerPackage:
    """Return what a package on disk holds of the package `name` that the report uses, or of its one table `name`.

    `shown` is how messages call it. Raises DataError where the report has neither.
    """
    found = find_package(path)
    files = {str(one["name"]): found.folder / str(one["path"]) for one in found.tables}
    tables = read_catalog(root).tables
    used = _find_used(root)
    if name in used:
        # A table that had a release since is the report's own, and still one of the package.
        return NewerPackage(
            files={one: file for one, file in files.items() if one in tables},
            added=tuple(one for one in files if one not in tables),
            gone=tuple(one for one in used[name] if one not in files),
        )
    if name in tables and name in files:
        return NewerPackage(files={name: files[name]})
    if name in tables:
        remedy = suggest(files, name, f"it has {', '.join(files)}")
        raise DataError.about(shown, f"has no table {name!r}", remedy)
    known = [*used, *tables]
    remedy = suggest(known, name, f"there are {', '.join(known)}; a package that is new: factbook data add {shown}")
    raise DataError.about(PACKAGE, f"no package and no table {name!r}", remedy)


def _find_used(root: Path) -> dict[str, list[str]]:
    """Return the names of the tables of each package of others, by the folder below `data/` that it lies in."""
    stated = read_own_descriptor(root).get("factbook:packages")
    used = {}
    for file in stated if isinstance(stated, list) else ():
        descriptor = read_json_object(root / DATA / str(file), f"{DATA}/{file}")
        folder = str(file).removesuffix(DESCRIPTOR).strip("/")
        used[folder] = [str(one.get("name", "")) for one in list_mappings(descriptor.get("resources"))]
    return used
