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


def test_findings_have_one_digest_for_each_file_and_those_of_reviews_their_own(report):
    digests = Digests(report, "now", start_drawing(report))
    [first, *_] = ours = [one for one in report.findings if one.place and one.place.file == PAGE]
    assert digests.found(ours) == digests.found([first]) == [digests.found_in(PAGE)]
    reviewed = replace(first, reason="another")
    assert digests.found([first, reviewed]) == [digests.found_in(PAGE), digests.finding(reviewed)]
    changed = replace(report, findings=tuple(reviewed if one is first else one for one in report.findings))
    assert Digests(changed, "now", start_drawing(changed)).found_in(PAGE) != digests.found_in(PAGE)
