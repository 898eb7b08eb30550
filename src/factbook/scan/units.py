"""Whether a number can be in the unit of a series."""

from __future__ import annotations

from collections.abc import Sequence

from factbook.figures import Form
from factbook.figures.common.text import Word
from factbook.figures.common.units import PHYSICAL, canonical, factor, is_money
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.features import QuantityKind
from factbook.scan.series_index import Series

_COUNTS = frozenset({"people", "cases"})


def are_comparable(figure: Figure, noun: Sequence[Word], series: Series) -> bool:
    """Return whether a number can be in the unit of a series, by its own unit, its noun and its decimals."""
    read = figure.read
    if read is None:
        return False
    if read.form is not Form.NUMBER:
        return True
    unit, own = series.unit, canonical(read.unit) if read.unit else ""
    if is_money(unit):
        return own == unit
    if unit in PHYSICAL:
        # "The average waiting time was 44": without its unit a number is not one of days.
        own = own or next((name for word in noun if (name := canonical(word.text)) in PHYSICAL), "")
        return own in PHYSICAL and factor(own, unit) is not None
    if is_money(own) or own in PHYSICAL:
        return False
    # "903 people" are not 903 cases.
    if own in _COUNTS and unit in _COUNTS and own != unit:
        return False
    # A number with decimals is no count: "17.9 patrols" cannot be compared with 18 patrols.
    is_scaled = read.step > 1
    return is_scaled or not (series.kind is QuantityKind.LEVEL and read.amount.denominator > 1 and series.is_whole)
