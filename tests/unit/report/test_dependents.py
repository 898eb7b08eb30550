"""Of a call that asks the clock it is said which figures hang on it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from factbook.engine.results import Results, using
from factbook.notebooks import Run
from factbook.notebooks.tracing.inputs import Lineage, UnstableCall
from factbook.report.dependents import describe_calls
from figurecheck.model import Cell, Statistic

CELLS = (
    "import time; import helper; import factbook as fb\nnow = time.time()\nother = 1",
    "# Text",
    "year = now // 1e7\nfb.record('a.year', year)\nfb.record('a.other', other)",
    "fb.record('a.helped', helper.value())",
)


def described(call: UnstableCall) -> list[str]:
    kinds = ["code", "markdown", "code", "code"]
    cells = [SimpleNamespace(cell_type=kind, source=source) for kind, source in zip(kinds, CELLS, strict=True)]
    recorded = tuple(
        Statistic(id=id, value=1, cell=Cell(notebook="a.ipynb", index=at))
        for id, at in (("a.year", 2), ("a.other", 2), ("a.helped", 3))
    )
    lineage = Lineage(calls=(call,))
    load = lambda: SimpleNamespace(cells=cells)  # noqa: E731
    run = Run(path=Path("a.ipynb"), as_of="2026-01-01", load=load, recorded=recorded, lineage=lineage, stamp="1")
    return describe_calls(run)


def call(place: str, cell: int, line: int) -> UnstableCall:
    return UnstableCall(place=place, cell=cell, line=line, name="time.time()", kind="clock")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (call("cell 1", 0, 2), "cell 1, line 2: time.time() reads the clock; a.year hangs on it"),
        (call("cell 1", 0, 3), "cell 1, line 3: time.time() reads the clock; a.other hangs on it"),
        (call("cell 4", 3, 9), "cell 4, line 9: time.time() reads the clock; no figure hangs on it"),
        (call("src/helper.py", -1, 9), "src/helper.py, line 9: time.time() reads the clock; a.helped hangs on it"),
    ],
)
def test_the_figures_that_follow_from_a_call_are_named(made, expected):
    assert described(made) == [expected]


def test_a_run_without_such_calls_is_not_even_read():
    assert describe_calls(Run(path=Path("a.ipynb"), as_of="2026-01-01", lineage=Lineage())) == []


def test_a_stored_run_is_read_once_and_again_when_its_calls_change(tmp_path):
    read = []
    cells = [SimpleNamespace(cell_type="code", source="import time\nnow = time.time()")]

    def describe(line: int) -> list[str]:
        load = lambda: read.append(line) or SimpleNamespace(cells=cells)  # noqa: E731
        lineage = Lineage(calls=(call("cell 1", 0, line),))
        run = Run(path=Path("a.ipynb"), as_of="2026-01-01", load=load, lineage=lineage, stamp="1")
        return describe_calls(run)

    with using(Results(tmp_path)):
        assert describe(2) == describe(2) == ["cell 1, line 2: time.time() reads the clock; no figure hangs on it"]
        assert describe(3) != describe(2)
    assert read == [2, 3]
