"""The checked report behind a Sphinx build, and which figures each page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from factbook.engine.results import current
from factbook.engine.task import task
from factbook.engine.up_to_date import make_stamp
from factbook.notebooks import Run
from factbook.project.settings import Project, read_project
from factbook.render.charts.drawing.chart_drawings import DrawFirst, Drawings, find_drawn, start_drawing
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.render.html.chart_values import RowKey, find_looked_up
from factbook.render.text import panel_stem
from factbook.report.checked_report import Report, find_known_until, find_newest_day, find_shown_ids, find_source_ids
from factbook.report.findings import Lookup
from factbook.report.in_language import InLanguage
from factbook.report.pages import Page
from factbook.report.printed import PrintedStatistics
from factbook.sphinx_ext.build.page_digests import Digests
from factbook.sphinx_ext.build.reuse import PreviousSite
from factbook.sphinx_ext.build.run_facts import RunFacts
from figurecheck.model import Caution, Chart, Finding, Role, RowSet, Statistic, Verdict, split_reported
from figurecheck.model.errors import ComplaintError

Likeness = tuple[str, str, str, Verdict, str, tuple[Caution, ...], str, RowSet | None, tuple[tuple[str, ...], ...]]
"""What two figures of a page have in common when one panel serves both."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure on a page: its finding, the number of its endnote, and the id of its panel."""

    finding: Finding
    n: int
    panel_id: str


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """A report of which some pages have changed, and nothing else."""

    report: Report
    files: tuple[str, ...]
    charts: frozenset[str] = frozenset()
    """Charts on these pages that have changed."""


@dataclass(frozen=True, kw_only=True)
class SiteDraft:
    """A site that is shown while somebody writes it, also where its report does not hold."""

    pages_written: Callable[[Mapping[str, str]], None]
    """Called with the texts of the pages that do not come out as they were, by address, once no page of the report will
    change any more, and before evidence and all else is written."""
    unchecked: list[str] = field(default_factory=list)
    """Numbers that no check of the source saw, and by which any other build is stopped."""
    messages: StringIO = field(default_factory=StringIO)
    """Takes what Sphinx warns of."""
    ahead: Callable[[], Ahead | None] | None = None
    """Where nothing but some pages is to be written: called once Sphinx is ready, it waits until they have changed."""
    docnames: list[str] = field(default_factory=list)
    """These pages."""
    draw_first: DrawFirst | None = None
    """Draws charts where that is quicker than to start processes that draw."""


@dataclass(frozen=True, kw_only=True, repr=False)
class BuildInputs:
    """What `factbook build` hands to the extension as the setting ``factbook_report``."""

    project: Project
    receive: Callable[[], tuple[Report, Drawings]]
    """Returns the checked report and the drawings of its charts, and waits where it is still being checked."""
    previous: PreviousSite
    strict: bool = False
    """Whether a warning of Sphinx stops the build."""
    draft: SiteDraft | None = None
    """Where the site is shown while somebody writes it."""

    @property
    def is_refused(self) -> bool:
        """Whether warnings have stopped the build, which Sphinx says at its end."""
        return self.strict and self.previous.warned

    def __reduce__(self) -> tuple[Callable[[], str], tuple[()]]:
        """Leave nothing of it in Sphinx's pickles: it is a value of the configuration, which Sphinx stores."""
        return str, ()


@task(of=lambda run: (run.path.as_posix(), run.mark))
def _find_facts(run: Run) -> RunFacts:
    return RunFacts.of(run)


@dataclass
class State:
    """What the roles, directives and pages of one build share."""

    report: Report
    drawings: Drawings
    previous: PreviousSite
    shown: dict[str, dict[Likeness, Shown]] = field(default_factory=lambda: defaultdict(dict))
    """By page, then by what the figures that share a panel have in common."""
    texts: dict[str, str] = field(default_factory=dict)
    """The text of each page's document, on one line."""
    unseen: list[str] = field(default_factory=list)
    """Numbers of pages that no check of the source saw; any of them stops the build, once all pages are written."""
    unread: dict[str, int] = field(default_factory=dict)
    """How many numbers the document of each page holds that nothing binds, of a book that is being taken over."""
    belongs: dict[str, str] = field(default_factory=dict)
    """The page whose language a page has that is no document, by its address."""
    _in_language: dict[str, InLanguage] = field(default_factory=dict)
    _run_facts: dict[tuple[str, str], RunFacts] = field(default_factory=dict)
    """What is known of runs, by file and mark."""
    _looked_up: dict[tuple[str, frozenset[str]], Mapping[RowKey, Statistic]] = field(default_factory=dict)
    """The statistics that are just one row, by that row, by their language and notebooks."""
    navs: dict[tuple[str, str], Markup] = field(default_factory=dict)
    """The line of chapters as pages show it that are none of them, by language and where their site begins."""
    placeholders: dict[str, None] = field(default_factory=dict)
    """Files that hold placeholders of drawings; a mapping for its order."""

    def show(self, docname: str, finding: Finding, role: str, target: str) -> Shown:
        """Record that a page shows a figure; figures that say the same of the same share a panel."""
        on_page = self.shown[docname]
        # What a panel shows of the sentence, and not its words: they differ wherever the figure is printed.
        read = tuple((one.aspect, one.state, one.acknowledged) for one in finding.sentence)
        about = (finding.printed, finding.verdict, finding.reason, finding.warnings, finding.acknowledged, finding.row)
        key = (role, target, *about, read)
        if key not in on_page:
            on_page[key] = Shown(finding=finding, n=len(on_page) + 1, panel_id=_panel_id(on_page, role, target))
        return on_page[key]

    def facts_of(self, run: Run) -> RunFacts:
        """Return what is known of a run; one with the mark of an earlier build is not read."""
        # Every page of evidence needs the parts of notebooks, and an executed notebook takes long to read.
        key = run.path.as_posix(), run.mark
        if key not in self._run_facts:
            self._run_facts[key] = _find_facts(run)
        return self._run_facts[key]

    @cached_property
    def long_notebooks(self) -> Mapping[str, list[range]]:
        """The places of the cells of each page of a notebook, by the file of each that has several pages."""
        found = {run.path.as_posix(): self.facts_of(run).parts for run in self.report.runs}
        return {file: parts for file, parts in found.items() if len(parts) > 1}

    @cached_property
    def tables(self) -> Mapping[str, list[str]]:
        """The tables that the rows of the charts of each notebook are of, by its file."""
        return {run.path.as_posix(): self.facts_of(run).tables for run in self.report.runs}

    @cached_property
    def known_until(self) -> str:
        """The day of the newest source of the report."""
        return find_known_until(self.report)

    def known_until_on(self, docname: str) -> str:
        """Return the day of the newest source of a page that has been written; without figures, of the report."""
        report, page = self.report, self.find_page(docname)
        ids = [id for one in self.shown[docname].values() for id in find_source_ids(one.finding)]
        ids += find_shown_ids(page, report) if page else ()
        return find_newest_day(ids, report.known.sources) or self.known_until

    def find_page(self, docname: str) -> Page | None:
        """Return what the check read of a page."""
        pages = self.report.pages
        return next((pages[name] for name in (f"{docname}.md", f"{docname}.ipynb") if name in pages), None)

    @cached_property
    def printed(self) -> PrintedStatistics:
        """What is printed from each statistic."""
        return PrintedStatistics(self.report)

    @cached_property
    def lookup(self) -> Lookup:
        """The findings by place; nothing here judges."""
        return Lookup(self.report.pages, self.report.findings)

    def language_of(self, address: str) -> str:
        """Return the language of a page; that of the report for what is in no other."""
        return self.report.languages.of(self.belongs.get(address, address))

    def in_language(self, address: str) -> InLanguage:
        """Return the report as a page shows it: with texts in the language of the page."""
        return self._show_in(self.language_of(address))

    @property
    def in_own_language(self) -> InLanguage:
        """The report with its own texts."""
        return self._show_in(self.report.languages.main)

    def _show_in(self, language: str) -> InLanguage:
        if language not in self._in_language:
            self._in_language[language] = InLanguage(self.report, language)
        return self._in_language[language]

    def find_others(self) -> Iterator[InLanguage]:
        """Yield the report in each of its second languages."""
        yield from (self._show_in(language) for language in self.report.second)

    @cached_property
    def chart_languages(self) -> list[tuple[str, list[str]]]:
        """The charts that pages in second languages show, with these languages."""
        return sorted((chart, sorted(found)) for chart, found in self._second_languages.items())

    def find_languages_of(self, chart: str) -> Iterator[InLanguage]:
        """Yield the report in each language in which a page shows a chart, in its own first."""
        yield from map(self._show_in, (self.report.languages.main, *self.find_second_languages(chart)))

    def find_second_languages(self, chart: str) -> list[str]:
        """Return the languages of the pages that show a chart, besides the report's own."""
        return sorted(self._second_languages.get(chart, ()))

    @cached_property
    def _second_languages(self) -> Mapping[str, set[str]]:
        """The languages of the pages that show a chart, besides the report's own, by the chart."""
        found: dict[str, set[str]] = defaultdict(set)
        for page in self.report.pages.values():
            if page.language in self.report.second:
                for reference in page.references:
                    found[reference.argument if reference.name == "chart" else ""].add(page.language)
        return found

    def find_looked_up(self, chart: Chart, shown_in: InLanguage) -> Mapping[RowKey, Statistic]:
        """Return the statistic that is just one row of a table, by that row, of the tables that a chart has rows of."""
        own, tables = self.digests.notebooks, {rowset.dataset for rowset in chart.rows}
        # Rows of no table are those of their notebook.
        notebooks = frozenset({chart.cell.notebook if chart.cell else "", *own.find_sharing(tables)})
        key = shown_in.language, notebooks
        if key not in self._looked_up:
            ids = (id for notebook, found in own.ids.items() if notebook in notebooks for id in found)
            self._looked_up[key] = find_looked_up(shown_in.statistics[id] for id in ids)
        return self._looked_up[key]

    @cached_property
    def digests(self) -> Digests:
        """Digests of all that is shown."""
        return Digests(self.report, self.previous.stamp, self.drawings)


def find_project(app: Sphinx, config: Config) -> Project | None:
    """Return the folder that is built, before the report is made; ``None`` where it cannot be read."""
    inputs: BuildInputs | None = config.factbook_report
    if inputs:
        return inputs.project
    # What is wrong with the folder is told when the report is made, in a moment.
    with suppress(ComplaintError):
        return read_project(Path(app.srcdir))
    return None


def state_of(app: Sphinx) -> State:
    """Return the state of a build; it exists from `builder-inited` on."""
    state: State = app.factbook_state  # type: ignore[attr-defined]
    return state


def is_sealed(report: Report) -> bool:
    """Return whether a report is being built as the edition that was sealed last."""
    editions, settings = report.history.editions, report.project.settings
    return bool(editions) and (editions[-1].label, editions[-1].as_of) == (settings.edition, settings.edition_date)


def wait_for_change(app: Sphinx, draft: SiteDraft) -> bool:
    """Wait until some pages have changed, and put the report with them in the place of the earlier one.

    Return False where nothing of it is to be written.
    """
    found = draft.ahead() if draft.ahead else None
    if found is None:
        return False
    state = state_of(app)
    # What it has in common with the earlier one was drawn.
    charts, shown, lead = find_drawn(found.report)
    state.drawings.add(charts, found.charts, shown=shown, lead=lead)
    app.factbook_state = State(report=found.report, drawings=state.drawings, previous=state.previous)  # type: ignore[attr-defined]
    draft.docnames[:] = [str(app.project.path2doc(file)) for file in found.files]
    return True


def setup_state(app: Sphinx) -> None:
    """Take the report from whoever started the build, or make it; if it does not hold, stop before writing."""
    app.add_config_value("factbook_report", None, "")
    app.connect("builder-inited", _check_report, priority=100)
    app.connect("build-finished", _stop_drawing, priority=950)


def _check_report(app: Sphinx) -> None:
    build_inputs: BuildInputs | None = app.config.factbook_report
    try:
        report, drawings = build_inputs.receive() if build_inputs else (_make_report(Path(app.srcdir)), None)
    except ComplaintError as error:
        raise ExtensionError("\n".join(["this report cannot be used", *map(str, error.complaints)])) from error
    faults = [*map(str, report.complaints), *map(_line, report.errors)]
    if faults and not (build_inputs and build_inputs.draft):
        raise ExtensionError("\n".join(["this report does not hold; the last site is unchanged", *faults]))
    root = report.project.root
    previous = build_inputs.previous if build_inputs else PreviousSite(root, stamp=make_stamp(root))
    drawings = drawings or start_drawing(report)
    app.factbook_state = State(report=report, drawings=drawings, previous=previous)  # type: ignore[attr-defined]


def _make_report(root: Path) -> Report:
    # `factbook build` has checked the report before, in another process; only `jupyter-book build` does it here.
    from factbook.report.pipeline import make_report

    return make_report(read_project(root), read_drawings=read_drawings)


def _stop_drawing(app: Sphinx, error: Exception | None) -> None:
    state: State | None = getattr(app, "factbook_state", None)
    if state is not None:
        state.drawings.close()
        state.previous.shown = {name for found in _find_shown(app.env) for name in found} | current().unseen


def _find_shown(env: BuildEnvironment) -> Iterator[Iterable[str]]:
    """Yield the files that pages include besides their source, from the root: pictures, downloads, included texts."""
    yield env.images
    yield env.dlfiles
    yield from env.dependencies.values()


def _line(finding: Finding) -> str:
    reasons = [f"{one.aspect} {one.state}: {one.reason}" for one in finding.contradictions]
    return f"{finding.place}: ‘{finding.printed}’ {'; '.join(reasons) or f'{finding.verdict}: {finding.reason}'}"


def _panel_id(on_page: dict[Any, Shown], role: str, target: str) -> str:
    # Keys of rows may contain what no id may; the source alone is enough, as those of one source are counted.
    said = role == Role.REPORTED
    stem = panel_stem(f"{'said-' if said else ''}{split_reported(target)[0] if said else target}")
    taken = {shown.panel_id for shown in on_page.values()}
    count = 1
    while (candidate := stem if count == 1 else f"{stem}-{count}") in taken:
        count += 1
    return candidate
