"""Numbers that reach a page, in real builds: by the ways of `tests.ways`, and in ordinary passages."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.ordinary import PASSAGES
from tests.tiny import write_tiny
from tests.ways import all_ways, few_ways

from factbook.project.settings import read_project
from factbook.report.checked_report import Report
from factbook.report.pipeline import make_report
from factbook.sphinx_ext.build.build_site import build_site
from figurecheck.model import Verdict
from figurecheck.model.errors import SiteError

pytestmark = pytest.mark.usefixtures("warm_kernels")

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgAAIAAAUAAeImBZsAAAAASUVORK5CYII=")
NOT_SHOWN = ("srcdoc", "option title", "picture title", "link title", "sidenote")
"""Ways whose number is in no page: Sphinx or the cleaning of HTML drops it."""


def letters(number: int) -> str:
    """Return a number of three digits as letters."""
    return "".join("abcdefghij"[int(sign)] for sign in f"{number:03}")


def write_pages(root: Path, pages: Mapping[str, str]) -> dict[str, str]:
    """Write a report with these pages, and return the name of each by its document."""
    write_tiny(root)
    (root / "book" / "dot.png").write_bytes(DOT)
    # In letters, since digits in the name of a page would be found in links to it.
    documents = {
        f"book/page{''.join('abcdefghij'[int(sign)] for sign in f'{at:03}')}": name for at, name in enumerate(pages)
    }
    for document, name in documents.items():
        (root / f"{document}.md").write_text(pages[name], "utf-8")
    chapters = "".join(f"- file: {document}\n" for document in documents)
    (root / "_toc.yml").write_text(f"format: jb-book\nroot: book/index\nchapters:\n{chapters}", "utf-8")
    return documents


def without_findings(report: Report) -> Report:
    """Return a report as it would be if the source had not been checked for unbound numbers and faults."""
    return replace(
        report,
        findings=report.findings.change(lambda found: [one for one in found if one.verdict is not Verdict.UNBOUND]),
        complaints=(),
    )


@pytest.mark.slow
def test_no_way_leads_past_the_last_look_at_the_pages(tmp_path, trial):
    # That the check names every one is tried in tests/unit/report/test_ways.py.
    documents = write_pages(tmp_path, all_ways() if trial.whole else few_ways())
    report = make_report(read_project(tmp_path))
    named = {one.place.file for one in report.errors if one.place} | {
        str(one).split(":")[0] for one in report.complaints
    }
    assert [name for document, name in documents.items() if f"{document}.md" not in named] == []
    with pytest.raises(SiteError) as refused:
        build_site(without_findings(report))
    told = str(refused.value)
    missed = [name for document, name in documents.items() if f"{document}:" not in told]
    assert [name for name in missed if not name.endswith(NOT_SHOWN)] == [], told[:2000]
    assert not (tmp_path / "_build" / "html" / "index.html").exists()


@pytest.mark.slow
def test_a_build_leaves_nothing_to_the_next_one_of_its_process(tmp_path):
    # Pages with reStructuredText go through another parser.
    for name, text in (("plain", "Words."), ("other", "```{eval-rst}\nWords.\n```"), ("again", "Words.")):
        write_pages(tmp_path / name, {name: f"# T\n\n{text}\n"})
        site = build_site(make_report(read_project(tmp_path / name)))
        assert "Words." in (site / "pageaaa.html").read_text("utf-8")


@pytest.mark.slow
def test_nothing_of_an_ordinary_book_stops_a_build(tmp_path, factbook):
    # A table of contents within a page, and a link to an address that the small report does not have.
    pages = {name: f"# T\n\n{text}\n" for name, text in PASSAGES.items() if name not in {"toctree", "link"}}
    write_pages(tmp_path, pages)
    result = factbook("build", "--project", tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
def test_a_page_in_a_hidden_folder_is_looked_at_each_time(tmp_path, factbook):
    root = write_tiny(tmp_path / "lake")
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/.own/index\n", "utf-8")
    (root / "book/.own").mkdir()
    page = root / "book/.own/index.md"
    page.write_text((root / "book/index.md").read_text("utf-8"), "utf-8")
    assert factbook("check", "--project", root).returncode == 0
    page.write_text(page.read_text("utf-8").replace("15", "16"), "utf-8")
    assert factbook("check", "--project", root).returncode == 1


def test_a_page_outside_the_table_of_contents_is_named_in_every_run(tmp_path, factbook):
    write_tiny(tmp_path)
    (tmp_path / "book" / "extra.md").write_text("# 99 riots\n", "utf-8")
    config = json.loads((tmp_path / "_config.yml").read_text("utf-8"))
    config["sphinx"]["config"] = {"html_extra_path": ["old/riots.html"]}
    (tmp_path / "_config.yml").write_text(json.dumps(config), "utf-8")
    for _ in range(2):
        result = factbook("check", "--project", tmp_path)
        assert "_config.yml: sphinx.config.html_extra_path: old/riots.html is published as it is" in result.stdout
        assert result.returncode == 0, result.stdout + result.stderr
        assert "book/extra.md: is in no table of contents, so it is neither checked nor built" in result.stdout


@pytest.mark.slow
def test_a_page_outside_the_table_of_contents_is_not_built_whatever_jupyter_book_would_do(tmp_path, factbook):
    write_tiny(tmp_path)
    (tmp_path / "book" / "extra.md").write_text("# No number\n", "utf-8")
    config = json.loads((tmp_path / "_config.yml").read_text("utf-8"))
    (tmp_path / "_config.yml").write_text(json.dumps({**config, "only_build_toc_files": False}), "utf-8")
    result = factbook("build", "--project", tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "book/extra.md: is in no table of contents, so it is neither checked nor built" in result.stdout
    assert [path.name for path in (tmp_path / "_build/html").rglob("extra*")] == []


@pytest.mark.slow
def test_a_page_with_words_that_are_not_read_is_not_said_to_be_checked(tmp_path, factbook):
    write_tiny(tmp_path)
    page = tmp_path / "book" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n```{language} fr\nEnviron trois quarts des trajets.\n```\n", "utf-8")
    result = factbook("build", "--project", tmp_path)
    assert "book/index.md:6: number words in the language fr are not read" in result.stdout
    page.write_text(page.read_text("utf-8").replace("trois quarts", "bien"), "utf-8")
    assert factbook("build", "--project", tmp_path).returncode == 0
    assert 'class="fb-checked"' not in (tmp_path / "_build" / "html" / "index.html").read_text("utf-8")
