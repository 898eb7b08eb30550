"""Which pages hang on which notebooks: what may change on a page when a notebook has run again."""

from __future__ import annotations

from collections.abc import Collection, Set

from factbook.model import Finding, Statistic
from factbook.project.memo import Memo
from factbook.report.checked_report import Report
from factbook.report.findings import PageFindings
from factbook.report.pages import Page
from factbook.report.printed import find_prints


def find_concerned(report: Report, notebooks: Collection[str]) -> frozenset[str]:
    """Return the files of the pages that may change when some notebooks have run again."""
    if not notebooks:
        return frozenset()
    # A statistic of the same measure and unit is a sibling, which a sentence may name in the place of the bound one.
    kinds = {_kind(one) for one in report.statistics.values() if one.cell and one.cell.notebook in notebooks}
    charts = {one.id for run in report.runs if run.path.as_posix() in notebooks for one in run.outlines}
    hanging = {id for id, one in report.statistics.items() if _is_of(one, notebooks, kinds)}
    own = {one.page.name for one in report.findings.pages if _hangs_on(one, hanging, report.memo)}
    more = {file for file, page in report.pages.items() if shows_list(page) or shows_chart(page, charts)}
    return frozenset(own | more)


def _is_of(statistic: Statistic, notebooks: Collection[str], kinds: Collection[tuple[str, str]]) -> bool:
    # A sentence is held against all that is measured in the same way, wherever it was recorded.
    return (statistic.cell is not None and statistic.cell.notebook in notebooks) or _kind(statistic) in kinds


def _hangs_on(page: PageFindings, statistics: Set[str], memo: Memo) -> bool:
    """Return whether a page has a figure that is of some statistics, or of none that is known."""
    # Of an unknown statistic nobody can say which notebook would record it; a page with one is not settled.
    if not page.is_settled and any(map(_is_unknown, page.findings)):
        return True
    return not statistics.isdisjoint(find_prints(page, memo).statistics)


def _is_unknown(finding: Finding) -> bool:
    return finding.statistic is None and finding.claim is not None and finding.source is None


def _kind(statistic: Statistic) -> tuple[str, str]:
    return str(statistic.measure), str(statistic.unit)


def shows_chart(page: Page, charts: Collection[str]) -> bool:
    """Return whether a page shows one of these charts."""
    return any(one.name == "chart" and one.argument in charts for one in page.references)


def shows_list(page: Page) -> bool:
    """Return whether a page shows a list that may depend on what a notebook recorded."""
    # Charts are named. Of every other directive, such as a list of data, reviews or chapters, only what it shows tells.
    return any(one.name != "chart" for one in page.references) or page.name.endswith(".ipynb")
