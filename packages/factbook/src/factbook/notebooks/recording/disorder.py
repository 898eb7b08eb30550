"""Labels that stand where neither numbers nor the calendar put them, and names that come again every week or year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from figurecheck.figures.period_names import find_cycle
from figurecheck.model.orders import Listed, read_order


def find_disorder(texts: Sequence[str]) -> str:
    """Return a label that stands where neither numbers nor the calendar put it; empty if there is none.

    A table that was grouped by texts is in the order of the alphabet: 20-29, 30-39, under 20; Friday, Monday.

    >>> find_disorder(["under 20", "20-29", "30-39"]), find_disorder(["20-29", "30-39", "under 20"])
    ('', 'under 20')
    """
    if not texts or not isinstance(read_order(texts), Listed):
        return ""
    kind = name_cycle(texts)
    numbers = [find_cycle(kind)[text.casefold()] for text in texts] if kind else _find_numbers(texts)
    if len(numbers) < len(texts):
        return ""
    # A week may begin on Sunday, and a season in October.
    turns = [at for at, (one, other) in enumerate(pairwise(numbers), 1) if other < one]
    falls = [at for at, (one, other) in enumerate(pairwise(numbers), 1) if other > one]
    if not turns or not falls or (kind and len(turns) == 1 and numbers[-1] < numbers[0]):
        return ""
    return texts[turns[0]]


def _find_numbers(texts: Sequence[str]) -> list[int]:
    return [int(found.group()) for text in texts if (found := re.search(r"\d+", text))]


def name_cycle(texts: Sequence[str]) -> str:
    """Return what labels are that come again: ``day`` for weekdays, ``month`` for months without a year; else empty.

    >>> name_cycle(["Monday", "Tuesday"]), name_cycle(["Monday", "May"])
    ('day', '')
    """
    fitting = (kind for kind in ("day", "month") if all(text.casefold() in find_cycle(kind) for text in texts))
    return next(fitting, "") if texts else ""
