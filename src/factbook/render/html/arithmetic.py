"""The arithmetic behind a statistic, if one line can show it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from factbook.figures.common.format import DIGITS
from factbook.model import RowSet, Statistic
from factbook.render.values import show_bare
from factbook.render.words.interface import find_words
from factbook.verdicts.ratios import find_ratio

MINUS, ABOUT = "\u2212", "\u2248"
FEW = 4
"""How many rows are added up one by one; of more, only the count is given."""


def show_arithmetic(statistic: Statistic, known: Mapping[str, Statistic], language: str = "en") -> str:
    """Return how the value is computed: as a share, a multiple, a change, or a sum of rows; else an empty text.

    `known` holds the statistics that it may name as part and whole. The line is computed again, and left out if it
    does not give the value.

    >>> from decimal import Decimal as D
    >>> part, whole = (Statistic(id=id, value=D(n), unit="people") for id, n in (("a", 29), ("b", 116)))
    >>> share = Statistic(id="c", value=D("0.25"), unit="share", part="a", whole="b")
    >>> show_arithmetic(share, {"a": part, "b": whole})
    '29 / 116 = 25%'
    """
    value = statistic.value
    if not isinstance(value, Decimal):
        return ""
    return _of_ratio(statistic, known, language) or _of_change(statistic, language) or _of_sum(statistic, language)


def _of_ratio(statistic: Statistic, known: Mapping[str, Statistic], language: str) -> str:
    ratio = find_ratio(statistic, known)
    if ratio is None:
        return ""
    part, whole = (show_bare(one.value, one.unit, language) for one in (ratio.part, ratio.whole))
    return _equals(f"{part} / {whole}{f' {MINUS} 1' if ratio.change else ''}", statistic, language)


def _of_change(statistic: Statistic, language: str) -> str:
    basis = statistic.basis
    if basis is None or basis.kind != "change":
        return ""
    old, new = (show_bare(basis.values[label], basis.unit, language) for label in (basis.run[0], basis.at))
    form = {"share": f"{new} / {old} {MINUS} 1", "ratio": f"{new} / {old}"}.get(basis.test, f"{new} {MINUS} {old}")
    return _equals(form, statistic, language)


def _of_sum(statistic: Statistic, language: str) -> str:
    values = [value for rowset in statistic.rows for value in _values(rowset)]
    # Of many rows some are at hand, and the sum of those is another.
    rows = sum(rowset.count for rowset in statistic.rows)
    if len(values) < 2 or len(values) != rows or sum(values) != statistic.value:
        return ""
    if len(values) <= FEW:
        shown = " + ".join(show_bare(value, statistic.unit, language) for value in values)
    else:
        shown = find_words(language)["sum.rows"].format(n=len(values))
    return _equals(shown, statistic, language)


def _values(rowset: RowSet) -> list[Decimal]:
    if "value" not in rowset.columns:
        return []
    cells = [row[rowset.columns.index("value")] for row in rowset.rows]
    return [Decimal(cell) for cell in cells if isinstance(cell, int | Decimal) and not isinstance(cell, bool)]


def _equals(left: str, statistic: Statistic, language: str) -> str:
    value = statistic.value
    # `show_arithmetic` returns early for other values; this tells mypy so.
    assert isinstance(value, Decimal)  # noqa: S101
    # "≈" where the value is shown with fewer digits than it has, so that readers who compute it themselves are not
    # misled.
    is_whole = value == value.to_integral_value() or len(value.normalize().as_tuple().digits) <= DIGITS
    return f"{left} {'=' if is_whole else ABOUT} {show_bare(value, statistic.unit, language)}"
