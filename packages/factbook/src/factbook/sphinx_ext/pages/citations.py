"""How to cite each page and where to report an error, and the files that hosts and crawlers read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from factbook.project.files import digest, digest_file
from factbook.project.setting_values import CONFIG
from factbook.render.html.inline_myst import render_blocks, render_inline
from factbook.render.metadata.citation import Citation, cite_bibtex, cite_cff, cite_csl, cite_text, find_downloads
from factbook.render.metadata.hosting import fix_links, render_headers, render_robots, render_sitemap
from factbook.render.templating import render_part
from factbook.render.text import mark_hangul
from factbook.render.words.interface import find_words
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import EMBEDS, PAGES, about_address, page_name
from factbook.sphinx_ext.markup.content import describe, marker, view_glance
from factbook.sphinx_ext.markup.navigation import find_front
from factbook.sphinx_ext.markup.page import OwnPage
from factbook.sphinx_ext.pages.error_reports import find_page_report, find_statistic_report
from factbook.sphinx_ext.pages.head import heads_of, is_unlisted

# Where `render` keeps the files; it may not be asked for a path, since nothing there reads files.
STATIC = Path(__file__).parents[2] / "render" / "assets" / "static"
VERSIONED = (
    "editions.js",
    "embed.css",
    "embed.js",
    "factbook.css",
    "factbook.js",
    "lists.js",
    "moved.js",
    "minisearch.js",
    "search.js",
)
"""Files that pages name with a digest of their content."""
FONTS = ("fonts/public-sans-subset.woff2", "fonts/stix-two-text-subset.woff2")
"""Files that the style sheet names with a digest of their content."""
MISSING = "404"
COLLECTED = (f"{MISSING}.html", "search.html", "corrections.html")
"""Pages that are rendered in each build; if one comes out as it was, the previous site's file is linked."""


def setup_citations(app: Sphinx) -> None:
    """Write the pages for addresses that do not exist and about the report with the others, and then the files."""
    app.connect("html-collect-pages", _missing_page)
    app.connect("html-collect-pages", _about_pages)
    # After every page and file is written, since the site map lists what it finds in the folder.
    app.connect("build-finished", _write_files, priority=805)


@lru_cache
def asset_version(file: str) -> str:
    """Return the digest of one of our files that is part of its address."""
    return digest_file(STATIC / file)[:10]


def render_citing(
    app: Sphinx,
    path: str,
    title: str,
    *,
    id: str = "",
    of: str = "",
    cites: bool = True,
) -> Markup:
    """Return how to cite a page or a figure, and where to report an error in it; `path` is the page's file.

    `id` is the statistic whose evidence the page is, and `of` the name of a page of the book. Without `cites`,
    only the report of errors is returned.
    """
    if is_unlisted(path.removesuffix(".html")):
        return Markup("")
    heads = heads_of(app)
    shown_in, address = state_of(app).in_language(of), heads.site.at(path)
    words = find_words(shown_in.language)
    lines = []
    if cites:
        key = path.removesuffix(".html")
        whole = replace(cite_report(app), publisher="", editors=(), description="", licence="")
        cited = replace(whole, report=shown_in.title, page=title, address=address, language=shown_in.language, key=key)
        links = " · ".join(
            f'<a href="{one.address}" download="{one.name}">{words[one.words]}</a>' for one in find_downloads(cited)
        )
        lines.append(
            f'<details class="fb-citing"><summary>{escape(words["cite"])}</summary>'
            f"<p>{mark_hangul(cite_text(cited), shown_in.language)}</p><p>{links}</p></details>"
        )
    href = find_statistic_report(app, path, id) if id else find_page_report(app, path, title, of=of)
    if href:
        lines.append(f'<p><a class="fb-report" id="fb-report" href="{escape(href)}">{escape(words["report"])}</a></p>')
    return Markup("\n".join(lines))  # noqa: S704 - every text in it is escaped


@lru_cache(maxsize=1)
def cite_report(app: Sphinx) -> Citation:
    """Return the citation of the report as a whole."""
    state = state_of(app)
    settings = state.report.project.settings
    return Citation(
        report=settings.title,
        author=settings.author,
        publisher=settings.imprint.publisher,
        editors=settings.imprint.editors,
        edition=settings.edition,
        day=settings.edition_date,
        known_until=state.known_until,
        address=settings.address,
        licence=settings.licence,
        description=describe(app, app.config.root_doc),
        language=settings.language,
    )


def _missing_page(app: Sphinx) -> Iterator[tuple[str, OwnPage, str]]:
    words = heads_of(app).words
    links = [(words["missing.front"], page_name(app.config.root_doc)), (words["missing.evidence"], "evidence/index")]
    items = Markup("").join(
        Markup('<li><a href="{}">{}</a></li>').format(relative_uri("404.html", f"{to}.html"), text)
        for text, to in links
    )
    body = Markup("<p>{}</p>\n<ul>{}</ul>").format(words["missing.text"], items)
    yield MISSING, OwnPage(title=words["missing"], body=body), "page.html"


def _about_pages(app: Sphinx) -> Iterator[tuple[str, OwnPage, str]]:
    state, report = state_of(app), state_of(app).report
    for language in (report.languages.main, *report.languages.others):
        address = about_address(report, language)
        # An author may write a page of this name in book/, which then has the address.
        if not address or f"{PAGES}{address}" in app.env.found_docs:
            continue
        state.belongs[address] = find_front(app, language)
        shown_in, mark = state.in_language(address), marker(app, address, CONFIG)
        imprint = shown_in.imprint
        lead = (render_inline(imprint.about, mark),) if imprint.about else ()
        body = render_part(
            "imprint.html",
            language,
            imprint=imprint,
            texts={name: render_blocks(getattr(imprint, name), mark) for name in ("funding", "corrections")},
            reviews=[view_glance(app, address, *shown_in.review(*pair)) for pair in report.reviews],
            contact=report.project.settings.contact,
        )
        title = find_words(language)["imprint"]
        yield address, OwnPage(title=title, body=body, fb_standfirst=lead), "page.html"


def _write_files(app: Sphinx, error: Exception | None) -> None:
    if error is not None or not isinstance(app.builder, SiteBuilder):
        return
    write_changed(app, _find_files(app, Path(app.builder.outdir)))


def write_changed(app: Sphinx, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files of the site, by name from its root, that are not as in the last build."""
    site, previous = Path(app.builder.outdir), state_of(app).previous
    for name, content in files:
        if not previous.keep(name, digest(content), [name]):
            # Only what changed is written: a linked file keeps the digest that the record has, a new one is digested
            # again.
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(content)


def _find_files(app: Sphinx, site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file."""
    settings = state_of(app).report.project.settings
    if settings.address:
        versions = _find_all_versions(app)
        yield (
            "sitemap.xml",
            render_sitemap(settings.address, find_paths(app), settings.edition_date, versions).encode(),
        )
    for file in filter(Path.is_file, (site / name for name in (*COLLECTED, *_find_in_languages(app)))):
        page = file.read_text("utf-8")
        # So that `reuse` can link the previous site's file in its place if the content is the same: a file that keeps
        # its inode and times need not be read when the next build looks for changes.
        file.unlink()
        yield file.name, (fix_links(page, settings.address) if file.stem == MISSING else page).encode()
    yield "_headers", render_headers([f"_static/{file}" for file in (*VERSIONED, *FONTS)]).encode()
    yield "robots.txt", render_robots(settings.address).encode()
    yield "favicon.ico", (STATIC.parent / "favicon.ico").read_bytes()
    whole = cite_report(app)
    yield "CITATION.cff", cite_cff(whole).encode()
    yield "cite/report.bib", cite_bibtex(whole).encode()
    yield "cite/report.json", cite_csl(whole).encode()


def _find_in_languages(app: Sphinx) -> list[str]:
    """Return the pages of the same kind that each language has for itself."""
    report = state_of(app).report
    others = report.languages.others
    abouts = (about_address(report, language) for language in (report.languages.main, *others))
    return [*(f"search-{language}.html" for language in others), *(f"{about}.html" for about in abouts if about)]


def _find_all_versions(app: Sphinx) -> dict[str, dict[str, str]]:
    """Return the files of each page that is in several languages, by language, for the file of each."""
    found = {docname: heads_of(app).find_versions(docname) for docname in sorted(app.env.found_docs)}
    return {f"{page_name(docname)}.html": versions for docname, versions in found.items() if versions}


def find_paths(app: Sphinx) -> list[str]:
    """Return the pages that a crawler may list, from the site's root, the front page first."""
    paths = sorted(name for name, _ in state_of(app).previous.find_written(Path(app.builder.outdir), ".html"))
    # Pages for frames show what pages of evidence and of the report say.
    listed = [one for one in paths if not is_unlisted(one.removesuffix(".html")) and not one.startswith(EMBEDS)]
    return sorted(listed, key=lambda path: (path != "index.html", path.count("/"), path))
