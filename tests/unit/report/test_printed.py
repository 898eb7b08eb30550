"""What is printed from each statistic is known without the findings of pages that have not changed."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from factbook.engine.results import Results, using
from factbook.notebooks import reuse_runs
from factbook.project.settings import read_project
from factbook.report.findings import is_citing
from factbook.report.pipeline import make_report
from factbook.report.printed import PrintedStatistics, by_statistic

PAGE = "book/routes.md"


@pytest.fixture(scope="module")
def report(untouched, tmp_path_factory):
    folder = shutil.copytree(untouched, tmp_path_factory.mktemp("printed") / "report", symlinks=True)
    return make_report(read_project(folder), run=reuse_runs)


def test_it_is_what_the_findings_say(report):
    printed, found = PrintedStatistics(report), by_statistic(report.findings)
    assert {id: [(one.printed, one.locale, one.file) for one in prints] for id, prints in printed.ours.items()} == {
        id: [(one.printed, one.claim.locale if one.claim else "", one.place.file) for one in findings]
        for id, findings in found.items()
    }
    assert {PAGE, "book/index.md"} <= {one.file for prints in printed.ours.values() for one in prints}
    everything = by_statistic(report.all_findings)
    assert {id: printed.find(id) for id in everything} == everything
    assert everything != found
    assert {id: printed.find_reviewed(id) for id in everything} == {
        id: findings[len(found.get(id, ())) :] for id, findings in everything.items()
    }
    assert [*printed.cited] == [*filter(is_citing, report.findings)] != []
    assert [*printed.all_cited] == [*filter(is_citing, report.all_findings)]
    assert printed.find("another") == printed.find_reviewed("another") == []


def test_findings_are_loaded_of_pages_with_another_mark_alone(report, tmp_path):
    [page] = [one for one in report.findings.pages if one.page.name == PAGE]
    # These cannot be loaded, and with the same mark nobody tries.
    spoilt = [replace(one, content=b"spoilt") for one in report.findings.pages]
    findings = report.findings.with_pages({one.page.name: one for one in spoilt})
    fewer = replace(page, mark="another")
    vars(fewer)["findings"] = page.findings[:1]
    with using(Results(tmp_path)):
        first = PrintedStatistics(report).ours
        assert PrintedStatistics(replace(report, findings=findings)).ours == first
        changed = PrintedStatistics(replace(report, findings=findings.with_pages({PAGE: fewer}))).ours
    assert sum(one.file == PAGE for prints in changed.values() for one in prints) == 1


def test_the_marks_of_a_statistic_are_those_of_the_pages_that_print_it(report):
    printed = PrintedStatistics(report)
    marks = {one.page.name: one.mark for one in report.findings.pages}
    for id, prints in printed.ours.items():
        assert {*printed.find_marks([id])} == {marks[one.file] for one in prints}
    assert {*printed.find_marks(printed.ours)} == {marks[one.file] for found in printed.ours.values() for one in found}
    assert [*printed.find_marks(["another"])] == []
