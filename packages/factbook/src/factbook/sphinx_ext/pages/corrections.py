"""What changed from edition to edition: as a page, on each page concerned, as a feed, and as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx

from factbook.editions.history import FILE as CORRECTIONS
from factbook.editions.history import Change, group_for_readers, is_of_page
from factbook.model.edition import Earlier, Fate, Kind, Printing
from factbook.render.html.corrections import (
    ChangeGroup,
    Pages,
    anchor,
    describe_changes,
    render_corrections,
    render_page_changes,
    view_changes,
)
from factbook.render.metadata.atom import FeedEntry, render_feed
from factbook.render.metadata.jsonld import Item, correction_comment
from factbook.render.text import name_edition
from factbook.render.words.interface import find_words
from factbook.report.checked_report import Report
from factbook.report.myst import strip_roles
from factbook.report.second_language import Texts
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import page_name, relative_address
from factbook.sphinx_ext.markup.content import marker
from factbook.sphinx_ext.markup.navigation import find_short_titles
from factbook.sphinx_ext.markup.page import OwnPage, PageData
from figurecheck.model import Chart
from figurecheck.model.fields import Seen

RECORD = "corrections"
"""The page that lists all changes, from the site's root, without its ending."""
FEED = "feed.xml"
_LASTING = frozenset({Kind.CORRECTION, Kind.WITHDRAWAL})


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


def find_comments(app: Sphinx, docname: str) -> list[Item]:
    """Return the changes to a page as schema.org items."""
    shown_in, pages = state_of(app).in_language(docname), _find_pages(app, docname)
    told = (_translate(one, shown_in.texts) for one in find_changes(app, docname))
    return [correction_comment(describe_changes([one], pages, shown_in.language)[1], one.sealed.day) for one in told]


def make_record(app: Sphinx, docname: str) -> Markup:
    """Return the list of all changes, as it stands on a page."""
    changes = state_of(app).report.history.changes
    visible = make_views(app, docname, [one for one in changes if one.visible])
    quiet = make_views(app, docname, [one for one in changes if not one.visible])
    return render_corrections(visible, quiet, state_of(app).report.project.settings.language)


def make_views(app: Sphinx, docname: str, changes: list[Change]) -> list[ChangeGroup]:
    """Return changes ready to be shown on a page."""
    if not changes:
        return []
    shown_in = state_of(app).in_language(docname)
    return view_changes(
        [_translate(one, shown_in.texts) for one in changes],
        marker(app, docname, CORRECTIONS),
        pages=_find_pages(app, docname),
        language=shown_in.language,
    )


def _translate(change: Change, texts: Texts | None) -> Change:
    """Return a change with its reason, and what a reviewed claim prints, in a second language."""
    if texts is None:
        return change
    sealed, said, name = change.sealed, change.confirmation, change.sealed.statistic.replace("/", ".")
    reason = Seen(texts.of(change.reason, f"{name}.{sealed.edition}.reason"))
    sealed = replace(sealed, label=texts.of(sealed.label, f"{name}.printed"))
    return Change(sealed=sealed, confirmation=replace(said, reason=reason) if said else None)


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
    # What takes something back stays for good; all else is told for the edition that brought it, and the one after.
    lately = {one.label for one in state_of(app).report.history.editions[-2:]}
    changes = [one for one in changes if one.kind in _LASTING or one.sealed.edition in lately]
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
    homes = _find_homes(report)
    for path in report.project.pages:
        shown = _shown_on(report, path.as_posix())
        # Which chart of a notebook had a figure that is gone, its text does not say any more.
        gone_here = {file for file, home in homes.items() if home == path}
        changes = [
            replace(change, sealed=replace(change.sealed, printings=own))
            for change in report.history.changes
            if change.visible
            and (own := tuple(one for one in change.sealed.printings if _stands_on(one, shown, gone_here)))
        ]
        if changes:
            found[path.with_suffix("").as_posix()] = changes
    return found


def _find_homes(report: Report) -> dict[str, Path]:
    """Return the page on which the texts of a file stand, by file; the front page only for its own."""
    front, *others = report.project.pages
    homes: dict[str, Path] = {}
    for path in (*others, front):
        for file in _shown_on(report, path.as_posix()):
            homes.setdefault(file, path)
    return homes


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


def _stands_on(printing: Printing, shown: Mapping[str, str], gone_here: Container[str]) -> bool:
    if printing.fate is Fate.GONE and printing.file in gone_here:
        return True
    text = shown.get(printing.file)
    return text is not None and (not text or (printing.after or printing.before) in text)


def _text_of(chart: Chart) -> str:
    return strip_roles(f" {chart.title} {chart.subtitle} {chart.alt} {chart.note} ")


def _find_pages(app: Sphinx, docname: str) -> Pages:
    """Return short name and address of the page on which the texts of a file stand, by file."""
    report, words = state_of(app).report, find_words(state_of(app).language_of(docname))
    names = {**find_short_titles(app.env), app.config.root_doc: words["missing.front"]}
    found: dict[str, tuple[str, str]] = {}
    for file, path in _find_homes(report).items():
        page = path.with_suffix("").as_posix()
        title = app.env.titles[page].astext() if page in app.env.titles else path.as_posix()
        found[file] = (names.get(page) or title, relative_address(app, docname, page_name(page)))
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
        (settings.imprint.publisher or settings.author, *settings.imprint.editors),
        list(find_entries(report, _find_pages(app, app.config.root_doc), state_of(app).known_until)),
        base=settings.address,
        language=settings.language,
        day=settings.edition_date or report.catalog.last_day,
    )
    (Path(builder.outdir) / FEED).write_text(text, "utf-8", newline="\n")


def find_entries(report: Report, pages: Pages, known_until: str) -> Iterator[FeedEntry]:
    """Yield the entries of the feed, latest first: each edition, followed by what changed in it, one for each cause.

    `known_until` is the day of the newest source of the edition that is built.
    """
    settings, history = report.project.settings, report.history
    language, words = settings.language, find_words(settings.language)
    # What is shown may not be sealed yet.
    own = Earlier(label=settings.edition, as_of=settings.edition_date)
    is_sealed = any(one.label == own.label for one in history.editions)
    for edition in reversed((*history.editions, *(() if is_sealed or not own.label or not own.as_of else (own,)))):
        yield FeedEntry(
            id=f"edition-{edition.label}",
            title=name_edition(edition.label, known_until if edition.label == own.label else "", language),
            day=edition.as_of,
            address="index.html" if edition is own else f"editions/{quote(edition.label)}/index.html",
            text=edition.note,
        )
        changes = [one for one in history.changes if one.visible and one.sealed.edition == edition.label]
        for group in group_for_readers(changes):
            first, (title, text) = group[0], describe_changes(group, pages, language)
            yield FeedEntry(
                id=anchor(first.sealed),
                title=title,
                day=first.sealed.day,
                address=f"{RECORD}.html#{anchor(first.sealed)}",
                text=text,
                category=first.kind.value,
                category_name=words[f"kind.{first.kind.value}"],
            )


@lru_cache
def editions_words(language: str) -> str:
    """Return the words in which a page mentions other editions, as JSON."""
    words = find_words(language)
    own = {"edition": words["edition"], **{name: words[f"editions.{name}"] for name in _EDITIONS}}
    kinds = {kind.value: words[f"kind.{kind.value}"] for kind in Kind}
    told = {"printed": words["change.printed"], "gone": words["change.gone"], "removed": words["change.page.gone"]}
    return json.dumps({**own, **kinds, **told}, ensure_ascii=False)


_EDITIONS = ("newest", "label", "old", "newer", "one", "many")
