"""What decides whether a part of the site would come out as it is."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from factbook.model.drawn import ChartCheck
from factbook.notebooks import reuse_runs
from factbook.project.fingerprints import see_inputs
from factbook.project.settings import read_project
from factbook.render.charts.drawing.chart_drawings import start_drawing
from factbook.report.pipeline import make_report
from factbook.sphinx_ext.build.page_digests import Digests

PAGE = "book/routes.md"


@pytest.fixture
def report(starter):
    return make_report(read_project(starter), run=reuse_runs)


@pytest.fixture
def inputs(starter):
    return see_inputs(starter)


def recorded(report, inputs, stamp: str = "now") -> str:
    return Digests(report, stamp, start_drawing(report), MappingProxyType(inputs)).recorded


def test_what_was_recorded_is_the_same_for_every_text_of_a_page(report, inputs):
    edited = {**inputs, PAGE: inputs[PAGE]._replace(digest="another")}
    assert recorded(report, inputs) == recorded(report, edited) != ""


def test_every_other_input_decides_on_what_was_recorded(report, inputs):
    pages = {path.as_posix() for path in report.project.pages}
    others = [file for file in inputs if file not in pages]
    assert {"_config.yml", "_toc.yml", "data/riders_by_year.csv"} <= {*others}
    found = [recorded(report, {**inputs, file: inputs[file]._replace(digest="another")}) for file in others]
    gone = [recorded(report, {name: state for name, state in inputs.items() if name != file}) for file in others]
    assert len({recorded(report, inputs), *found, *gone}) == 1 + 2 * len(others)


@pytest.mark.parametrize("change", ["stamp", "run", "day", "check"])
def test_what_was_recorded_depends_on_more_than_files(report, inputs, change):
    [first, *rest] = report.runs
    other, stamp = report, "now"
    if change == "stamp":
        stamp = "later"
    elif change == "run":
        other = replace(report, runs=(replace(first, stamp="another"), *rest))
    elif change == "day":
        other = replace(report, runs=(replace(first, as_of="2031-01-01"), *rest))
    else:
        other = replace(report, checked_charts=replace(report.checked_charts, checks={"a": ChartCheck(total=1)}))
    assert recorded(report, inputs) != recorded(other, inputs, stamp)


def test_where_a_report_depends_on_more_than_its_inputs_it_is_not_known_what_was_recorded(report):
    assert recorded(report, {}) == ""


def test_a_page_has_a_digest_of_the_findings_on_it(report):
    changed = {one.page.name: replace(one, mark="another") for one in report.findings.pages if one.page.name == PAGE}
    other = replace(report, findings=report.findings.with_pages(changed))
    before, after = (Digests(it, "now", start_drawing(it)) for it in (report, other))
    assert before.found_in(PAGE) != after.found_in(PAGE) == ["another"]
    assert before.everything != after.everything
    assert before.page("book/routes") != after.page("book/routes")
    assert before.page("book/herald") == after.page("book/herald")
