"""What a text says against itself: every check needs no statistic, and accuses only where the text leaves no other way.

::

    shares   percentages and means that no count gives; "n of N (p%)"
    changes  "from a to b, up c%"; "rose from 9 to 3"; "doubled from 20 to 30"
    orders   "between 2019 and 2017"
    sums     parts that do not make their whole: "762 people, 370 men and 392 women"; "the remaining 30%"
    grids    rows and columns of tables that do not make their total
    twice    the same thing printed twice with two values
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from factbook.scan.consistency.changes import find_wrong_changes
from factbook.scan.consistency.contradictions import find_differing
from factbook.scan.consistency.exact import Part, parts_of
from factbook.scan.consistency.orders import find_wrong_orders
from factbook.scan.consistency.result import Scanned, Status
from factbook.scan.consistency.shares import find_wrong_shares
from factbook.scan.consistency.sums import find_wrong_sums
from factbook.scan.consistency.table_totals import find_wrong_totals
from factbook.scan.consistency.text_figures import Figure

KEPT = frozenset({Status.AGREES, Status.DISAGREES})
"""What a statistic says of a number counts for more than what the text says of itself."""


def check_inside(text: str, figures: list[Figure], scanned: list[Scanned]) -> list[Scanned]:
    """Mark the numbers that the text itself refutes."""
    parts: list[Part] = parts_of(text, figures)
    found = chain(
        find_differing(text, parts),
        find_wrong_totals(text),
        find_wrong_sums(parts),
        find_wrong_orders(text),
        find_wrong_changes(parts),
        find_wrong_shares(parts),
    )
    faults = {start: (status, why) for start, status, why in found}
    return [
        replace(one, status=faults[one.start][0], reason=faults[one.start][1], statistic="")
        if one.start in faults and one.status not in KEPT
        else one
        for one in scanned
    ]
