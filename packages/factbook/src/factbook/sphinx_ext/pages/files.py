"""Files besides the pages: data, pages of notebooks, drawings, and all findings and statistics as JSON."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from factbook.data.descriptor import PACKAGE
from factbook.data.release_entries import render_for_readers
from factbook.engine.fingerprints import SITE
from factbook.project.files import digest
from factbook.render.metadata.claims_json import note_item, read_schema
from factbook.render.metadata.json_documents import DOCUMENTS, schema_file
from factbook.render.metadata.published_json import claims_text, statistics_text
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.release_files import find_published
from factbook.sphinx_ext.build.state import BuildInputs, State, state_of
from factbook.sphinx_ext.build.urls import page_name
from factbook.sphinx_ext.markup.content import fill_placeholders
from factbook.sphinx_ext.pages.evidence import setup_evidence
from factbook.sphinx_ext.pages.kept_notebooks import find_stale_runs
from factbook.sphinx_ext.pages.notebooks import Notebooks
from factbook.sphinx_ext.pages.replication import write_bundle, write_chart_data
from figurecheck.model.errors import Complaint, SiteError
from figurecheck.model.worded import phrase


def setup_files(app: Sphinx) -> None:
    """Write evidence with the pages, and all other files before the site is swapped in."""
    setup_evidence(app)
    # Before the folder that is written into is made beside the one that it replaces (120).
    app.connect("builder-inited", _refuse_foreign_folder, priority=115)
    # After the last look at all of them (1), and before the first page that is not the author's.
    app.connect("html-collect-pages", _hand_over_pages, priority=2)
    app.connect("build-finished", _write_files, priority=800)


def _refuse_foreign_folder(app: Sphinx) -> None:
    """Stop where the site is a link to a folder with something else in it, which the new site would replace."""
    link, builder = Path(app.srcdir) / SITE, app.builder
    is_written = link.is_symlink() and isinstance(builder, SiteBuilder) and builder.site == link.resolve()
    if not is_written or not link.is_dir() or (link / "claims.json").exists() or not any(link.iterdir()):
        return
    what = phrase("leads to {folder}, whose files are no site of a build and would be gone", folder=link.resolve())
    complaint = Complaint(SITE.as_posix(), what, "let it lead to an empty folder, or remove the link")
    raise ExtensionError(str(complaint)) from SiteError(complaint)


def _write_files(app: Sphinx, error: Exception | None) -> None:
    builder = app.builder
    if error is not None or not isinstance(builder, SiteBuilder):
        return
    site, state = Path(builder.outdir), state_of(app)
    _write_documents(site, state)
    _write_package(site, state)
    for file in find_published(state.report):
        _copy_data(site, file, state)
    notebooks = Notebooks(app, builder)
    # A notebook of an adopted book that cannot be read has no page of its own.
    runs = [run for run in state.report.runs if run.is_readable]
    for run in find_stale_runs(runs, state, notebooks):
        notebooks.write(run)
        write_bundle(site, run, state)
        write_chart_data(site, run, state)
    # Last of all: drawings are made in other processes meanwhile, and by now most of them are finished.
    for file in state.placeholders:
        _fill_drawings(site / file, state)


def _write_documents(site: Path, state: State) -> None:
    """Write what the site says to programs, with the schemas of it."""
    report, digests = state.report, state.digests
    settings = report.project.settings
    envelope = settings.title, settings.dated, settings.licence, settings.address
    about = envelope, report.reviews, report.waived, tuple(report.warnings), report.notes
    if not state.previous.keep("claims.json", digest(digests.everything, *about), ["claims.json"]):
        claims = claims_text(
            report.findings,
            report.reviews,
            settings,
            waived=report.waived,
            warnings=report.warnings,
            notes=map(note_item, report.notes),
        )
        (site / "claims.json").write_text(claims, "utf-8")
    if not state.previous.keep("statistics.json", digest(digests.notebooks.marks, envelope), ["statistics.json"]):
        own = digests.notebooks
        recorded = ((own.mark(name), partial(own.find_statistics, name)) for name in own.ids)
        (site / "statistics.json").write_text(statistics_text(recorded, settings), "utf-8")
    for document in DOCUMENTS:
        (site / schema_file(document)).write_text(read_schema(document), "utf-8")


def _write_package(site: Path, state: State) -> None:
    """Write the descriptor of the data."""
    report = state.report
    # A book that is being taken over need not describe its data, or not so that they can be read.
    has_package = bool(report.catalog.resources) or not report.project.settings.adopts
    if has_package and not state.previous.keep(PACKAGE, _digest_package(state), [PACKAGE]):
        (site / PACKAGE).parent.mkdir(parents=True, exist_ok=True)
        # Completed, so that whoever takes the data needs to know nothing of what tables share here.
        on_day = {resource.name: resource for resource in report.catalog.resources}
        text = render_for_readers(report.project.root, on_day, find_published(report))
        (site / PACKAGE).write_text(text, "utf-8")


def _digest_package(state: State) -> str:
    package = state.report.catalog.package
    # What others describe is in files of theirs.
    described = package.resources if package.packages else ()
    own = state.previous.digest_of(PACKAGE)
    return digest(state.digests.base, own, described, find_published(state.report))


def _copy_data(site: Path, file: str, state: State) -> None:
    source = state.report.project.root / file
    if not state.previous.keep(file, state.previous.digest_of(file), [file]):
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, site / file)


def _hand_over_pages(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Hand over the pages that were written, before evidence and all other files are made."""
    inputs: BuildInputs | None = app.config.factbook_report
    builder = app.builder
    if inputs is None or inputs.draft is None or not isinstance(builder, SiteBuilder):
        return []
    drawn = state_of(app).drawings.by_key
    written = {name: Path(builder.get_outfilename(name)) for name in sorted(app.env.found_docs - builder.linked)}
    inputs.draft.pages_written(
        {
            f"{page_name(name)}.html": fill_placeholders(file.read_text("utf-8"), drawn)
            for name, file in written.items()
            if file.exists()
        }
    )
    return []


def _fill_drawings(page: Path, state: State) -> None:
    """Put the drawings into a page, which was written without waiting for them."""
    page.write_text(fill_placeholders(page.read_text("utf-8"), state.drawings.by_key), "utf-8")
