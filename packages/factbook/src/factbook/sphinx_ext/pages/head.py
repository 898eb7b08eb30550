"""The head of each page: description, address, card for other sites, and JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from factbook.data.coverage import look_up_coverage
from factbook.model import Review, ReviewFinding
from factbook.render.html.review import divide_review
from factbook.render.metadata.head import SMALL_PICTURE_SIZE, Card, Site, render_head, shorten
from factbook.render.metadata.jsonld import (
    Item,
    TableData,
    breadcrumbs,
    claim,
    claim_review,
    dataset,
    image,
    news_article,
    render_jsonld,
)
from factbook.render.values import show_value
from factbook.render.words.interface import find_words
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import (
    about_address,
    chart_drawing_address,
    chart_embed_address,
    embed_address,
    page_name,
    statistic_address,
)
from factbook.sphinx_ext.markup.sharing import make_site, sharing_of
from factbook.sphinx_ext.pages.corrections import find_comments
from factbook.sphinx_ext.pages.share_pictures import (
    chart_picture_file,
    figure_picture_file,
    find_chart,
    picture_alt,
    picture_file,
)
from figurecheck.model import Chart, Finding, Source, Statistic

LISTS_DATA = "fb-datasets"
"""The class of a list of tables; the page that holds it describes the data."""
UNLISTED = frozenset({"404", "search"})
"""Pages that are in no list for crawlers, and have no citation."""
_SEARCH = re.compile(r"search-[a-z]{2,3}(?:-\w+)?")
INDEX = "evidence/index.html"


class Heads:
    """The heads of one report's pages; what they share is computed once."""

    def __init__(self, app: Sphinx) -> None:
        """Remember the build; everything is computed at its first use."""
        self._app = app
        self._report = state_of(app).report
        self.words = find_words(self._report.project.settings.language)

    @cached_property
    def site(self) -> Site:
        """What is the same in all heads."""
        return make_site(self._report.project.settings)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every page of the report, from the site's root, without its ending."""
        return frozenset(page_name(docname) for docname in self._app.env.found_docs)

    @cached_property
    def tables(self) -> dict[str, TableData]:
        """Every table by name, with what a page that rests on it says about it; no table is read for this."""
        return {
            one.name: TableData(name=one.name, title=one.title, description=one.description, path=one.place)
            for one in self._report.catalog.resources
        }

    def describe_tables(self) -> list[TableData]:
        """Return every table with its coverage, columns, licence and size."""
        catalog, root = self._report.catalog, self._report.project.root
        found = []
        for resource in catalog.resources:
            # Coverage reads whole tables, so it is cached by their digests.
            covers = look_up_coverage(catalog, resource)
            full = replace(
                self.tables[resource.name],
                size=(root / resource.place).stat().st_size,
                variables=tuple((one.title or one.name, one.unit) for one in resource.fields),
                first=covers.first,
                last=covers.last,
                licence=next((path for _, path in resource.licences if path), ""),
                creators=resource.origins,
            )
            found.append(full)
        return found

    def page(self, docname: str, title: str, description: str, body: str, findings: Iterable[Finding]) -> Markup:
        """Return the head of a page of the report."""
        root = self._app.config.root_doc
        path = f"{page_name(docname)}.html"
        picture, lead = picture_file(self._app, docname), find_chart(self._app, docname)
        card = Card(
            path=path,
            title=title,
            description=shorten(description),
            versions=self.find_versions(docname),
            kind="website" if self._report.languages.original(docname) == root else "article",
            picture=picture,
            picture_alt=picture_alt(self._app, docname) if picture else "",
            # One only: who looks for it takes the first.
            oembed=f"{chart_embed_address(lead.id)}.json" if lead and lead.id in self._report.charts else "",
            known_until=state_of(self._app).known_until_on(docname),
        )
        corrections = find_comments(self._app, docname)
        site = self._site_of(docname)
        items = [news_article(site, card, self._used(docname, findings), corrections)]
        if LISTS_DATA in body:
            items.append(dataset(site, card, self.describe_tables()))
        items += self._images(docname, path)
        items += self._reviews(docname, card)
        if docname != root:
            items.append(self._way(title, path))
        return render_head(site, card, render_jsonld(items))

    def _site_of(self, docname: str) -> Site:
        """Return what is the same in the heads of all pages in the language of one."""
        shown_in = state_of(self._app).in_language(docname)
        about = about_address(self._report, shown_in.language)
        site = replace(self.site, language=shown_in.language, name=shown_in.title, imprint=shown_in.imprint)
        return replace(site, about=site.at(f"{about}.html") if about else "")

    def find_versions(self, docname: str) -> dict[str, str]:
        """Return the files of a page by language, the page itself among them; none for a page in one language."""
        found = self._report.languages.find_versions(docname)
        return {language: f"{page_name(name)}.html" for language, name in found.items()} if len(found) > 1 else {}

    def plain(self, pagename: str, title: str, description: str) -> Markup:
        """Return the head of a page that is not the report's own; one without a description is a list of evidence."""
        if is_unlisted(pagename):
            return Markup('<meta name="robots" content="noindex">')
        path = f"{pagename}.html"
        described = shorten(description or self.words["evidence.lead"])
        card = Card(path=path, title=title, description=described, **self._front)
        return render_head(self._site_of(pagename), card, render_jsonld([self._way(title, path)]))

    def statistic(self, statistic: Statistic, title: str, findings: Sequence[Finding]) -> Markup:
        """Return the head of the evidence of a figure."""
        path = f"{statistic_address(statistic.id)}.html"
        words = statistic.population or statistic.label or statistic.id
        shown = show_value(statistic.value, statistic.unit, self.site.language)
        # A picture of the front page would show something else than the figure.
        offer = self._offer(statistic) if statistic.id in sharing_of(self._app).printed else {}
        card = Card(path=path, title=title, description=shorten(f"{shown}: {words}"), **offer)
        printed = dict.fromkeys((one.printed, self._page_of(one)) for one in findings if one.place and not one.reviewed)
        files = [self.tables[name].path for name in statistic.datasets if name in self.tables]
        item = claim(self.site, statistic, path, [pair for pair in printed if pair[1]], files)
        return render_head(self.site, card, render_jsonld([item, self._evidence_way(title, path)]))

    def _offer(self, statistic: Statistic) -> dict[str, Any]:
        """Return the picture of a printed figure, what it shows, and the file that says how to embed it."""
        says = sharing_of(self._app).figure(statistic).says
        picture = figure_picture_file(self._app, statistic.id)
        return {
            "picture": picture,
            "picture_alt": says,
            "picture_size": SMALL_PICTURE_SIZE,
            "oembed": f"{embed_address(statistic.id)}.json",
        }

    def image(self, chart: Chart, path: str) -> Item:
        """Return a chart that a page shows as an item of schema.org, for the page at a path."""
        files = [self.tables[one.dataset].path for one in chart.rows if one.dataset in self.tables]
        return image(
            self.site,
            chart,
            path,
            chart_drawing_address(chart.id),
            chart_picture_file(self._app, chart.id),
            sharing_of(self._app).name_sources(chart.source_ids),
            [*dict.fromkeys(files)],
        )

    def _images(self, docname: str, path: str) -> list[Item]:
        page = state_of(self._app).find_page(docname)
        named = [one.argument for one in page.references if one.name == "chart"] if page else []
        return [self.image(self._report.charts[id], path) for id in dict.fromkeys(named) if id in self._report.charts]

    def source(self, source: Source, title: str, path: str) -> Markup:
        """Return the head of the evidence of a source."""
        description = ", ".join(part for part in (source.title, source.publisher) if part) or source.id
        card = Card(path=path, title=title, description=shorten(description), **self._front)
        return render_head(self.site, card, render_jsonld([self._evidence_way(title, path)]))

    def notebook(self, title: str, path: str) -> Markup:
        """Return the head of the page of a notebook, as it ran."""
        card = Card(path=path, title=title, description=self.words["notebook.said"].format(name=title), **self._front)
        return render_head(self.site, card, render_jsonld([self._way(title, path)]))

    @cached_property
    def front_picture(self) -> str:
        """The picture of pages that have none of their own."""
        return picture_file(self._app, self._app.config.root_doc)

    def _used(self, docname: str, findings: Iterable[Finding]) -> list[TableData]:
        """Return the tables behind the figures and the charts of a page, each once."""
        page = state_of(self._app).find_page(docname)
        charts = {one.argument for one in page.references if one.name == "chart"} if page else set()
        own = [self._report.charts[id] for id in self._report.charts if id in charts]
        rows = [rowset for chart in own for rowset in chart.rows]
        names = [name for one in findings if one.statistic for name in one.statistic.datasets]
        return [
            self.tables[name] for name in dict.fromkeys([*names, *(one.dataset for one in rows)]) if name in self.tables
        ]

    @cached_property
    def _front(self) -> dict[str, Any]:
        return {"picture": self.front_picture, "picture_alt": self.site.name}

    def _way(self, title: str, path: str, *above: tuple[str, str]) -> Item:
        return breadcrumbs(self.site, [(self.site.name, "index.html"), *above, (title, path)], path)

    def _evidence_way(self, title: str, path: str) -> Item:
        return self._way(title, path, (self.words["evidence.index"], INDEX))

    def _page_of(self, finding: Finding) -> str:
        place = Path(finding.place.file) if finding.place else Path()
        return f"{page_name(place.with_suffix('').as_posix())}.html" if place in self._pages else ""

    @cached_property
    def _pages(self) -> frozenset[Path]:
        return frozenset(self._report.project.pages)

    def review(self, docname: str, path: str, title: str, review: Review, found: Iterable[ReviewFinding]) -> Markup:
        """Return the head of a further page of a review that a page shows."""
        above = (self._app.env.titles[docname].astext(), f"{page_name(docname)}.html")
        description = f"{self.words['review']}: {title}"
        known_until = state_of(self._app).known_until_on(docname)
        card = Card(path=path, title=title, description=shorten(description), known_until=known_until, **self._front)
        items = [*self._claims(docname, card, review, found), self._way(title, path, above)]
        return render_head(self.site, card, render_jsonld(items))

    def _reviews(self, docname: str, card: Card) -> list[Item]:
        page = state_of(self._app).find_page(docname)
        shown = {one.reviews for one in page.references} if page else set()
        # What has no room on the page stands on the further ones.
        return [
            item
            for review, found in self._report.reviews
            if review.name in shown
            for item in self._claims(docname, card, review, divide_review(found)[0])
        ]

    def _claims(self, docname: str, card: Card, review: Review, found: Iterable[ReviewFinding]) -> list[Item]:
        shown_in = state_of(self._app).in_language(docname)
        site = self._site_of(docname)
        _, found = shown_in.review(review, tuple(found))
        source = shown_in.sources.get(review.source) or Source(id=review.source, title=review.source)
        return [claim_review(site, card, review, one, source) for one in found]


def is_unlisted(name: str) -> bool:
    """Return whether a page is in no list for crawlers: a search, in whatever language, or what is shown for none."""
    return name in UNLISTED or _SEARCH.fullmatch(name) is not None


def heads_of(app: Sphinx) -> Heads:
    """Return the heads of the report of a build."""
    # On the application, not in a module-level cache: it belongs to one build, and is gone with it.
    found: Heads | None = getattr(app, "factbook_heads", None)
    if found is None:
        found = app.factbook_heads = Heads(app)  # type: ignore[attr-defined]
    return found


def find_description(own: str, standfirst: Sequence[Markup], doctree: nodes.document | None) -> str:
    """Return the description of a page: what its author wrote, else how it opens."""
    if own:
        return own
    if standfirst:
        return str(standfirst[0].striptags())
    opening = next(iter(doctree.findall(nodes.paragraph)), None) if doctree is not None else None
    return " ".join(opening.astext().split()) if opening is not None else ""
