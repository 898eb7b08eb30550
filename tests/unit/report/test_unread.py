"""Rows that a run recorded and read nowhere are told, by the cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.data.descriptor import Resource
from factbook.notebooks import Run
from factbook.notebooks.tracing.inputs import Lineage
from factbook.report.recorded import find_recorded_rows, find_unread
from figurecheck.model import Cell, RowSet, Statistic

ROWS = RowSet(dataset="birds", columns=("a",), rows=((1,),))
OWN = RowSet(columns=("a",), rows=((1,),))
TABLES = {"birds": Resource(name="birds", path="birds.csv")}


def complaints_of(rows: RowSet, **lineage: object) -> list[str]:
    item = Statistic(id="a", value=1, rows=(rows,), cell=Cell(notebook="notebooks/a.ipynb", index=2))
    run = Run(path=Path("notebooks/a.ipynb"), as_of="2026-01-01", recorded=(item, item), lineage=Lineage(**lineage))
    return [str(complaint) for complaint in find_unread(run, TABLES, find_recorded_rows(run))]


REMEDY = " (read the rows in this notebook, with fb.dataset or from a file)"


def test_rows_of_a_run_that_read_no_file_are_told_once():
    inputs = {"data": "folder", "data/birds.csv": "size:3"}
    told = [f"notebooks/a.ipynb: cell 3: recorded rows, but its run read no file{REMEDY}"]
    assert complaints_of(OWN, inputs=inputs) == complaints_of(ROWS, inputs=inputs) == told


def test_rows_of_a_table_that_was_not_read_are_told():
    told = f"notebooks/a.ipynb: cell 3: recorded rows of data/birds.csv, which its run did not read{REMEDY}"
    assert complaints_of(ROWS, inputs={"data/other.csv": "content:1"}) == [told]


@pytest.mark.parametrize(
    ("rows", "lineage"),
    [
        pytest.param(ROWS, {"inputs": {"data/birds.csv": "content:1 600"}}, id="a table that was read"),
        pytest.param(ROWS, {"inputs": {"data/birds.csv": "attributes:1 content:1"}}, id="with its notes"),
        pytest.param(
            ROWS, {"inputs": {"data": "link:../elsewhere", "/elsewhere/birds.csv": "content:1"}}, id="by a link"
        ),
        pytest.param(OWN, {"inputs": {"../elsewhere.csv": "content:1"}}, id="a file elsewhere"),
        pytest.param(RowSet(columns=("a",)), {}, id="no rows"),
        pytest.param(OWN, {"unseen": ("why",)}, id="a run of which not every file was seen"),
        pytest.param(OWN, {"reusable": False}, id="a run that a database answered"),
    ],
)
def test_other_runs_are_not(rows, lineage):
    assert complaints_of(rows, **lineage) == []
