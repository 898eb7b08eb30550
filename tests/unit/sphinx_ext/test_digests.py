"""What decides whether a part of the site would come out as it is."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from factbook.data.printed import SourceRows
from factbook.notebooks import reuse_runs
from factbook.project.files import digest
from factbook.project.settings import read_project
from factbook.render.charts.drawing.chart_drawings import start_drawing
from factbook.report.checked_report import Report
from factbook.report.pipeline import make_report
from factbook.sphinx_ext.build.page_digests import Digests
from factbook.sphinx_ext.build.recorded_digests import RecordedDigests
from figurecheck.model import Cell, RowSet, Statistic
from figurecheck.verdicts.known import Known

PAGE = "book/routes.md"


@pytest.fixture(scope="module")
def report(untouched, tmp_path_factory):
    folder = shutil.copytree(untouched, tmp_path_factory.mktemp("digests") / "report", symlinks=True)
    return make_report(read_project(folder), run=reuse_runs)


def statistic(id: str, value: int = 1, notebook: str = "a.ipynb", **options: str) -> Statistic:
    texts = {"unit": "trips", "label": id, "measure": id, "period": "2024"}
    return Statistic(id=id, value=Decimal(value), cell=Cell(notebook=notebook, index=0), **{**texts, **options})


def shown(report: Report, *statistics: Statistic, notebook: str = "a.ipynb", **changed: object) -> str:
    """The digest of all that is shown of the statistics of a notebook."""
    known = Known(statistics={one.id: one for one in statistics}, sources={}, printed_by=SourceRows)
    return RecordedDigests(replace(report, known=known, runs=(), **changed)).shown_of(notebook)


def test_what_is_shown_of_a_notebook_hangs_on_no_other(report):
    own, other = statistic("own"), statistic("other", notebook="b.ipynb")
    assert shown(report, own, other) == shown(report, own, replace(other, value=Decimal(2))) == shown(report, own)
    assert shown(report, own, other) != shown(report, replace(own, value=Decimal(2)), other)
    assert shown(report, own, other) != shown(report, replace(own, note="Of the port alone."), other)
    assert shown(report, own, other) != shown(report, own, other, notebook="b.ipynb")


@pytest.mark.parametrize(
    ("own", "other"),
    [
        pytest.param({"part": "other"}, {}, id="a part"),
        pytest.param({"whole": "other"}, {}, id="a whole"),
        pytest.param({"measure": "trips"}, {"measure": "trips", "period": "2023"}, id="another year of its series"),
    ],
)
def test_what_is_shown_of_a_notebook_hangs_on_what_stands_beside_it(report, own, other):
    first, second = statistic("own", **own), statistic("other", notebook="b.ipynb", **other)
    assert shown(report, first, second) != shown(report, first, replace(second, value=Decimal(2)))


def test_what_is_shown_of_a_notebook_hangs_on_titles_that_others_have_too(report):
    own, other = statistic("own", label="Trips"), statistic("other", 2, notebook="b.ipynb", label="Trips")
    assert shown(report, own, other) != shown(report, own, replace(other, value=own.value))


def test_what_is_shown_of_a_notebook_hangs_on_the_texts_in_second_languages(report):
    texts = [{"ko": SimpleNamespace(lines={"own.label": text})} for text in ("one", "two")]
    assert shown(report, statistic("own"), second=texts[0]) != shown(report, statistic("own"), second=texts[1])


def test_of_two_notebooks_that_record_one_id_the_second_has_a_statistic_less(report):
    marks = {"a.ipynb": "1", "b.ipynb": "2"}
    found = []
    for notebook in marks:
        statistics = {"own": statistic("own", notebook=notebook), "more": statistic("more", notebook="b.ipynb")}
        known = Known(statistics=statistics, sources={}, printed_by=SourceRows, marks=marks)
        found.append(RecordedDigests(replace(report, known=known)).mark("b.ipynb"))
    assert found[0] != found[1]


def test_what_a_notebook_has_recorded_is_known_without_its_statistics(report):
    digests = Digests(report, "now", start_drawing(report))
    assert {*report.known.marks} == {run.path.as_posix() for run in report.runs}
    for one in report.statistics.values():
        assert digests.statistic(one) == digest(one)
    other = replace(next(iter(report.statistics.values())), note="Of another day.")
    assert digests.statistic(other) == digest(other)


def test_statistics_of_the_same_tables_are_found(report):
    rows = (RowSet(dataset="trips", columns=("a",), rows=((1,),)),)
    of_table = replace(statistic("b", notebook="b.ipynb"), rows=rows)
    known = Known(statistics={"a": statistic("a"), "b": of_table}, sources={}, printed_by=SourceRows)
    digests = RecordedDigests(replace(report, known=known))
    assert digests.find_sharing(["trips", "others"]) == ["b.ipynb"]


def test_a_page_has_a_digest_of_the_findings_on_it(report):
    changed = {one.page.name: replace(one, mark="another") for one in report.findings.pages if one.page.name == PAGE}
    other = replace(report, findings=report.findings.with_pages(changed))
    before, after = (Digests(it, "now", start_drawing(it)) for it in (report, other))
    assert before.everything != after.everything
    assert before.page("book/routes") != after.page("book/routes")
    assert before.page("book/herald") == after.page("book/herald")
