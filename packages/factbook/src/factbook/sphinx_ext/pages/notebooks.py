"""The pages of notebooks, as they ran; a long one has several."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from markupsafe import Markup, escape
from sphinx.application import Sphinx

from factbook.notebooks import Run, export_script
from factbook.project.files import digest, scan
from factbook.render.html.notebook import NotebookView, render_notebook
from factbook.report.flowing import FilledRole, fill_cells
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import relative_address, relative_file, statistic_address
from factbook.sphinx_ext.markup.content import make_figure
from factbook.sphinx_ext.markup.page import OwnPage
from factbook.sphinx_ext.pages.citations import render_citing
from factbook.sphinx_ext.pages.evidence import TEMPLATE, digest_frame
from factbook.sphinx_ext.pages.head import heads_of
from factbook.sphinx_ext.pages.notebook_addresses import notebook_addresses
from figurecheck.model import Chart


def name_files(addresses: Sequence[str]) -> list[str]:
    """Return the files of a notebook's pages, and its script, which is last."""
    return [*(f"{address}.html" for address in addresses), f"{addresses[0]}.py"]


class Notebooks:
    """The pages of notebooks; what is around them is digested once for each folder, since links are relative."""

    # `Builder.app` is deprecated since Sphinx 9.0.
    def __init__(self, app: Sphinx, builder: SiteBuilder) -> None:
        self.app, self.builder, self.site = app, builder, Path(builder.outdir)
        self.state = state_of(app)
        self.frames: dict[str, str] = {}
        self._addresses: dict[Path, list[str]] = {}

    def write(self, run: Run) -> None:
        """Write the pages and the script of a notebook, unless the previous site has the same."""
        state, settings = self.state, self.state.report.project.settings
        parts = state.facts_of(run).parts
        addresses = self.find_addresses(run)
        charts = [self._digest(chart) for chart in run.charts]
        fingerprint = digest(
            state.previous.stamp,
            # Of the executed notebook, and so of the statistics that it recorded.
            run.mark,
            self.digest_frames(addresses),
            settings.edition,
            charts,
            self._flowing(run),
        )
        *_, script = files = name_files(addresses)
        if state.previous.keep(run.path.as_posix(), fingerprint, files):
            return
        for number, address in enumerate(addresses):
            (self.site / address).parent.mkdir(parents=True, exist_ok=True)
            view = replace(
                self._view(run, address, script),
                parts=parts,
                number=number,
                others=[relative_address(self.app, address, other) for other in addresses],
            )
            title = f"{run.path.stem}, {number + 1}" if number else run.path.stem
            head, extras = heads_of(self.app).notebook(title, files[number]), self._cite(files[number], title)
            body = render_notebook(view, settings.language)
            context = OwnPage(title=title, body=body, fb_kind="notebook", fb_head=head, fb_extras=extras)
            self.builder.handle_page(address, {**context}, TEMPLATE)
        (self.site / script).write_text(export_script(run), "utf-8")

    def find_addresses(self, run: Run) -> list[str]:
        """Return the address of each page of a notebook, from the site's root."""
        if run.path not in self._addresses:
            file = run.path.as_posix()
            addresses = notebook_addresses(run.path, self.state.long_notebooks.get(file, ()))
            # A notebook may be a page of the book as well, which then has the address.
            if f"{addresses[0]}.html" in self._taken:
                addresses[0] = f"{addresses[0]}-notebook"
            self._addresses[run.path] = addresses
        return self._addresses[run.path]

    @cached_property
    def _taken(self) -> Set[str]:
        """The files in folders of notebooks before any page of a notebook is written there."""
        # With a slash at the end; empty for the root of the site.
        first = (notebook_addresses(run.path, ())[0] for run in self.state.report.runs)
        folders = {address.removesuffix(address.rpartition("/")[2]) for address in first}
        return {f"{folder}{entry.name}" for folder in folders for entry in scan(f"{self.site}/{folder}")}

    def digest_frames(self, addresses: Sequence[str]) -> list[str]:
        """Return the digests of what is around the own content of some pages."""
        return [self._frame(Path(address)) for address in addresses]

    def _cite(self, file: str, title: str) -> Markup:
        return render_citing(self.app, file, title)

    def _flowing(self, run: Run) -> tuple[FilledRole, ...]:
        return self.state.report.pages[run.path.as_posix()].flowing

    def _frame(self, page: Path) -> str:
        folder = page.parent.as_posix()
        if folder not in self.frames:
            self.frames[folder] = digest_frame(self.builder, f"{folder}/any", "notebook")
        return self.frames[folder]

    def _view(self, run: Run, own: str, script: str) -> NotebookView:
        state = self.state
        return NotebookView(
            name=run.path.as_posix(),
            edition=state.report.project.settings.edition,
            cells=fill_cells(run.notebook.cells, self._flowing(run)),
            statistics={statistic.id: statistic for statistic in run.statistics},
            charts={chart.id: self._figure(chart, own) for chart in run.charts},
            evidence={one.id: relative_address(self.app, own, statistic_address(one.id)) for one in run.statistics},
            script=relative_file(self.app, own, script),
            index=relative_address(self.app, own, "evidence/index"),
            code_language=run.notebook.metadata.get("language_info", {}).get("name", "python"),
        )

    def _digest(self, chart: Chart) -> str:
        """Return a digest of everything that a page shows of a chart."""
        sources = [self.state.report.known.sources.get(id) for id in chart.source_ids]
        checked = self.state.report.checked_charts.checks.get(chart.id)
        return digest(self.state.drawings.key(chart.id, "m"), self.state.digests.chart(chart), checked, sources)

    def _figure(self, chart: Chart, address: str) -> Markup:
        """Return a chart as on any page, in one width and without marks."""
        svgs = {"m": self.state.drawings.svg(chart.id, "m")}
        return make_figure(
            self.app, address, chart, svgs, lambda text: lambda role, printed, target: str(escape(printed))
        )
