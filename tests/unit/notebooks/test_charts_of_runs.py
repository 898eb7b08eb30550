"""The charts of runs by id: of a stored run they are loaded when somebody asks for one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.notebooks import Run
from factbook.notebooks.execution.run import ChartOutline, ChartsOfRuns, StoredItems
from figurecheck.model import Chart


def make_run(name: str, *ids: str, loaded: list[str]) -> Run:
    charts = [Chart(id=id, title=f"{id} of {name}", alt="Bars") for id in ids]
    items = StoredItems(tuple, lambda: [loaded.append(name), charts][1], [ChartOutline.of(one) for one in charts])
    return Run(path=Path(f"{name}.ipynb"), as_of="2026-01-01", recorded=items, stamp=name)


def test_only_the_run_that_is_asked_for_is_loaded():
    loaded: list[str] = []
    charts = ChartsOfRuns([make_run("a", "one", "two", loaded=loaded), make_run("b", "three", loaded=loaded)])
    assert ([*charts], len(charts), "one" in charts, "four" in charts) == (["one", "two", "three"], 3, True, False)
    assert loaded == []
    assert (charts["two"].title, loaded) == ("two of a", ["a"])
    with pytest.raises(KeyError):
        charts["four"]


def test_of_two_with_one_id_the_last_counts():
    charts = ChartsOfRuns([make_run("a", "one", loaded=[]), make_run("b", "one", loaded=[])])
    assert charts["one"].title == "one of b"
