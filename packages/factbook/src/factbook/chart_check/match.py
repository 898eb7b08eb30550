"""Each drawn value of a chart against the rows and statistics that the chart names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from factbook.chart_check.row_index import RowIndex, Value, find_keys, read_key
from factbook.chart_check.shows import DECORATION, NOT_CHECKED, Rows, compute, find_statistic, is_pattern, is_same
from factbook.model.drawn import FROM_ROW, Datum, DrawnField, DrawnMark
from figurecheck.model import Cellvalue, Chart, Statistic

_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")
_YEAR_FIRST = re.compile(r"(\d{4})(?:$|-\d{2}|-?[QHW]\d)")
_YEARS = (1500, 2200)
"""Whole numbers in this span, along an axis, are years."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A field of a mark with its value."""

    name: str
    value: Value
    is_number: bool = False

    @property
    def is_key(self) -> bool:
        """Whether it says of what the numbers are: words, a category, or a year."""
        return not self.is_number or _are_years([self.value])


@dataclass(slots=True)
class FoundValues:
    """What was found of one mark."""

    rows: set[int] = field(default_factory=set)
    missing: list[Pair] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    is_aside: bool = False
    """Whether it is decoration."""
    numbers: int = 0
    """How many of its numbers had to be found."""


class Matcher:
    """Finds the values of a chart in its rows and statistics."""

    def __init__(self, chart: Chart, statistics: Mapping[str, Statistic]) -> None:
        """Go through the rows once."""
        self.index = RowIndex(chart.rows)
        self.shows = chart.shows
        self._statistics = statistics

    def find(self, datum: Datum, fields: Iterable[DrawnField]) -> FoundValues:
        """Look for the row of one mark: every field that it draws must agree."""
        found = FoundValues()
        if FROM_ROW in datum and datum[FROM_ROW] is None:
            found.unread.append("imputed")
            return found
        pairs: dict[str, Pair] = {}
        for one in fields:
            if one.unread and one.is_number:
                found.unread.append(one.unread)
            if one.unread or one.inputs or (datum.get(one.name) is None and one.shown != one.name):
                continue
            says = self._texts(one.name)
            if DECORATION in says and one.is_number:
                return FoundValues(is_aside=True)
            reasons = [text.removeprefix(NOT_CHECKED).strip() for text in says if text.startswith(NOT_CHECKED)]
            if reasons:
                found.unread += reasons
                continue
            if one.name not in pairs or one.is_number:
                pairs[one.name] = Pair(one.name, self._rename(one.name, datum.get(one.name)), one.is_number)
        found.numbers = sum(pair.is_number for pair in pairs.values())
        found.rows, found.missing = self.match(list(pairs.values()), datum)
        return found

    def match(self, pairs: Sequence[Pair], datum: Datum) -> tuple[set[int], list[Pair]]:
        """Return the rows that agree with all pairs, and the numbers of which no row and no statistic is found."""
        rows = self.agreeing(pairs, datum)
        numbers = [pair for pair in pairs if pair.is_number]
        if rows or not numbers:
            return rows, []
        # What stands in rows needs no word of the author's; what he says is tried for the rest.
        said = [pair for pair in numbers if self._is_shown(pair, pairs, datum)]
        left = [pair for pair in pairs if pair not in said]
        remaining = [pair for pair in left if pair.is_number]
        if not remaining:
            return set(), []
        rows = self.agreeing(left, datum)
        if rows:
            return rows, []
        # Values of several tables in one mark: each stands in a row of its own, with the same keys.
        missing = [pair for pair in remaining if not self._alone(pair, left, datum)]
        return set(), missing if missing or len(remaining) > 1 else remaining

    def agreeing(self, pairs: Sequence[Pair], datum: Datum) -> set[int]:
        """Return the rows of all tables that agree with every pair."""
        return {row for table in range(len(self.index.tables)) for row in self._agree(table, pairs, datum)}

    def nearest(self, pair: Pair, pairs: Sequence[Pair], datum: Datum) -> Cellvalue:
        """Return what the row with the same keys holds instead; ``None`` if there is not one such row."""
        rows = self.agreeing([one for one in pairs if one is not pair], datum) if len(pairs) > 1 else set()
        held = {self.index.cell(row, pair.name) for row in rows} - {None}
        return held.pop() if len(held) == 1 else None

    def name_statistics(self, name: str, datum: Datum) -> list[tuple[str, Statistic | None]]:
        """Return the ids that ``shows=`` names for a field at one mark, with the statistics that were recorded."""
        return [find_statistic(text, datum, self._statistics) for text in self._texts(name) if is_pattern(text)]

    def is_sourced(self, rows: Iterable[int]) -> bool:
        """Return whether any of some rows is of a table of the data; of no rows, whether any table is."""
        tables = {self.index.rows[row].table for row in rows} or range(len(self.index.tables))
        return any(self.index.tables[table].dataset for table in tables)

    def is_data(self, text: str) -> bool:
        """Return whether a text is the words of a cell, or another name of them."""
        named = [said[text] for said in self.shows.values() if isinstance(said, Mapping) and text in said]
        # A number is no name: that some cell holds it does not make it true where it stands.
        keys = [key for key in map(read_key, (text, *named)) if isinstance(key, str)]
        return any(self.index.holds(key) for key in keys)

    def find_rivals(self, mark: DrawnMark, found: Mapping[int, FoundValues]) -> tuple[set[int], set[str]]:
        """Return the rows that have another value for the keys of a mark, and which the mark does not draw."""
        drawn = {one.name for one in mark.fields if not one.unread and not one.inputs}
        pairs_of = {at: self._pairs(mark, mark.items[at]) for at in found}
        numbers = [one.name for one in mark.fields if one.is_number]
        years = {name for name in numbers if _are_years(mark.items[at].get(name) for at in found)}
        rivals: set[int] = set()
        for at, pairs in pairs_of.items():
            keys = [pair for pair in pairs if not pair.is_number or pair.name in years]
            if keys and len(keys) < len(pairs):
                rivals |= self.agreeing(keys, mark.items[at])
        return rivals - {row for one in found.values() for row in one.rows}, drawn

    def _pairs(self, mark: DrawnMark, datum: Datum) -> list[Pair]:
        named = {one.name: one for one in mark.fields if not one.unread and not one.inputs}
        return [
            Pair(name, self._rename(name, datum.get(name)), one.is_number)
            for name, one in named.items()
            if datum.get(name) is not None
        ]

    def _agree(self, table: int, pairs: Sequence[Pair], datum: Datum) -> set[int]:
        rows: set[int] | None = None
        columns = self.index.columns[table]
        names = frozenset(pair.name for pair in pairs)
        unknown = False
        # Numbers first, since few rows hold the same one.
        for pair in sorted(pairs, key=lambda pair: not pair.is_number):
            hits = self.index.find(table, pair.name, pair.value, aside=names - {pair.name}, is_number=pair.is_number)
            if pair.is_number and pair.name not in columns and (named := self.index.named(table, pair.name)):
                # A column of a wide table has the name of what the long one has in a cell.
                hits = (hits or set()) & named
            if hits is None:
                unknown = True
                continue
            rows = hits if rows is None else rows & hits
            if not rows:
                return set()
        same = self._identified(table, names, datum)
        if same is not None:
            rows = same if rows is None else rows & same
        if not unknown:
            return rows or set()
        # A label that stands in no cell is told by what the chart's own row has beside it, if that leaves one value.
        keys = [pair for pair in pairs if not pair.is_number and self._is_known(table, pair, names)]
        alike = self._agree(table, keys, datum) if same is not None else set()
        return alike if alike and alike <= (rows or set()) else set()

    def _is_known(self, table: int, pair: Pair, names: frozenset[str]) -> bool:
        hits = self.index.find(table, pair.name, pair.value, aside=names - {pair.name}, is_number=False)
        return hits is not None

    def _identified(self, table: int, drawn: frozenset[str], datum: Datum) -> set[int] | None:
        """Return the rows that have the words of a datum's other columns; ``None`` if there are no such columns."""
        rows: set[int] | None = None
        for name, value in datum.items():
            if name in drawn or name not in self.index.columns[table] or not isinstance(value, str) or not value:
                continue
            # Remarks are written by hand, also into the frame of a chart.
            if name == "note":
                continue
            named = self._rename(name, value)
            hits = self.index.find(table, name, named, aside=frozenset(), is_number=False) or set()
            rows = hits if rows is None else rows & hits
        return rows

    def _alone(self, pair: Pair, pairs: Sequence[Pair], datum: Datum) -> bool:
        for table, columns in enumerate(self.index.columns):
            with_it = [one for one in pairs if one is pair or not one.is_number or one.name in columns]
            if len(with_it) > 1 and self._agree(table, with_it, datum):
                return True
        return False

    def _is_shown(self, pair: Pair, pairs: Sequence[Pair], datum: Datum) -> bool:
        """Return whether ``shows=`` bears out a number."""
        drawn = pair.value
        if not isinstance(drawn, float | int):
            return False
        for text in self._texts(pair.name):
            if is_pattern(text):
                _, statistic = find_statistic(text, datum, self._statistics)
                if statistic is not None and is_same(drawn, statistic.value):
                    return True
            elif self._is_computed(text, drawn, [one for one in pairs if one is not pair]):
                return True
        return False

    def _is_computed(self, text: str, drawn: float, others: Sequence[Pair]) -> bool:
        own = [one for one in others if not self._texts(one.name)]
        for table, columns in enumerate(self.index.columns):
            keys = [one for one in own if not one.is_number or one.name in columns]
            rows = self._rows(table, keys)
            if text in columns:
                if any(_is_within(drawn, row[text]) for row in rows):
                    return True
                continue
            among: Callable[[Sequence[str]], Rows] = partial(self._among, table, own)
            if any(is_same(drawn, value) for value in compute(text, rows, among)):
                return True
        return False

    def _among(self, table: int, pairs: Sequence[Pair], by: Sequence[str]) -> list[Mapping[str, Cellvalue]]:
        return self._rows(table, [pair for pair in pairs if pair.name in by])

    def _rows(self, table: int, keys: Sequence[Pair]) -> list[Mapping[str, Cellvalue]]:
        """Return the rows of a table that agree with some keys, or lie in the periods that those name."""
        rows = set(self.index.of_table(table))
        for pair in keys:
            hits = self._agree(table, [pair], {}) or self._within(table, pair)
            rows &= hits
        columns = self.index.columns[table]
        return [{name: self.index.rows[row].cells[at] for name, at in columns.items()} for row in sorted(rows)]

    def _within(self, table: int, pair: Pair) -> set[int]:
        """Return the rows whose period lies within that of a key: the days of a month."""
        spans = tuple(f"{key:.0f}-" if isinstance(key, float) else f"{key}-" for key in find_keys(pair.value))
        at = self.index.columns[table].get(pair.name)
        places = range(len(self.index.tables[table].columns)) if at is None else [at]
        return {
            row
            for row in self.index.of_table(table)
            if any(str(self.index.rows[row].cells[place]).startswith(spans) for place in places)
        }

    def _texts(self, name: str) -> list[str]:
        said = self.shows.get(name, ())
        return [said] if isinstance(said, str) else [] if isinstance(said, Mapping) else list(said)

    def _rename(self, name: str, value: Value) -> Value:
        said = self.shows.get(name)
        if not isinstance(said, Mapping) or value is None:
            return value
        # Keys of JSON are texts.
        key = read_key(value)
        return next((to for label, to in said.items() if read_key(label) == key), value)


def _is_within(drawn: float, cell: Cellvalue) -> bool:
    """Return whether a place on a scale of years lies within a period, or is the number itself."""
    match = _MONTH.fullmatch(str(cell)) if isinstance(cell, str | int) else None
    if match is None:
        return is_same(drawn, cell)
    year, month = int(match[1]), match[2]
    start, length = (year + (int(month) - 1) / 12, 1 / 12) if month else (year, 1)
    return start <= drawn <= start + length


def read_years(values: Sequence[Value]) -> set[int]:
    """Return the years among values that are all years, or days and months; else none."""
    present = [one for one in values if one is not None]
    if present and _are_years(present):
        return {int(one) for one in present}
    years = [_YEAR_FIRST.match(one) for one in present if isinstance(one, str)]
    return {int(one[1]) for one in years if one} if len(years) == len(present) and all(years) else set()


def _are_years(values: Iterable[Value]) -> bool:
    low, high = _YEARS
    return all(isinstance(one, float | int) and one == int(one) and low <= one <= high for one in values)
