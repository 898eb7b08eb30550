"""Large tables in blocks: some hundred digests by which two states of a table can be compared, and not one a row.

A row is in the block that its key begins with: the day or the district, the month of a day, the ten thousand of a
number. So rows that are added at the end change few blocks, and a block means something to who reads it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from factbook.data.tables import Table, distinct
from factbook.model.edition import SealedBlock
from figurecheck.model import Cellvalue

MOST_BLOCKS = 500
_LONGEST = 32
"""Most characters of a key that its blocks are named by."""
_DIGITS = 16
"""Hexadecimal digits of a digest: enough to notice a change, as for single rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPart:
    """A column of the key, or what a cell of it begins with."""

    name: str
    step: int = 0
    """Of whole numbers: the blocks are that long; 0 for each value by itself."""
    length: int | None = None
    """Of texts: so many first characters; ``None`` for the whole text."""

    def __str__(self) -> str:
        more = f"/{self.step}" if self.step else f":{self.length}" if self.length is not None else ""
        return f"{self.name}{more}"

    def label(self, value: Cellvalue) -> str:
        """Return what the block of a cell is called by."""
        if self.step and isinstance(value, int):
            return str(value // self.step * self.step)
        return str(value)[: self.length]


def divide_rows(
    table: Table, known: Sequence[int], key: Sequence[str], chosen: Sequence[int]
) -> tuple[str, Mapping[str, SealedBlock]]:
    """Return how the known rows of a table are divided, and the blocks by their names in order.

    Without a `key` the rows are told apart by all of their cells. Which of them are `chosen` is part of the digest.
    """
    # Rows of a table without a key are the same when all of their cells are.
    names = list(key) or list(table.columns)
    is_whole = len(known) == len(table.lines)
    if is_whole and table.is_columnar and len(chosen) == len(known):
        # Only for a table of this format, since Arrow takes long to load.
        from factbook.data.formats.columnar_blocks import count_beginnings, digest_columns

        columns = dict(zip(table.columns, table.cells, strict=True))
        parts = choose_parts(names, lambda part: count_beginnings(columns[part.name], part), columns)
        return _spell(parts), digest_columns(columns, names, parts)
    parts = choose_parts(names, lambda part: _count_beginnings(table.column(part.name), part), table_columns(table))
    return _spell(parts), _digest_rows(table, known, names, parts, frozenset(chosen))


def table_columns(table: Table) -> Mapping[str, Sequence[Cellvalue]]:
    """Return the columns of a table by name."""
    return dict(zip(table.columns, table.cells, strict=True))


def choose_parts(
    names: Sequence[str], count: Callable[[KeyPart], int], columns: Mapping[str, Sequence[Cellvalue]]
) -> list[KeyPart]:
    """Return the first columns of a key that make some hundred blocks; of the first alone its beginning, if need be."""
    chosen: list[KeyPart] = []
    blocks = 1
    for name in names:
        blocks *= count(KeyPart(name=name))
        if blocks > MOST_BLOCKS:
            return chosen or [_shorten(name, count, columns[name])]
        chosen.append(KeyPart(name=name))
    return chosen


def _shorten(name: str, count: Callable[[KeyPart], int], cells: Sequence[Cellvalue]) -> KeyPart:
    first = next((cell for cell in cells if cell is not None), None)
    if isinstance(first, int):
        least, most = _find_bounds(cells)
        step = 1
        # By powers of ten, so that rows that are added leave the blocks as they are until there are ten times as many.
        while (most // step) - (least // step) >= MOST_BLOCKS:
            step *= 10
        return KeyPart(name=name, step=step)
    # The longest beginning that few have: the month rather than the century.
    length = 0
    while length < _LONGEST and count(KeyPart(name=name, length=length + 1)) <= MOST_BLOCKS:
        length += 1
    return KeyPart(name=name, length=length)


def _find_bounds(cells: Sequence[Cellvalue]) -> tuple[int, int]:
    bounds = getattr(cells, "bounds", None)
    if bounds is None:
        numbers = [cell for cell in cells if isinstance(cell, int)]
        return min(numbers), max(numbers)
    return int(bounds[0]), int(bounds[1])


def _spell(parts: Collection[KeyPart]) -> str:
    return ", ".join(map(str, parts))


def _count_beginnings(cells: Sequence[Cellvalue], part: KeyPart) -> int:
    return len({part.label(value) for value in distinct(cells)})


def _digest_rows(
    table: Table, known: Sequence[int], names: Sequence[str], parts: Sequence[KeyPart], chosen: Collection[int]
) -> Mapping[str, SealedBlock]:
    columns = table_columns(table)
    labelled = [(part, columns[part.name]) for part in parts]
    keys = [columns[name] for name in names]
    rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place in known:
        label = "/".join(part.label(cells[place]) for part, cells in labelled)
        # In the order of their keys, so that another order of the file is no change.
        own = "\0".join(str(cells[place]) for cells in keys)
        cells = "\0".join("" if column[place] is None else str(column[place]) for column in table.cells)
        rows[label].append((own, f"{cells}\0{place in chosen}"))
    return {label: _digest_block(sorted(rows[label])) for label in sorted(rows)}


def _digest_block(rows: Sequence[tuple[str, str]]) -> SealedBlock:
    keys, cells = ("\n".join(texts).encode() for texts in zip(*rows, strict=True))
    digests = [hashlib.sha256(content).hexdigest()[:_DIGITS] for content in (keys, cells)]
    return SealedBlock(count=len(rows), keys=digests[0], digest=digests[1])
