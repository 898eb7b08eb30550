"""Which columns of a table statistics use."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import nbformat
import pytest

from factbook.notebooks import Run
from factbook.report.used_columns import find_used_columns
from figurecheck.model import RowSet, Statistic

DESCRIBED = ("month", "hand gun", "long_gun", "value")


def run(code: str, dataset: str = "checks") -> Run:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    one = Statistic(id="a", value=Decimal(1), rows=(RowSet(dataset=dataset, columns=DESCRIBED),))
    return Run(path=Path("n.ipynb"), as_of="2026-01-01", load=lambda: notebook, recorded=(one,))


@pytest.mark.parametrize(
    ("code", "used"),
    [
        pytest.param("t['hand gun'].sum()", {"hand gun", "value"}, id="an item"),
        pytest.param("t.long_gun.sum()", {"long_gun", "value"}, id="an attribute"),
        pytest.param("t.query('long_gun > 5')", {"long_gun", "value"}, id="a query"),
        pytest.param("fb.series('a.{month}', t)", {"month", "value"}, id="what functions read by themselves"),
        pytest.param("fb.record('a', t.long_gun.iloc[-1], rows=t)", {"long_gun", "value"}, id="a row by its place"),
        pytest.param("t.loc[2024, 'long_gun']", {"long_gun", "value"}, id="a cell by its labels"),
        pytest.param("t.loc[:, 'a':'b']", set(DESCRIBED), id="all between two"),
        pytest.param("t.sum().sum()", set(DESCRIBED), id="a sum of sums"),
        pytest.param("t[kind + '_gun']", set(DESCRIBED), id="a sum of texts"),
        pytest.param("t.sum(axis=1)", set(DESCRIBED), id="all in a row"),
        pytest.param("t.iloc[:, 2]", set(DESCRIBED), id="by its place"),
        pytest.param("t[f'{kind}_gun']", set(DESCRIBED), id="by a name that is put together"),
        pytest.param("%time t", set(DESCRIBED), id="a magic"),
    ],
)
def test_columns_are_used_that_the_code_names_or_may_read_without_their_name(code, used):
    assert find_used_columns([run(code)], "checks", DESCRIBED) == used


def test_of_a_table_that_nothing_rests_on_nothing_is_known():
    assert find_used_columns([run("t['value']", dataset="other")], "checks", DESCRIBED) is None
