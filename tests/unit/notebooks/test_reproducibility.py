"""What is another value when its notebook runs again is named, with both values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from factbook.notebooks import Run
from factbook.notebooks.execution.reproducibility import (
    find_difference,
    find_output_differences,
    find_rerun_differences,
)
from factbook.notebooks.recording.emit import MIME
from figurecheck.model import Cell, Chart, RowSet, Statistic

CELL = Cell(notebook="notebooks/a.ipynb", index=3)
STATISTIC = Statistic(
    id="a.total", value=Decimal(12), unit="people", rows=(RowSet(columns=("a",), rows=((1,), (2,))),), cell=CELL
)
CHART = Chart(id="a.chart", title="Title", alt="Alt", specs={"l": {"values": [{"x": 1}, {"x": 2}]}}, cell=CELL)


def run_of(*items: Statistic | Chart, day: str = "2026-11-24") -> Run:
    return Run(path=Path("notebooks/a.ipynb"), as_of=day, recorded=items)


@pytest.mark.parametrize(
    ("first", "second", "reported"),
    [
        pytest.param(
            [STATISTIC],
            [replace(STATISTIC, value=Decimal(13))],
            "a.total as of 2026-11-24 is not reproducible: its value is 12, then 13",
            id="a value",
        ),
        pytest.param(
            [STATISTIC],
            [replace(STATISTIC, rows=(RowSet(columns=("a",), rows=((2,), (1,))),))],
            "a.total as of 2026-11-24 is not reproducible: its rows[0].rows[0][0] is 1, then 2",
            id="the order of its rows",
        ),
        pytest.param(
            [CHART],
            [replace(CHART, specs={"l": {"values": [{"x": 1}, {"x": 3}]}})],
            "a.chart as of 2026-11-24 is not reproducible: its specs.l.values[1].x is 2, then 3",
            id="a chart",
        ),
        pytest.param(
            [CHART],
            [replace(CHART, specs={"l": {"values": []}})],
            "a.chart as of 2026-11-24 is not reproducible: its specs.l.values is [{'x': 1}, {'x': 2}], then []",
            id="the length of a list",
        ),
        pytest.param(
            [STATISTIC, CHART],
            [CHART],
            "a.total as of 2026-11-24 is not reproducible: it is recorded, then not recorded",
            id="only the first time",
        ),
        pytest.param(
            [], [STATISTIC], "a.total as of 2026-11-24 is not reproducible: it is not recorded, then recorded",
            id="only the second time",
        ),
    ],
)  # fmt: skip
def test_what_changes_is_named_with_both_values(first, second, reported):
    (found,) = find_rerun_differences([run_of(*first)], [run_of(*second)])
    remedy = " (seed random numbers, sort what has no order, leave the clock out)"
    assert str(found) == f"notebooks/a.ipynb: cell 4: {reported}{remedy}"


def test_what_is_the_same_is_not_named():
    assert list(find_rerun_differences([run_of(STATISTIC, CHART)], [run_of(STATISTIC, CHART)])) == []


def test_each_day_is_held_against_itself():
    first = [run_of(STATISTIC), run_of(replace(STATISTIC, value=Decimal(5)), day="2025-05-20")]
    assert list(find_rerun_differences(first, first[::-1])) == []


def test_a_long_value_is_cut():
    what, first, second = find_difference("a" * 100, "b")
    assert (what, first, second) == ("", "a" * 59 + "…", "b")


def executed(text: str, image: str = "a") -> Run:
    cells = [{"outputs": [{"text": text}, {"data": {"image/png": image}}, {"data": {MIME: {"value": text}}}]}, {}]
    return Run(path=Path("notebooks/a.ipynb"), as_of="2026-11-24", load=lambda: SimpleNamespace(cells=cells))


@pytest.mark.parametrize("other", [executed("<object at 0x2>"), executed("<object at 0x1>", image="b")])
def test_an_output_that_is_another_is_named_though_no_figure_rests_on_it(other):
    assert list(find_output_differences([executed("<object at 0x1>")], [other])) == [
        "notebooks/a.ipynb: cell 1 as of 2026-11-24 shows something else when it runs again"
    ]


def test_an_output_that_is_the_same_is_not_named():
    assert list(find_output_differences([executed("a")], [executed("a")])) == []
