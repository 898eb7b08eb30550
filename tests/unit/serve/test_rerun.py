"""What a changed table makes of a page is known before the rest of the site, and is what the site then shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from factbook.data.descriptor import PACKAGE
from factbook.data.validate import refresh
from factbook.engine.fingerprints import Files, see_inputs
from factbook.engine.results import Results, using
from factbook.notebooks import reuse_runs
from factbook.project.settings import read_project
from factbook.render.charts.drawing.chart_drawings import DrawFirst
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.report import one_page, page_findings
from factbook.report.checked_report import Report
from factbook.report.one_page import LastReport
from factbook.report.pipeline import make_report
from factbook.report.stored_statistics import StoredStatistics
from factbook.serve.chart_server import ChartServer
from factbook.serve.concerned import find_concerned
from factbook.serve.place import DRAFT
from factbook.serve.rerun import Rejudged, judge_changed_files
from factbook.sphinx_ext.build.ahead import render_ahead
from factbook.sphinx_ext.build.build_site import build_site
from factbook.sphinx_ext.build.state import Ahead, SiteDraft
from figurecheck.model import RowSet
from tiny import CELLS, PAGE, draw_tiny, write_tiny

# Sphinx and its extensions warn of each other's future.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("warm_kernels")]

NOTEBOOK = Path("notebooks/birds.ipynb")
TABLE = "data/birds.csv"
Check = Callable[[Path], tuple[LastReport, dict]]
OTHER = "# Elsewhere\n\nThere is no lake.\n"


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    root = write_tiny(tmp_path / "lake")
    (root / "book/other.md").write_text(OTHER, "utf-8")
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/index\nchapters:\n  - file: book/other\n", "utf-8")
    return root


@pytest.fixture(scope="module")
def charts() -> Iterator[ChartServer]:
    server = ChartServer()
    yield server
    server.close()


@pytest.fixture
def check() -> Iterator[Check]:
    """Returns a report that was checked, with its inputs; what was found of it stays in use, as in a draft."""
    with ExitStack() as stack:

        def check(root: Path) -> tuple[LastReport, dict]:
            inputs = see_inputs(root)
            found: list = []
            days = ["2025-07-01"]
            runs = reuse_runs(root, [NOTEBOOK], as_of=days)
            results = stack.enter_context(using(Results(root, inputs)))
            report = make_report(
                read_project(root),
                read_drawings=read_drawings,
                recorded_all=lambda *judged_by: found.append(judged_by),
            )
            results.save()
            return LastReport(report=report, judged_by=found[0], runs=runs), inputs

        yield check


def judge(last: LastReport, changed: Sequence[str], charts: ChartServer) -> tuple[Rejudged | None, list[str]]:
    announced: list[str] = []
    root = last.report.project.root

    def announce(names: Sequence[str], days: Sequence[str]) -> None:
        announced.extend(names)
        reuse_runs(root, [NOTEBOOK], as_of=days)

    return judge_changed_files(last, changed, see_inputs(root), announce, charts), announced


def edit_table(root: Path, new: str = "2025,16") -> None:
    text = (root / TABLE).read_text("utf-8")
    (root / TABLE).write_text(text.replace("2025,15", new), "utf-8")
    refresh(root)


def render(
    last: LastReport,
    inputs: Files,
    wait: Callable[[], Ahead | None],
    draw_first: DrawFirst = lambda jobs: {},
) -> dict[str, str]:
    """Render pages ahead, and return what is shown of them, by address."""
    shown: dict[str, str] = {}
    with suppress(SystemExit):
        render_ahead(
            last.report,
            inputs=inputs,
            place=DRAFT,
            wait=wait,
            pages_written=lambda pages, *_: shown.update(pages),
            draw_first=draw_first,
        )
    return shown


def test_what_a_table_makes_of_a_page_is_shown_ahead_and_is_the_page_of_the_site(lake, check, charts):
    last, inputs = check(lake)
    build_site(last.report, inputs=inputs, place=DRAFT, draft=SiteDraft(pages_written=lambda pages: None))
    found: list[Rejudged] = []

    def wait() -> Ahead | None:
        edit_table(lake)
        judged, announced = judge(last, [TABLE, "data/datapackage.json"], charts)
        assert judged is not None
        assert announced == ["notebooks/birds.ipynb 2025-07-01"]
        found.append(judged)
        return Ahead(report=judged.report, files=judged.files)

    shown = render(last, inputs, wait)
    assert list(shown) == ["index.html"]
    assert [judged.same for judged in found] == [("book/other.md",)]
    # Both figures of the page are wrong now, and are known to be.
    assert [one.printed for one in found[0].report.errors] == ["15", "37 birds"]
    whole, inputs = check(lake)
    site = build_site(whole.report, inputs=inputs, place=DRAFT, draft=SiteDraft(pages_written=lambda pages: None))
    assert (site / "index.html").read_text("utf-8") == shown["index.html"]
    assert ">16<" in shown["index.html"]
    assert [str(one) for one in whole.report.errors] == [str(one) for one in found[0].report.errors]


def test_a_table_and_a_page_may_change_together(lake, check, charts):
    last, _ = check(lake)
    edit_table(lake)
    (lake / "book/index.md").write_text(PAGE.format(last="16", all="38"), "utf-8")
    judged, _ = judge(last, [TABLE, "data/datapackage.json", "book/index.md"], charts)
    assert judged is not None
    assert (judged.files, judged.report.errors) == (("book/index.md",), ())


def test_a_page_with_a_chart_of_a_changed_table_is_shown_ahead_with_the_new_drawing(lake, check, charts):
    draw_tiny(lake)
    last, inputs = check(lake)
    assert not last.report.complaints
    draft = SiteDraft(pages_written=lambda pages: None)
    before = (build_site(last.report, inputs=inputs, place=DRAFT, draft=draft) / "drawn.html").read_text("utf-8")

    def wait() -> Ahead | None:
        edit_table(lake)
        judged, _ = judge(last, [TABLE, "data/datapackage.json"], charts)
        assert judged is not None
        assert judged.charts == {"birds.bars"}
        return Ahead(report=judged.report, files=judged.files, charts=judged.charts)

    shown = render(last, inputs, wait, charts.draw)
    assert sorted(shown) == ["drawn.html", "index.html"]
    whole, inputs = check(lake)
    site = build_site(whole.report, inputs=inputs, place=DRAFT, draft=draft)
    for name, text in shown.items():
        assert (site / name).read_text("utf-8") == text
    assert shown["drawn.html"] != before


def test_a_chart_that_no_server_draws_is_left_to_the_whole_build(lake, check, charts):
    draw_tiny(lake)
    last, inputs = check(lake)
    build_site(last.report, inputs=inputs, place=DRAFT, draft=SiteDraft(pages_written=lambda pages: None))

    def wait() -> Ahead | None:
        edit_table(lake)
        judged, _ = judge(last, [TABLE, "data/datapackage.json"], charts)
        return judged and Ahead(report=judged.report, files=judged.files, charts=judged.charts)

    shown = render(last, inputs, wait)
    assert shown == {}


@pytest.mark.parametrize(
    "title",
    [pytest.param("Birds by year, 1950", id="a year it does not reach"), pytest.param("17 birds", id="a figure")],
)
def test_a_chart_of_which_a_draft_has_more_to_tell_is_left_to_it(lake, check, title, charts):
    draw_tiny(lake)
    last, _ = check(lake)
    draw_tiny(lake, title)
    judged, _ = judge(last, [NOTEBOOK.as_posix()], charts)
    assert judged is None


def test_a_statistic_whose_label_holds_an_unbound_figure_is_left_to_the_draft(lake, check, charts):
    last, _ = check(lake)
    path = lake / NOTEBOOK
    path.write_text(path.read_text("utf-8").replace("All birds", "All 17 birds"), "utf-8")
    judged, _ = judge(last, [NOTEBOOK.as_posix()], charts)
    assert judged is None


def test_what_no_run_uses_of_the_data_package_is_no_reason_to_run_again(lake, check, charts):
    last, _ = check(lake)
    file = lake / "data/datapackage.json"
    file.write_text(file.read_text("utf-8").replace('"lake"', '"the lake"', 1), "utf-8")
    assert judge(last, ["data/datapackage.json"], charts)[1] == []


def edit_sources(root: Path) -> None:
    path = root / "data/sources.csv"
    path.write_text(path.read_text("utf-8").replace("The new list", "Another list"), "utf-8")
    refresh(root)


def edit_notebook(root: Path) -> None:
    path = root / NOTEBOOK
    path.write_text(path.read_text("utf-8").replace("birds.all", "birds.none"), "utf-8")


def spoil_table(root: Path) -> None:
    edit_table(root, "2025,fifteen")


def test_an_edited_page_with_lists_of_changed_data_is_left_to_the_whole_build(lake, check, charts):
    page = lake / "book/index.md"
    text = page.read_text("utf-8")
    page.write_text(f"{text}\n```{{datasets}}\n```\n", "utf-8")
    last, _ = check(lake)
    page.write_text(f"{text}\nA sentence.\n\n```{{datasets}}\n```\n", "utf-8")
    edit_table(lake)
    assert judge(last, [TABLE, "data/datapackage.json", "book/index.md"], charts)[0] is None


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        pytest.param(edit_sources, ["data/sources.csv", "data/datapackage.json"], id="what every page may name"),
        pytest.param(spoil_table, [TABLE, "data/datapackage.json"], id="data that cannot be used"),
    ],
)
def test_what_may_concern_all_pages_is_left_to_the_whole_build(lake, check, edit, changed, charts):
    last, _ = check(lake)
    edit(lake)
    assert judge(last, changed, charts)[0] is None


def test_a_statistic_that_a_notebook_no_longer_records_is_unknown_at_once(lake, check, charts):
    assert "birds.all" in "".join(CELLS)
    last, _ = check(lake)
    edit_notebook(lake)
    judged, announced = judge(last, [NOTEBOOK.as_posix()], charts)
    assert len(announced) == 1
    assert judged is not None
    assert [one.printed for one in judged.report.errors] == ["37 birds"]


def test_a_page_whose_figures_are_the_same_is_not_judged_again(lake, check, monkeypatch):
    last, _ = check(lake)
    page = lake / "book/index.md"
    page.write_text(f"{page.read_text('utf-8')}\nNobody has counted the others.\n", "utf-8")
    before = last.report.findings.verdicts
    with monkeypatch.context() as patched:
        patched.setattr(page_findings, "_read_sentences", None)
        report = last.judge_pages(["book/index.md"])
    assert report is not None
    assert report.findings.verdicts == before
    page.write_text(page.read_text("utf-8").replace("15", "17"), "utf-8")
    changed = last.judge_pages(["book/index.md"])
    assert changed is not None
    assert changed.findings.verdicts != before


def test_what_is_made_ready_is_not_computed_once_somebody_waits(lake, check, monkeypatch):
    last, _ = check(lake)
    last.get_ready()
    monkeypatch.setattr(one_page, "make_context", None)
    monkeypatch.setattr(one_page, "find_around", None)
    assert last.judge_pages(["book/index.md"]) is not None


def test_which_pages_hang_on_a_notebook_is_known_without_parsing_what_it_recorded(lake, check, monkeypatch):
    report = check(lake)[0].report
    found = find_concerned(report, [NOTEBOOK.as_posix()])
    assert found == {"book/index.md", NOTEBOOK.as_posix()}
    plain = replace(report, known=replace(report.known, statistics=dict(report.statistics)))
    assert find_concerned(plain, [NOTEBOOK.as_posix()]) == found
    monkeypatch.setattr(StoredStatistics, "__getitem__", None)
    assert find_concerned(report, [NOTEBOOK.as_posix()]) == found
    assert "book/index.md" not in find_concerned(report, ["notebooks/other.ipynb"])


def test_what_a_source_prints_is_looked_up_in_the_table_as_it_is_now(lake, check, charts):
    page = lake / "book/other.md"
    page.write_text("# Elsewhere\n\nThe new list has {reported}`15 <new>` birds.\n", "utf-8")
    last, _ = check(lake)
    page.write_text(f"{page.read_text('utf-8')}\nThere is no lake.\n", "utf-8")
    edit_table(lake)
    judged, _ = judge(last, ["book/other.md", TABLE, PACKAGE], charts)
    assert judged is not None
    was, shown, is_so = (_find_reported(one.report) for one in (last, judged, check(lake)[0]))
    assert was != shown
    assert shown == is_so


def _find_reported(report: Report) -> list[tuple[str, RowSet | None, str]]:
    found = (one for one in report.findings if one.place is not None and one.place.file == "book/other.md")
    return [(str(one.verdict), one.row, str(one.reason)) for one in found]
