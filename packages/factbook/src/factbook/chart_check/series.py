"""Whether the values of one mark belong to one series, where the chart does not draw the column that tells it.

A line of one country that holds the value of another in one year agrees with a row of that year all the same. The rows
of its other values say of which country the line is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import combinations

from factbook.chart_check.row_index import Key, RowIndex, read_key

_MOST_COLUMNS = 3
_STATUS = "status"
_TABLE = ""


def find_strangers(
    index: RowIndex, found: Sequence[Set[int]], rivals: Set[int], drawn: Set[str]
) -> tuple[list[int], str]:
    """Return the positions of values that are of another series than the rest, and the column that tells it.

    `found` are the rows in which each value stands, `rivals` those with another value for the same keys which the mark
    does not draw, `drawn` the columns that it shows.
    """
    # Without them, the drawn columns alone say which row is meant.
    if not rivals:
        return [], ""
    columns = [_TABLE, *dict.fromkeys(_text_columns(index, rivals, drawn))]
    for size in range(1, _MOST_COLUMNS + 1):
        for names in combinations(columns, size):
            others = {_cells(index, row, names) for row in rivals}
            # By status, rows of one table are told apart that are of one series: the main one and those set aside.
            apart = (any(_cells(index, row, names) not in others for row in rows) for rows in found)
            if names == (_STATUS,) and all(apart):
                return [], ""
            shared = set.intersection(*({_cells(index, row, names) for row in rows} for rows in found))
            if shared - others:
                return [], ""
    return _name_strangers(index, found, columns)


def _name_strangers(index: RowIndex, found: Sequence[Set[int]], columns: Sequence[str]) -> tuple[list[int], str]:
    best: tuple[int, list[int], str] = (0, [], "")
    for name in columns:
        cells = [{_cells(index, row, (name,)) for row in rows} for rows in found]
        common, count = Counter(one for held in cells for one in held).most_common(1)[0]
        strangers = [at for at, held in enumerate(cells) if common not in held]
        if strangers and count > best[0]:
            best = (count, strangers, name)
    return (best[1], best[2]) if best[1] else (list(range(len(found))), "")


def _cells(index: RowIndex, row: int, names: Sequence[str]) -> tuple[Key | None, ...]:
    return tuple(float(index.rows[row].table) if name == _TABLE else read_key(index.cell(row, name)) for name in names)


def _text_columns(index: RowIndex, rows: Set[int], drawn: Set[str]) -> Iterator[str]:
    """Yield the columns of words in which some rows differ from others, but for what names a source or a remark."""
    for table in {index.rows[row].table for row in rows}:
        for name, at in index.columns[table].items():
            if name in drawn or name in {"source_id", "note", "unit"}:
                continue
            if any(isinstance(index.rows[row].cells[at], str) for row in index.of_table(table)):
                yield name
