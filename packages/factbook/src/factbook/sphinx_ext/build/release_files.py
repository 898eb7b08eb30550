"""The files of data that a site holds besides that of each table: earlier releases on which figures rest."""

from __future__ import annotations

from factbook.data.descriptor import DATA
from factbook.data.releases import places_of
from factbook.report.checked_report import Report


def find_release_files(report: Report) -> dict[str, str]:
    """Return the files of earlier releases of which rows were recorded, by table and release."""
    # Most reports have one release of each table, and then no statistic needs to be looked at.
    if not any(resource.releases or resource.later for resource in report.catalog.resources):
        return {}
    rowsets = (rowset for statistic in report.statistics.values() for rowset in statistic.rows)
    return {one.table_name: f"{DATA}/{one.table.file}" for one in rowsets if one.release and one.table}


def find_published(report: Report) -> list[str]:
    """Return every file of data that the site holds."""
    own = [place for resource in report.catalog.resources for place in places_of(resource)]
    return list(dict.fromkeys([*own, *find_release_files(report).values()]))
