"""Search: an index of the written pages, and a page that searches it in the browser, without another host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from urllib.parse import quote

from sphinx.application import Sphinx

from factbook.engine.checksummed import read_checksummed, write_checksummed
from factbook.engine.fingerprints import STATE
from factbook.engine.task import task
from factbook.project.files import digest
from factbook.render.html.what_it_says import say_what_it_is
from factbook.render.metadata.search_index import (
    INDEX,
    IndexRow,
    IndexRows,
    index_rows,
    page_entries,
    search_scripts,
    source_entry,
    statistic_entry,
)
from factbook.render.values import show_bare
from factbook.render.words.interface import find_words
from factbook.report.in_language import InLanguage
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import State, state_of
from factbook.sphinx_ext.build.urls import page_name, source_address, statistic_address
from factbook.sphinx_ext.markup.navigation import find_front
from factbook.sphinx_ext.markup.page import OwnPage
from factbook.sphinx_ext.pages.review_pages import find_review_pages

PAGE = "search"
_PRINTED, _UNPRINTED = "+", "-"
"""How the row of a statistic begins in the file of all rows."""


def setup_search(app: Sphinx) -> None:
    """Write the search page with the others, and the index once they are written."""
    app.connect("html-collect-pages", _search_page)
    # Read from the written pages, not from documents: readers find exactly what they can see. Before 800, since the
    # drawings that are filled in then are not indexed.
    app.connect("build-finished", _write_index, priority=790)


def search_name(app: Sphinx, language: str) -> str:
    """Return the page that searches the pages of a language."""
    return PAGE if language == state_of(app).report.languages.main else f"{PAGE}-{language}"


def index_file(app: Sphinx, language: str) -> str:
    """Return the script with the index of a language, from the folder of scripts."""
    return INDEX if language == state_of(app).report.languages.main else INDEX.replace(".js", f"-{language}.js")


def _search_page(app: Sphinx) -> Iterator[tuple[str, OwnPage, str]]:
    state = state_of(app)
    for language in (state.report.languages.main, *state.report.languages.others):
        name = search_name(app, language)
        if name != PAGE:
            state.belongs[name] = find_front(app, language)
        yield name, OwnPage(title=find_words(language)["search"]), f"{PAGE}.html"


def _write_index(app: Sphinx, error: Exception | None) -> None:
    if error is None and isinstance(app.builder, SiteBuilder):
        site = Path(app.builder.outdir)
        aliases = state_of(app).report.project.settings.sentence.aliases
        for language in (state_of(app).report.languages.main, *state_of(app).report.languages.others):
            scripts = search_scripts(_find_rows(app, site, language), aliases, index_file(app, language))
            for name, text in scripts.items():
                index = site / "_static" / name
                # It may be a link to the previous site's file, which writing would change.
                index.unlink(missing_ok=True)
                index.write_text(text, "utf-8")


def _find_rows(app: Sphinx, site: Path, language: str) -> Iterator[IndexRow]:
    """Yield what the search of a language finds: its pages, and all statistics and sources in its words."""
    state = state_of(app)
    for docname in (one for one in sorted(app.env.found_docs) if state.language_of(one) == language):
        yield from _find_page(app, site, docname)
    for address in (
        f"{one.address}.html" for one in find_review_pages(app) if state.language_of(one.docname) == language
    ):
        page = (site / address).read_text("utf-8")
        yield from _read_text(page, address)
    shown_in = state.in_language(find_front(app, language))
    yield from _find_all_statistics(state, shown_in)
    # What a record of a search says stands beside each statement that rests on it.
    sources = sorted((id, source) for id, source in shown_in.sources.items() if not source.searched)
    yield from index_rows([source_entry(source, f"{source_address(id)}.html") for id, source in sources])


def _find_page(app: Sphinx, site: Path, docname: str) -> IndexRows:
    """Return what a search finds on a page, which is read only if it was written, or nothing is known of it."""
    address = f"{page_name(docname)}.html"
    # Parsing all pages takes as long as writing one. A page with the fingerprint of the last build is the same page.
    fingerprint = state_of(app).previous.fingerprints.get(f"page:{docname}", "")
    if isinstance(app.builder, SiteBuilder) and docname in app.builder.linked:
        return _read_file(site, address, fingerprint)
    found = _read_page((site / address).read_text("utf-8"), address)
    if fingerprint:
        _read_file.keep(found, site, address, fingerprint)
    return found


@task(of=lambda site, address, fingerprint: (address, fingerprint))
def _read_file(site: Path, address: str, fingerprint: str) -> IndexRows:
    return _read_page((site / address).read_text("utf-8"), address)


@task(of=lambda page, address: (page, address))
def _read_text(page: str, address: str) -> IndexRows:
    return _read_page(page, address)


def _read_page(page: str, address: str) -> IndexRows:
    return index_rows(page_entries(page, quote(address)))


def _find_all_statistics(state: State, shown_in: InLanguage) -> list[IndexRow]:
    """Return the rows of all statistics in order, from the last build where none of them is another one."""
    lines = sorted(shown_in.texts.lines.items()) if shown_in.texts else ()
    about = digest(state.digests.everything, state.digests.notebooks.said, shown_in.language, lines)
    # In a file of its own, of which the next build takes the place: all of them are a tenth of what the memo holds, and
    # each row is a line, so that none is parsed.
    path, kind = state.report.project.root / STATE / f"search-{shown_in.language}", f"factbook-search 1 {about}"
    with suppress(OSError, ValueError):
        # Of what may break lines, JSON leaves some as they are, but never this one.
        found = read_checksummed(path, kind).decode().split("\n")
        return [("", row[1:], row[0] == _UNPRINTED) for row in found if row]
    rows = sorted((one for found in _find_statistics(state, shown_in) for one in found), key=itemgetter(0))
    written = "\n".join(f"{_UNPRINTED if unprinted else _PRINTED}{row}" for _, row, unprinted in rows)
    # Where nothing can be written, they are made anew each time.
    with suppress(OSError):
        write_checksummed(path, kind, written.encode())
    return rows


def _find_statistics(state: State, shown_in: InLanguage) -> Iterator[IndexRows]:
    """Yield the rows of the statistics of each notebook that have a text in a language."""
    language, texts, ours = shown_in.language, shown_in.texts, state.printed.ours
    own = state.digests.notebooks
    by_notebook: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for notebook, id in ((notebook, id) for notebook, ids in own.ids.items() for id in ids):
        printed = [one.printed for one in ours.get(id, ()) if not one.locale or one.locale == language]
        reviewed = state.printed.find_reviewed(id)
        printed += [one.printed for one in reviewed if one.claim is None or one.claim.locale == language]
        # As a reader has seen it, rounded; a text such as "the highest" would not be searched for.
        seen = next((one for one in printed if one[:1].isdigit()), "")
        by_notebook[notebook].append((id, len(printed), seen))
    lines = sorted(texts.lines.items()) if texts else []
    for notebook, found in by_notebook.items():
        yield _make_rows(found, shown_in, (own.shown_of(notebook), lines))


@task(of=lambda found, shown_in, about: (found, shown_in.language, about))
def _make_rows(found: Sequence[tuple[str, int, str]], shown_in: InLanguage, about: object) -> IndexRows:
    """Return rows of statistics, by id with how often each is printed, and as what."""
    language, texts, known = shown_in.language, shown_in.texts, shown_in.statistics
    entries = []
    for id, count, seen in found:
        statistic = known[id]
        # Only what has a text in the language can be found in it.
        if texts is not None and texts.lacks(statistic.label or statistic.about or statistic.id):
            continue
        shown = seen or show_bare(statistic.value, statistic.unit, language)
        says = say_what_it_is(shown, statistic, known, language)
        entries.append(statistic_entry(statistic, f"{statistic_address(id)}.html", says, count))
    return index_rows(entries)
