"""How long figures for which a source is cited take to check: of a table of 2,000 rows, and of one of 16,000.

Run it by hand: ``python tests/bench/bench_reported.py``. It prints seconds of processor time, and how many times longer
the longer table takes, which does not depend on the machine; nothing fails.
"""

from __future__ import annotations

import time

from factbook.data.descriptor import Field, Resource
from factbook.data.printed import index_sources
from factbook.data.tables import Table
from factbook.model import Claim, Place, Role, Source
from factbook.verdicts.claims import Known, check_claim

COLUMNS = 27
FIGURES = 100


def make_table(rows: int) -> Table:
    """A wide table, as a statistics office publishes it, all of one source."""
    names = [f"kind_{at}" for at in range(COLUMNS)]
    fields = [Field(name="state"), Field(name="month"), *(Field(name=one, type="integer") for one in names)]
    fields.append(Field(name="source_id"))
    resource = Resource(name="checks", path="checks.csv", title="Checks", fields=tuple(fields), key=("state", "month"))
    numbers = [[at * (kind + 3) + kind for at in range(rows)] for kind in range(COLUMNS)]
    names_of_rows = [[f"S{at % 55}" for at in range(rows)], [f"m{at // 55}" for at in range(rows)]]
    lines = tuple(range(2, rows + 2))
    cells = (*names_of_rows, *numbers, ["office"] * rows)
    return Table(resource=resource, cells=cells, lines=lines, numbers=lines)


def measure(rows: int) -> tuple[float, float, float]:
    """Processor time of the pass over the table, of the first figure, and of each of many more."""
    table, sources = make_table(rows), {"office": Source(id="office", title="Office")}
    start = time.process_time()
    printed = index_sources({"checks": table})["office"]
    known = Known(statistics={}, sources=sources, printed_by=lambda source: printed)
    found = time.process_time()
    claims = [make_claim(at) for at in range(FIGURES)]
    check_claim(claims[0], known)
    first = time.process_time()
    for claim in claims[1:]:
        check_claim(claim, known)
    return found - start, first - found, (time.process_time() - first) / (FIGURES - 1)


def make_claim(at: int) -> Claim:
    printed = f"{(at + 1000) * 3:,}"
    sentence = f"S1 had {printed} checks of that kind."
    place = Place(file="book/x.md", line=at)
    return Claim(id=str(at), role=Role.REPORTED, printed=printed, target="office", place=place, sentence=sentence)


if __name__ == "__main__":
    short, long = measure(2000), measure(16000)
    for what, one, other in zip(("pass", "first figure", "each other figure"), short, long, strict=True):
        print(f"{what:18} {one:8.4f} s {other:8.4f} s {other / one:6.1f} times")  # noqa: T201
