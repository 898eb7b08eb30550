"""Faults of packages of others, which are used as they are: each run names them, and they stop nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

MOST_ALIKE = 3
"""Rows that are named of those with a fault in one column."""


def soften(complaint: Complaint) -> Complaint:
    """Return a complaint about what others have published as a warning: it is used as they made it."""
    remedy = "used all the same; tell its publisher, and mind such rows in the notebook"
    return replace(complaint, remedy=remedy, warns=True)


def soften_many(complaints: Iterable[Complaint]) -> Iterator[Complaint]:
    """Yield warnings of the first few of the faults that are alike: those of one column."""
    counts: Counter[str] = Counter()
    last: dict[str, Complaint] = {}
    for complaint in complaints:
        column = complaint.place.partition(", column ")[2]
        counts[column] += 1
        if counts[column] <= MOST_ALIKE:
            yield soften(complaint)
        last[column] = complaint
    for column, complaint in last.items():
        if counts[column] > MOST_ALIKE:
            more = counts[column] - MOST_ALIKE
            what = phrase("{count} more rows have such a fault, the last of them this one", count=more)
            yield soften(replace(complaint, what=what))
