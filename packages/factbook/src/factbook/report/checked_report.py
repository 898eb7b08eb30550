"""A report as a value: what `make_report` returns and everything else shows.

The process that renders loads this module and none of those that judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from factbook.data.catalog import Catalog
from factbook.data.sources import known_on
from factbook.editions.history import History
from factbook.engine.stored_claims import StoredClaims
from factbook.model import Review, ReviewFinding
from factbook.model.drawn import ChartCheck, PrintedText
from factbook.notebooks import Run
from factbook.notebooks.execution.run import ChartsOfRuns
from factbook.project.settings import Project, find_unsaid
from factbook.project.style import find_weak_contrasts
from factbook.report.findings import Findings
from factbook.report.languages import Languages, find_page_languages
from factbook.report.not_yet_known import NotYetKnown
from factbook.report.pages import Page
from factbook.report.review_verdicts import find_earlier_ids
from factbook.report.second_language import ShownText, Texts
from figurecheck.figures import DEFAULT_RULES, Rules
from figurecheck.model import Chart, Claim, Finding, Role, Severity, Source, Statistic
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase
from figurecheck.verdicts.known import Known, find_open_disagreements, find_unrecorded
from figurecheck.verdicts.last_step import find_all_sources

DrawnTexts = Mapping[str, tuple[PrintedText, ...]]
"""What each chart draws in words, by its id."""


class LazyTexts(DrawnTexts):
    """What charts draw in words, looked up when it is first asked for: only second languages ask."""

    def __init__(self, load: Callable[[], DrawnTexts]) -> None:
        self._load = load

    @cached_property
    def _texts(self) -> DrawnTexts:
        return self._load()

    def __getitem__(self, id: str) -> tuple[PrintedText, ...]:
        return self._texts[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCharts:
    """The charts of the edition's day, checked."""

    checks: Mapping[str, ChartCheck] = field(default_factory=dict)
    """By id; a chart that is not in it was not read."""
    complaints: tuple[Complaint, ...] = ()
    warnings: tuple[Complaint, ...] = ()
    pages: Mapping[str, tuple[Page, ...]] = field(default_factory=dict)
    """The texts that are drawn, by the notebook's file."""
    drawn: DrawnTexts = field(default_factory=dict)

    def __reduce__(self) -> tuple[object, ...]:
        # Pages show how much of a chart was checked; what it says in words is read and judged by then.
        return partial(CheckedCharts, checks=self.checks, complaints=self.complaints, warnings=self.warnings), ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report that has been read, run and checked."""

    project: Project
    catalog: Catalog
    runs: tuple[Run, ...] = ()
    """Runs on the edition's day."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    """By file, from the project's root."""
    findings: Findings = field(default_factory=partial(Findings, ()))
    """Findings on our own claims and on unbound numbers, in reading order; waived figures have none."""
    reviews: tuple[tuple[Review, tuple[ReviewFinding, ...]], ...] = ()
    complaints: tuple[Complaint, ...] = ()
    """Faults of data, notebooks, pages and reviews; any of them stops the build."""
    deferred: tuple[Complaint, ...] = ()
    """Faults of notebooks and pages of a book that is being taken over: they are listed, and stop nothing."""
    notes: tuple[NotYetKnown, ...] = ()
    """Rows that do not count on the edition's day. They are no fault, and every run says so."""
    rules: Rules = DEFAULT_RULES
    history: History = field(default_factory=History)
    """What changed from edition to edition, up to the newest sealed one."""
    known: Known
    originals: Mapping[str, str] = field(default_factory=dict)
    """Where the report was read from a copy: the file that an editor can change, by the file of the copy."""
    checked_charts: CheckedCharts = field(default_factory=CheckedCharts)
    """How many of the values of each chart were found in the data."""
    data_warnings: tuple[Complaint, ...] = ()
    """Cells that a spreadsheet would run as a formula, cells that no header names, faults of packages of others."""
    second: Mapping[str, Texts] = field(default_factory=dict)
    """The texts in second languages, by language."""
    lacking: Mapping[str, Sequence[ShownText]] = field(default_factory=dict)
    """What pages in a second language show and the texts of that language lack."""
    """Results of earlier builds, by the digests of what they were computed from."""

    @property
    def statistics(self) -> Mapping[str, Statistic]:
        """Every statistic of the edition's day, by id."""
        return self.known.statistics

    @property
    def reviewed_sources(self) -> frozenset[str]:
        """Ids of the sources that are under review."""
        return frozenset(review.source for review, _ in self.reviews)

    def is_unreadable(self, file: str) -> bool:
        """Return whether nothing on a page could be checked; one that is not taken over yet is shown all the same."""
        page = self.pages.get(file)
        return page is not None and not page.is_read and not self.project.settings.defers(file)

    @cached_property
    def languages(self) -> Languages:
        """The languages of the pages."""
        return find_page_languages(self.project, self.pages)

    @cached_property
    def charts(self) -> Mapping[str, Chart]:
        """Every chart of the edition's day, by id."""
        return ChartsOfRuns(self.runs)

    @property
    def all_findings(self) -> Iterator[Finding]:
        """Our own findings, then those on reviewed claims and on their readings."""
        yield from self.findings
        yield from self.reviewed_findings

    @property
    def reviewed_findings(self) -> Iterator[Finding]:
        """The findings on reviewed claims and on their readings."""
        # of a reviewed claim only today's verdict counts: that of its own day is history
        for _, reviewed in self.reviews:
            for finding in reviewed:
                yield finding.today
                yield from finding.readings

    @property
    def open_findings(self) -> Iterator[Finding]:
        """All findings of which something may have to be said, those of reviews among them."""
        yield from self.findings.unsettled
        for _, reviewed in self.reviews:
            for finding in reviewed:
                # A verdict that has moved is a complaint, and would be listed twice.
                yield replace(finding.today, reviewed=True)
                yield from finding.readings

    @property
    def waived(self) -> tuple[Claim, ...]:
        """Claims of figures that an editor has waived, with the reason as target."""
        found = (StoredClaims.of(page.claims) for page in self.pages.values())
        return tuple(claim for one in found if Role.PLAIN in one.roles for claim in one if claim.role is Role.PLAIN)

    @cached_property
    def warnings(self) -> tuple[Complaint, ...]:
        """Complaints that stop a build only with ``--strict``: earlier names, weak contrasts, unread words."""
        return tuple(self._find_warnings())

    def _find_warnings(self) -> Iterator[Complaint]:
        settings = self.project.settings
        # Where nothing was renamed, no claim need be looked at.
        pages = self.pages.values() if self.known.renamed else ()
        claims = (claim for page in pages for claim in page.claims)
        reviewed = (claim for review, _ in self.reviews for claim in review.claims)
        yield from settings.warnings
        yield from self.deferred
        yield from find_weak_contrasts(settings.style)
        for complaint in find_earlier_ids(claims, reviewed, self.known):
            file, colon, line = complaint.place.partition(":")
            yield replace(complaint, place=f"{self.originals.get(file, file)}{colon}{line}")
        # A failed run has recorded nothing, which is told already.
        yield from () if any(run.complaints for run in self.runs) else find_unrecorded(self.known)
        yield from find_open_disagreements(self.known)
        for page in self.pages.values():
            yield from page.unread
            yield from () if settings.defers(page.name) else page.unsearched
        yield from self.checked_charts.warnings
        yield from self.data_warnings

    @property
    def unanswered(self) -> Iterator[Complaint]:
        """What stops a seal and nothing else: a named publication that was not asked, settings that name nobody."""
        sources = self.known.sources
        named = [one for one, _ in self.reviews if one.source in sources and sources[one.source].publisher]
        for one in named:
            if not one.asked and not one.unasked:
                name = sources[one.source].publisher
                what = phrase("{publisher} was not asked, and the review is not sealed like that", publisher=name)
                remedy = "write asked: with the day (factbook review ask); or unasked: with the reason"
                yield Complaint(str(one.place), what, remedy)
        if named:
            yield from find_unsaid(self.project)

    # What is printed, counted and returned is asked again and again, of thousands of findings of which few are wrong.
    @cached_property
    def by_severity(self) -> Mapping[Severity, tuple[Finding, ...]]:
        """The findings of which something may have to be told, by their severity."""
        return group_by_severity(self.open_findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Findings that stop the build."""
        return self.by_severity[Severity.ERROR]


def group_by_severity(findings: Iterable[Finding]) -> Mapping[Severity, tuple[Finding, ...]]:
    """Return findings by their severity, in their order."""
    found: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
    for finding in findings:
        found[finding.severity].append(finding)
    return {severity: tuple(grouped) for severity, grouped in found.items()}


def find_source_ids(finding: Finding) -> tuple[str, ...]:
    """Return the sources of a finding: its own if it is reported, else those of the rows that it rests on."""
    if finding.source:
        return (finding.source.id,)
    return find_all_sources(finding.statistic) if finding.statistic else ()


def find_rated_ids(found: Iterable[ReviewFinding]) -> set[str]:
    """Return the sources that the ratings of a review rest on, and those of the figures found instead."""
    return {id for one in found for ids in (one.claim.source_ids, find_source_ids(one.today)) for id in ids}


def find_shown_ids(page: Page, report: Report) -> set[str]:
    """Return the sources of the charts and reviews that a page shows."""
    named = {one.argument for one in page.references if one.name == "chart"}
    reviews = {one.argument for one in page.references if one.name == "review"}
    ids = {id for name in named if name in report.charts for id in report.charts[name].source_ids}
    return ids.union(*(find_rated_ids(found) for review, found in report.reviews if review.name in reviews))


def find_newest_day(ids: Iterable[str], sources: Mapping[str, Source]) -> str:
    """Return the day of the newest of some sources, as an ISO date at the precision known; empty if none has one."""
    known = (sources[id] for id in {*ids} if id in sources)
    # A search that found nothing is no source. One of a year counts from its first day: more its date does not show.
    return max((one.published for one in known if not one.searched), default="")


def find_known_until(report: Report) -> str:
    """Return the day of the newest source that is known on the edition's day, as `find_newest_day` does."""
    sources, day = report.known.sources, report.project.settings.edition_date or report.catalog.last_day
    return find_newest_day((id for id, one in sources.items() if known_on(one).isoformat() <= day), sources)
