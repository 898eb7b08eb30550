"""Values and dates in the reasons of verdicts: in English, and as what they are for pages in other languages."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from figurecheck.figures.common.format import show, show_date
from figurecheck.figures.common.units import COUNTED, canonical
from figurecheck.model.periods import has_date_form
from figurecheck.model.worded import Amount, Period, Worded, phrase


def show_amount(value: Decimal | Fraction | int | str, unit: str) -> Worded:
    """Return a value with its unit."""
    shown = show(value, unit)
    if isinstance(value, str):
        return Worded(shown, Period(value))
    amount = Fraction(value) if isinstance(value, int) else value
    return Worded(shown, Amount(value=amount, unit=unit))


def show_count(value: Decimal | Fraction, unit: str, decimals: int = 0) -> Worded:
    """Return a value with its unit, in English without one that says only that something was counted."""
    plain = "" if canonical(unit) in COUNTED else unit
    return Worded(show(value, plain, decimals), Amount(value=value, unit=unit, decimals=decimals))


def show_day(iso: str) -> Worded:
    """Return an ISO date in words."""
    return Worded(show_date(iso), Period(iso))


def show_label(label: str) -> Worded:
    """Return a period as a reader would write it; any other label, such as an age band, as it is."""
    return Worded(show_date(label) if has_date_form(label) else label, Period(label))


def name_period(label: str) -> Worded:
    """Return a period as the data have it; a page in another language has it in words."""
    return Worded(label, Period(label))


def name_unit(unit: str) -> str:
    """Return the name of a unit; one of the house's own stands for itself."""
    return phrase(unit)
