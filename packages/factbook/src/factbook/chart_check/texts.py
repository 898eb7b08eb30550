"""The numbers of a chart's own texts: labels, titles, notes and the labels of axes that an author wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from factbook.model.drawn import PrintedText
from figurecheck.figures import Rules
from figurecheck.model import Severity
from figurecheck.verdicts.claims import check_value

# A label of 0.608 reads 60.8%; its column may hold either.
_UNITS = ("", "share", "%")
_SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "천": 10**3,
    "만": 10**4,
    "억": 10**8,
    "조": 10**12,
}
"""Words of an axis in which its labels may be counted."""


def is_borne_out(printed: str, text: PrintedText, around: str, locale: str, rules: Rules) -> bool:
    """Return whether a number in a chart prints one of the values that it stands beside.

    `around` are the titles of the chart: an axis that they say to be in thousands may be labelled so.
    """
    values = [*text.values, *(_scaled(text.values, around) if text.kind.startswith("number") else ())]
    return any(
        check_value(printed, value, unit=unit, locale=locale, rules=rules).verdict.severity is Severity.OK
        for value in values
        for unit in _UNITS
    )


def _scaled(values: Iterable[Decimal], around: str) -> Iterator[Decimal]:
    factors = {factor for word, factor in _SCALES.items() if word in around.lower()}
    yield from (value / factor for value in values for factor in sorted(factors))
