"""What the columns of a Parquet file hold, which says their types itself: days and years may be stored as others."""

from __future__ import annotations

import re
from pathlib import Path

from factbook.data.adding.columns import SAMPLE, FoundColumn, find_unit
from factbook.data.adding.spellings import YEAR_NAMES, find_type, fits
from factbook.data.formats.parquet import ArrowColumn, ParquetRows, describe_columns, read_zones
from figurecheck.model.errors import DataError


def find_stored_columns(file: Path, place: str) -> tuple[list[FoundColumn], ParquetRows]:
    """Return what each column of a Parquet file holds, and its rows. Raises DataError for a file without any."""
    arrays, zones = describe_columns(file, place), read_zones(file, place)
    # pandas writes its index into a column of such a name; of none, a column cannot be asked for.
    arrays = [one for one in arrays if one[0].strip() and not re.fullmatch(r"__index_level_\d+__", one[0])]
    columns = []
    for name, kind, array in arrays:
        described: dict[str, object] = {"name": name, "type": _find_stored_type(name, kind, array)}
        texts = [str(array[0])] if len(array) and array[0] is not None else []
        unit = find_unit(name, described, texts)
        described |= {"factbook:unit": unit} if unit else {}
        notes = (f"as clocks show it in {zones[name]}",) if name in zones else ()
        columns.append(
            FoundColumn(name=name, described=described, example="".join(texts), empty=array.missing, notes=notes)
        )
    rows = ParquetRows(columns={name: array for name, _, array in arrays}, count=len(arrays[0][2]) if arrays else 0)
    if not rows.count:
        raise DataError.about(place, "has no rows", "check how it was saved or downloaded")
    return columns, rows


def _find_stored_type(name: str, kind: str, array: ArrowColumn) -> str:
    """Return the type of a column that is stored as texts or numbers, and holds days, months or years."""
    words = set(re.split(r"[\W_]+", name.lower()))
    if kind == "integer" and words & YEAR_NAMES:
        low, high = array.bounds
        return "year" if isinstance(low, int) and isinstance(high, int) and 1000 <= low <= high <= 2999 else kind
    if kind != "string" or not len(array):
        return kind
    first = [one for one in array[:SAMPLE] if isinstance(one, str)]
    found = str(find_type(name, first, "", commas=False)["type"]) if first else kind
    # A sample decides what is asked of all.
    is_all = found in {"date", "yearmonth"} and fits({"type": found}, [str(one) for one in array.distinct if one])
    return found if is_all else kind
