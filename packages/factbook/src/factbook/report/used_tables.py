"""On which page the figures from a table are printed."""

from __future__ import annotations

from collections import Counter

from factbook.report.checked_report import Report
from factbook.report.printed import PrintedStatistics


def find_pages(report: Report) -> dict[str, str]:
    """Return the page that prints most figures from a table, by the table's name, in the order of the pages."""
    pages = [path.as_posix() for path in report.project.pages]
    counted: dict[str, Counter[str]] = {}
    for id, prints in PrintedStatistics(report).ours.items():
        tables = {rowset.dataset for rowset in report.statistics[id].rows}
        for file in (one.file for one in prints if one.file in pages):
            for table in tables:
                counted.setdefault(table, Counter())[file] += 1
    # Of pages with as many figures the first one counts.
    found = {table: max(pages, key=lambda page: of[page]) for table, of in counted.items()}
    return dict(sorted(found.items(), key=lambda one: (pages.index(one[1]), one[0])))
