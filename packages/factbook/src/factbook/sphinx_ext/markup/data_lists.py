"""The lists of tables, of sources and of what disagrees that a page may hold."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import PurePosixPath

from markupsafe import Markup
from sphinx.application import Sphinx

from factbook.data.catalog import Catalog
from factbook.data.coverage import find_coverage
from factbook.data.descriptor import PACKAGE, Resource
from factbook.render.desk_reasons import say
from factbook.render.html.data_list import PREVIEW_ROWS, DatasetView, SourceView, render_datasets, render_source_list
from factbook.render.values import show_value
from factbook.report.printed import find_pages
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import relative_address, relative_file, source_address, statistic_address
from factbook.sphinx_ext.markup.nodes import deferred_content
from figurecheck.verdicts.overlaps import describe

_FORMS = {"parquet": "Parquet", "sqlite": "SQLite"}
"""Names of formats that are not written in capitals."""


def make_datasets(app: Sphinx, docname: str, node: deferred_content) -> str:
    """Return the list of tables, as it stands on a page."""
    report = state_of(app).report
    pages, resources = find_pages(report), report.catalog.resources
    # In the order of the pages on which their figures stand, and what stands on none at the end.
    places = {table: at for at, table in enumerate(pages)}
    ordered = sorted(resources, key=lambda one: places.get(one.name, len(places)))
    views = [_dataset_view(app, docname, one, _find_title(app, pages.get(one.name, ""))) for one in ordered]
    root = relative_file(app, docname, PACKAGE).removesuffix(PACKAGE)
    return str(render_datasets(views, root, state_of(app).language_of(docname)))


def _find_title(app: Sphinx, page: str) -> str:
    title = app.env.titles.get(page.removesuffix(PurePosixPath(page).suffix))
    return title.astext() if title is not None else ""


def _dataset_view(app: Sphinx, docname: str, resource: Resource, subject: str) -> DatasetView:
    report = state_of(app).report
    table = report.catalog.tables[resource.name]
    covers = find_coverage(table, report.catalog.sources)
    return DatasetView(
        name=resource.name,
        title=resource.title,
        description=resource.description,
        href=relative_file(app, docname, resource.place),
        rows=len(table.lines),
        rights=resource.rights,
        columns=tuple((field.name, field.title, field.unit) for field in resource.fields),
        licences=resource.licences,
        origins=_find_origins(report.catalog, resource),
        file=resource.path.rpartition("/")[2],
        form=_FORMS.get(resource.format, resource.format.upper()),
        first=covers.first,
        last=covers.last,
        sources=len(covers.sources),
        published_first=covers.published_first,
        published_last=covers.published_last,
        first_rows=tuple(zip(*(islice(column, PREVIEW_ROWS) for column in table.cells), strict=True)),
        subject=subject,
        size=(report.project.root / resource.place).stat().st_size,
    )


def _find_origins(catalog: Catalog, resource: Resource) -> tuple[str, ...]:
    """Return the titles of where a table comes from: the sources that it names in the list, else its own."""
    named = [catalog.sources[id].title for id in resource.named_sources if id in catalog.sources]
    return tuple(named) or resource.origins


def make_sources(app: Sphinx, docname: str, node: deferred_content) -> str:
    """Return the list of sources, each with the number of rows that rest on it."""
    catalog = state_of(app).report.catalog
    used: Counter[str] = Counter()
    for table in catalog.tables.values():
        used.update(dict.fromkeys(table.resource.source_ids, len(table.lines)))
        if "source_id" in table.columns and table.resource.name != "sources":
            used.update(map(str, table.column("source_id")))
    views = [
        SourceView(source=source, href=relative_address(app, docname, source_address(source.id)), rows=used[source.id])
        for source in state_of(app).in_language(docname).sources.values()
        if not source.searched
    ]
    return str(render_source_list(views, state_of(app).language_of(docname)))


def make_disagreements(app: Sphinx, docname: str, node: deferred_content) -> str:
    """Return the list of conflicts and tensions: the figures of each with their evidence, and what they need."""
    shown_in = state_of(app).in_language(docname)
    items = Markup()
    for one in state_of(app).report.known.disagreements:
        figures = Markup().join(
            Markup('<li><a href="{}">{}</a> {}</li>').format(
                relative_address(app, docname, statistic_address(id)),
                show_value(found.value, found.unit, shown_in.language),
                say(describe(found), shown_in.language),
            )
            for id in one.ids
            if (found := shown_in.statistics[id])
        )
        need = say(one.need, shown_in.language)
        items += Markup("<li>{}.<ul>{}</ul></li>").format(f"{need[:1].upper()}{need[1:]}", figures)
    return Markup('<ul class="fb-disagreements">{}</ul>').format(items)
