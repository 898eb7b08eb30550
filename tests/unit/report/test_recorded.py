"""Where the rows lie that runs recorded is looked up again where anything changed that it depends on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from factbook.engine.fingerprints import see_inputs
from factbook.engine.results import Results, using
from factbook.notebooks import Run
from factbook.project.settings import read_project
from factbook.report import recorded
from factbook.report.inputs import read_inputs
from factbook.report.recorded import Recorded, gather_recorded, place_rows
from figurecheck.model import Chart, How, RowSet, Statistic
from figurecheck.model.statistic import Cell

CONFIG = """title: Towns
sphinx:
  extra_extensions: [factbook.sphinx_ext]
factbook:
  edition:
    date: {day}
"""
COLUMNS = ("town", "people", "source_id", "status")
ROWS = "town,people,source_id,status\nOulu,7,a,main\nOulu,7,b,agrees\nTurku,9,a,main\n"


@dataclass
class Around:
    """A report with two runs, each part of which can be changed."""

    root: Path
    mark: str = "as it was"
    value: int = 7
    code: str = ""
    notebook: str = "notebooks/a.ipynb"

    def runs(self, day: str) -> list[Run]:
        oulu = RowSet(dataset="towns", columns=COLUMNS, rows=(("Oulu", 7, "a", "main"),), lines=(2,))
        turku = RowSet(dataset="towns", columns=COLUMNS, rows=(("Turku", 9, "a", "main"),), lines=(4,))
        made = RowSet(columns=("all",), rows=((16,),), made_of=("towns", "sources"))
        cell = Cell(notebook=self.notebook, index=0, code=self.code)
        one = Statistic(id="oulu", value=Decimal(self.value), rows=(oulu,), cell=cell)
        both = Statistic(id="both", value=Decimal(16), rows=(oulu, turku, made), part="oulu", cell=cell)
        chart = Chart(id="towns", title="Towns", alt="Towns", rows=(oulu, turku), cell=cell)
        first = Run(path=Path(cell.notebook), as_of=day, recorded=(one, chart, both), stamp=self.mark)
        alone = Statistic(id="turku", value=Decimal(9), rows=(turku,), cell=Cell(notebook="notebooks/b.ipynb", index=0))
        return [first, Run(path=Path("notebooks/b.ipynb"), as_of=day, recorded=(alone,), stamp="other")]

    def gather(self) -> Recorded:
        with using(Results()):
            inputs = read_inputs(read_project(self.root))
        assert inputs.complaints == ()
        return gather_recorded(inputs, self.runs(inputs.today))


def write_sources(root: Path, day: str, title: str = "A") -> None:
    text = f"source_id,title,published\na,{title},2025-01-01\nb,B,{day}\n"
    (root / "data/sources.csv").write_text(text, "utf-8")


def write_package(root: Path, **more: Any) -> None:
    enum = {"constraints": {"enum": ["main", "agrees"]}}
    towns = [{"name": "town"}, {"name": "people", "type": "integer"}, {"name": "source_id"}, {"name": "status", **enum}]
    sources = [{"name": one} for one in ("source_id", "title", "published")]
    tables = [
        {"name": "towns", "path": "towns.csv", "factbook:key": ["town"], "schema": {"fields": towns}, **more},
        {"name": "sources", "path": "sources.csv", "schema": {"fields": sources, "primaryKey": "source_id"}},
    ]
    (root / "data/datapackage.json").write_text(json.dumps({"resources": tables}), "utf-8")


@pytest.fixture
def around(tmp_path: Path) -> Around:
    (tmp_path / "_config.yml").write_text(CONFIG.format(day="2025-06-30"))
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.md").write_text("# Towns\n")
    (tmp_path / "data").mkdir()
    write_package(tmp_path)
    write_sources(tmp_path, "2025-02-01")
    (tmp_path / "data/towns.csv").write_text(ROWS)
    return Around(root=tmp_path)


def tell(found: Recorded) -> object:
    return found.runs, dict(found.known.statistics), found.complaints


def look(around: Around) -> dict[str, Statistic]:
    """Gather as a whole build does, with what the last one has left."""
    with using(Results(around.root, see_inputs(around.root))) as results:
        found = around.gather()
        told = tell(found)
    assert told == tell(around.gather())
    results.save()
    return dict(found.known.statistics)


def test_rows_have_their_lines_and_what_confirms_them(around):
    for _ in range(2):
        found = look(around)
        assert [(one.rows[0].lines, one.how) for one in found.values()] == [
            ((2,), How.LOOKED_UP), ((2,), How.COMPUTED), ((4,), How.LOOKED_UP),
        ]  # fmt: skip
        assert found["both"].confirming == (("b",), ())
        assert [one.table and one.table.file for one in found["both"].rows] == ["towns.csv", "towns.csv", ""]


CHANGES: dict[str, Callable[[Around], object]] = {
    "the file": lambda one: (one.root / "data/towns.csv").write_text(ROWS.replace("Oulu,7", "Oulu,8")),
    "a row that agrees": lambda one: (one.root / "data/towns.csv").write_text(ROWS.replace("Oulu,7,b", "Turku,9,b")),
    "the day of a source": lambda one: write_sources(one.root, "2025-12-01"),
    "the day": lambda one: (one.root / "_config.yml").write_text(CONFIG.format(day="2025-01-15")),
    "the title of a table": lambda one: write_package(one.root, title="All towns"),
    "the value": lambda one: [setattr(one, "mark", "another"), setattr(one, "value", 8)],
    "the name of the notebook": lambda one: setattr(one, "notebook", "notebooks/c.ipynb"),
    "the code": lambda one: [setattr(one, "mark", "another"), setattr(one, "code", 'fb.record("oulu", 7)')],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_seen(around, change):
    before = look(around)
    assert look(around) == before
    change(around)
    assert look(around) != before
    look(around)


def test_of_what_did_not_change_no_run_is_looked_at(around, monkeypatch):
    before = look(around)
    monkeypatch.setattr(recorded, "_place", None)
    assert look_again(around) == before


def look_again(around: Around) -> dict[str, Statistic]:
    with using(Results(around.root, see_inputs(around.root))):
        return dict(around.gather().known.statistics)


def test_where_one_run_changed_the_others_are_known(around, monkeypatch):
    look(around)
    look(around)
    place = Mock(wraps=recorded._place)
    monkeypatch.setattr(recorded, "_place", place)
    around.mark = "another"
    look_again(around)
    assert [call.args[0].path.name for call in place.call_args_list] == ["a.ipynb"]


def test_what_was_placed_before_is_taken_as_it_is(around):
    inputs = read_inputs(read_project(around.root))
    runs = around.runs(inputs.today)
    placed = {(run.path, run.as_of): place_rows(inputs, run) for run in runs[:1]}
    found = gather_recorded(inputs, runs, placed)
    assert found.known.marks["notebooks/a.ipynb"] is placed[runs[0].path, inputs.today].run.mark
    assert tell(found) == tell(gather_recorded(inputs, runs))
