"""What readers can download of a notebook: a bundle that recomputes its figures, and the values of its charts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from factbook.data.descriptor import Resource
from factbook.engine.task import task
from factbook.notebooks import Run
from factbook.notebooks.replication import Bundle, find_needs, make_bundle, zip_files
from factbook.project.files import digest
from factbook.render.charts.chart import chart_csv
from factbook.render.html.chart_values import find_drawn, write_chart_values
from factbook.report.checked_report import Report
from factbook.report.in_language import InLanguage
from factbook.report.second_language import chart_in
from factbook.sphinx_ext.build.run_facts import find_computed
from factbook.sphinx_ext.build.state import State
from factbook.sphinx_ext.build.urls import chart_address, chart_values_address
from figurecheck.model import Cell, Chart

LOCK = "requirements.txt"
CONTENT, LINK = "content:", "link:"
"""What the recorded state of a file whose content was read contains, and how that of a link begins."""


def find_parts(run: Run, state: State) -> Iterator[str]:
    """Yield the parts of the site that are made of a run, besides its pages; each is a file of that name."""
    if state.facts_of(run).is_computed:
        yield _bundle_file(run)
    for chart in run.outlines:
        yield chart_address(chart.id)
        for shown_in in state.find_languages_of(chart.id):
            name = chart_in(chart.id, shown_in.language) if shown_in.texts else chart.id
            yield chart_values_address(name)


def digest_needs(runs: Iterable[Run], state: State) -> list[tuple[str, str]]:
    """Return the files that the bundles of runs may hold, with their digests."""
    read = [find_read(run, state.report.project.root) for run in runs]
    needs = [file for files in read if files for file in files]
    if None in read:
        needs += [one.place for one in state.report.catalog.resources]
    return _digest_files(dict.fromkeys(needs), state)


def _digest_files(files: Iterable[str], state: State) -> list[tuple[str, str]]:
    return [(file, state.previous.digest_of(file)) for file in (LOCK, *files)]


def _bundle_file(run: Run) -> str:
    return Cell(notebook=run.path.as_posix(), index=0).bundle


@task(of=lambda run, resources, described: (run.path.as_posix(), run.mark, described))
def _find_needs(run: Run, resources: Sequence[Resource], described: str) -> list[str]:
    return find_needs(run.path.as_posix(), _cells(run), resources)


def write_bundle(site: Path, run: Run, state: State) -> None:
    """Write the bundle of a run, or link the previous one if neither cells, values, data nor lock have changed."""
    if not state.facts_of(run).is_computed:
        return
    report, file = state.report, _bundle_file(run)
    root, settings, previous = report.project.root, report.project.settings, state.previous
    resources = report.catalog.resources
    # Where the run was traced, what it read is known. Else the names in its cells are parsed, which is slow enough to
    # cache, by all that the answer depends on.
    needs = find_read(run, root) or _find_needs(run, resources, state.digests.described)
    values = state.digests.notebooks.mark(run.path.as_posix())
    shared = (settings.bundled, settings.address)
    own = digest(previous.stamp, shared, run.mark, run.as_of, values, state.digests.described)
    if previous.keep(file, digest(own, _digest_files(needs, state)), [file]):
        return
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    if bundle := describe_bundle(run, report):
        (site / file).write_bytes(zip_files(make_bundle(bundle, root, resources, locked=read_lock(root))))


def read_lock(root: Path) -> str:
    """Return the packages as pinned for a report; empty where it pins none."""
    return (root / LOCK).read_text("utf-8") if (root / LOCK).is_file() else ""


def describe_bundle(run: Run, report: Report) -> Bundle | None:
    """Return what the bundle of a run is made of; ``None`` where it has no figure to compute again."""
    settings, statistics = report.project.settings, find_computed(run)
    if not statistics:
        return None
    return Bundle(
        notebook=run.path.as_posix(),
        cells=_cells(run),
        statistics=statistics,
        title=settings.title,
        edition=settings.edition,
        day=run.as_of,
        read=find_read(run, report.project.root),
        largest=settings.bundled,
        address=settings.address,
    )


def find_read(run: Run, root: Path) -> list[str] | None:
    """Return the files of the report whose content a run was seen to read; ``None`` if not every file was seen.

    What it read through a link in the report is among them, under the name that it read it by.
    """
    if run.lineage is None or not run.lineage.exact:
        return None
    states = run.lineage.inputs.items()
    read = [path for path, state in states if CONTENT in state]
    links = {path: os.path.realpath(root / path) for path, state in states if state.startswith(LINK)}
    found = [path for path in read if not path.startswith("/")]
    for link, target in links.items():
        behind = [os.path.realpath(root / path) for path in read]
        found += [f"{link}{real.removeprefix(target)}" for real in behind if f"{real}/".startswith(f"{target}/")]
    return sorted(dict.fromkeys(path for path in found if not path.startswith("/")))


def _cells(run: Run) -> list[tuple[int, str]]:
    return [(at, cell.source) for at, cell in enumerate(run.notebook.cells, start=1) if cell.cell_type == "code"]


def write_chart_data(site: Path, run: Run, state: State) -> None:
    """Write the values of each chart of a run."""
    for chart in run.charts:
        file = chart_address(chart.id)
        if not state.previous.keep(file, state.digests.chart(chart), [file]):
            (site / file).parent.mkdir(exist_ok=True)
            (site / file).write_text(chart_csv(chart), "utf-8")
        for shown_in in state.find_languages_of(chart.id):
            _write_values(site, shown_in.chart(chart.id), state, shown_in)


def _write_values(site: Path, chart: Chart, state: State, shown_in: InLanguage) -> None:
    """Write what lies behind each value of a chart, which a page loads when a reader asks for it."""
    file = chart_values_address(chart.id)
    texts = sorted(shown_in.texts.lines.items()) if shown_in.texts else ()
    looked_up = state.find_looked_up(chart, shown_in)
    drawn = find_drawn(chart, shown_in.statistics, looked_up)
    if not state.previous.keep(file, digest(state.digests.chart_values(chart, drawn), texts), [file]):
        text = write_chart_values(chart, shown_in.statistics, looked_up, shown_in.sources, shown_in.language)
        (site / file).parent.mkdir(exist_ok=True)
        (site / file).write_text(text, "utf-8")
