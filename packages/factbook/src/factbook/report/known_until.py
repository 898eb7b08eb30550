"""To which day the sources of a page, a review or a report reach: the day of the newest one that it rests on.

The day of the build says nothing of the world, and no page shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from factbook.data.sources import known_on
from factbook.model import ReviewFinding
from factbook.report.checked_report import Report
from factbook.report.pages import Page
from figurecheck.model import Finding, Source
from figurecheck.verdicts.last_step import find_all_sources


def find_source_ids(finding: Finding) -> tuple[str, ...]:
    """Return the sources of a finding: its own if it is reported, else those of the rows that it rests on."""
    if finding.source:
        return (finding.source.id,)
    return find_all_sources(finding.statistic) if finding.statistic else ()


def find_rated_ids(found: Iterable[ReviewFinding]) -> set[str]:
    """Return the sources that the ratings of a review rest on, and those of the figures found instead."""
    return {id for one in found for ids in (one.claim.source_ids, find_source_ids(one.today)) for id in ids}


def find_shown_ids(page: Page, report: Report) -> set[str]:
    """Return the sources of the charts and reviews that a page shows."""
    named = {one.argument for one in page.references if one.name == "chart"}
    reviews = {one.argument for one in page.references if one.name == "review"}
    ids = {id for name in named if name in report.charts for id in report.charts[name].source_ids}
    return ids.union(*(find_rated_ids(found) for review, found in report.reviews if review.name in reviews))


def find_newest_day(ids: Iterable[str], sources: Mapping[str, Source]) -> str:
    """Return the day of the newest of some sources, as an ISO date at the precision known; empty if none has one."""
    known = (sources[id] for id in {*ids} if id in sources)
    # A search that found nothing is no source. One of a year counts from its first day: more its date does not show.
    return max((one.published for one in known if not one.searched), default="")


def find_known_until(report: Report) -> str:
    """Return the day of the newest source that is known on the edition's day, as `find_newest_day` does."""
    sources, day = report.known.sources, report.project.settings.edition_date or report.catalog.last_day
    return find_newest_day((id for id, one in sources.items() if known_on(one).isoformat() <= day), sources)
