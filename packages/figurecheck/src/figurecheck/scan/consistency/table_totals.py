"""Tables whose parts do not add up to the row or column that is called their total.

A table is lines with bars between the cells, as Markdown writes them and as `drafts` writes those of HTML and Word.
A total is compared with its parts only where other totals of the same table do add up, or where one slip of the hand
(a digit, or two digits swapped) explains the difference: many tables list only some of the parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from figurecheck.scan.consistency.exact import Refutation
from figurecheck.scan.consistency.result import Status
from figurecheck.scan.words import english, korean
from figurecheck.scan.words.tables import LanguagePhrases, plain

_TOTALS = english.TOTALS | korean.TOTALS
_SUBTOTAL = LanguagePhrases("subtotal")
_CELL = re.compile(r"[\s*_$€£₩]*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<sign>%|[^\W\d]*)[\s*_]*")
_EMPHASIS = " \t\r\n\u00a0*_"
_DASHES = frozenset({"", "-", "–", "—"})


@dataclass(frozen=True, slots=True)
class TableCell:
    """A number in a table, and where it stands."""

    start: int
    text: str
    amount: Fraction
    step: Fraction


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A total and its parts."""

    total: TableCell
    parts: tuple[TableCell, ...]

    @property
    def off(self) -> Fraction:
        """By how much the parts exceed the total; 0 within what their roundings allow."""
        gap = sum((part.amount for part in self.parts), Fraction(0)) - self.total.amount
        # Whole numbers in a table are exact; decimals and percentages were each rounded by half of their last place.
        many = [part for part in self.parts if part.step < 1 or "%" in part.text]
        loose = sum((part.step / 2 for part in many), Fraction(0)) + (self.total.step / 2 if many else 0)
        return Fraction(0) if abs(gap) <= loose else gap


def find_wrong_totals(text: str) -> Iterator[Refutation]:
    """Yield totals of tables that are not the sum of their parts."""
    for table in _tables(text):
        for lines in (_by_column(table), _by_row(table)):
            yield from _compare_totals(lines)


def _compare_totals(lines: list[TotalLine]) -> Iterator[Refutation]:
    right = sum(not line.off for line in lines)
    for line in lines:
        if not line.off:
            continue
        # A lone total may be a sum of more than the table lists; another one that adds up shows that it is not.
        sure = right > 0 or len(lines) == 1
        if (sure and _explained_by_slip(line)) or (right > 1 and right >= 2 * (len(lines) - right)):
            added = " + ".join(part.text for part in line.parts)
            made = f"{float(sum(part.amount for part in line.parts)):,.10g}"
            yield line.total.start, Status.CONTRADICTS, f"{added} is {made}, not {line.total.text}"


def _explained_by_slip(line: TotalLine) -> bool:
    """Return whether one changed digit, or two neighbours swapped, in the total or a part explains the difference."""
    # A difference of a tenth of the total is a missing row, not a slip.
    if abs(line.off) * 10 > line.total.amount:
        return False
    # Shares make 100 whatever was mistyped, so that no digit has to explain the difference.
    if any("%" in cell.text for cell in (line.total, *line.parts)):
        return True
    wanted = [(line.total, line.total.amount + line.off), *((part, part.amount - line.off) for part in line.parts)]
    return any(_differs_by_slip(cell.amount / cell.step, amount / cell.step) for cell, amount in wanted)


def _differs_by_slip(printed: Fraction, right: Fraction) -> bool:
    return right.denominator == 1 and right >= 0 and is_slip(str(int(printed)), str(int(right)))


def is_slip(one: str, two: str) -> bool:
    """Return whether two strings of digits differ by one digit, or by two neighbours that are swapped.

    >>> is_slip("23022", "23002"), is_slip("3151", "3511"), is_slip("12", "34")
    (True, True, False)
    """
    if len(one) != len(two) or one == two:
        return False
    differ = [at for at, (left, right) in enumerate(zip(one, two, strict=True)) if left != right]
    if len(differ) != 2:
        return len(differ) == 1
    left, right = differ
    return right == left + 1 and one[left] == two[right] and one[right] == two[left]


def unslipped(digits: str) -> list[str]:
    """Return what a slip in a string of digits leaves as it is; two that differ by a slip share one of these.

    >>> set(unslipped("3151")) & set(unslipped("3511"))
    {'3|15|1'}
    """
    one_changed = [f"{digits[:at]}?{digits[at + 1 :]}" for at in range(len(digits))]
    swapped = [
        f"{digits[:at]}|{''.join(sorted(digits[at : at + 2]))}|{digits[at + 2 :]}" for at in range(len(digits) - 1)
    ]
    return one_changed + swapped


Grid = list[list[tuple[int, str]]]
"""Rows of cells, each with its start in the text."""


def _tables(text: str) -> Iterator[Grid]:
    rows: Grid = []
    end = -2
    start = 0
    for line in text.split("\n"):
        if "|" in line:
            if start != end + 1 and rows:
                yield rows
                rows = []
            end = start + len(line)
            if not is_rule(line):
                rows.append(_cells(line, start))
        start += len(line) + 1
    if rows:
        yield rows


def is_rule(row: str) -> bool:
    """Return whether a line is the one of dashes below the head of a table."""
    return "-" in row and not row.strip(" \t\r|:-")


def _is_total(name: str) -> bool:
    return plain(name.strip(_EMPHASIS).rstrip(_EMPHASIS + ":")) in _TOTALS


def _is_subtotal(name: str) -> bool:
    return _SUBTOTAL.is_in(plain(name))


def cell_spans(row: str) -> list[tuple[int, int]]:
    """Return start and end of each cell of a row that is written with bars; ``\\|`` is no bar."""
    bars = [at for at, sign in enumerate(row) if sign == "|" and row[at - 1 : at] != "\\"]
    edges = bars if row.lstrip().startswith("|") else [-1, *bars]
    if row[edges[-1] + 1 :].strip():
        edges = [*edges, len(row)]
    return [(left + 1, right) for left, right in pairwise(edges)]


def _cells(row: str, start: int) -> list[tuple[int, str]]:
    # `drafts` ends a row with a full stop.
    if row.rstrip().endswith((" .", "\t.")):
        row = row.rstrip()[:-1]
    return [(start + left, row[left:right]) for left, right in cell_spans(row)]


def _by_column(table: Grid) -> list[TotalLine]:
    """Return the columns of a table whose last row is called a total."""
    # A head, two parts and a total; rows of unequal length were not meant as one table.
    if len(table) < 4 or len({len(row) for row in table}) > 1 or not table[0]:
        return []
    names = [row[0][1] for row in table]
    if not _is_total(names[-1]) or any(map(_is_subtotal, names)) or any(map(_is_total, names[1:-1])):
        return []
    columns = ([row[at] for row in table[1:]] for at in range(1, len(table[0])))
    return list(_lines((column[-1], column[:-1]) for column in columns))


def _by_row(table: Grid) -> list[TotalLine]:
    """Return the rows of a table whose last column, or first after the names, is called a total."""
    if len(table) < 3 or len({len(row) for row in table}) > 1 or len(table[0]) < 4:
        return []
    heads = [text for _, text in table[0]]
    places = [at for at, head in enumerate(heads) if at and _is_total(head)]
    # A total in the middle sums what stands on one side of it, and nothing says which.
    if len(places) != 1 or any(map(_is_subtotal, heads)) or places[0] not in {1, len(heads) - 1}:
        return []
    at = places[0]
    return list(
        _lines((row[at], [cell for place, cell in enumerate(row) if place not in {0, at}]) for row in table[1:])
    )


RawCell = tuple[int, str]


def _lines(found: Iterable[tuple[RawCell, list[RawCell]]]) -> Iterator[TotalLine]:
    for total, parts in found:
        cells = [_number(*part) for part in parts if part[1].strip(_EMPHASIS) not in _DASHES]
        whole = _number(*total)
        if whole is None or len(cells) < 2 or None in cells:
            continue
        known = tuple(cell for cell in cells if cell is not None)
        # Counts and percentages mixed in one column do not add up.
        if len({"%" in cell.text for cell in (whole, *known)}) == 1:
            yield TotalLine(whole, known)


def _number(start: int, cell: str) -> TableCell | None:
    match = _CELL.fullmatch(cell)
    if match is None:
        return None
    digits = match["number"]
    places = len(digits.partition(".")[2])
    text = digits + ("%" if match["sign"] == "%" else "")
    return TableCell(start + match.start("number"), text, Fraction(digits.replace(",", "")), Fraction(1, 10**places))
