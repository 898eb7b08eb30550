"""On which page the figures from a table are printed."""

from __future__ import annotations

from collections import Counter

from factbook.report.checked_report import Report


def find_pages(report: Report) -> dict[str, str]:
    """Return the page that prints most figures from a table, by the table's name, in the order of the pages."""
    pages = [path.as_posix() for path in report.project.pages]
    counted: dict[str, Counter[str]] = {}
    for finding in report.findings:
        if finding.statistic is None or finding.place is None or finding.place.file not in pages:
            continue
        for table in {rowset.dataset for rowset in finding.statistic.rows}:
            counted.setdefault(table, Counter())[finding.place.file] += 1
    # Of pages with as many figures the first one counts.
    found = {table: max(pages, key=lambda page: of[page]) for table, of in counted.items()}
    return dict(sorted(found.items(), key=lambda one: (pages.index(one[1]), one[0])))
