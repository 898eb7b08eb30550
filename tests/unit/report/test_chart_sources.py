"""Charts name the sources of their rows wherever these are stated: in the rows, or once for a whole table."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from factbook.data.catalog import Catalog
from factbook.data.descriptor import Package, Resource
from factbook.model import Chart, RowSet
from factbook.notebooks import Run
from factbook.report.recorded import with_tables

CATALOG = Catalog(
    package=Package(
        root=Path(),
        resources=(
            Resource(name="a", path="a.csv", named_sources=("office",)),
            Resource(name="b", path="b.csv", named_sources=("bureau", "office")),
        ),
    ),
    tables=MappingProxyType({}),
)


@pytest.mark.parametrize(
    ("rows", "sources"),
    [
        (RowSet(dataset="a", columns=("n",), rows=((1,),)), ("office",)),
        (RowSet(columns=("n",), rows=((1,),), made_of=("a", "b")), ("office", "bureau")),
        (RowSet(dataset="a", columns=("n", "source_id"), rows=((1, "own"),)), ("own",)),
        (RowSet(columns=("n",), rows=((1,),)), ()),
    ],
    ids=["a table", "two tables", "a column", "rows of nothing"],
)
def test_a_chart_names_the_sources_of_its_tables(rows, sources):
    chart = Chart(id="c", title="t", alt="a", rows=(rows,))
    run = with_tables(Run(path=Path("n.ipynb"), as_of="2026-01-01", recorded=(chart,)), CATALOG)
    assert run.charts[0].source_ids == sources
