"""A build that takes over what has not changed makes the site that a first build makes, file by file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from factbook.cli.init import write_starter
from factbook.engine.fingerprints import BUILT, SitePlace, see_inputs
from factbook.engine.results import Results, using
from factbook.notebooks import reuse_runs
from factbook.project.settings import read_project
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.report.pipeline import make_report
from factbook.sphinx_ext.build.build_site import build_site

# Sphinx and its extensions warn of each other's future.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("warm_kernels")]

ANEW = SitePlace(site=Path("_build/anew"), state=Path("_build/.anew"))
Edit = tuple[str, Callable[[str], str]]
PAGE = "book/routes.md"


def build(root: Path, place: SitePlace) -> dict[str, bytes]:
    inputs = see_inputs(root)
    with using(Results(root if place == BUILT else None, inputs)):
        report = make_report(read_project(root), run=reuse_runs, read_drawings=read_drawings)
        site = build_site(report, inputs=inputs, place=place)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def build_anew(root: Path) -> dict[str, bytes]:
    for folder in (ANEW.site, ANEW.state):
        shutil.rmtree(root / folder, ignore_errors=True)
    return build(root, ANEW)


def compare_builds(root: Path, edits: dict[str, Edit], *, whole: bool) -> None:
    """Compare the site after each edit with one from nothing; unless `whole`, after every other and the last."""
    for number, (name, (file, edit)) in enumerate(edits.items()):
        text = (root / file).read_text("utf-8")
        assert edit(text) != text, name
        (root / file).write_text(edit(text), "utf-8")
        found = build(root, BUILT)
        if not whole and number % 2 == 0 and number + 1 < len(edits):
            continue
        anew = build_anew(root)
        differing = sorted(file for file in {*found, *anew} if found.get(file) != anew.get(file))
        assert (name, differing) == (name, [])


EDITS: dict[str, Edit] = {
    "a sentence at the end": (PAGE, lambda text: f"{text}\nOne sentence more.\n"),
    "a figure that nobody printed": (
        PAGE, lambda text: f"{text}\nThe Hill Line carried {{claim}}`421,770 trips <routes.hill.2025>` in 2025.\n"
    ),
    "lines that move": (PAGE, lambda text: text.replace("\n\n", "\n\nA sentence before all others.\n\n", 1)),
    "a title": (PAGE, lambda text: text.replace("# ", "# Again: ", 1)),
    "a chart in another place": (PAGE, lambda text: f"{text}\n```{{chart}} riders.years\n```\n"),
    "a chart that leads its page": (
        "book/index.md", lambda text: text.replace("```{chart} riders.years\n", "```{chart} riders.years\n:lead:\n")
    ),
    "a chart that is gone": ("book/index.md", lambda text: text.replace("```{chart} riders.years", "```{note}\nNone.")),
    "all text": (PAGE, lambda text: "# Routes\n\nNothing.\n"),
    "a review": ("book/reviews/herald-2026-03-20.yml", lambda text: text.replace("a fair rounding", "rounded fairly")),
    "settings": ("_config.yml", lambda text: text.replace("title: ", "title: Another ", 1)),
}  # fmt: skip


def test_after_each_edit_the_site_is_that_of_a_first_build(starter, trial):
    compare_builds(starter, EDITS, whole=trial.whole)


LISTED: dict[str, Edit] = {
    "a table of contents": ("book/index.md", lambda text: text.replace("{chapters}", "{tableofcontents}")),
    "a heading": (PAGE, lambda text: f"{text}\n## One heading more\n\nNothing below it.\n"),
    "a sentence": (PAGE, lambda text: f"{text}\nOne sentence more.\n"),
    "another heading": (PAGE, lambda text: text.replace("One heading", "One *other* heading")),
    "a heading of another page": ("book/data.md", lambda text: f"{text}\n## Below data\n\nNothing.\n"),
}


def test_a_page_that_lists_headings_of_others_follows_them(starter):
    toc = starter / "_toc.yml"
    toc.write_text(f"{toc.read_text('utf-8')}defaults:\n  titlesonly: false\n", "utf-8")
    compare_builds(starter, LISTED, whole=True)
    front = (starter / BUILT.site / "index.html").read_text("utf-8")
    # The number is that of a section, and no figure that somebody has to check.
    assert '<span class="section-number">1.1. </span>One <em>other</em> heading more' in front
    assert "Below data" in front


IN_TWO_LANGUAGES: dict[str, Edit] = {
    "a sentence": ("book/index.md", lambda text: f"{text}\nOne sentence more.\n"),
    "a sentence in the second language": ("book/index.ko.md", lambda text: f"{text}\n한 문장 더 있다.\n"),
    "a chart that the second language no longer shows": (
        "book/index.ko.md", lambda text: text.replace("```{chart} visitors.years", "```{note}\nNone.")
    ),
    "a text of the second language": (
        "book/texts.ko.yml", lambda text: text.replace("연도별 방문객\n", "해마다 온 방문객\n", 1)
    ),
    "the last page in the second language": (
        "book/index.ko.md", lambda text: "# In English\n\nThis page is in English by now.\n"
    ),
}  # fmt: skip


def test_of_two_languages_it_is_that_of_a_first_build_too(tmp_path, trial):
    write_starter(tmp_path, "two-languages", program="factbook")
    build(tmp_path, BUILT)
    compare_builds(tmp_path, IN_TWO_LANGUAGES, whole=trial.whole)
