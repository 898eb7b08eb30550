"""What the descriptor says once of all rows of a table, for statistics that do not say it: who or what they count."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from factbook.data.catalog import find_data_root
from factbook.data.descriptor import PACKAGE
from factbook.data.descriptor_file import read_package
from figurecheck.model import RowSet
from figurecheck.model.errors import DataError, RecordError


def find_population(rowsets: Iterable[RowSet]) -> str:
    """Return the population of the tables from which rows come, if they have only one; else an empty text."""
    names = {name for one in rowsets for name in (one.dataset, *one.made_of) if name}
    if not names:
        return ""
    try:
        path = find_data_root() / PACKAGE
        known = _read_populations(path, path.stat().st_mtime_ns)
    # Rows may be made outside of any report; then nobody has said it.
    except (DataError, RecordError, OSError):
        return ""
    found = {known.get(name, "") for name in names}
    return found.pop() if len(found) == 1 else ""


# A notebook records hundreds of statistics, and a descriptor may have thousands of lines.
@lru_cache(maxsize=1)
def _read_populations(path: Path, changed: int) -> dict[str, str]:
    return {one.name: one.population for one in read_package(path.parent.parent).resources}
