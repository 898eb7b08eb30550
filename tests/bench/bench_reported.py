"""How long figures for which a source is cited take to check: of tables of ever more rows, in memory and in Parquet.

Run it by hand: ``python tests/bench/bench_reported.py``. It prints seconds of processor time for each table; nothing
fails. What is to grow with the rows is the pass over a table, and not a figure.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd

from factbook.data.descriptor import Field, Resource
from factbook.data.printed import index_sources
from factbook.data.table_store import read_table
from factbook.data.tables import Table
from figurecheck.model import Claim, Place, Role, Source
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.known import Known

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


def read_parquet(rows: int) -> Table:
    """Return the same table as it is read from Parquet."""
    made = make_table(rows)
    with tempfile.TemporaryDirectory() as folder:
        root, resource = Path(folder), replace(made.resource, path="checks.parquet")
        (root / resource.place).parent.mkdir(parents=True, exist_ok=True)
        names = [field.name for field in resource.fields]
        pd.DataFrame(dict(zip(names, made.cells, strict=True))).to_parquet(root / resource.place)
        return read_table(root, resource)


def measure(table: Table) -> tuple[float, float, float]:
    """Processor time of the pass over the table, of the first figure, and of each of many more."""
    sources = {"office": Source(id="office", title="Office")}
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
    for form, read in (("in memory", make_table), ("Parquet", read_parquet)):
        for rows in (2_000, 16_000, *((300_000,) if form == "Parquet" else ())):
            found, first, other = measure(read(rows))
            print(f"{form:9} {rows:7,} rows: pass {found:.4f} s, first figure {first:.4f} s, each other {other:.5f} s")  # noqa: T201
