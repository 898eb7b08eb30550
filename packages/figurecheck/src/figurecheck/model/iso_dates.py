"""ISO dates at the precision of a year, a month or a day."""

from __future__ import annotations

import calendar
import datetime


def is_iso_date(text: str) -> bool:
    """Return whether a text is an ISO date at the precision of a year, a month or a day."""
    try:
        # Written out again: `fromisoformat` reads 20250217 and week dates too since Python 3.11.
        return last_day_of(text).isoformat().startswith(text)
    except ValueError:
        return False


def last_day_of(text: str) -> datetime.date:
    """Return the last day of an ISO date at the precision known: ``2025``, ``2025-02`` or ``2025-02-17``.

    Raises ValueError for anything else.
    """
    if len(text) == 4:
        return datetime.date(int(text), 12, 31)
    if len(text) == 7:
        first = datetime.date.fromisoformat(f"{text}-01")
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return datetime.date.fromisoformat(text)
