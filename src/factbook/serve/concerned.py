"""Which pages hang on which notebooks: what may change on a page when a notebook has run again."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from factbook.model import Finding, Statistic
from factbook.report.checked_report import Report
from factbook.report.pages import Page


def find_concerned(report: Report, notebooks: Collection[str]) -> frozenset[str]:
    """Return the files of the pages that may change when some notebooks have run again."""
    if not notebooks:
        return frozenset()
    # A statistic of the same measure and unit is a sibling, which a sentence may name in the place of the bound one.
    kinds = {_kind(one) for one in report.statistics.values() if one.cell and one.cell.notebook in notebooks}
    charts = {id for id, chart in report.charts.items() if chart.cell and chart.cell.notebook in notebooks}
    own = {finding.place.file for finding in report.findings if finding.place and _hangs_on(finding, notebooks, kinds)}
    return frozenset(own | {file for file, page in report.pages.items() if shows_more(page, charts)})


def _hangs_on(finding: Finding, notebooks: Collection[str], kinds: Collection[tuple[str, str]]) -> bool:
    statistic = finding.statistic
    if statistic is None:
        # Of an unknown statistic nobody can say which notebook would record it.
        return finding.claim is not None and finding.source is None
    # A sentence is held against all that is measured in the same way, wherever it was recorded.
    return (statistic.cell is not None and statistic.cell.notebook in notebooks) or _kind(statistic) in kinds


def _kind(statistic: Statistic) -> tuple[str, str]:
    return str(statistic.measure), str(statistic.unit)


def shows_more(page: Page, charts: Collection[str]) -> bool:
    """Return whether a page shows one of these charts, or a list that may depend on what a notebook recorded."""
    return any(_may_change(one, charts) for one in _references(page)) or page.name.endswith(".ipynb")


def _references(page: Page) -> Iterator[tuple[str, str]]:
    for reference in page.references:
        yield reference.name, reference.argument


def _may_change(reference: tuple[str, str], charts: Collection[str]) -> bool:
    name, argument = reference
    # Charts are named. Of every other directive, such as a list of data, reviews or chapters, only what it shows tells.
    return argument in charts if name == "chart" else True
