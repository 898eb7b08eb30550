"""What the site carries beside its pages: data, notebooks, drawings, and everything as JSON."""

from __future__ import annotations

import shutil
from pathlib import Path

from markupsafe import Markup
from sphinx.application import Sphinx

from factbook.datapackage import PACKAGE
from factbook.freshness import digest, digest_file
from factbook.markup import strip_roles
from factbook.model import Chart
from factbook.notebooks import Run, export_page, export_script
from factbook.render.claims import claims_document, statistics_document
from factbook.sphinx_ext.evidence import as_json, setup_evidence
from factbook.sphinx_ext.making import fill_places
from factbook.sphinx_ext.output import SiteBuilder
from factbook.sphinx_ext.state import State, state_of


def setup_pages(app: Sphinx) -> None:
    """Make evidence with the pages, and put the files beside them before the site is swapped in."""
    setup_evidence(app)
    app.connect("build-finished", _write_files, priority=800)


def _write_files(app: Sphinx, error: Exception | None) -> None:
    builder = app.builder
    if error is not None or not isinstance(builder, SiteBuilder):
        return
    site, state = Path(builder.outdir), state_of(app)
    report = state.report
    claims = claims_document(report.findings, report.reviews, waived=report.waived)
    (site / "claims.json").write_text(as_json(claims), "utf-8")
    (site / "statistics.json").write_text(as_json(statistics_document(report.statistics)), "utf-8")
    for file in [PACKAGE, *(resource.place for resource in report.catalog.resources)]:
        _copy_data(site, file, state)
    for run in report.runs:
        _write_notebook(site, run, state)
    for file in state.held:
        _fill_drawings(site / file, state)


def _copy_data(site: Path, file: str, state: State) -> None:
    source = state.report.project.root / file
    if not state.carry.take(file, digest_file(source), [file], site):
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, site / file)


def _fill_drawings(page: Path, state: State) -> None:
    """Put the drawings into a page, which did not wait for them when it was written."""
    page.write_text(fill_places(page.read_text("utf-8"), state.drawings.by_key), "utf-8")


def _still_chart(chart: Chart, svg: str) -> str:
    """A drawing with its title and its text alternative, without marks and script."""
    drawn = svg.replace("<svg", str(Markup('<svg role="img" aria-label="{}"').format(strip_roles(chart.alt))), 1)
    title = Markup("<figcaption>{}</figcaption>").format(strip_roles(chart.title))
    return f"<figure>{title}{drawn}</figure>"


def _write_notebook(site: Path, run: Run, state: State) -> None:
    settings = state.report.project.settings
    page = run.path.with_suffix(".html")
    if (site / page).exists():
        page = page.with_name(f"{page.stem}-notebook.html")
    about = f"{settings.title}, edition {settings.edition}: {run.path.as_posix()}, as it ran for this edition"
    title = f"{run.path.stem} · {settings.title}"
    drawn = [(chart.id, chart.title, chart.alt, state.drawings.key(chart.id, "m")) for chart in run.charts]
    mark = digest(state.carry.stamp, run.notebook, about, title, drawn)
    files = [page.as_posix(), page.with_suffix(".py").as_posix()]
    if state.carry.take(run.path.as_posix(), mark, files, site):
        return
    charts = {chart.id: _still_chart(chart, state.drawings.svg(chart.id, "m")) for chart in run.charts}
    (site / page).parent.mkdir(parents=True, exist_ok=True)
    (site / files[0]).write_text(
        export_page(run, charts=charts, plain=strip_roles, title=title, about=about, language=settings.language),
        "utf-8",
    )
    (site / files[1]).write_text(export_script(run), "utf-8")
