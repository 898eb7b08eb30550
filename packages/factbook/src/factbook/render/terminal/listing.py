"""What is recorded, as a table for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from factbook.report.listing import ListedStatistic, StaleNotebook
from figurecheck.report.plain_values import plain_value

WIDEST = 44
"""Most characters of a column; a longer cell pushes what follows to the right."""
NOWHERE = "nowhere"


def render_listing(listed: Sequence[ListedStatistic], stale: Sequence[StaleNotebook]) -> Iterator[str]:
    """Yield a line for each statistic (id, value, what a page prints, label, where), and for each stale notebook."""
    rows = [_cells(one) for one in listed]
    widths = [min(WIDEST, max(map(len, column))) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    for one in stale:
        yield f"{one.notebook}: not listed, since {one.why} (run factbook check)"


def _cells(one: ListedStatistic) -> tuple[str, ...]:
    statistic = one.statistic
    places = ", ".join(dict.fromkeys(str(place) for place, _ in one.claimed))
    value = f"{_plain(statistic.value)} {statistic.unit}".rstrip()
    return statistic.id, value, f"‘{one.printed}’", statistic.label, places or NOWHERE


def _plain(value: Decimal | str) -> str:
    # Without an exponent, and with all the digits that were recorded.
    return value if isinstance(value, str) else f"{value:f}"


def listing_document(listed: Sequence[ListedStatistic], stale: Sequence[StaleNotebook]) -> dict[str, Any]:
    """Return the same as plain JSON values."""
    return {
        "statistics": [_item(one) for one in listed],
        "stale": [{"notebook": one.notebook, "why": one.why} for one in stale],
    }


def _item(one: ListedStatistic) -> dict[str, Any]:
    statistic = one.statistic
    return {
        "id": statistic.id,
        "value": plain_value(statistic.value),
        "unit": statistic.unit,
        "printed": one.printed,
        "label": statistic.label,
        "about": statistic.about,
        "measure": statistic.measure,
        "period": statistic.period,
        "population": statistic.population,
        "notebook": statistic.cell.notebook if statistic.cell else None,
        "cell": statistic.cell.index if statistic.cell else None,
        "claimed": [
            {"file": place.file, "line": place.line, "cell": place.cell, "printed": printed}
            for place, printed in one.claimed
        ],
    }
