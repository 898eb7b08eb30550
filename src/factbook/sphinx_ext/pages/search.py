"""Search: an index of the written pages, and a page that searches it in the browser, without another host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sphinx.application import Sphinx

from factbook.model import Finding
from factbook.render.html.what_it_says import say_what_it_is
from factbook.render.metadata.search_index import (
    SearchEntry,
    page_entries,
    search_scripts,
    source_entry,
    statistic_entry,
)
from factbook.render.values import show_bare
from factbook.render.words.interface import find_words
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import page_name, source_address, statistic_address
from factbook.sphinx_ext.markup.page import OwnPage
from factbook.sphinx_ext.pages.review_pages import find_review_pages

PAGE = "search"


def setup_search(app: Sphinx) -> None:
    """Write the search page with the others, and the index once they are written."""
    app.connect("html-collect-pages", _search_page)
    # Read from the written pages, not from documents: readers find exactly what they can see. Before 800, since the
    # drawings that are filled in then are not indexed.
    app.connect("build-finished", _write_index, priority=790)


def _search_page(app: Sphinx) -> Iterator[tuple[str, OwnPage, str]]:
    words = find_words(state_of(app).report.project.settings.language)
    yield PAGE, OwnPage(title=words["search"]), f"{PAGE}.html"


def _write_index(app: Sphinx, error: Exception | None) -> None:
    if error is None and isinstance(app.builder, SiteBuilder):
        site = Path(app.builder.outdir)
        scripts = search_scripts(_entries(app, site), state_of(app).report.project.settings.sentence.aliases)
        for name, text in scripts.items():
            index = site / "_static" / name
            # It may be a link to the previous site's file, which writing would change.
            index.unlink(missing_ok=True)
            index.write_text(text, "utf-8")


def _entries(app: Sphinx, site: Path) -> Iterator[SearchEntry]:
    report = state_of(app).report
    written = [*map(page_name, sorted(app.env.found_docs)), *(one.address for one in find_review_pages(app))]
    for address in (f"{name}.html" for name in written):
        page = (site / address).read_text("utf-8")
        # Parsing all pages takes as long as writing one; the key is the page's text, so a cached answer cannot be
        # outdated.
        yield from report.memo.get_or_make(
            partial(page_entries, page, address), list[SearchEntry], "search", address, page
        )
    language = report.project.settings.language
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.all_findings:
        if finding.statistic is not None:
            findings[finding.statistic.id].append(finding)
    for id, statistic in sorted(report.statistics.items()):
        # As a reader has seen it, rounded; a text such as "the highest" would not be searched for.
        printed = next((one.printed for one in findings[id] if one.printed[:1].isdigit()), "")
        shown = printed or show_bare(statistic.value, statistic.unit, language)
        says = say_what_it_is(shown, statistic, report.statistics, language)
        yield statistic_entry(statistic, f"{statistic_address(id)}.html", says, len(findings[id]))
    for id, source in sorted(report.known.sources.items()):
        yield source_entry(source, f"{source_address(id)}.html")
