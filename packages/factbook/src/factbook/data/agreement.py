"""Whether rows that are marked ``agrees`` do agree, and which sources confirm a row.

Two numbers agree if the one with fewer digits is the other, rounded or cut off. To what a source rounded is the last
place that it prints, or more where the column ``precision`` says so (1000 for "about 2 tonnes" in kg).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from factbook.data.tables import Table
from figurecheck.figures.common.units import canonical, factor
from figurecheck.model import Cellvalue
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

_NUMBERS = frozenset({"integer", "number"})
_DATES = frozenset({"date", "yearmonth", "year"})
_ASIDE = frozenset({"precision", "source_id"})


def check_agreement(table: Table) -> Iterator[Complaint]:
    """Yield a complaint for each row that is marked ``agrees`` and has another value than the row of its key."""
    for place, base in _find_agreeing(table):
        for column in find_disagreements(table, place, base):
            one, other = (table.column(column)[at] for at in (place, base))
            remedy = "correct it, make it conflict, or write in a column precision to what its source rounded"
            yield Complaint(
                f"{table.resource.place}: row {table.numbers[place]}, column {column}",
                phrase(
                    "{one} is marked agrees, and row {row} has {other}", one=one, row=table.numbers[base], other=other
                ),
                remedy,
            )


def find_confirming(table: Table, places: Iterable[int]) -> dict[int, list[int]]:
    """Return for each of these rows the known rows that are marked ``agrees`` and do agree with it."""
    found: dict[int, list[int]] = {}
    for place, base in _find_agreeing(table, places):
        if not find_disagreements(table, place, base):
            found.setdefault(base, []).append(place)
    return found


def find_disagreements(table: Table, place: int, base: int) -> list[str]:
    """Return the columns in which two rows of one key say something else."""
    # Words are left out: two sources word the same thing in two ways.
    fields = table.resource.fields
    aside = {*_ASIDE, *table.resource.index, *(name for name, _ in table.resource.references)}
    numbers = [one.name for one in fields if one.type in _NUMBERS and one.name not in aside]
    dates = [one.name for one in fields if one.type in _DATES and one.name not in aside]
    different = [name for name in dates if not _is_same_date(table.column(name)[place], table.column(name)[base])]
    return [name for name in numbers if not _is_same_number(table, name, place, base)] + different


def _find_agreeing(table: Table, places: Iterable[int] | None = None) -> Iterator[tuple[int, int]]:
    """Yield the place of each row that is marked ``agrees``, with that of the first main row of its key."""
    if "status" not in table.columns or not table.resource.index or not {*table.resource.index} <= {*table.columns}:
        return
    columns, statuses = [table.column(name) for name in table.resource.index], table.column("status")
    wanted = range(len(table.lines)) if places is None else places
    rows = [(tuple(cells[place] for cells in columns), place) for place in wanted]
    first: dict[tuple[Cellvalue, ...], int] = {}
    # A key of which every row only agrees is held together by the first of them.
    for status in ("main", "agrees"):
        for key, place in rows:
            if statuses[place] == status:
                first.setdefault(key, place)
    yield from ((place, first[key]) for key, place in rows if statuses[place] == "agrees" and first[key] != place)


def _is_same_date(one: Cellvalue, other: Cellvalue) -> bool:
    if one is None or other is None:
        return True
    return str(one).startswith(str(other)) or str(other).startswith(str(one))


def _is_same_number(table: Table, column: str, place: int, base: int) -> bool:
    cells = table.column(column)
    one, other = cells[place], cells[base]
    if not isinstance(one, int | Decimal) or not isinstance(other, int | Decimal):
        return one is None or other is None or one == other
    units = [canonical(str(table.column("unit")[at] or "")) for at in (place, base)] if "unit" in table.columns else []
    times = factor(units[0], units[1]) if len({*units}) > 1 else Fraction(1)
    # Two units of different things cannot say the same.
    if times is None:
        return False
    value, step = Fraction(one) * times, _find_step(table, column, one, place) * times
    # Either may be the coarser one: an annual report may round what the press has in full.
    steps = sorted([(step, value), (_find_step(table, column, other, base), Fraction(other))])
    (_, fine), (coarse_step, coarse) = steps
    # Signs are no part of cutting off: -16.6 is -16.65 cut off.
    cut = abs(fine) - abs(coarse)
    return abs(fine - coarse) * 2 <= coarse_step or (fine * coarse >= 0 and 0 <= cut < coarse_step)


def _find_step(table: Table, column: str, value: int | Decimal, place: int) -> Fraction:
    """Return to what a cell was rounded: its last place, or more where the table says so."""
    exponent = Decimal(value).as_tuple().exponent
    last = Fraction(10) ** exponent if isinstance(exponent, int) else Fraction(1)
    stated = table.column("precision")[place] if column == "value" and "precision" in table.columns else None
    return max(last, Fraction(stated)) if isinstance(stated, int | Decimal) else last
