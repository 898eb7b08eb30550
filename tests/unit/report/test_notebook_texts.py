"""The texts of notebooks are read again where anything changed that they depend on, and else looked up."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from factbook.engine.fingerprints import see_inputs
from factbook.engine.results import Results, using
from factbook.notebooks import Run
from factbook.project.settings import read_project
from factbook.report import texts
from factbook.report.inputs import read_inputs
from factbook.report.pages import Page, parse_text
from factbook.report.texts import read_texts
from figurecheck.model import Chart, Place, Statistic
from figurecheck.model.statistic import Cell

CONFIG = """title: Towns
sphinx:
  extra_extensions: [factbook.sphinx_ext]
factbook:
  edition:
    date: 2025-01-01
"""


def write_notebook(root: Path, name: str, text: str) -> None:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": [text]}]
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / "notebooks").mkdir(exist_ok=True)
    (root / f"notebooks/{name}.ipynb").write_text(json.dumps(document), "utf-8")


@dataclass
class Around:
    """A report with two notebooks, each part of which can be changed."""

    root: Path
    mark: str = "as it was"
    title: str = "All 7 towns"
    note: str = ""
    total: int = 12
    drawn: tuple[Page, ...] = ()
    language: str = "en"
    names: tuple[str, ...] = field(default=())

    def read(self) -> dict[str, Page]:
        with using(Results()):
            inputs = read_inputs(read_project(self.root))
        settings = replace(inputs.project.settings, names=self.names, language=self.language)
        inputs = replace(inputs, project=replace(inputs.project, settings=settings))
        cell = Cell(notebook="notebooks/a.ipynb", index=0)
        total = Statistic(id="total", value=Decimal(self.total), note=self.note, cell=cell)
        chart = Chart(id="towns", title=self.title, alt="Towns", cell=cell)
        run = Run(path=Path(cell.notebook), as_of="2025-01-01", recorded=(total, chart), stamp=self.mark)
        other = Run(path=Path("notebooks/b.ipynb"), as_of="2025-01-01", stamp="other")
        return read_texts(inputs, [run, other], {cell.notebook: self.drawn}, {"total": total})


@pytest.fixture
def around(tmp_path: Path) -> Around:
    (tmp_path / "_config.yml").write_text(CONFIG)
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- file: notebooks/b\n")
    (tmp_path / "index.md").write_text("# Towns\n\nThere are 7.\n")
    (tmp_path / "data").mkdir()
    table = {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "n", "type": "integer"}]}}
    (tmp_path / "data/datapackage.json").write_text(json.dumps({"resources": [table]}))
    (tmp_path / "data/t.csv").write_text("n\n1\n")
    write_notebook(tmp_path, "a", "There are {claim}`<total>` towns, and 3 roads.")
    write_notebook(tmp_path, "b", "There are 5 rivers.")
    return Around(root=tmp_path)


def look(around: Around) -> dict[str, Page]:
    """Read as a whole build does, with what the last one has left."""
    with using(Results(around.root, see_inputs(around.root))) as results:
        found = around.read()
    again = around.read()
    assert (found, list(found)) == (again, list(again))
    results.save()
    return found


def label(text: str) -> tuple[Page, ...]:
    return (parse_text(text, place=Place(file="notebooks/a.ipynb", cell=0), where="chart label"),)


def change(**values: Any) -> Callable[[Around], object]:
    return lambda one: [setattr(one, name, value) for name, value in values.items()]


CHANGES: dict[str, Callable[[Around], object]] = {
    "a notebook": lambda one: write_notebook(one.root, "a", "There are {claim}`<total>` towns, and 4 roads."),
    "a role that is added": lambda one: write_notebook(one.root, "b", "There are {claim}`<total>` rivers."),
    "a notebook that is added": lambda one: write_notebook(one.root, "c", "There are 6 lakes."),
    "a value that flows in": change(total=13),
    "what flows into a title": change(title="All 8 towns"),
    "what is recorded": change(mark="another", note="Counted in 2 of 5 towns."),
    "what is drawn": change(drawn=label("9 towns")),
    "names": change(names=("7 towns",)),
    "the language": change(language="ko"),
    "a page": lambda one: (one.root / "index.md").write_text("# Towns\n\nThere are 8.\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_seen(around, change):
    before = look(around)
    assert look(around) == before
    change(around)
    assert look(around) != before
    look(around)


def test_what_did_not_change_is_not_read_again(around, monkeypatch):
    before = look(around)
    for name in ("read_page", "find_flows", "parse_text", "find_statistic_numbers"):
        monkeypatch.setattr(texts, name, None)
    with using(Results(around.root, see_inputs(around.root))):
        assert around.read() == before


def test_where_one_notebook_changed_the_others_are_known(around, monkeypatch):
    look(around)
    look(around)
    parsed = Mock(wraps=texts.read_page)
    monkeypatch.setattr(texts, "read_page", parsed)
    write_notebook(around.root, "b", "There are 8 rivers.")
    with using(Results(around.root, see_inputs(around.root))):
        assert [number.text for number in around.read()["notebooks/b.ipynb"].numbers] == ["8"]
    assert [str(call.args[1]) for call in parsed.call_args_list] == ["notebooks/b.ipynb"]
