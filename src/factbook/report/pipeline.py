"""The whole way of a report: read the folder, run the notebooks, check every figure.

::

    read_inputs -> run notebooks -> gather_recorded -> read_texts -> judge -> gather complaints -> Report

`build`, `check`, `explain` and the Sphinx extension all start from `make_report`, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from factbook.data.catalog import Catalog
from factbook.editions.corrections import History
from factbook.figures import DEFAULT_RULES, Rules
from factbook.model import Chart, Claim, Finding, Review, ReviewFinding, Role, Severity, Statistic, Verdict
from factbook.model.errors import Complaint
from factbook.notebooks import Limits, Run, reuse_runs
from factbook.project.memo import Memo
from factbook.project.settings import Project
from factbook.report.inputs import Inputs, read_inputs
from factbook.report.pages import Page
from factbook.report.recorded import Recorded, gather_recorded
from factbook.report.references import find_dangling, find_unknown_sources
from factbook.report.texts import read_texts
from factbook.verdicts.cautions import Acknowledged
from factbook.verdicts.claims import Known, check_claim, check_number, check_review, moved
from factbook.verdicts.ratios import check_ratios


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report that has been read, run and checked."""

    project: Project
    catalog: Catalog
    runs: tuple[Run, ...] = ()
    """Runs on the edition's day."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    """By file, from the project's root."""
    findings: tuple[Finding, ...] = ()
    """On our own claims, in reading order; unbound numbers are among them, waived ones are not."""
    reviews: tuple[tuple[Review, tuple[ReviewFinding, ...]], ...] = ()
    complaints: tuple[Complaint, ...] = ()
    """What cannot be used: data, notebooks, pages, reviews; the build stops on any."""
    rules: Rules = DEFAULT_RULES
    history: History = field(default_factory=History)
    """What is told of earlier editions."""
    known: Known
    memo: Memo = field(default_factory=Memo, repr=False, compare=False)
    """What earlier builds worked out."""

    @property
    def statistics(self) -> Mapping[str, Statistic]:
        """Every statistic of the edition's day, by id."""
        return self.known.statistics

    @property
    def charts(self) -> dict[str, Chart]:
        """Every chart of the edition's day, by id."""
        return {chart.id: chart for run in self.runs for chart in run.charts}

    @property
    def all_findings(self) -> Iterator[Finding]:
        """Our own findings, then those on reviewed claims and their readings."""
        yield from self.findings
        for _, reviewed in self.reviews:
            for finding in reviewed:
                yield finding.today
                yield from finding.readings

    @property
    def waived(self) -> tuple[Claim, ...]:
        """Figures that an editor has waived, with the reason as target."""
        return tuple(claim for page in self.pages.values() for claim in page.claims if claim.role is Role.PLAIN)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that stop the build."""
        return tuple(finding for finding in self.all_findings if finding.severity is Severity.ERROR)


def make_report(
    project: Project,
    *,
    run: Callable[..., list[Run]] = reuse_runs,
    memo: Memo | None = None,
    started: Callable[[int], None] = lambda count: None,
    progress: Callable[[Run], None] = lambda run: None,
) -> Report:
    """Read, run and check a report; everything wrong with it is in the result.

    `started` receives the number of runs to come, `progress` each run that ends; `run` executes the notebooks.
    What `memo` knows from an earlier build is not worked out again.
    Where the data cannot be read nothing is run, and only what pages and reviews say by themselves is checked.
    Raises ProjectError when the settings cannot be used.
    """
    memo = memo or Memo()
    inputs = read_inputs(project, memo)
    if not inputs.readable:
        return _report_without_data(inputs)
    started(len(inputs.days) * len(project.notebooks))
    recorded = gather_recorded(inputs, _run_notebooks(inputs, run, progress), memo)
    pages = read_texts(inputs, recorded.ours, memo)
    noted = Acknowledged(project.settings.acknowledged)
    findings = tuple(noted.note(finding) for finding in _judge_pages(pages.values(), recorded.known))
    reviews = tuple(_judge_reviews(inputs, recorded, noted))
    return Report(
        project=project,
        catalog=inputs.catalog,
        runs=recorded.ours,
        pages=pages,
        findings=findings,
        reviews=reviews,
        complaints=_unique(
            inputs.complaints,
            recorded.complaints,
            _complain_of_texts(inputs, recorded, pages),
            () if recorded.failed else _complain_of_statistics(recorded, noted),
            _complain_of_ratings(inputs, recorded, reviews),
        ),
        rules=inputs.rules,
        history=inputs.history,
        known=recorded.known,
        memo=memo,
    )


def _run_notebooks(inputs: Inputs, run: Callable[..., list[Run]], progress: Callable[[Run], None]) -> list[Run]:
    project, settings = inputs.project, inputs.project.settings
    return run(
        project.root,
        project.notebooks,
        as_of=inputs.days,
        limits=Limits(timeout=settings.timeout, memory=settings.memory, output=settings.output),
        cache=settings.cache,
        progress=progress,
    )


def _judge_pages(pages: Iterable[Page], known: Known) -> Iterator[Finding]:
    for page in pages:
        yield from (check_claim(claim, known) for claim in page.claims if claim.role is not Role.PLAIN)
        yield from (check_number(number) for number in page.numbers)


def _judge_reviews(
    inputs: Inputs, recorded: Recorded, noted: Acknowledged
) -> Iterator[tuple[Review, tuple[ReviewFinding, ...]]]:
    for review in inputs.reviews:
        found = check_review(review, recorded.by_day[review.as_of], recorded.known)
        yield review, tuple(_note_review(finding, noted) for finding in found)


def _note_review(finding: ReviewFinding, noted: Acknowledged) -> ReviewFinding:
    readings = tuple(noted.note(reading) for reading in finding.readings)
    return replace(finding, day=noted.note(finding.day), today=noted.note(finding.today), readings=readings)


def _complain_of_texts(inputs: Inputs, recorded: Recorded, pages: Mapping[str, Page]) -> Iterator[Complaint]:
    """Yield faults of markup, and references to what does not exist."""
    for page in pages.values():
        yield from page.complaints
    yield from find_dangling(pages, recorded.ours, inputs.catalog, inputs.reviews if inputs.all_reviews else None)
    for review in inputs.reviews:
        yield from find_unknown_sources(review, inputs.catalog)


def _complain_of_statistics(recorded: Recorded, noted: Acknowledged) -> Iterator[Complaint]:
    """Yield shares that are not what part and whole make, and acknowledgements of warnings that are gone.

    `noted` must have met every finding. Not to be asked where a run failed: what it lacks would be complained of twice.
    """
    for known in recorded.by_day.values():
        yield from check_ratios(known.statistics)
    yield from noted.find_stale()


def _complain_of_ratings(
    inputs: Inputs, recorded: Recorded, reviews: Iterable[tuple[Review, tuple[ReviewFinding, ...]]]
) -> Iterator[Complaint]:
    """Yield ratings to be read again, since the verdict that the editor saw is another now."""
    for review, found in reviews:
        for finding in found if review.source in inputs.catalog.sources else ():
            if not (recorded.failed and Verdict.UNKNOWN in {finding.day.verdict, finding.today.verdict}):
                yield from moved(finding)


def _report_without_data(inputs: Inputs) -> Report:
    """Say what can be said of a report whose data cannot be read: faults of markup, and numbers that nothing binds."""
    pages = read_texts(inputs, (), Memo())
    catalog = inputs.catalog
    return Report(
        project=inputs.project,
        catalog=catalog,
        pages=pages,
        findings=tuple(check_number(number) for page in pages.values() for number in page.numbers),
        complaints=_unique(inputs.complaints, *(page.complaints for page in pages.values())),
        rules=inputs.rules,
        history=inputs.history,
        known=Known(statistics={}, sources={}, printed_by=catalog.cells_of, rules=inputs.rules),
    )


def _unique(*complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """Chain complaints, each once: what two stages found is told once."""
    return tuple(dict.fromkeys(complaint for found in complaints for complaint in found))
