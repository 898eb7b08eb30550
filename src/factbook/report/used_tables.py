"""In which notebook the figures from a table are computed."""

from __future__ import annotations

from factbook.report.pipeline import Report


def find_notebooks(report: Report) -> dict[str, str]:
    """Return the notebook that records most statistics from a table, by the table's name."""
    counted: dict[str, dict[str, int]] = {}
    for statistic in report.statistics.values():
        for table in {rowset.dataset for rowset in statistic.rows} if statistic.cell else ():
            of = counted.setdefault(table, {})
            of[statistic.cell.notebook] = of.get(statistic.cell.notebook, 0) + 1
    return {table: max(sorted(of), key=lambda notebook: of[notebook]) for table, of in sorted(counted.items())}
