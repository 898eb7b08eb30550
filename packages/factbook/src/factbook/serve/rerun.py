"""The pages that show what notebooks have recorded anew, judged before the rest of a report."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from factbook.engine.fingerprints import Files
from factbook.engine.results import current, using
from factbook.notebooks import Plan, Run
from factbook.notebooks.reuse import PendingRun
from factbook.notebooks.sandbox.environment import find_variables
from factbook.render.charts.drawing.chart_drawings import find_drawn
from factbook.render.charts.drawing.jobs import list_jobs
from factbook.report.charts import ReadDrawings, check_charts
from factbook.report.checked_report import LazyTexts, Report
from factbook.report.flowing import fill_charts
from factbook.report.inputs import Inputs, read_inputs
from factbook.report.one_page import LastReport
from factbook.report.page_findings import check_page
from factbook.report.pages import Page, merge
from factbook.report.pipeline import check_all_ratios, judge_reviews, make_acknowledged
from factbook.report.recorded import Placed, Recorded, gather_recorded, place_rows
from factbook.report.stored_statistics import find_ids
from factbook.report.texts import read_run
from factbook.serve.chart_server import ChartServer
from factbook.serve.concerned import find_concerned, shows_chart, shows_list
from factbook.serve.draft_runs import STEP, name_run
from figurecheck.model import Severity

MOST = 6
"""Pages that are shown ahead of the whole draft; with more, the draft is about as quick."""
PATIENCE = 20.0
"""Seconds that are waited for notebooks; after that the draft itself tells what became of them."""


@dataclass(frozen=True, kw_only=True)
class Rejudged:
    """A report in which some notebooks have run again and some pages have been judged anew."""

    report: Report
    files: tuple[str, ...]
    """These pages."""
    charts: frozenset[str] = frozenset()
    """The charts on them of notebooks that ran again."""
    same: tuple[str, ...] = ()
    """The pages that show nothing of what has changed."""


def judge_changed_files(
    last: LastReport,
    changed: Sequence[str],
    now: Files,
    announce: Callable[[Sequence[str], Sequence[str]], None],
    charts: ChartServer,
) -> Rejudged | None:
    """Return the report with what hangs on some files as it is now; ``None`` where more may hang on them.

    `changed` are these files, pages, notebooks and tables, and `now` all files. `announce` is called with the names of
    the runs that are needed and the days of all runs; `charts` reads back what charts draw.
    """
    project = last.report.project
    if last.judged_by is None or project.settings.adopts or last.report.second:
        return None
    with using(current().with_inputs(now)):
        return _judge_changed(last, changed, now, announce, charts)


def _judge_changed(
    last: LastReport,
    changed: Sequence[str],
    now: Files,
    announce: Callable[[Sequence[str], Sequence[str]], None],
    charts: ChartServer,
) -> Rejudged | None:
    project, pages = last.report.project, [file for file in changed if file.endswith(".md")]
    inputs = read_inputs(project)
    if not inputs.readable or inputs.complaints or not _lists_the_same(last.inputs, inputs):
        return None
    placed: dict[tuple[Path, str], Placed] = {}
    meanwhile = partial(_place_rows, inputs, placed)
    runs = _run_again(last, set(changed) - set(pages), now, announce, meanwhile)
    if runs is None:
        return None
    _prepare_charts(last, runs, charts)
    recorded = gather_recorded(inputs, runs, placed)
    return _judge(last, inputs, runs, recorded, pages, charts.read_drawings)


def _prepare_charts(last: LastReport, runs: Sequence[Run], server: ChartServer) -> None:
    """Have the charts that pages show drawn meanwhile, as far as they are of notebooks that ran again."""
    _, shown, lead = find_drawn(last.report)
    again = (run for before, run in zip(last.runs, runs, strict=True) if run.mark != before.mark)
    charts = [chart for run in again if run.as_of == last.inputs.today for chart in run.charts]
    charts = [chart for chart in charts if chart.id in shown]
    server.prepare(charts, [job for one in charts for job in list_jobs(one, shown=True, lead=one.id in lead)])


def _lists_the_same(before: Inputs, now: Inputs) -> bool:
    """Return whether what any page may show of the data, besides figures, is as it was."""
    was, here = (
        (
            [(one.name, one.place, one.title) for one in it.catalog.resources],
            it.catalog.sources,
            it.catalog.searches,
            it.days,
        )
        for it in (before, now)
    )
    return was == here


def _place_rows(inputs: Inputs, placed: dict[tuple[Path, str], Placed], runs: Iterable[Run]) -> None:
    """Note what runs that are known recorded, with the lines of the rows."""
    placed.update({(run.path, run.as_of): place_rows(inputs, run) for run in runs})


def _run_again(
    last: LastReport,
    changed: set[str],
    now: Files,
    announce: Callable[[Sequence[str], Sequence[str]], None],
    meanwhile: Callable[[Iterable[Run]], None],
) -> list[Run] | None:
    """Return all runs, in order, once those that read changed files have run again; ``None`` if that is not known.

    `meanwhile` is called with the others.
    """
    settings = last.report.project.settings
    plan = Plan(
        last.report.project.root, cache=settings.cache, variables=find_variables(settings.environment), seen=now
    )
    found: dict[int, Run | PendingRun] = {}
    for at, run in enumerate(last.runs):
        if run.lineage is None or not run.lineage.exact:
            return None
        is_other = run.path.as_posix() in changed
        # The file of all descriptions is read by every run, and holds digests that change with any table.
        if is_other or (changed & run.lineage.inputs.keys() and plan.states.find_change(run.lineage)):
            found[at] = plan.find(run.path, run.as_of)
    pending = {at for at, one in found.items() if isinstance(one, PendingRun)}
    if pending:
        announce([name_run(last.runs[at].path, last.runs[at].as_of) for at in sorted(pending)], last.inputs.days)
    meanwhile(run for at, run in enumerate(last.runs) if at not in found)
    until = time.monotonic() + PATIENCE
    while pending:
        if time.monotonic() > until:
            return None
        time.sleep(STEP)
        for at in pending:
            found[at] = plan.look_again(last.runs[at].path, last.runs[at].as_of)
        pending = {at for at in pending if isinstance(found[at], PendingRun)}
    runs = [found.get(at, run) for at, run in enumerate(last.runs)]
    return [run for run in runs if isinstance(run, Run)]


def _judge(
    last: LastReport,
    inputs: Inputs,
    runs: Sequence[Run],
    recorded: Recorded,
    pages: Sequence[str],
    read_drawings: ReadDrawings,
) -> Rejudged | None:
    project = inputs.project
    # What a notebook has glued may stand on a page without a claim.
    if recorded.known.glued or recorded.complaints:
        return None
    # Pages may show it that hang on none of what ran again.
    if recorded.known.disagreements != last.report.known.disagreements:
        return None
    if any(complaint for known in recorded.by_day.values() for complaint in check_all_ratios(known.statistics)):
        return None
    recorded = replace(recorded, runs=fill_charts(recorded.runs, recorded.printable, project.settings.language))
    again = frozenset(
        one.path.as_posix() for before, one in zip(last.runs, runs, strict=True) if one.mark != before.mark
    )
    report = replace(
        last.report, catalog=inputs.catalog, history=inputs.history, runs=recorded.ours, known=recorded.known
    )
    fresh = LastReport(report=report, judged_by=(inputs, recorded), runs=runs)
    reviews = judge_reviews(inputs, recorded, make_acknowledged(project.settings).figures, fresh.context)
    fresh = replace(fresh, report=replace(report, reviews=tuple(reviews)))
    concerned = find_concerned(last.report, again) | find_concerned(report, again)
    # What a source prints may be in a table that has changed.
    concerned |= {one.place.file for one in last.report.findings.unsettled if one.source and one.place}
    charts = _find_charts(last.report, recorded, again)
    # Its lists are of the data as they were.
    if any(shows_list(last.report.pages[file]) for file in pages):
        return None
    files = [*pages, *_find_shown(last.report, recorded, again, charts, set(pages))]
    judged = fresh.judge_pages(files[:MOST]) if files else None
    if judged is None:
        return None
    drawn = _find_drawn(judged, files[:MOST], charts)
    checked = check_charts(
        recorded.ours, recorded.known, inputs.catalog, project.settings, read_drawings=read_drawings, only=drawn
    )
    # A draft lists what is wrong with a chart, and what is said in texts of charts and statistics.
    if checked.complaints or checked.warnings or _has_wrong_texts(fresh, again, checked.pages):
        return None
    before = judged.checked_charts
    checks, texts = {**before.checks, **checked.checks}, LazyTexts(lambda: {**before.drawn, **checked.drawn})
    same = (path.as_posix() for path in project.pages)
    return Rejudged(
        report=replace(judged, checked_charts=replace(before, checks=checks, drawn=texts)),
        files=tuple(files[:MOST]),
        charts=drawn,
        same=tuple(file for file in same if file not in concerned and file not in files),
    )


def _find_charts(report: Report, recorded: Recorded, again: frozenset[str]) -> set[str]:
    """Return the charts that notebooks which ran again had and have."""
    runs = (run for run in (*report.runs, *recorded.ours) if run.path.as_posix() in again)
    return {chart.id for run in runs for chart in run.outlines}


def _find_drawn(report: Report, files: Sequence[str], charts: Collection[str]) -> frozenset[str]:
    """Return those of some charts that some pages show."""
    shown = (one for file in files for one in report.pages[file].references if one.name == "chart")
    return frozenset(one.argument for one in shown if one.argument in charts)


def _has_wrong_texts(last: LastReport, again: Collection[str], drawn: Mapping[str, Sequence[Page]]) -> bool:
    """Return whether a text of notebooks that ran again has an error: in what charts draw, or beside them."""
    settings, recorded = last.report.project.settings, last.recorded
    for run in recorded.ours:
        file = run.path.as_posix()
        if file not in again:
            continue
        page = merge(file, [*read_run(run, settings), *drawn.get(file, ())])
        found = check_page(page, last.around)
        if page.complaints or any(one.severity is Severity.ERROR for one in found.findings if not found.is_settled):
            return True
    return False


def _find_shown(
    report: Report, recorded: Recorded, again: frozenset[str], charts: set[str], besides: set[str]
) -> list[str]:
    """Return the pages that show figures and charts of notebooks that ran again, and no list that may have changed."""
    by_notebook = (find_ids(one) for one in (report.known.statistics, recorded.known.statistics))
    statistics = {id for ids in by_notebook for notebook in again for id in ids.get(notebook, ())}
    return [
        file
        for file, page in report.pages.items()
        if Path(file).suffix == ".md"
        and file not in besides
        and (any(claim.target in statistics for claim in page.claims) or shows_chart(page, charts))
        and not shows_list(page)
    ]
