"""What somebody sees of a figure before approving it, as a digest: only what was shown can be approved."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

from factbook.project.files import digest_content
from factbook.report.desk.approval import write_value
from factbook.report.desk.risk_queue import QueueItem
from figurecheck.model import RowSet
from figurecheck.model.errors import Complaint
from figurecheck.verdicts.last_step import keep_used_rows

SHOWN_ROWS = 12
"""How many rows of one set are shown."""
_LENGTH = 16


def find_rows(item: QueueItem) -> tuple[RowSet, ...]:
    """Return the rows that a figure hangs on."""
    statistic, row = item.finding.statistic, item.finding.row
    if statistic is not None:
        return keep_used_rows(statistic).rows
    return () if row is None else (row,)


def digest_shown(item: QueueItem) -> str:
    """Return a digest of a figure's sentence, verdict, value, code, rows and sources.

    Its place is not among them, nor is who approved it: neither changes what there is to look at.
    """
    figure, finding = item.figure, item.finding
    statistic = finding.statistic
    rows = [[one.table_name, one.columns, one.rows[:SHOWN_ROWS], one.count] for one in find_rows(item)]
    seen = [
        figure.statistic,
        figure.printed,
        " ".join(figure.text.split()),
        figure.heads,
        figure.verdict,
        finding.reason,
        write_value(figure),
        figure.unit,
        figure.population,
        [statistic.period, statistic.note, statistic.cell.code if statistic.cell else ""] if statistic else [],
        rows,
        item.sources,
    ]
    # Cells of rows may be decimals and dates.
    return digest_content(json.dumps(seen, default=str))[:_LENGTH]


def find_unseen(items: Iterable[QueueItem], shown: Collection[str]) -> Iterator[Complaint]:
    """Yield a complaint for each figure that is not as it was shown; `shown` are digests of what somebody has seen."""
    for item in items:
        if digest_shown(item) not in shown:
            what = f"‘{item.figure.printed}’ has changed since it was shown: its sentence, value, rows or verdict"
            yield Complaint(place=f"{item.figure.place}", what=what, remedy="read it as it is now, and approve that")
