"""What changed from edition to edition: as a page, on each page concerned, as a feed, and as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx

from factbook.editions.history import FILE as CORRECTIONS
from factbook.editions.history import Change, is_of_page
from factbook.model import Chart, Statistic
from factbook.model.edition import Kind, Printing
from factbook.render.html.corrections import (
    ChangeView,
    anchor,
    change_views,
    describe_change,
    render_corrections,
    render_page_changes,
)
from factbook.render.metadata.atom import FeedEntry, render_feed
from factbook.render.metadata.jsonld import Item, correction_comment
from factbook.render.values import show_date
from factbook.render.words.interface import find_words
from factbook.report.checked_report import Report
from factbook.report.myst import strip_roles
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import find_moved, page_name, relative_address, statistic_address
from factbook.sphinx_ext.markup.content import marker
from factbook.sphinx_ext.markup.page import OwnPage, PageData

RECORD = "corrections"
"""The page that lists all changes, from the site's root, without its ending."""
FEED = "feed.xml"


def setup_corrections(app: Sphinx) -> None:
    """Write the list of changes with the pages, changes on the pages concerned, and the feed once all are written."""
    app.connect("html-collect-pages", _write_record)
    # Before 900, at which the theme reads the body.
    app.connect("html-page-context", _add_changes, priority=800)
    app.connect("build-finished", _write_feed, priority=802)


def find_changes(app: Sphinx, docname: str) -> list[Change]:
    """Return the changes that readers of a page can see: in its own text, its charts and its reviews."""
    # Computed once per build and stored on the application, as for every page it is the same pass over all changes.
    found: dict[str, list[Change]] | None = getattr(app, "factbook_changes", None)
    if found is None:
        found = app.factbook_changes = find_by_page(state_of(app).report)  # type: ignore[attr-defined]
    return found.get(docname, [])


def describe_changes(app: Sphinx, docname: str) -> list[Item]:
    """Return the changes to a page as schema.org items."""
    language = state_of(app).language_of(docname)
    return [correction_comment(describe_change(one, language), one.sealed.day) for one in find_changes(app, docname)]


def make_record(app: Sphinx, docname: str) -> Markup:
    """Return the list of all changes, as it stands on a page."""
    changes = state_of(app).report.history.changes
    visible = make_views(app, docname, [one for one in changes if one.visible])
    quiet = make_views(app, docname, [one for one in changes if not one.visible])
    return render_corrections(visible, quiet, state_of(app).report.project.settings.language)


def make_views(app: Sphinx, docname: str, changes: list[Change]) -> list[ChangeView]:
    """Return changes ready to be shown on a page."""
    report, changed = state_of(app).report, {one.sealed.statistic for one in changes}
    if not changes:
        return []
    moved = [(old, new) for old, new in find_moved(report) if old in changed]
    shown_in = state_of(app).in_language(docname)
    known = {id: shown_in.statistics[id] for id in changed if id in report.statistics}
    return change_views(
        [_relabel(one, known) for one in changes] if shown_in.texts else changes,
        marker(app, docname, CORRECTIONS),
        pages=_find_pages(app, docname),
        evidence={
            **{id: relative_address(app, docname, statistic_address(id)) for id in known},
            **{old: relative_address(app, docname, statistic_address(new)) for old, new in moved},
        },
        labels={
            **{id: one.title for id, one in report.known.sources.items()},
            **{id: one.label or one.about for id, one in known.items()},
        },
        language=state_of(app).language_of(docname),
    )


def _relabel(change: Change, known: Mapping[str, Statistic]) -> Change:
    """Return a change with the label that its statistic has in a second language; the sealed one is in the first."""
    statistic = known.get(change.sealed.statistic)
    label = (statistic.label or statistic.about) if statistic is not None else ""
    return replace(change, sealed=replace(change.sealed, label=label)) if label else change


def _write_record(app: Sphinx) -> Iterator[tuple[str, OwnPage, str]]:
    # An author may write a page of this name in book/, which then has the address.
    if isinstance(app.builder, SiteBuilder) and f"book/{RECORD}" not in app.env.found_docs:
        words = find_words(state_of(app).report.project.settings.language)
        feed = Markup('<p class="fb-feed"><a href="{}">{}</a></p>').format(FEED, words["corrections.feed"])
        body, lead = make_record(app, RECORD) + feed, escape(words["corrections.lead"])
        yield RECORD, OwnPage(title=words["corrections"], body=body, fb_standfirst=(lead,)), "page.html"


def _add_changes(
    app: Sphinx, pagename: str, templatename: str, context: PageData, doctree: nodes.document | None
) -> None:
    changes = find_changes(app, pagename) if isinstance(app.builder, SiteBuilder) else []
    if not changes or "body" not in context:
        return
    language = state_of(app).language_of(pagename)
    part = render_page_changes(
        make_views(app, pagename, changes), relative_address(app, pagename, RECORD), language=language
    )
    is_front = state_of(app).report.languages.original(pagename) == app.config.root_doc
    within = Markup('<div class="fb-in">{}</div>').format(part) if is_front else part
    context["body"] = Markup(context["body"]) + within  # noqa: S704 - Sphinx's writer has escaped the texts in it


def find_by_page(report: Report) -> dict[str, list[Change]]:
    """Return the changes that readers can see, by page: each with what it changed on that page."""
    found: dict[str, list[Change]] = {}
    for path in report.project.pages:
        shown = _shown_on(report, path.as_posix())
        changes = [
            replace(change, sealed=replace(change.sealed, printings=own))
            for change in report.history.changes
            if change.visible and (own := tuple(one for one in change.sealed.printings if _stands_on(one, shown)))
        ]
        if changes:
            found[path.with_suffix("").as_posix()] = changes
    return found


def _shown_on(report: Report, file: str) -> dict[str, str]:
    """Return the files whose texts a page shows; for a notebook, with the texts of those of its charts shown there."""
    shown = {file: ""}
    reviews = {review.name: review.file for review, _ in report.reviews}
    for reference in report.pages[file].references:
        if reference.name == "review" and reference.argument in reviews:
            shown[reviews[reference.argument]] = ""
        chart = report.charts.get(reference.argument) if reference.name == "chart" else None
        if chart is not None and chart.cell is not None:
            shown[chart.cell.notebook] = shown.get(chart.cell.notebook, "") + _text_of(chart)
    return shown


def _stands_on(printing: Printing, shown: Mapping[str, str]) -> bool:
    if printing.file not in shown:
        return False
    text = shown[printing.file]
    return not text or (printing.after or printing.before) in text


def _text_of(chart: Chart) -> str:
    return strip_roles(f" {chart.title} {chart.subtitle} {chart.alt} {chart.note} ")


def _find_pages(app: Sphinx, docname: str) -> dict[str, tuple[str, str]]:
    """Return title and address of the page on which the texts of a file stand, by file."""
    report = state_of(app).report
    found: dict[str, tuple[str, str]] = {}
    for path in report.project.pages:
        page = path.with_suffix("").as_posix()
        title = app.env.titles[page].astext() if page in app.env.titles else path.as_posix()
        for file in _shown_on(report, path.as_posix()):
            found.setdefault(file, (title, relative_address(app, docname, page_name(page))))
    for change in report.history.changes:
        # A page that was removed has a title and no address.
        if is_of_page(change):
            old = change.sealed.statistic
            found.setdefault(old, found.get(report.history.moved.get(old, ""), (change.sealed.label or old, "")))
    return found


def _write_feed(app: Sphinx, error: Exception | None) -> None:
    builder = app.builder
    if error is not None or not isinstance(builder, SiteBuilder):
        return
    report = state_of(app).report
    settings = report.project.settings
    text = render_feed(
        settings.title,
        settings.author,
        list(find_entries(report)),
        base=settings.address,
        language=settings.language,
        day=settings.edition_date or report.catalog.last_day,
    )
    (Path(builder.outdir) / FEED).write_text(text, "utf-8", newline="\n")


def find_entries(report: Report) -> Iterator[FeedEntry]:
    """Yield the entries of the feed, latest first: each edition, followed by what changed in it, one for each cause."""
    settings = report.project.settings
    language, words = settings.language, find_words(settings.language)
    for edition in reversed(report.history.editions):
        yield FeedEntry(
            id=f"edition-{edition.label}",
            title=words["feed.edition"].format(label=edition.label, date=show_date(edition.as_of, language)),
            day=edition.as_of,
            address=f"editions/{quote(edition.label)}/index.html",
            text=edition.note,
        )
        own = (one for one in report.history.changes if one.visible and one.sealed.edition == edition.label)
        for group in group_by_reason(own):
            first = group[0]
            name = first.sealed.label or first.sealed.statistic
            more = f" {words['feed.more'].format(n=len(group) - 1)}" if len(group) > 1 else ""
            yield FeedEntry(
                id=anchor(first.sealed),
                title=f"{words[f'kind.{first.kind.value}']}: {name}{more}",
                day=first.sealed.day,
                address=f"{RECORD}.html#{anchor(first.sealed)}",
                text="\n".join(describe_change(change, language) for change in group),
                category=first.kind.value,
                category_name=words[f"kind.{first.kind.value}"],
            )


def group_by_reason(changes: Iterable[Change]) -> list[list[Change]]:
    """Return changes of an edition by kind and reason; those that nobody has confirmed by their cause."""
    found: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        found.setdefault((change.kind, change.reason or change.group), []).append(change)
    return list(found.values())


@lru_cache
def editions_words(language: str) -> str:
    """Return the words in which a page mentions other editions, as JSON."""
    words = find_words(language)
    own = {name: words[f"editions.{name}"] for name in _EDITIONS}
    kinds = {kind.value: words[f"kind.{kind.value}"] for kind in Kind}
    told = {"printed": words["change.printed"], "gone": words["change.gone"], "removed": words["change.page.gone"]}
    return json.dumps({**own, **kinds, **told}, ensure_ascii=False)


_EDITIONS = ("newest", "known", "label", "old", "newer", "one", "many")
