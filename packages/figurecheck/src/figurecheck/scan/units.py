"""Whether a number can be in the unit of a series."""

from __future__ import annotations

from collections.abc import Sequence

from figurecheck.figures import Form
from figurecheck.figures.common.text import Word
from figurecheck.figures.common.units import PHYSICAL, canonical, factor, is_money, may_be
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.features import QuantityKind
from figurecheck.scan.series_index import Series
from figurecheck.scan.words.tables import LanguagePhrases, plain

_COUNTS = frozenset({"people", "cases"})
_PER = LanguagePhrases("per")


def is_per_so_many(figure: Figure) -> bool:
    """Return whether a number is of so many for each so many: "2.3 officers for every 1,000 inhabitants"."""
    return figure.read is not None and figure.read.form is Form.FRACTION and _PER.is_in(plain(f"{figure.text} "))


ANY = "any"
"""The unit of a number that leaves it to be understood: "waiting times fell in Orvale (18.4 to 16.9)"."""


def unit_of(figure: Figure) -> str:
    """Return a number's own unit, by its canonical name; empty if it has none."""
    return canonical(figure.read.unit) if figure.read is not None and figure.read.unit else ""


def share_units(figures: Sequence[Figure], between: Sequence[Sequence[str]]) -> list[str]:
    """Return the unit of each number; `between` are the words behind each but the last, up to the next.

    One that is left out is that of the next number or the one before: "18.4 to 16.9 minutes", "from 18 days to 17".
    """
    made = [unit_of(one) for one in figures]
    for number in reversed(range(len(between))):
        if not made[number] and set(between[number]) <= _JOINTS:
            made[number] = made[number + 1] or (ANY if figures[number].bracket else "")
    for number, words in enumerate(between):
        if not made[number + 1] and words[-1:] == ["to"]:
            made[number + 1] = made[number]
    return made


_JOINTS = frozenset({"to", "and", "or", ",", "-", "–"})


def are_comparable(figure: Figure, own: str, noun: Sequence[Word], series: Series) -> bool:
    """Return whether a number can be in the unit of a series, by its own unit, its noun and its decimals."""
    read = figure.read
    if read is None:
        return False
    if read.form is not Form.NUMBER:
        return True
    unit = series.unit
    if is_money(unit):
        return may_be(own, unit)
    if unit in PHYSICAL:
        # "The average waiting time was 44": without its unit a number is not one of days. An age needs none.
        own = own or next((name for word in noun if (name := canonical(word.text)) in PHYSICAL), "")
        return own == ANY or (not own and series.is_age) or (own in PHYSICAL and factor(own, unit) is not None)
    if is_money(own) or own in PHYSICAL:
        return False
    # "903 people" are not 903 cases.
    if own in _COUNTS and unit in _COUNTS and own != unit:
        return False
    # A number with decimals is no count: "17.9 patrols" cannot be compared with 18 patrols.
    is_scaled = read.step > 1
    return is_scaled or not (series.kind is QuantityKind.LEVEL and read.amount.denominator > 1 and series.is_whole)
