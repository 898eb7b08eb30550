"""A page that is rendered ahead of its site is the page that the site then has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from factbook.engine.fingerprints import see_inputs
from factbook.engine.results import Results, using
from factbook.notebooks import reuse_runs
from factbook.project.settings import read_project
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.report.one_page import LastReport
from factbook.report.pipeline import make_report
from factbook.serve.place import DRAFT
from factbook.sphinx_ext.build.ahead import render_ahead
from factbook.sphinx_ext.build.build_site import build_site
from factbook.sphinx_ext.build.state import Ahead, SiteDraft

# Sphinx and its extensions warn of each other's future.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

PAGE = "book/routes.md"
Check = Callable[[Path], tuple[LastReport, dict]]


@pytest.fixture
def check() -> Iterator[Check]:
    """Returns a report that was checked, with its inputs; what was found of it stays in use, as in a draft."""
    with ExitStack() as stack:

        def check(root: Path) -> tuple[LastReport, dict]:
            inputs = see_inputs(root)
            found: list = []
            stack.enter_context(using(Results(root, inputs)))
            report = make_report(
                read_project(root),
                run=reuse_runs,
                read_drawings=read_drawings,
                recorded_all=lambda *judged_by: found.append(judged_by),
            )
            return LastReport(report=report, judged_by=found[0]), inputs

        yield check


def render(last: LastReport, inputs: dict, edit: str, root: Path) -> dict[str, str]:
    shown: dict[str, str] = {}

    def wait() -> Ahead | None:
        (root / PAGE).write_text(edit, "utf-8")
        report = last.judge_pages([PAGE])
        return Ahead(report=report, files=(PAGE,)) if report else None

    def show(pages, unchecked, messages) -> None:
        assert (unchecked, messages) == ([], "")
        shown.update(pages)

    with suppress(SystemExit):
        render_ahead(last.report, inputs=inputs, place=DRAFT, wait=wait, pages_written=show)
    return shown


def test_a_page_ahead_is_the_page_of_the_site(starter, check: Check):
    last, inputs = check(starter)
    written: dict[str, str] = {}
    build_site(last.report, inputs=inputs, place=DRAFT, draft=SiteDraft(pages_written=written.update))
    before = {path.name for path in (starter / DRAFT.state).iterdir()}
    edit = (starter / PAGE).read_text("utf-8").replace("## ", "## Again: ", 1)
    edit += "\nThe Hill Line carried {claim}`421,770 trips <routes.hill.2025>` in 2025.\n"
    shown = render(last, inputs, edit, starter)
    assert list(shown) == ["routes.html"]
    # It leaves nothing, and what the next build relies on is as it was.
    assert {path.name for path in (starter / DRAFT.state).iterdir()} == before
    last, inputs = check(starter)
    site = build_site(last.report, inputs=inputs, place=DRAFT)
    assert (site / "routes.html").read_text("utf-8") == shown["routes.html"]
    assert "421,770 trips" in shown["routes.html"]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param("# Routes\n\n```{chart} riders.years\n```\n", id="a chart that was not on it"),
        pytest.param("---\nlanguage: ko\n---\n# Routes\n", id="another language"),
        pytest.param("# Routes\n\n{claim}`598,310 trips`.\n", id="markup that cannot be read"),
    ],
)
def test_a_page_that_needs_more_than_itself_is_left_to_the_whole_build(starter, check: Check, edit: str):
    last, _ = check(starter)
    (starter / PAGE).write_text(edit, "utf-8")
    assert last.judge_pages([PAGE]) is None


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param("# Routes\n\nThere were 7123 trips.\n", id="a number that nothing binds"),
        pytest.param("# Routes\n\n{claim}`1 trip <routes.hill.2025>`.\n", id="a figure that does not hold"),
    ],
)
def test_what_is_wrong_on_a_page_is_known_ahead(starter, check: Check, edit: str):
    last, _ = check(starter)
    (starter / PAGE).write_text(edit, "utf-8")
    report = last.judge_pages([PAGE])
    assert report
    [wrong] = report.errors
    assert str(wrong.place).startswith(f"{PAGE}:3")
