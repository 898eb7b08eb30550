"""Keep what is made of notebooks and of what they recorded: of all of them at once, else of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from factbook.engine.task import task
from factbook.notebooks import Run
from factbook.project.files import digest
from factbook.render.charts.house_style import STILL
from factbook.render.html.chart_values import find_claimed
from factbook.sphinx_ext.build.reuse import SiteParts
from factbook.sphinx_ext.build.state import State
from factbook.sphinx_ext.pages.notebooks import Notebooks, name_files
from factbook.sphinx_ext.pages.replication import digest_needs, find_parts


def find_stale_runs(runs: Sequence[Run], state: State, notebooks: Notebooks) -> Iterator[Run]:
    """Yield the runs of which not all is kept that is made of them."""
    # Of all that is said of any statistic, and so of those that charts claim or have in their rows.
    fingerprint = _digest_made(runs, state.digests.notebooks.said, state, notebooks)
    # After most edits no notebook, and nothing that it shows, is another one: then none is looked at by itself.
    parts = (_find_parts(run, state, notebooks) for run in runs)
    if state.previous.keep_all("all of notebooks", fingerprint, parts):
        return
    for run in runs:
        fingerprint = _digest_made([run], _digest_shown(run, state), state, notebooks)
        if not state.previous.keep_all(_name(run), fingerprint, [_find_parts(run, state, notebooks)]):
            yield run


def _digest_made(runs: Sequence[Run], said: object, state: State, notebooks: Notebooks) -> str:
    """Return a digest of all that is made of runs, where `said` is one of what is said of the statistics there."""
    report, settings = state.report, state.report.project.settings
    outlines = [chart for run in runs for chart in run.outlines]
    return digest(
        (state.digests.base, state.digests.described, settings.bundled, settings.address, settings.edition, said),
        [(file := run.path.as_posix(), run.as_of, run.mark, report.pages[file].flowing) for run in runs],
        (notebooks.digest_frames(_find_folders(runs, notebooks)), digest_needs(runs, state)),
        # Pages say in which languages there are values of a chart, and so which parts there are; and how it is drawn.
        (_find_addresses(runs, notebooks), [state.find_second_languages(chart.id) for chart in outlines]),
        [state.drawings.key(chart.id, STILL) for chart in outlines],
        [report.checked_charts.checks.get(chart.id) for chart in outlines],
    )


def _digest_shown(run: Run, state: State) -> list[str]:
    """Return digests of the statistics that are shown with a run."""
    own, file = state.digests.notebooks, run.path.as_posix()
    # The values of a chart name statistics of other notebooks: those that its texts claim, and those of its rows.
    claimed = own.find_notebooks(id for chart in run.outlines for id in find_claimed(chart.texts))
    sharing = own.find_sharing(state.tables.get(file, ()))
    return [*map(own.shown_of, dict.fromkeys([file, *claimed, *sharing]))]


def _name(run: Run) -> str:
    return f"all of {run.path.as_posix()}"


def _find_addresses(runs: Iterable[Run], notebooks: Notebooks) -> list[list[str]]:
    return [*map(notebooks.find_addresses, runs)]


def _find_folders(runs: Sequence[Run], notebooks: Notebooks) -> list[str]:
    """Return one address in each folder that has pages of notebooks."""
    found = (address for addresses in _find_addresses(runs, notebooks) for address in addresses[:2])
    return [*{address.rpartition("/")[0]: address for address in found}.values()]


@task(
    of=lambda run, state, notebooks: (
        run.path.as_posix(), run.mark, state.digests.base, notebooks.find_addresses(run), state.chart_languages,
    ),
)  # fmt: skip
def _find_parts(run: Run, state: State, notebooks: Notebooks) -> SiteParts:
    """Return the parts of the site that are made of a run."""
    parts = [*find_parts(run, state)]
    pages = name_files(notebooks.find_addresses(run))
    return SiteParts(names=[_name(run), run.path.as_posix(), *parts], files=[*pages, *parts])
