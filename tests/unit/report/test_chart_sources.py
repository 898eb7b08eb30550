"""Charts name the sources of their rows wherever these are stated: in the rows, or once for a whole table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest

from factbook.data.catalog import Catalog
from factbook.data.descriptor import Package, Resource
from factbook.engine.results import Results, using
from factbook.notebooks import Run
from factbook.notebooks.execution.run import ChartOutline, StoredItems
from factbook.report.flowing import fill_charts
from factbook.report.recorded import summarize, with_tables
from figurecheck.model import Chart, RowSet, Statistic
from figurecheck.model.statistic import Cell

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
    run = Run(path=Path("n.ipynb"), as_of="2026-01-01", recorded=(chart,))
    run = with_tables(run, CATALOG, summarize(run))
    assert run.charts[0].source_ids == sources


LINE = "There are {claim}`<towns>` towns."


def stored(calls: list[str], title: str = "Towns") -> Run:
    """A stored run; `calls` are what was parsed of it."""
    chart = Chart(
        id="c", title=title, alt="a", subtitle="s", note="n", shows={"x": "towns"}, rows=(RowSet(dataset="a"),),
        cell=Cell(notebook="n.ipynb", index=2),
    )  # fmt: skip

    def load_charts() -> list[Chart]:
        calls.append("charts")
        return [chart]

    def load_statistics() -> list[Statistic]:
        calls.append("statistics")
        return []

    return Run(path=Path("n.ipynb"), as_of="2026-01-01", recorded=StoredItems(load_statistics, load_charts), stamp="1")


def test_of_a_stored_run_no_chart_is_parsed_again_to_say_what_it_is_called(tmp_path):
    calls: list[str] = []
    for expected in (["statistics", "charts"], []):
        calls.clear()
        run = stored(calls)
        with using(Results(tmp_path, {})) as results:
            run = with_tables(run, CATALOG, summarize(run))
        results.save()
        assert fill_charts([run], {}, "en") == (run,)
        (outline,) = run.outlines
        assert (outline.id, outline.texts, outline.shows, outline.place) == (
            "c", ("Towns", "s", "a", "n"), True, "n.ipynb: cell 3",
        )  # fmt: skip
        assert sorted(calls) == sorted(expected)
        calls.clear()
        # Asked for, it is loaded, with its table.
        assert (run.charts[0].source_ids, ChartOutline.of(run.charts[0]), calls) == (("office",), outline, ["charts"])


def test_what_flows_into_a_stored_chart_is_in_its_outline():
    towns = Statistic(id="towns", value=Decimal(12))
    run = stored([], LINE)
    run = with_tables(run, CATALOG, summarize(run))
    (filled,) = fill_charts([run], {"towns": towns}, "en")
    assert [one.texts[0] for one in filled.outlines] == ["There are {claim}`12 <towns>` towns."]
    assert (filled.charts[0].title, filled.charts[0].source_ids) == (filled.outlines[0].texts[0], ("office",))


def test_outlines_are_those_of_the_charts_however_a_run_holds_them():
    run = stored([])
    assert run.outlines == replace(run, recorded=tuple(run.recorded)).outlines == [ChartOutline.of(run.charts[0])]
    assert run.with_charts([replace(run.charts[0], title="Roads")]).outlines[0].texts[0] == "Roads"
