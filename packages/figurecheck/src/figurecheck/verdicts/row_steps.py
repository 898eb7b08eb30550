"""The step that makes a value of its rows, where nobody recorded which: a sum, a rate, a rest, a mean, a count.

Which column holds the amounts is tried, and so is what is done with them. A step counts only if it gives the value, to
all digits that a computer carries; so a page never shows arithmetic that does not come out.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice, permutations, product
from typing import NamedTuple

from figurecheck.figures.common.units import COUNTED, SPANS, canonical, rate_base
from figurecheck.figures.shown_value import is_noun
from figurecheck.model import Cellvalue, RowSet, Statistic
from figurecheck.model.exact import is_number
from figurecheck.verdicts.ratios import DIGITS, RATES, times
from figurecheck.verdicts.steps import LastStep, Step, Term

VALUE = "value"
"""The column of a table that holds its amounts."""
MOST = 40
"""Rows of which the step can be shown whole."""
_MOST_CHOICES = 64
"""Choices of columns that are tried."""
_IS_YEAR = re.compile(r"(^|_)year$")
_FEW = 12
_PER = re.compile(r"\bper [\d,]+|\bper (?:hundred|thousand|million)\b")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_COUNTS = re.compile(r"\blen\(|\.size\b|\.shape\b|count\(|nunique|\.sum\(|\bsum\(")
"""How a cell counts rows; where none of these stands, a value that equals their number does so by chance."""


class _Amount(NamedTuple):
    value: Fraction
    unit: str


_Found = tuple[Step, Sequence[_Amount], int]
"""A step, its terms in order, and what the result is multiplied by."""


def find_row_step(statistic: Statistic) -> LastStep | None:
    """Return the step that makes the value of a statistic of the rows that it rests on; ``None`` if none is found."""
    value, rowsets = statistic.value, [rowset for rowset in statistic.rows if rowset.rows]
    if not isinstance(value, Decimal) or not rowsets or any(rowset.left_out for rowset in rowsets):
        return None
    exact, unit, scale = Fraction(value), statistic.unit, _find_scale(statistic)
    for columns in _choose_columns(rowsets):
        found = [_read_amounts(rowset, column, unit) for rowset, column in zip(rowsets, columns, strict=True)]
        # A row without an amount would be one term too few, and the step another.
        if any(amount is None for amounts in found for amount in amounts):
            continue
        amounts = [amount for some in found for amount in some if amount is not None]
        if len(amounts) <= MOST and (step := _find_step(exact, unit, amounts, scale)):
            return LastStep(step=step[0], terms=tuple(map(_term, step[1])), scale=step[2], columns=columns)
    return (
        _find_within_row(exact, scale, rowsets) or _find_days(exact, unit, rowsets) or _find_count(statistic, rowsets)
    )


def _term(amount: _Amount, label: str = "") -> Term:
    # Cells are decimals, so the division ends.
    value = Decimal(amount.value.numerator) / Decimal(amount.value.denominator)
    return Term(value=value, unit=amount.unit, label=label)


def _choose_columns(rowsets: Sequence[RowSet]) -> Iterator[tuple[str, ...]]:
    """Yield choices of the column that holds the amounts, one for each set of rows."""
    return islice(product(*map(find_number_columns, rowsets)), _MOST_CHOICES)


def find_number_columns(rowset: RowSet) -> list[str]:
    """Return the columns that may hold the amounts of rows: ``value``, else each with numbers that are no years."""
    if VALUE in rowset.columns:
        return [VALUE]
    years = rowset.table.years if rowset.table else ()
    return [
        name
        for name in rowset.columns
        if name not in years and not _IS_YEAR.search(name) and any(map(is_number, _cells(rowset, name)))
    ]


def _cells(rowset: RowSet, column: str) -> list[Cellvalue]:
    at = rowset.columns.index(column)
    return [row[at] for row in rowset.rows]


def _read_amounts(rowset: RowSet, column: str, unit: str) -> list[_Amount | None]:
    # A rate has a unit of its own; its terms have those that their rows name.
    units = _cells(rowset, "unit") if "unit" in rowset.columns else []
    named = [str(one or "") for one in units] or ["" if unit in RATES or rate_base(unit) else unit] * len(rowset.rows)
    cells = zip(_cells(rowset, column), named, strict=True)
    return [_Amount(Fraction(cell), own) if is_number(cell) else None for cell, own in cells]


def _find_step(value: Fraction, unit: str, amounts: Sequence[_Amount], scale: int) -> _Found | None:
    """Return the step that makes a value of amounts; `scale` is by what a quotient of them is multiplied."""
    if len(amounts) == 1:
        return (Step.LOOKUP, amounts, 1) if amounts[0].value == value else None
    total = sum((amount.value for amount in amounts), Fraction(0))
    if _is_same(total, value):
        return Step.SUM, amounts, 1
    if len(amounts) == 2:
        return _find_of_two(value, unit, amounts, scale)
    if _is_same(total / len(amounts), value):
        return Step.MEAN, amounts, 1
    # A whole without its parts: w - (t - w) = v.
    whole = next((amount for amount in amounts if value and 2 * amount.value == value + total), None)
    if whole is not None:
        return Step.DIFFERENCE, [whole, *(amount for amount in amounts if amount is not whole)], 1
    return None


def _find_of_two(value: Fraction, unit: str, amounts: Sequence[_Amount], scale: int) -> _Found | None:
    for one, other in permutations(amounts):
        over = one.value / other.value if other.value else None
        if over is not None and _is_same(over * scale, value):
            return Step.QUOTIENT, [one, other], scale
        if over is not None and unit in RATES and _is_same((over - 1) * scale, value):
            return Step.CHANGE, [one, other], scale
        if _is_same(one.value - other.value, value):
            return Step.DIFFERENCE, [one, other], 1
    return (Step.PRODUCT, amounts, 1) if _is_same(amounts[0].value * amounts[1].value, value) else None


def _is_same(one: Fraction, other: Fraction) -> bool:
    return bool(abs(one - other) * 10**DIGITS <= abs(other))


def _find_scale(statistic: Statistic) -> int:
    """Return by what a quotient is multiplied: the base of its rate, which its unit or its label names."""
    said = _PER.search(statistic.label)
    return rate_base(statistic.unit) or (rate_base(said[0]) if said else 0) or times(statistic.unit)


def _find_within_row(value: Fraction, scale: int, rowsets: Sequence[RowSet]) -> LastStep | None:
    """Return the quotient of two cells of the only row, or their difference if it has no other numbers."""
    if len(rowsets) != 1 or len(rowsets[0].rows) != 1:
        return None
    rowset = rowsets[0]
    named = [(name, _read_amounts(rowset, name, "ratio")[0]) for name in find_number_columns(rowset)]
    amounts = [(name, amount) for name, amount in named if amount is not None and amount.value]
    for (first, one), (second, other) in permutations(amounts, 2):
        if _is_same(one.value / other.value * scale, value):
            return LastStep(step=Step.QUOTIENT, terms=(_term(one, first), _term(other, second)), scale=scale)
        # Of many numbers, two may differ by the value for no reason.
        if len(amounts) == 2 and _is_same(one.value - other.value, value):
            return LastStep(step=Step.DIFFERENCE, terms=(_term(one, first), _term(other, second)))
    return None


def _find_days(value: Fraction, unit: str, rowsets: Sequence[RowSet]) -> LastStep | None:
    """Return the days between the first dates of two rows."""
    rows = [row for rowset in rowsets for row in rowset.rows]
    if canonical(unit) not in {"day", "days"} or len(rows) != 2:
        return None
    days = [next((cell for cell in row if isinstance(cell, str) and _DAY.fullmatch(cell)), "") for row in rows]
    if not all(days):
        return None
    first, last = sorted(map(datetime.date.fromisoformat, days))
    if (last - first).days != value:
        return None
    terms = (
        Term(value=Decimal(day.toordinal()), unit="date", label=day.isoformat(), is_label=True) for day in (last, first)
    )
    return LastStep(step=Step.DAYS, terms=tuple(terms))


def _find_count(statistic: Statistic, rowsets: Sequence[RowSet]) -> LastStep | None:
    """Return the count of rows of one table, where the cell counts and the unit is of what is counted one by one."""
    unit, count = statistic.unit, sum(rowset.count for rowset in rowsets)
    # Few rows and as many years may go together by chance.
    is_counted = (unit in COUNTED or is_noun(unit)) and (canonical(unit) not in SPANS or count > _FEW)
    code = statistic.cell.code if statistic.cell else ""
    if len(rowsets) != 1 or not is_counted or statistic.value != count or not _COUNTS.search(code):
        return None
    return LastStep(step=Step.COUNT, terms=(Term(value=Decimal(count), unit=unit),))
