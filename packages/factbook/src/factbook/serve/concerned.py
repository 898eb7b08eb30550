"""Which pages hang on which notebooks: what may change on a page when a notebook has run again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass

from factbook.engine.task import task
from factbook.report.checked_report import Report
from factbook.report.findings import PageFindings
from factbook.report.pages import Page
from factbook.report.printed import find_prints
from factbook.report.stored_statistics import StoredRun, StoredStatistics, notebook_of
from figurecheck.model import Finding, Statistic


def find_concerned(report: Report, notebooks: Collection[str]) -> frozenset[str]:
    """Return the files of the pages that may change when some notebooks have run again."""
    if not notebooks:
        return frozenset()
    # A statistic of the same measure and unit is a sibling, which a sentence may name in the place of the bound one: a
    # sentence is held against all that is measured in the same way, wherever it was recorded.
    measured = _list_measured(report.statistics)
    kinds = {(one.measure, one.unit) for one in measured if one.notebook in notebooks}
    charts = {one.id for run in report.runs if run.path.as_posix() in notebooks for one in run.outlines}
    hanging = {one.id for one in measured if one.notebook in notebooks or (one.measure, one.unit) in kinds}
    own = {one.page.name for one in report.findings.pages if _hangs_on(one, hanging)}
    more = {file for file, page in report.pages.items() if shows_list(page) or shows_chart(page, charts)}
    return frozenset(own | more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A statistic, as far as it tells its siblings."""

    id: str
    notebook: str
    measure: str
    unit: str

    @classmethod
    def of(cls, statistic: Statistic) -> Measured:
        """Return that of a statistic."""
        measure, unit = str(statistic.measure), str(statistic.unit)
        return cls(id=statistic.id, notebook=notebook_of(statistic), measure=measure, unit=unit)


def _list_measured(statistics: Mapping[str, Statistic]) -> list[Measured]:
    """Return all statistics; of a run that is known, none is parsed."""
    if not isinstance(statistics, StoredStatistics):
        return [*map(Measured.of, statistics.values())]
    return [one for run in statistics.runs for one in _list_measured_of(run, statistics)]


@task(of=lambda run, statistics: (run.notebook, run.mark))
def _list_measured_of(run: StoredRun, statistics: StoredStatistics) -> list[Measured]:
    return [Measured.of(statistics[id]) for id in statistics.ids_by_notebook.get(run.notebook, ())]


def _hangs_on(page: PageFindings, statistics: Set[str]) -> bool:
    """Return whether a page has a figure that is of some statistics, or of none that is known."""
    # Of an unknown statistic nobody can say which notebook would record it; a page with one is not settled.
    if not page.is_settled and any(map(_is_unknown, page.findings)):
        return True
    return not statistics.isdisjoint(find_prints(page).statistics)


def _is_unknown(finding: Finding) -> bool:
    return finding.statistic is None and finding.claim is not None and finding.source is None


def shows_chart(page: Page, charts: Collection[str]) -> bool:
    """Return whether a page shows one of these charts."""
    return any(one.name == "chart" and one.argument in charts for one in page.references)


def shows_list(page: Page) -> bool:
    """Return whether a page shows a list that may depend on what a notebook recorded."""
    # Charts are named. Of every other directive, such as a list of data, reviews or chapters, only what it shows tells.
    return any(one.name != "chart" for one in page.references) or page.name.endswith(".ipynb")
