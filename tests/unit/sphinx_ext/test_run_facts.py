"""What is known of a run is found by its mark, without reading it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from factbook.engine.results import Results, using
from factbook.notebooks import Run
from factbook.notebooks.tracing.inputs import Lineage
from factbook.sphinx_ext.build.reuse import PreviousSite
from factbook.sphinx_ext.build.run_facts import RunFacts
from factbook.sphinx_ext.build.state import State
from factbook.sphinx_ext.pages.replication import digest_needs
from figurecheck.model import Chart, RowSet, Statistic

NOTEBOOK = SimpleNamespace(cells=[SimpleNamespace(cell_type="code", source="1", outputs=[])])
NUMBER = Statistic(id="trips.total", value=5)
GLUED = Statistic(id="", key="trips", value=5, printed="5")
TEXT = replace(GLUED, printed="five")


def run(*recorded: Statistic, stamp: str = "1") -> Run:
    return Run(
        path=Path("notebooks/a.ipynb"), as_of="2026-01-01", load=lambda: NOTEBOOK, recorded=recorded, stamp=stamp
    )


def refuse() -> None:
    raise AssertionError("read")


def facts(one: Run) -> RunFacts:
    return State(report=None, drawings=None, previous=None).facts_of(one)


@pytest.mark.parametrize(
    ("recorded", "is_computed"),
    [
        pytest.param([], False, id="nothing"),
        pytest.param([NUMBER], True, id="a number"),
        pytest.param([GLUED], True, id="a glued number"),
        pytest.param([TEXT], False, id="a glued text"),
    ],
)
def test_it_says_what_a_site_has_of_a_run(monkeypatch, recorded, is_computed):
    monkeypatch.setattr("factbook.sphinx_ext.build.run_facts.divide_cells", lambda cells, charts: [range(len(cells))])
    found = facts(run(*recorded))
    assert found == RunFacts(parts=[range(1)], is_computed=is_computed, tables=[])


def test_a_run_with_the_same_mark_is_not_read_and_one_with_another_is(monkeypatch, tmp_path):
    monkeypatch.setattr("factbook.sphinx_ext.build.run_facts.divide_cells", lambda cells, charts: [range(len(cells))])
    with using(Results(tmp_path)):
        first = facts(run(NUMBER))
        assert facts(replace(run(TEXT), load=refuse)) == first
        assert facts(run(TEXT, stamp="2")) == replace(first, is_computed=False)
        with pytest.raises(AssertionError, match="read"):
            facts(replace(run(NUMBER, stamp="3"), load=refuse))


def test_it_names_the_tables_that_its_charts_draw(monkeypatch):
    monkeypatch.setattr("factbook.sphinx_ext.build.run_facts.divide_cells", lambda cells, charts: [range(len(cells))])
    rows = tuple(RowSet(dataset=name, columns=("a",), rows=((1,),)) for name in ("trips", "towns", "trips", ""))
    assert facts(run(Chart(id="c", title="c", alt="c", rows=rows))).tables == ["towns", "trips"]


def test_a_file_of_a_bundle_that_has_another_name_makes_another_bundle(tmp_path):
    def needs(file: str) -> list[tuple[str, str]]:
        one = replace(run(), lineage=Lineage(inputs={file: "content:1"}))
        report, previous = SimpleNamespace(project=SimpleNamespace(root=tmp_path)), PreviousSite(tmp_path, stamp="")
        return digest_needs([one], State(report=report, drawings=None, previous=previous))

    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("trips")
    assert needs("a.csv") != needs("b.csv")
