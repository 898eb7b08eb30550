"""What a search finds of all statistics is known from the last build, and is what a first build finds."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path

import pytest

from factbook.engine.fingerprints import STATE, see_inputs
from factbook.engine.results import Results, using
from factbook.notebooks import reuse_runs
from factbook.project.settings import read_project
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.report.pipeline import make_report
from factbook.sphinx_ext.build.build_site import build_site
from factbook.sphinx_ext.pages import search

# Sphinx and its extensions warn of each other's future.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
INDEX = "_static/search-index.js"


def build(root: Path) -> str:
    inputs = see_inputs(root)
    with using(Results(root, inputs)):
        report = make_report(read_project(root), run=reuse_runs, read_drawings=read_drawings)
        return (build_site(report, inputs=inputs) / INDEX).read_text("utf-8")


def add(root: Path, text: str) -> None:
    page = root / "book" / "routes.md"
    page.write_text(f"{page.read_text('utf-8')}\n{text}\n", "utf-8")


@pytest.fixture
def made(monkeypatch) -> list[int]:
    """How many statistics rows were made of, each time."""
    found: list[int] = []
    make = search._make_rows._make

    # What is kept is kept by the name of the function, and read as what it returns.
    @wraps(make)
    def count(listed, shown_in, about):
        found.append(len(listed))
        return make(listed, shown_in, about)

    monkeypatch.setattr(search._make_rows, "_make", count)
    return found


def test_after_other_text_no_row_is_made_and_the_index_has_all_of_them(starter, made):
    build(starter)
    first = build(starter)
    made.clear()
    add(starter, "A sentence about lines.")
    again = build(starter)
    assert made == []
    assert [row for row in again.splitlines() if "evidence/" in row] == [
        row for row in first.splitlines() if "evidence/" in row
    ]
    assert "A sentence about lines." in again


def test_a_figure_that_is_printed_once_more_is_counted(starter):
    first = build(starter)
    add(starter, "The Hill Line carried {claim}`421,770 trips <routes.hill.2025>` in 2025.")
    row = {name: next(one for one in index.splitlines() if "routes.hill.2025.html" in one) for name, index in
           {"before": first, "after": build(starter)}.items()}  # fmt: skip
    assert row["before"] != row["after"]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-40]), id="cut off"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes().replace(b"evidence/", b"evidense/")), id="edited"),
        pytest.param(lambda path: path.write_bytes(b"\xff\xfe"), id="no text"),
        pytest.param(lambda path: path.unlink(), id="gone"),
    ],
)
def test_rows_that_are_not_as_they_were_written_are_made_anew(starter, damage: Callable[[Path], object]):
    first = build(starter)
    (path,) = (starter / STATE).glob("search-*")
    damage(path)
    add(starter, "A sentence about lines.")
    again = build(starter)
    assert [row for row in again.splitlines() if "evidence/" in row] == [
        row for row in first.splitlines() if "evidence/" in row
    ]
