"""Pictures of pages for other sites: drawn if the site's address is known, and only if what they show has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx

from factbook.model import Chart
from factbook.project.files import digest
from factbook.project.fingerprints import STATE
from factbook.render.charts.drawing.share_pictures import draw_pictures
from factbook.render.charts.share_picture import Picture, draw_picture
from factbook.render.values import show_date
from factbook.render.words.interface import find_words
from factbook.report.myst import strip_roles
from factbook.report.pages import Page
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import page_name

FOLDER = "pictures"
DRAWN = "m"
"""The width of the drawing that a picture shows."""


def setup_pictures(app: Sphinx) -> None:
    """Draw the pictures once the pages are written."""
    # Once all pages are written; this waits for one drawing of each chart only, while the others are being made.
    app.connect("build-finished", _write_pictures, priority=795)


def picture_file(app: Sphinx, docname: str) -> str:
    """Return the picture of a page, from the site's root: its own if it has a chart, else the front page's.

    It is empty if the site's address is not known, since other sites need whole addresses.
    """
    if not state_of(app).report.project.settings.address:
        return ""
    return _own_file(docname if find_chart(app, docname) else app.config.root_doc)


def picture_alt(app: Sphinx, docname: str) -> str:
    """Return what the picture of a page shows, in words; the report's title if it is the front page's."""
    chart = find_chart(app, docname)
    return strip_roles(chart.alt) if chart else state_of(app).in_language(docname).title


def find_page(app: Sphinx, docname: str) -> Page | None:
    """Return what the check read of a page."""
    pages = state_of(app).report.pages
    return next((pages[name] for name in (f"{docname}.md", f"{docname}.ipynb") if name in pages), None)


def find_chart(app: Sphinx, docname: str) -> Chart | None:
    """Return the chart that represents a page: its lead chart, else its first."""
    report, page = state_of(app).report, find_page(app, docname)
    references = [one for one in page.references if one.name == "chart"] if page else []
    named = sorted(references, key=lambda one: not one.lead)
    found = next((one.argument for one in named if one.argument in report.charts), "")
    return state_of(app).in_language(docname).chart(found) if found else None


def _own_file(docname: str) -> str:
    return f"{FOLDER}/{page_name(docname).replace('/', '-')}.png"


def _picture(app: Sphinx, docname: str) -> Picture:
    settings, shown_in = state_of(app).report.project.settings, state_of(app).in_language(docname)
    day = show_date(settings.edition_date, shown_in.language)
    below = find_words(shown_in.language)["edition"].format(date=day)
    chart = find_chart(app, docname)
    return Picture(
        report=shown_in.title,
        title=app.env.titles[docname].astext(),
        below=below if settings.edition_date else "",
        chart_title=strip_roles(chart.title) if chart else "",
    )


def _write_pictures(app: Sphinx, error: Exception | None) -> None:
    state = state_of(app) if error is None and isinstance(app.builder, SiteBuilder) else None
    if state is None or not state.report.project.settings.address:
        return
    site, drawings = Path(app.builder.outdir), state.drawings
    stale = {
        file: draw_picture(replace(picture, chart=drawings.by_key(chart) if chart else ""))
        for file, picture, chart in _find_wanted(app)
        if not state.previous.reuse(file, digest(state.previous.stamp, picture, chart), [file], site)
    }
    for file, png in draw_pictures(stale, state.report.project.root / STATE / FOLDER).items():
        (site / file).parent.mkdir(exist_ok=True)
        (site / file).write_bytes(png)


def _find_wanted(app: Sphinx) -> Iterator[tuple[str, Picture, str]]:
    """Yield the file of each picture, its words, and the key of its chart's drawing."""
    drawings = state_of(app).drawings
    for docname in sorted(app.env.found_docs):
        file, chart = picture_file(app, docname), find_chart(app, docname)
        if file and file == _own_file(docname):
            yield file, _picture(app, docname), drawings.key(chart.id, DRAWN) if chart else ""
