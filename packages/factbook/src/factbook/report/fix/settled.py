"""The values that figures were printed of when they held: as they were sealed, or else as the last site was built."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from factbook.editions.storage import read_newest
from factbook.engine.fingerprints import SITE
from factbook.engine.results import FAULTS
from factbook.report.checked_report import Report
from figurecheck.model import Severity

CLAIMS = SITE / "claims.json"
Settled = dict[tuple[str, str], Decimal | str | None]
"""By the id of a statistic and the printed figure: the value, ``None`` where it is not known."""


def find_settled(report: Report) -> Settled:
    """Return the figures that held of their statistics, which have moved since, with their values."""
    return {**_read_site(report), **_read_edition(report)}


def _read_edition(report: Report) -> Settled:
    newest = read_newest(report.project.root)
    if newest is None:
        return {}
    sealed = {id: one.value for id, one in newest.statistics.items()}
    return {
        (report.known.current_id(claim.target), claim.printed): sealed.get(claim.target)
        for claim in newest.claims.values()
        if not claim.fails
    }


def _read_site(report: Report) -> Settled:
    found: Settled = {}
    # Nothing but the coarseness of a rounding hangs on it, so a file that is none of ours is as none.
    with suppress(OSError, *FAULTS):
        for id, printed, value in _read_findings(report.project.root / CLAIMS):
            found[report.known.current_id(id), printed] = value
    return found


def _read_findings(file: Path) -> Iterator[tuple[str, str, Decimal | str | None]]:
    document = json.loads(file.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
    for one in document["findings"]:
        if one["statistic"] and one["severity"] != Severity.ERROR:
            value = one["value"]
            is_known = value is None or isinstance(value, Decimal)
            yield str(one["statistic"]), str(one["printed"]), value if is_known else str(value)
