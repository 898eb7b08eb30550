"""Files besides the pages: data, pages of notebooks, drawings, and all findings and statistics as JSON."""

from __future__ import annotations

import shutil
from pathlib import Path

from markupsafe import Markup, escape
from sphinx.application import Sphinx

from factbook.data.descriptor import PACKAGE
from factbook.data.descriptor_file import render_for_readers
from factbook.model import Chart
from factbook.notebooks import Run, export_script
from factbook.project.files import digest
from factbook.render.html.notebook import NotebookView, render_notebook
from factbook.render.metadata.claims_json import claims_document, note_item, read_schema, statistics_document
from factbook.render.metadata.json_documents import DOCUMENTS, schema_file
from factbook.report.flowing import FilledRole, fill_cells
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import State, state_of
from factbook.sphinx_ext.build.urls import relative_address, statistic_address
from factbook.sphinx_ext.markup.content import fill_placeholders, make_figure
from factbook.sphinx_ext.markup.page import OwnPage
from factbook.sphinx_ext.pages.citations import render_citing
from factbook.sphinx_ext.pages.evidence import TEMPLATE, as_json, digest_frame, setup_evidence
from factbook.sphinx_ext.pages.head import heads_of
from factbook.sphinx_ext.pages.replication import write_bundle, write_chart_data


def setup_files(app: Sphinx) -> None:
    """Write evidence with the pages, and all other files before the site is swapped in."""
    setup_evidence(app)
    app.connect("build-finished", _write_files, priority=800)


def _write_files(app: Sphinx, error: Exception | None) -> None:
    builder = app.builder
    if error is not None or not isinstance(builder, SiteBuilder):
        return
    site, state = Path(builder.outdir), state_of(app)
    report = state.report
    settings = report.project.settings
    statistics = digest(state.digests.everything, settings.title, settings.dated, settings.licence, settings.address)
    fingerprint = digest(statistics, report.reviews, report.waived, tuple(report.warnings))
    if not state.previous.reuse("claims.json", fingerprint, ["claims.json"], site):
        claims = claims_document(
            report.findings,
            report.reviews,
            settings,
            waived=report.waived,
            warnings=report.warnings,
            notes=map(note_item, report.notes),
        )
        (site / "claims.json").write_text(as_json(claims), "utf-8")
    if not state.previous.reuse("statistics.json", statistics, ["statistics.json"], site):
        (site / "statistics.json").write_text(as_json(statistics_document(report.statistics, settings)), "utf-8")
    for document in DOCUMENTS:
        (site / schema_file(document)).write_text(read_schema(document), "utf-8")
    # A book that is being taken over need not describe its data.
    if (report.project.root / PACKAGE).exists():
        (site / PACKAGE).parent.mkdir(parents=True, exist_ok=True)
        # Completed, so that whoever takes the data needs to know nothing of what tables share here.
        (site / PACKAGE).write_text(render_for_readers(report.project.root), "utf-8")
    for file in dict.fromkeys(resource.place for resource in report.catalog.resources):
        _copy_data(site, file, state)
    notebooks = _Notebooks(app, builder)
    # A notebook of an adopted book that cannot be read has no page of its own.
    for run in (run for run in report.runs if run.notebook is not None):
        notebooks.write(run)
        write_bundle(site, run, state)
        write_chart_data(site, run, state)
    # Last of all: drawings are made in other processes meanwhile, and by now most of them are finished.
    for file in state.placeholders:
        _fill_drawings(site / file, state)


def _copy_data(site: Path, file: str, state: State) -> None:
    source = state.report.project.root / file
    if not state.previous.reuse(file, state.previous.digest_of(file), [file], site):
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, site / file)


def _fill_drawings(page: Path, state: State) -> None:
    """Put the drawings into a page, which was written without waiting for them."""
    page.write_text(fill_placeholders(page.read_text("utf-8"), state.drawings.by_key), "utf-8")


class _Notebooks:
    """The pages of notebooks; what is around them is digested once for each folder, since links are relative."""

    # `Builder.app` is deprecated since Sphinx 9.0.
    def __init__(self, app: Sphinx, builder: SiteBuilder) -> None:
        self.app, self.builder, self.site = app, builder, Path(builder.outdir)
        self.state = state_of(app)
        self.frames: dict[str, str] = {}

    def write(self, run: Run) -> None:
        """Write the page and the script of a notebook, unless the previous site has the same."""
        state, settings = self.state, self.state.report.project.settings
        page = run.path.with_suffix(".html")
        # A notebook may be a page of the book as well, which then has the address.
        if (self.site / page).exists():
            page = page.with_name(f"{page.stem}-notebook.html")
        charts = [self._digest(chart) for chart in run.charts]
        about = (charts, run.statistics, self._flowing(run))
        fingerprint = digest(state.previous.stamp, run.mark, self._frame(page), settings.edition, *about)
        files = [page.as_posix(), page.with_suffix(".py").as_posix()]
        if state.previous.reuse(run.path.as_posix(), fingerprint, files, self.site):
            return
        (self.site / page).parent.mkdir(parents=True, exist_ok=True)
        body = render_notebook(self._view(run, page), settings.language)
        title = run.path.stem
        head, extras = heads_of(self.app).notebook(title, files[0]), render_citing(self.app, files[0], title)
        context = OwnPage(title=title, body=body, fb_kind="notebook", fb_head=head, fb_extras=extras)
        self.builder.handle_page(page.with_suffix("").as_posix(), {**context}, TEMPLATE)
        (self.site / files[1]).write_text(export_script(run), "utf-8")

    def _flowing(self, run: Run) -> tuple[FilledRole, ...]:
        return self.state.report.pages[run.path.as_posix()].flowing

    def _frame(self, page: Path) -> str:
        folder = page.parent.as_posix()
        if folder not in self.frames:
            self.frames[folder] = digest_frame(self.builder, f"{folder}/any", "notebook")
        return self.frames[folder]

    def _view(self, run: Run, page: Path) -> NotebookView:
        state = self.state
        own = page.with_suffix("").as_posix()
        return NotebookView(
            name=run.path.as_posix(),
            edition=state.report.project.settings.edition,
            cells=fill_cells(run.notebook.cells, self._flowing(run)),
            statistics={statistic.id: statistic for statistic in run.statistics},
            charts={chart.id: self._figure(chart, own) for chart in run.charts},
            evidence={one.id: relative_address(self.app, own, statistic_address(one.id)) for one in run.statistics},
            script=page.with_suffix(".py").name,
            code_language=run.notebook.metadata.get("language_info", {}).get("name", "python"),
        )

    def _digest(self, chart: Chart) -> str:
        """Return a digest of everything that a page shows of a chart."""
        sources = [self.state.report.known.sources.get(id) for id in chart.source_ids]
        texts = (chart.id, chart.title, chart.subtitle, chart.alt, chart.note)
        return digest(self.state.drawings.key(chart.id, "m"), texts, chart.rows, sources)

    def _figure(self, chart: Chart, address: str) -> Markup:
        """Return a chart as on any page, in one width and without marks."""
        svgs = {"m": self.state.drawings.svg(chart.id, "m")}
        return make_figure(
            self.app, address, chart, svgs, lambda text: lambda role, printed, target: str(escape(printed))
        )
