"""Keep what is made of notebooks and of what they recorded: of all of them at once, else of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from factbook.notebooks import Run
from factbook.project.files import digest, scan
from factbook.render.charts.house_style import STILL
from factbook.render.html.chart_values import find_claimed
from factbook.report.groups import divide
from factbook.sphinx_ext.build.reuse import SiteParts
from factbook.sphinx_ext.build.state import State
from factbook.sphinx_ext.pages.notebook_addresses import notebook_addresses
from factbook.sphinx_ext.pages.notebooks import Notebooks, name_files
from factbook.sphinx_ext.pages.replication import digest_needs, find_parts


def keep_runs(runs: Sequence[Run], state: State, notebooks: Notebooks) -> bool:
    """Keep all that is made of all runs, if nothing has changed but the text of pages; return whether it is kept."""
    report, taken = state.report, _find_taken(runs, notebooks)
    outlines = [chart for run in runs for chart in run.outlines]
    fingerprint = digest(
        _describe_settings(state),
        # Of all that is said of any statistic, and so of those that charts claim or have in their rows.
        state.digests.notebooks.said,
        [(file := run.path.as_posix(), run.as_of, run.mark, report.pages[file].flowing) for run in runs],
        (notebooks.digest_frames(_find_folders(runs, state)), digest_needs(runs, state), taken, state.chart_languages),
        [state.drawings.key(chart.id, STILL) for chart in outlines],
        [report.checked_charts.checks.get(chart.id) for chart in outlines],
    )
    return state.previous.keep_all("all of notebooks", fingerprint, _find_all_parts(runs, state, notebooks, taken))


def keep_run(run: Run, state: State, notebooks: Notebooks) -> bool:
    """Keep the same of one run; return whether it is kept."""
    digests, report, file = state.digests, state.report, run.path.as_posix()
    addresses = notebooks.find_addresses(run)
    pages, parts = name_files(addresses), [*find_parts(run, state)]
    # Pages say in which languages there are values of a chart, and so which parts there are; and how it is drawn.
    drawn = [state.drawings.key(chart.id, STILL) for chart in run.outlines]
    checked = [report.checked_charts.checks.get(chart.id) for chart in run.outlines]
    # The values of a chart name statistics of other notebooks: those that its texts claim, and those of its rows.
    claimed = digests.notebooks.shown_of_all(id for chart in run.outlines for id in find_claimed(chart.texts))
    looked_up = [digests.notebooks.shown_of(one) for one in digests.notebooks.find_sharing(state.facts_of(run).tables)]
    fingerprint = digest(
        _describe_settings(state),
        (run.as_of, run.mark, digests.notebooks.shown_of(file), report.pages[file].flowing),
        (notebooks.digest_frames(addresses), digest_needs([run], state), parts),
        (drawn, checked, claimed, looked_up),
    )
    kept = SiteParts(names=[file, *parts], files=[*pages, *parts])
    return state.previous.keep_all(_name(run), fingerprint, [kept])


def _name(run: Run) -> str:
    return f"all of {run.path.as_posix()}"


def _describe_settings(state: State) -> tuple[str, ...]:
    settings = state.report.project.settings
    return state.digests.base, state.digests.described, str(settings.bundled), settings.address, settings.edition


def _find_folders(runs: Sequence[Run], state: State) -> list[str]:
    """Return one address in each folder that has pages of notebooks."""
    first = {file.rpartition("/")[0]: file for file in (run.path.as_posix() for run in runs)}
    further = (notebook_addresses(run.path, state.long_notebooks.get(run.path.as_posix(), ())) for run in runs)
    return [*first.values(), *(addresses[1] for addresses in further if addresses[1:])]


def _find_taken(runs: Sequence[Run], notebooks: Notebooks) -> list[str]:
    """Return the files that were written in folders of notebooks, whose pages then have other addresses."""
    folders = sorted({run.path.parent for run in runs})
    return [f"{folder}/{entry.name}" for folder in folders for entry in scan(f"{notebooks.site}/{folder}")]


def _find_all_parts(runs: Sequence[Run], state: State, notebooks: Notebooks, taken: list[str]) -> Iterator[SiteParts]:
    for some in divide(runs):
        made_of = [(run.path.as_posix(), run.mark) for run in some]
        make = partial(_join_parts, some, state, notebooks)
        yield state.report.memo.get_or_make(
            make, SiteParts, "parts of notebooks", made_of, state.digests.base, taken, state.chart_languages
        )


def _join_parts(runs: Sequence[Run], state: State, notebooks: Notebooks) -> SiteParts:
    parts = [part for run in runs for part in find_parts(run, state)]
    pages = [file for run in runs for file in name_files(notebooks.find_addresses(run))]
    own = [name for run in runs for name in (_name(run), run.path.as_posix())]
    return SiteParts(names=[*own, *parts], files=[*pages, *parts])
