"""Revised rows that did not move a statistic, since its code reads none of the columns that changed in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from factbook.data.catalog import Catalog, read_catalog
from factbook.editions.code_slice import Code
from factbook.editions.row_changes import RowChange
from factbook.model.edition import Cause, Edition, SealedStatistic
from factbook.notebooks.execution.execute import read_notebook
from factbook.publish.seal_tables import key_columns
from factbook.report.used_columns import find_named_columns
from figurecheck.model import Cellvalue

Side = tuple[Path, Edition]
"""A report and the edition of it."""
RowName = tuple[str, str]
"""A table, and the key of a row."""


def find_unread_rows(
    earlier: Side, later: Side, ids: Mapping[str, str], rows: Iterable[RowChange]
) -> dict[str, frozenset[RowName]]:
    """Return for each statistic the revised rows in which no column changed that its code names, before or after.

    `ids` names what each statistic is called in the earlier edition. Where code may read columns without their names,
    it reads them all. Raises DataError when the data of either report cannot be read.
    """
    changed = _find_changed_columns(earlier, later, rows)
    if not changed:
        return {}
    codes = (_Codes(earlier[0]), _Codes(later[0]))
    columns = {name for each in changed.values() for name in each}
    found: dict[str, frozenset[RowName]] = {}
    for id, old in ids.items():
        statistics = (earlier[1].statistics.get(old), later[1].statistics.get(id))
        sources = [code.find(one) if one else None for code, one in zip(codes, statistics, strict=True)]
        known = [one for one in sources if one is not None]
        if len(known) == len(sources):
            read = frozenset[str]().union(*(find_named_columns(code, columns) for code in known))
            found[id] = frozenset(row for row, names in changed.items() if read.isdisjoint(names))
    return found


def _find_changed_columns(earlier: Side, later: Side, rows: Iterable[RowChange]) -> dict[RowName, frozenset[str]]:
    """Return the columns in which each revised row differs."""
    by_table: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        # Of a block nobody knows its rows, and those that `dataset` leaves out are named otherwise.
        if row.cause is Cause.REVISED and row.counts is None and not row.unused:
            by_table[row.table].append(row.key)
    catalogs = [(read_catalog(folder), edition.as_of) for folder, edition in (earlier, later)]
    changed: dict[RowName, frozenset[str]] = {}
    for name, keys in by_table.items():
        old, new = (_find_rows(catalog, name, day, keys) for catalog, day in catalogs)
        for key in old.keys() & new.keys():
            was, now = old[key], new[key]
            changed[name, key] = frozenset(one for one in {*was, *now} if was.get(one) != now.get(one))
    return changed


def _find_rows(catalog: Catalog, name: str, day: str, keys: Collection[str]) -> dict[str, dict[str, Cellvalue]]:
    """Return the cells of rows by column; those of which several share a key are left out."""
    table = catalog.tables.get(name)
    if table is None:
        return {}
    at = [table.columns.index(column) for column in key_columns(table)]
    wanted, found, twice = set(keys), {}, set()
    # Once: a table makes its rows anew each time that it is asked.
    columns, rows = table.columns, table.rows
    for place in catalog.chosen_rows(name, day) if at else ():
        row = rows[place]
        key = "/".join(str(row[i]) for i in at)
        if key in found:
            twice.add(key)
        elif key in wanted:
            found[key] = dict(zip(columns, row, strict=True))
    return {key: cells for key, cells in found.items() if key not in twice}


class _Codes:
    """The code that statistics of a report follow from."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._cells: dict[str, dict[int, str]] = {}

    def find(self, statistic: SealedStatistic) -> str | None:
        """Return the source of its statements; ``None`` where it is not known which they are."""
        cells = self._read(statistic.notebook) if statistic.notebook else {}
        if statistic.cell is None or statistic.cell not in cells:
            return None
        code = Code(tuple(cells.values()))
        return "\n".join(self._sources(code, statistic, [*cells].index(statistic.cell)))

    @staticmethod
    def _sources(code: Code, statistic: SealedStatistic, at: int) -> Iterator[str]:
        for one in code.find_slice(statistic.id, at):
            lines = code.cells[one.cell].splitlines()
            yield "\n".join(lines[one.lines.start - 1 : one.lines.stop - 1])

    def _read(self, notebook: str) -> dict[int, str]:
        """Return the code cells of a notebook by their place among all cells."""
        if notebook not in self._cells:
            document = read_notebook(self._root / notebook, notebook)
            cells = enumerate(document.cells)
            self._cells[notebook] = {at: cell.source for at, cell in cells if cell.cell_type == "code"}
        return self._cells[notebook]
