"""The charts of a report are checked again where anything changed that their check depends on, and else not at all."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from factbook.data.catalog import read_catalog
from factbook.engine.fingerprints import see_inputs
from factbook.engine.results import Results, using
from factbook.model.drawn import Drawing, DrawnField, DrawnMark, DrawnText
from factbook.notebooks import Run
from factbook.notebooks.execution.run import ChartOutline, StoredItems
from factbook.project.settings import Settings
from factbook.report import charts
from factbook.report.charts import check_charts
from factbook.report.checked_report import CheckedCharts, LazyTexts
from figurecheck.figures import DEFAULT_RULES, rules_from_mapping
from figurecheck.model import Chart, RowSet, Statistic
from figurecheck.model.statistic import Cell
from figurecheck.verdicts.known import Known

ROWS = RowSet(dataset="towns", columns=("year", "people"), rows=((2023, 5), (2024, 7)))


@dataclass
class Around:
    """A report with one chart, each part of which can be changed."""

    root: Path
    mark: str = "as it was"
    title: str = "People in 2024"
    shows: dict[str, Any] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=lambda: {"people.total": 12})
    settings: Settings = field(default_factory=Settings)
    rules: Any = DEFAULT_RULES
    label: str = "7 people"
    drawn: list[str] = field(default_factory=list)
    """The charts that were read, in order."""

    def check(self) -> CheckedCharts:
        cell = Cell(notebook="notebooks/towns.ipynb", index=1)
        chart = Chart(id="towns", title=self.title, alt="Towns", rows=(ROWS,), shows=self.shows, cell=cell)
        run = Run(path=Path(cell.notebook), as_of="2025-01-01", recorded=(chart,), stamp=self.mark)
        statistics = {id: Statistic(id=id, value=Decimal(value)) for id, value in self.values.items()}
        known = Known(statistics=statistics, sources={}, printed_by=lambda source: [], rules=self.rules)
        catalog = read_catalog(self.root)
        return check_charts([run], known, catalog, self.settings, read_drawings=self.read)

    def read(self, charts: Sequence[Chart]) -> Mapping[str, Sequence[Drawing]]:
        self.drawn += [chart.id for chart in charts]
        year = DrawnField(channel="x", name="year", shown="year", is_number=True)
        people = DrawnField(channel="y", name="people", shown="people", is_number=True)
        marks = DrawnMark(
            kind="bar", fields=(year, people), items=tuple({"year": y, "people": p} for y, p in ROWS.rows)
        )  # type: ignore[misc]
        total = DrawnField(channel="y", name="total", shown="total", is_number=True)
        shown = DrawnMark(kind="bar", fields=(total,), items=({"total": 12},) if self.shows else ())
        texts = (DrawnText(kind="title", text=self.title), DrawnText(kind="axis", text=self.label))
        return {chart.id: (Drawing(marks=(marks, shown), texts=texts),) for chart in charts}


def write_table(root: Path, rows: str) -> None:
    (root / "data/towns.csv").write_text(f"year,people\n{rows}", "utf-8")


@pytest.fixture
def around(tmp_path: Path) -> Around:
    (tmp_path / "data").mkdir()
    fields = [{"name": "year", "type": "year"}, {"name": "people", "type": "integer"}]
    table = {"name": "towns", "path": "towns.csv", "schema": {"fields": fields}}
    (tmp_path / "data/datapackage.json").write_text(json.dumps({"resources": [table]}), "utf-8")
    write_table(tmp_path, "2023,5\n2024,7\n")
    return Around(root=tmp_path)


def tell(checked: CheckedCharts) -> tuple[object, ...]:
    return checked.checks, checked.complaints, checked.warnings, checked.pages, dict(checked.drawn)


def look(around: Around) -> CheckedCharts:
    """Check as a whole build does, with what the last one has left."""
    with using(Results(around.root, see_inputs(around.root))) as results:
        found = around.check()
        told = tell(found)
    assert told == tell(replace(around, drawn=[]).check())
    results.save()
    return found


CHANGES: dict[str, Callable[[Around], object]] = {
    "a row that is no more in the file": lambda one: write_table(one.root, "2023,5\n2024,8\n"),
    "the title": lambda one: setattr(one, "title", "People in 1999"),
    "the run": lambda one: (setattr(one, "mark", "another"), setattr(one, "label", "9 people")),
    "what it shows": lambda one: (setattr(one, "mark", "another"), setattr(one, "shows", {"total": "people.total"})),
    "names": lambda one: setattr(one, "settings", replace(one.settings, names=("7 people",))),
    "the language": lambda one: setattr(one, "settings", replace(one.settings, language="ko")),
    "rules": lambda one: setattr(one, "rules", rules_from_mapping({"ish": {"test": "about", "words": ["ish"]}}, {})),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_seen(around, change):
    look(around)
    change(around)
    look(around)
    look(around)


def test_a_value_that_a_chart_shows_is_held_against_it_anew(around):
    around.shows = {"total": "people.total"}
    before = look(around)
    around.values["people.total"] = 7
    after = look(around)
    assert before.checks != after.checks or before.complaints != after.complaints


def test_what_did_not_change_is_not_checked_again(around, monkeypatch):
    first = look(around)
    calls: list[object] = []
    for name in ("_complain", "_read_texts", "_check_all"):
        monkeypatch.setattr(charts, name, lambda *args, name=name, **more: calls.append(name))
    with using(Results(around.root, see_inputs(around.root))):
        again = around.check()
    assert (again.checks, again.pages, again.complaints, again.warnings, calls) == (
        first.checks, first.pages, first.complaints, first.warnings, [],
    )  # fmt: skip
    assert around.drawn == ["towns"]


def test_where_one_chart_changed_the_check_of_another_is_known(around):
    look(around)
    write_table(around.root, "2023,5\n2024,7\n2025,8\n")
    look(around)
    # Twice unchanged in between: what the whole is made of stays.
    look(around)
    write_table(around.root, "2023,5\n2024,7\n2025,9\n")
    look(around)
    assert around.drawn == ["towns"]


def test_what_charts_draw_in_words_is_looked_up_when_it_is_asked_for(around):
    calls: list[int] = []
    texts = LazyTexts(lambda: calls.append(1) or {"towns": ()})  # type: ignore[func-returns-value]
    assert calls == []
    assert (dict(texts), len(texts), texts == {"towns": ()}, calls) == ({"towns": ()}, 1, True, [1])


def test_the_process_that_renders_receives_what_pages_show(around):
    checked = look(around)
    received = pickle.loads(pickle.dumps(checked))
    assert (received.checks, received.complaints, received.warnings) == (
        checked.checks, checked.complaints, checked.warnings,
    )  # fmt: skip
    assert (received.pages, received.drawn) == ({}, {})
    assert checked.pages
    assert checked.drawn


def test_where_one_notebook_has_changed_the_charts_of_the_others_are_not_loaded(around):
    loaded: list[str] = []

    def make_run(name: str, mark: str, drawn: str) -> Run:
        cell = Cell(notebook=f"notebooks/{name}.ipynb", index=1)
        chart = Chart(id=name, title="People in 2024", alt="Towns", rows=(ROWS,), cell=cell)
        items = StoredItems(tuple, lambda: [loaded.append(name) or chart], [ChartOutline.of(chart, drawn)])
        return Run(path=Path(cell.notebook), as_of="2025-01-01", recorded=items, stamp=mark)

    def check(*marks: str, drawn: str = "") -> CheckedCharts:
        known = Known(statistics={}, sources={}, printed_by=lambda source: [])
        runs = [make_run(name, mark, drawn) for name, mark in zip("abc", marks, strict=True)]
        with using(Results(around.root, see_inputs(around.root))) as results:
            catalog = read_catalog(around.root)
            found = check_charts(runs, known, catalog, around.settings, read_drawings=around.read)
        results.save()
        return found

    first = check("1", "1", "1")
    assert (sorted(loaded), around.drawn) == (["a", "b", "c"], ["a", "b", "c"])
    loaded.clear()
    assert check("1", "2", "1").checks == first.checks
    assert (loaded, around.drawn[3:]) == (["b"], ["b"])
    write_table(around.root, "2023,5\n2024,8\n")
    changed = check("1", "2", "1")
    assert [one.place.rpartition(" ")[2] for one in changed.complaints] == ["a", "b", "c"]
    loaded.clear()
    assert check("1", "2", "3").complaints == changed.complaints
    assert loaded == ["c"]
    # One that records another value may draw the same.
    known = check("1", "2", "3", drawn="as it was")
    loaded.clear()
    assert check("1", "2", "4", drawn="as it was").checks == known.checks
    assert loaded == []


@pytest.mark.parametrize("names", [("a", "a"), ("a", "b")], ids=["one notebook", "two notebooks"])
def test_what_was_found_of_one_of_two_charts_with_one_id_does_not_stand_for_the_other(around, names):
    few = replace(ROWS, rows=ROWS.rows[:1])

    def check(*ids: str) -> CheckedCharts:
        found = [
            Chart(id=id, title="", alt="", rows=(rows,), cell=Cell(notebook=name, index=at))
            for at, (id, name, rows) in enumerate(zip(ids, names, (ROWS, few), strict=True))
        ]
        recorded = {name: [one for one in found if one.cell and one.cell.notebook == name] for name in names}
        runs = [
            Run(
                path=Path(name),
                as_of="2025-01-01",
                recorded=StoredItems(tuple, partial(iter, own), [ChartOutline.of(one, str(one.cell)) for one in own]),
                stamp=str(ids),
            )
            for name, own in recorded.items()
        ]
        known = Known(statistics={}, sources={}, printed_by=lambda source: [])
        catalog = read_catalog(around.root)
        return check_charts(runs, known, catalog, around.settings, read_drawings=around.read)

    with using(Results(around.root, see_inputs(around.root))) as results:
        check("towns", "towns")
    results.save()
    with using(Results(around.root, see_inputs(around.root))):
        complaints = check("first", "towns").complaints
    assert complaints == check("first", "towns").complaints != ()
