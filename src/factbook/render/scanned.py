"""The numbers of a scanned text, as lines and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from factbook.scan import Scanned, Status

Scans = Iterable[tuple[str, Scanned]]
"""File names and what was found in them."""


def scanned_document(scans: Scans) -> list[dict[str, Any]]:
    """Make the list that ``scan --format json`` prints; places count characters of the text as read."""
    return [
        {
            "file": file,
            "line": one.line,
            "start": one.start,
            "end": one.end,
            "text": one.text,
            "reading": one.reading,
            "status": one.status.value,
            "statistic": one.statistic or None,
            "reason": one.reason,
        }
        for file, one in scans
    ]


def render_scanned(scans: Scans) -> Iterator[str]:
    """Yield a line for each number that counts something, and a summary."""
    counts: Counter[Status] = Counter()
    for file, one in scans:
        counts[one.status] += 1
        if one.status is not Status.NOT_A_FIGURE:
            about = f" [{one.statistic}]" if one.statistic else ""
            yield f"{file}:{one.line}: ‘{one.text}’ {one.status}: {one.reason}{about}"
    told = ", ".join(f"{counts[status]} {status}" for status in Status if counts[status])
    yield f"{sum(counts.values())} numbers: {told or 'none'}"
