"""Which pages hang on which notebooks: what may change on a page when a notebook has run again."""

from __future__ import annotations

from collections.abc import Collection

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
    more = {file for file, page in report.pages.items() if shows_list(page) or shows_chart(page, charts)}
    return frozenset(own | more)


def _hangs_on(finding: Finding, notebooks: Collection[str], kinds: Collection[tuple[str, str]]) -> bool:
    statistic = finding.statistic
    if statistic is None:
        # Of an unknown statistic nobody can say which notebook would record it.
        return finding.claim is not None and finding.source is None
    # A sentence is held against all that is measured in the same way, wherever it was recorded.
    return (statistic.cell is not None and statistic.cell.notebook in notebooks) or _kind(statistic) in kinds


def _kind(statistic: Statistic) -> tuple[str, str]:
    return str(statistic.measure), str(statistic.unit)


def shows_chart(page: Page, charts: Collection[str]) -> bool:
    """Return whether a page shows one of these charts."""
    return any(one.name == "chart" and one.argument in charts for one in page.references)


def shows_list(page: Page) -> bool:
    """Return whether a page shows a list that may depend on what a notebook recorded."""
    # Charts are named. Of every other directive, such as a list of data, reviews or chapters, only what it shows tells.
    return any(one.name != "chart" for one in page.references) or page.name.endswith(".ipynb")
