"""The pipeline of a report: read the folder, run the notebooks, judge every figure.

::

    read_inputs -> run notebooks -> gather_recorded -> check_charts -> read_texts -> judge -> gather complaints
    -> Report

`build`, `check`, `explain` and the Sphinx extension all start from `make_report`, so they cannot disagree.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from factbook.data.catalog import Catalog
from factbook.data.releases import find_data_files
from factbook.engine.task import task
from factbook.model import Review, ReviewFinding
from factbook.notebooks import Run, reuse_runs
from factbook.project.settings import Project, Settings
from factbook.report.asked_for import find_faulty_sources, find_missing, find_unresolved
from factbook.report.charts import ReadDrawings, check_charts
from factbook.report.checked_report import CheckedCharts, Report
from factbook.report.findings import Findings, PageFindings
from factbook.report.flowing import fill_charts
from factbook.report.glued import fill_glued
from factbook.report.inputs import Inputs, read_inputs
from factbook.report.languages import complain_of_languages
from factbook.report.myst import strip_roles
from factbook.report.not_yet_known import find_not_yet_known
from factbook.report.page_findings import check_page, find_around
from factbook.report.pages import Page
from factbook.report.recorded import Recorded, gather_recorded
from factbook.report.review_verdicts import attach_ratings, check_review, find_moved_verdicts
from factbook.report.run_notebooks import run_notebooks
from factbook.report.shown_texts import complain_of_lacking, find_lacking, find_second
from factbook.report.stored_statistics import StoredRun, StoredStatistics
from factbook.report.texts import read_texts
from figurecheck.model import Disagreement, Finding, Statistic, Verdict
from figurecheck.model.errors import Complaint
from figurecheck.verdicts.cautions import Acknowledged
from figurecheck.verdicts.claims import check_number
from figurecheck.verdicts.known import Known, check_renamed
from figurecheck.verdicts.ratios import check_ratios
from figurecheck.verdicts.sentence.acknowledged import AcknowledgedSentences
from figurecheck.verdicts.sentence.check import read_reviewed
from figurecheck.verdicts.sentence.context import Context, make_context
from figurecheck.verdicts.source_words import check_words


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """What the editor acknowledged; both note which of the reasons were needed."""

    figures: Acknowledged
    sentences: AcknowledgedSentences

    def find_stale(self) -> Iterator[Complaint]:
        """Yield a complaint for each reason that nothing has needed."""
        yield from self.figures.find_stale()
        yield from self.sentences.find_stale()


Reviewed = tuple[tuple[Review, tuple[ReviewFinding, ...]], ...]


def make_report(
    project: Project,
    *,
    run: Callable[..., list[Run]] = reuse_runs,
    read_drawings: ReadDrawings | None = None,
    started: Callable[[int], None] = lambda count: None,
    progress: Callable[[Run], None] = lambda run: None,
    recorded_all: Callable[[Inputs, Recorded], None] = lambda inputs, recorded: None,
) -> Report:
    """Read, run and check a report, and return it with everything that is wrong with it.

    `started` receives the number of runs to come, `progress` each run that ends; `run` executes the notebooks.
    `recorded_all` receives what texts are judged by, before any is read.
    `read_drawings` reads back what charts draw; without it, none of their values counts as checked.
    If the data cannot be read, no notebook runs, and only markup and unbound numbers are checked.
    Raises ProjectError when the settings cannot be used.
    """
    inputs = read_inputs(project)
    if not inputs.readable:
        return _report_without_data(inputs)
    runs = run_notebooks(project, inputs.days, run=run, started=started, progress=progress)
    recorded = gather_recorded(inputs, runs)
    recorded = replace(recorded, runs=fill_charts(recorded.runs, recorded.printable, project.settings.language))
    checked = check_charts(recorded.ours, recorded.known, inputs.catalog, project.settings, read_drawings=read_drawings)
    recorded_all(inputs, recorded)
    texts = read_texts(inputs, recorded.ours, checked.pages, recorded.printable)
    pages = {file: fill_glued(page, recorded.known) for file, page in texts.items()}
    findings, reviews, looked_at = _judge(inputs, recorded, pages)
    missing = list(find_missing(project, pages))
    second = find_second(inputs, pages)
    lacking = find_lacking(inputs, recorded, pages, findings, second, checked.drawn, read_drawings)
    return Report(
        project=project,
        catalog=inputs.catalog,
        runs=recorded.ours,
        pages=pages,
        findings=findings,
        reviews=reviews,
        complaints=_unique(
            _gather_complaints(inputs, recorded, pages, reviews, looked_at, checked),
            (complaint for file, complaint in missing if not project.settings.defers(file)),
            complain_of_languages(project, pages),
            complain_of_lacking(lacking, second),
        ),
        deferred=_unique(
            _gather_deferred(inputs, recorded, pages),
            (complaint for file, complaint in missing if project.settings.defers(file)),
        ),
        data_warnings=inputs.data_warnings,
        notes=tuple(find_not_yet_known(inputs.catalog, recorded.known.statistics, inputs.today)),
        rules=inputs.rules,
        history=inputs.history,
        known=recorded.known,
        checked_charts=checked,
        second=second,
        lacking=lacking,
    )


def make_acknowledged(settings: Settings, disagreements: Iterable[Disagreement] = ()) -> LookedAt:
    """Return what the editor acknowledged, which notes the findings that go through it."""
    return LookedAt(
        figures=Acknowledged(_by_current_id(settings), disagreements),
        sentences=AcknowledgedSentences(settings.sentence.acknowledged, settings.renamed),
    )


def acknowledge(finding: Finding, looked_at: LookedAt, page: str, settings: Settings) -> Finding:
    """Return a finding on a page with what the editor said of it."""
    noted = looked_at.sentences.note(looked_at.figures.note(finding))
    deferred = settings.defers(page)
    return replace(noted, deferred=deferred) if deferred else noted


def _by_current_id(settings: Settings) -> Mapping[str, Mapping[str, str]]:
    """Return the acknowledgements by the ids that the statistics have now."""
    return {
        settings.renamed.get(id, id): {risk.value: reason for risk, reason in reasons.items()}
        for id, reasons in settings.acknowledged.items()
    }


def _judge(inputs: Inputs, recorded: Recorded, pages: Mapping[str, Page]) -> tuple[Findings, Reviewed, LookedAt]:
    """Judge every figure of pages and reviews, and attach what the editor acknowledged."""
    # It notes which reasons matched a warning, so every finding goes through it before `find_stale` is called.
    settings = inputs.project.settings
    looked_at = make_acknowledged(settings, recorded.known.disagreements)
    context = make_context(recorded.known.statistics, settings.sentence, recorded.known.sources)
    package = inputs.catalog.package
    around = find_around(recorded.known, context, recorded.ours, package=package, day=inputs.today)
    checked = [check_page(page, around) for page in pages.values()]
    reviews = tuple(judge_reviews(inputs, recorded, looked_at.figures, context))
    return Findings(note_on_page(one, looked_at, reviews, settings) for one in checked), reviews, looked_at


def note_on_page(found: PageFindings, looked_at: LookedAt, reviews: Reviewed, settings: Settings) -> PageFindings:
    """Return the findings on a page with what the editor said of them, and the ratings of claims that they quote."""
    if found.is_settled and not settings.defers(found.page.name):
        return found
    noted = attach_ratings((acknowledge(one, looked_at, found.page.name, settings) for one in found.findings), reviews)
    is_same = all(map(operator.is_, noted, found.findings))
    return found if is_same else PageFindings.of(noted, found.page, found.known)


def judge_reviews(
    inputs: Inputs, recorded: Recorded, acknowledged: Acknowledged, context: Context
) -> Iterator[tuple[Review, tuple[ReviewFinding, ...]]]:
    """Yield each review with the findings on its claims; `acknowledged` notes those that an editor looked at."""
    # Once by what was known on the publication's own day, and once by what is known now.
    for review in inputs.reviews:
        found = check_review(review, recorded.by_day[review.as_of], recorded.known, inputs.project.settings.language)
        read = (_read_sentence_of(finding, context) for finding in found)
        yield review, tuple(_acknowledge_review(finding, acknowledged) for finding in read)


def _read_sentence_of(finding: ReviewFinding, context: Context) -> ReviewFinding:
    return replace(
        finding, today=read_reviewed(finding.today, " ".join(strip_roles(finding.claim.says).split()), context)
    )


def _acknowledge_review(finding: ReviewFinding, acknowledged: Acknowledged) -> ReviewFinding:
    readings = tuple(acknowledged.note(reading) for reading in finding.readings)
    return replace(
        finding, day=acknowledged.note(finding.day), today=acknowledged.note(finding.today), readings=readings
    )


def _gather_complaints(
    inputs: Inputs,
    recorded: Recorded,
    pages: Mapping[str, Page],
    reviews: Reviewed,
    looked_at: LookedAt,
    checked: CheckedCharts,
) -> tuple[Complaint, ...]:
    """Return everything that cannot be used, in the order of the stages that found it."""
    return _unique(
        inputs.complaints,
        () if inputs.project.settings.adopts else recorded.complaints,
        checked.complaints,
        _complain_of_texts(inputs, recorded, pages),
        _complain_of_wordings(inputs.catalog, recorded.known),
        # A failed run has recorded nothing: every share and acknowledgement would seem wrong for that reason alone.
        () if recorded.failed else _complain_of_statistics(recorded, looked_at),
        _complain_of_ratings(inputs, recorded, reviews),
    )


def _gather_deferred(inputs: Inputs, recorded: Recorded, pages: Mapping[str, Page]) -> tuple[Complaint, ...]:
    """Return what is wrong with notebooks and pages of a book that is being taken over."""
    settings = inputs.project.settings
    of_pages = (page.complaints for page in pages.values() if settings.defers(page.name))
    return _unique(inputs.deferred, recorded.complaints if settings.adopts else (), *of_pages)


def _complain_of_texts(inputs: Inputs, recorded: Recorded, pages: Mapping[str, Page]) -> Iterator[Complaint]:
    """Yield faults of markup, and references to names that do not exist."""
    for page in pages.values():
        yield from () if inputs.project.settings.defers(page.name) else page.complaints
    yield from find_unresolved(pages, recorded.ours, inputs.catalog, inputs.reviews if inputs.all_reviews else None)
    for review in inputs.reviews:
        yield from find_faulty_sources(review, inputs.catalog)


@task(
    of=lambda catalog, known: (known.rules, dict(known.sources)),
    reads=lambda catalog, known: find_data_files(catalog.package),
)
def _complain_of_wordings(catalog: Catalog, known: Known) -> list[Complaint]:
    """Return what contradicts the data in the sources' own words."""
    return [*check_words(catalog.wordings, known.sources, catalog.printed_by, known.rules)]


def _complain_of_statistics(recorded: Recorded, looked_at: LookedAt) -> Iterator[Complaint]:
    """Yield a complaint for each share that contradicts its part and whole, and for each stale acknowledgement.

    `looked_at` must have seen every finding.
    """
    for known in recorded.by_day.values():
        yield from check_all_ratios(known.statistics)
    yield from check_renamed(recorded.known)
    yield from looked_at.find_stale()


def check_all_ratios(statistics: Mapping[str, Statistic]) -> Iterator[Complaint]:
    """Yield what `check_ratios` does; runs that are known, with what they name of others, are not parsed."""
    if not isinstance(statistics, StoredStatistics):
        yield from check_ratios(statistics)
        return
    for run in statistics.runs:
        yield from _check_ratios_of(run, statistics) if run.named else ()


def _describe_ratios(run: StoredRun, statistics: StoredStatistics) -> object:
    # For one that is not there, one with a name like it is proposed, which may be of any run.
    is_there = statistics.keys() >= set(run.named)
    return [
        (one.notebook, one.mark)
        for one in ((run, *map(statistics.find_run, run.named)) if is_there else statistics.runs)
    ]


@task(of=_describe_ratios)
def _check_ratios_of(run: StoredRun, statistics: StoredStatistics) -> list[Complaint]:
    return [*check_ratios(statistics, statistics.ids_by_notebook[run.notebook])]


def _complain_of_ratings(inputs: Inputs, recorded: Recorded, reviews: Reviewed) -> Iterator[Complaint]:
    """Yield a complaint for each rating whose verdict is no longer the one that the editor saw."""
    for review, found in reviews:
        # an unknown source has a complaint already, and makes every verdict on the review `unknown`
        for finding in found if review.source in inputs.catalog.sources else ():
            if not (recorded.failed and Verdict.UNKNOWN in {finding.day.verdict, finding.today.verdict}):
                yield from find_moved_verdicts(finding)


def _report_without_data(inputs: Inputs) -> Report:
    """Return a report whose data cannot be read, with faults of markup and numbers that nothing binds."""
    pages = read_texts(inputs, (), {}, {})
    catalog = inputs.catalog
    known = Known(statistics={}, sources={}, printed_by=catalog.printed_by, rules=inputs.rules)
    return Report(
        project=inputs.project,
        catalog=catalog,
        pages=pages,
        findings=Findings(PageFindings.of(map(check_number, one.numbers), one, known) for one in pages.values()),
        complaints=_unique(inputs.complaints, *(page.complaints for page in pages.values())),
        rules=inputs.rules,
        history=inputs.history,
        known=known,
    )


def _unique(*complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """Return all complaints in order, each once, though two stages may have found the same fault."""
    return tuple(dict.fromkeys(complaint for found in complaints for complaint in found))
