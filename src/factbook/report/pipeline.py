"""The whole way of a report: read the folder, run the notebooks, check every figure.

`build`, `check`, `explain` and the Sphinx extension all start from `make_report`, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from factbook.data.catalog import Catalog, read_catalog
from factbook.data.descriptor import PACKAGE, Package, read_package
from factbook.data.tables import Tables
from factbook.data.validate import check_data
from factbook.editions.corrections import FILE as CORRECTIONS
from factbook.editions.corrections import History, read_history
from factbook.figures import DEFAULT_RULES, Rules, rules_from_mapping
from factbook.model import Chart, Claim, Finding, Place, Review, ReviewFinding, Role, Severity, Statistic, Verdict
from factbook.model.errors import Complaint, DataError, ReviewError
from factbook.notebooks import Limits, Run, reuse_runs
from factbook.project.memo import Memo
from factbook.project.settings import CONFIG, TOC, Project, Settings
from factbook.report.pages import Page, merge, parse_text, read_page
from factbook.report.references import find_dangling, find_unknown_sources
from factbook.report.reviews import read_review
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

    `started` is told how many runs there will be, `progress` of each that ends; `run` executes the notebooks.
    What `memo` knows from an earlier build is not worked out again.
    Where the data cannot be read nothing is run, and only what pages and reviews say by themselves is checked.
    Raises ProjectError when the settings cannot be used.
    """
    rules = rules_from_mapping(project.settings.qualifiers, project.settings.nouns)
    history = read_history(project.root)
    memo = memo or Memo()
    tables = _find_tables(project.root)
    complaints = [*check_data(project.root, memo=memo, tables=tables), *history.complaints]
    reviews, faults = _read_reviews(project)
    try:
        catalog = read_catalog(project.root, memo=memo, tables=tables)
    except DataError as error:
        return _without_data(project, rules, reviews, history, [*complaints, *error.complaints, *faults])
    complaints += faults
    today = project.settings.edition_date or catalog.last_day
    days = dict.fromkeys([today, *(review.as_of for review in reviews)])
    started(len(days) * len(project.notebooks))
    settings = project.settings
    runs = run(
        project.root,
        project.notebooks,
        as_of=days,
        limits=Limits(timeout=settings.timeout, memory=settings.memory, output=settings.output),
        cache=settings.cache,
        progress=progress,
    )
    complaints += [_on_its_day(complaint, done, today) for done in runs for complaint in done.complaints]
    known = {
        day: _known(catalog, [done for done in runs if done.as_of == day], rules, complaints, memo) for day in days
    }
    ours = tuple(done for done in runs if done.as_of == today)
    pages = _read_pages(project, ours, reviews, catalog, history, memo)
    complaints += [complaint for page in pages.values() for complaint in page.complaints]
    complaints += find_dangling(pages, ours, catalog, reviews if not faults else None)
    complaints += [complaint for review in reviews for complaint in find_unknown_sources(review, catalog)]
    reviewed = tuple((review, tuple(check_review(review, known[review.as_of], known[today]))) for review in reviews)
    failed = any(done.complaints for done in runs)
    if not failed:
        complaints += [complaint for one in known.values() for complaint in check_ratios(one.statistics)]
    noted = Acknowledged(project.settings.acknowledged)
    findings = tuple(noted.note(finding) for finding in _check_pages(pages.values(), known[today]))
    reviewed = tuple((review, tuple(_note_review(finding, noted) for finding in found)) for review, found in reviewed)
    if not failed:
        complaints += noted.find_stale()
    complaints += [
        complaint
        for review, found in reviewed
        if review.source in catalog.sources
        for finding in found
        if not (failed and Verdict.UNKNOWN in {finding.day.verdict, finding.today.verdict})
        for complaint in moved(finding)
    ]
    return Report(
        project=project,
        catalog=catalog,
        runs=ours,
        pages=pages,
        findings=findings,
        reviews=reviewed,
        complaints=tuple(dict.fromkeys(complaints)),
        rules=rules,
        history=history,
        known=known[today],
        memo=memo,
    )


def _find_tables(root: Path) -> Tables | None:
    """The report's tables, none of them read yet; ``None`` if the package cannot be read, which is complained of."""
    try:
        return Tables(root, read_package(root).resources)
    except DataError:
        return None


def _note_review(finding: ReviewFinding, noted: Acknowledged) -> ReviewFinding:
    readings = tuple(noted.note(reading) for reading in finding.readings)
    return replace(finding, day=noted.note(finding.day), today=noted.note(finding.today), readings=readings)


def _without_data(
    project: Project, rules: Rules, reviews: Iterable[Review], history: History, complaints: Iterable[Complaint]
) -> Report:
    """What can be said of a report whose data cannot be read: faults of markup, and numbers that nothing binds."""
    catalog = Catalog(package=Package(root=project.root), tables={})
    pages = _read_pages(project, (), reviews, catalog, history, Memo())
    faults = [*complaints, *(complaint for page in pages.values() for complaint in page.complaints)]
    return Report(
        project=project,
        catalog=catalog,
        pages=pages,
        findings=tuple(check_number(number) for page in pages.values() for number in page.numbers),
        complaints=tuple(dict.fromkeys(faults)),
        rules=rules,
        history=history,
        known=Known(statistics={}, sources={}, printed_by=catalog.cells_of, rules=rules),
    )


def _read_reviews(project: Project) -> tuple[list[Review], list[Complaint]]:
    reviews: list[Review] = []
    complaints: list[Complaint] = []
    for path in project.reviews:
        try:
            reviews.append(read_review(project.root, path))
        except ReviewError as error:
            complaints.extend(error.complaints)
    return reviews, complaints


def _on_its_day(complaint: Complaint, run: Run, today: str) -> Complaint:
    if run.as_of == today:
        return complaint
    remedy = f"guard what was not known yet; {complaint.remedy}"
    return Complaint(place=complaint.place, what=f"as of {run.as_of}: {complaint.what}", remedy=remedy)


def _known(catalog: Catalog, runs: Iterable[Run], rules: Rules, complaints: list[Complaint], memo: Memo) -> Known:
    statistics: dict[str, Statistic] = {}
    charts: dict[str, Chart] = {}
    for run in runs:
        for item in _with_lines(run, catalog, memo):
            earlier = (statistics if isinstance(item, Statistic) else charts).get(item.id)
            if earlier is not None:
                complaints.append(_recorded_twice(item, earlier))
            elif isinstance(item, Statistic):
                statistics[item.id] = item
            else:
                charts[item.id] = item
    return Known(statistics=statistics, sources=catalog.sources, printed_by=catalog.cells_of, rules=rules)


def _with_lines(run: Run, catalog: Catalog, memo: Memo) -> Iterator[Statistic | Chart]:
    """Say of each row that a run recorded in which line of its file it stands."""
    places = {resource.name: resource.place for resource in catalog.resources}
    named = dict.fromkeys(rowset.dataset for item in run.recorded for rowset in item.rows)
    files = [places[name] for name in named if name in places]
    columns = [(one.name, [field.name for field in one.fields]) for one in catalog.resources if one.name in named]
    lines = iter(
        memo.get_or_read(lambda: _find_lines(run, catalog), files, "lines", run.mark, columns) if files else ()
    )
    for item in run.recorded:
        rows = tuple(replace(rowset, lines=next(lines)) if rowset.dataset in places else rowset for rowset in item.rows)
        yield replace(item, rows=rows)


def _find_lines(run: Run, catalog: Catalog) -> list[tuple[int, ...]]:
    """The lines of each set of rows that is of a table, in order."""
    names = {resource.name for resource in catalog.resources}
    rowsets = [rowset for item in run.recorded for rowset in item.rows]
    return [catalog.find_lines(rowset) for rowset in rowsets if rowset.dataset in names]


def _recorded_twice(item: Statistic | Chart, earlier: Statistic | Chart) -> Complaint:
    here, there = (f"{it.cell.notebook}: cell {it.cell.index + 1}" if it.cell else "" for it in (item, earlier))
    return Complaint(
        place=here, what=f"{item.id!r} is recorded already, in {there}", remedy="give one of them another id"
    )


def _read_pages(
    project: Project, runs: Iterable[Run], reviews: Iterable[Review], catalog: Catalog, history: History, memo: Memo
) -> dict[str, Page]:
    settings = project.settings
    files = dict.fromkeys([*project.pages, *project.notebooks])
    about = {"names": settings.names, "locale": settings.language}
    pages = {
        path.as_posix(): memo.get_or_read(
            partial(read_page, project.root, path, names=settings.names, locale=settings.language),
            [path.as_posix()],
            "page",
            path.as_posix(),
            about,
        )
        for path in files
    }
    for run in runs:
        file = run.path.as_posix()
        texts = memo.get_or_make(partial(_read_charts, run, settings), "chart texts", run.mark, file, about)
        pages[file] = merge(file, [pages[file], *texts])
    told = [(f"book/reviews/{review.name}.yml", "review", review.texts) for review in reviews]
    for file, where, found in [*told, (CORRECTIONS, "correction", history.texts)]:
        texts = [
            parse_text(text, place=place, where=where, names=settings.names, locale=settings.language)
            for text, place in found
        ]
        pages[file] = merge(file, texts)
    for file, texts_of in _other_texts(project, catalog).items():
        texts = [
            parse_text(text, place=Place(file=file), where="title", names=settings.names, locale=settings.language)
            for text in texts_of
        ]
        pages[file] = merge(file, texts)
    return pages


def _other_texts(project: Project, catalog: Catalog) -> dict[str, list[str]]:
    """What readers see of settings, table of contents and data package, by file."""
    settings = project.settings
    reasons = [reason for noted in settings.acknowledged.values() for reason in noted.values()]
    described = [(one.title, one.description, one.rights) for one in catalog.resources]
    return {
        CONFIG: [settings.title, settings.licence, *reasons],
        TOC: list(project.titles),
        PACKAGE: [text for texts in described for text in texts],
    }


def _read_charts(run: Run, settings: Settings) -> list[Page]:
    return [
        parse_text(text, place=_place(chart), where=where, names=settings.names, locale=settings.language)
        for chart in run.charts
        for text, where in _chart_texts(chart)
    ]


def _chart_texts(chart: Chart) -> Iterator[tuple[str, str]]:
    yield chart.title, "chart title"
    yield chart.subtitle, "chart title"
    yield chart.alt, "text alternative"
    yield chart.note, "caption"


def _place(chart: Chart) -> Place:
    return Place(file=chart.cell.notebook, cell=chart.cell.index) if chart.cell else Place(file="")


def _check_pages(pages: Iterable[Page], known: Known) -> Iterator[Finding]:
    for page in pages:
        yield from (check_claim(claim, known) for claim in page.claims if claim.role is not Role.PLAIN)
        yield from (check_number(number) for number in page.numbers)
