"""Pictures of pages for other sites: drawn if the site's address is known, and only if what they show has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx

from factbook.engine.fingerprints import STATE
from factbook.project.files import digest
from factbook.project.settings import Settings
from factbook.render.charts.share_picture import EDGE, WIDTH, Picture, can_draw, draw_picture, draw_small, wrap
from factbook.render.text import name_edition
from factbook.report.myst import strip_roles
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import page_name, safe
from factbook.sphinx_ext.markup.sharing import sharing_of
from figurecheck.model import Chart

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


def figure_picture_file(app: Sphinx, id: str) -> str:
    """Return the picture of a printed figure, from the site's root; empty if the site's address is not known."""
    return f"{FOLDER}/figures/{safe(id)}.png" if state_of(app).report.project.settings.address else ""


def chart_picture_file(app: Sphinx, id: str) -> str:
    """Return the picture of a chart that a page shows, from the site's root; empty if the address is not known."""
    return f"{FOLDER}/charts/{safe(id)}.png" if state_of(app).report.project.settings.address else ""


def find_chart(app: Sphinx, docname: str) -> Chart | None:
    """Return the chart that represents a page: its lead chart, else its first."""
    report, page = state_of(app).report, state_of(app).find_page(docname)
    references = [one for one in page.references if one.name == "chart"] if page else []
    named = sorted(references, key=lambda one: not one.lead)
    found = next((one.argument for one in named if one.argument in report.charts), "")
    return state_of(app).in_language(docname).chart(found) if found else None


def _own_file(docname: str) -> str:
    return f"{FOLDER}/{page_name(docname).replace('/', '-')}.png"


def _picture(app: Sphinx, docname: str) -> Picture:
    settings, shown_in = state_of(app).report.project.settings, state_of(app).in_language(docname)
    chart = find_chart(app, docname)
    return Picture(
        report=shown_in.title,
        title=app.env.titles[docname].astext(),
        below=name_edition(settings.edition, "", shown_in.language),
        chart_title=strip_roles(chart.title) if chart else "",
    )


def _write_pictures(app: Sphinx, error: Exception | None) -> None:
    state = state_of(app) if error is None and isinstance(app.builder, SiteBuilder) else None
    if state is None or not state.report.project.settings.address:
        return
    # Most reports are at no address yet, and others have all their pictures.
    from factbook.render.charts.draw import draw_small_png
    from factbook.render.charts.drawing.share_pictures import draw_pictures

    pages = _draw_stale(app, _find_wanted(app), draw_picture)
    small = _draw_stale(app, [*_find_figures(app), *_find_charts(app)], draw_small)
    folder = state.report.project.root / STATE / FOLDER
    # Pictures that nobody uses any more are removed with the second, when both have said which they use.
    drawn = {**draw_pictures(pages, folder), **draw_pictures(small, folder, draw=draw_small_png)}
    for file, png in drawn.items():
        target = Path(app.builder.outdir, file)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(png)


def _draw_stale(
    app: Sphinx, wanted: Iterable[tuple[str, Picture, str]], draw: Callable[[Picture], str]
) -> dict[str, str]:
    """Return the SVG of each picture that the previous site does not have as it is now, by its file."""
    state = state_of(app)
    return {
        file: draw(replace(picture, chart=state.drawings.by_key(chart) if chart else ""))
        for file, picture, chart in wanted
        if not state.previous.keep(file, digest(state.previous.stamp, picture, chart), [file])
    }


def _find_figures(app: Sphinx) -> Iterator[tuple[str, Picture, str]]:
    """Yield the file of the picture of each printed figure, and its words."""
    report, sharing = state_of(app).report, sharing_of(app)
    settings = report.project.settings
    for id, finding in sharing.printed.items():
        statistic = report.statistics[id]
        picture = Picture(
            report=settings.title,
            value=finding.printed,
            title=sharing.figure(statistic).says.removeprefix(f"{finding.printed}: "),
            below=_foot(sharing.name_sources(statistic.source_ids), settings),
        )
        yield figure_picture_file(app, id), picture, ""


def _find_charts(app: Sphinx) -> Iterator[tuple[str, Picture, str]]:
    """Yield the file of the picture of each chart that a page shows, its words, and the key of its drawing."""
    state, sharing = state_of(app), sharing_of(app)
    settings = state.report.project.settings
    for id in sharing.charts:
        chart = state.report.charts[id]
        picture = Picture(
            report=settings.title,
            title=strip_roles(chart.title),
            below=_foot(sharing.name_sources(chart.source_ids), settings),
        )
        yield chart_picture_file(app, id), picture, state.drawings.key(id, DRAWN)


def _foot(sources: str, settings: Settings) -> str:
    """Return sources and edition as far as they have room on a line; the edition is short and comes first."""
    edition = name_edition(settings.edition, "", settings.language)
    edition = f"{edition}." if edition else ""
    lines = wrap(f"{edition} {sources if can_draw(sources) else ''}", WIDTH - 2 * EDGE, 22)
    return f"{lines[0].rstrip(' ,;:')} …" if len(lines) > 1 else "".join(lines)


def _find_wanted(app: Sphinx) -> Iterator[tuple[str, Picture, str]]:
    """Yield the file of each picture, its words, and the key of its chart's drawing."""
    drawings = state_of(app).drawings
    for docname in sorted(app.env.found_docs):
        file, chart = picture_file(app, docname), find_chart(app, docname)
        if file and file == _own_file(docname):
            yield file, _picture(app, docname), drawings.key(chart.id, DRAWN) if chart else ""
