"""Which printed figures a new release of a table would move, tried in copies of the report before it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from factbook.data.updating.compare import limit_to_used
from factbook.data.updating.incoming import Incoming
from factbook.data.updating.write import write_release
from factbook.editions.diff import Difference, compare
from factbook.model.edition import Edition
from factbook.project.settings import read_project
from factbook.publish.checkout import sources_of
from factbook.publish.seal import capture
from factbook.report.checked_report import Report
from factbook.report.used_columns import find_used_columns
from figurecheck.figures import rules_from_mapping
from figurecheck.model.errors import Complaint, EditionError


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedUpdate:
    """What a new release does to the figures of a report."""

    day: str
    """The ISO day on which it was tried, before and after: the edition's, or that of the release if it is later."""
    difference: Difference | None = None
    """What differs; ``None`` where the report cannot be used, before or after."""
    printed: int = 0
    """How many figures are printed that are recomputed."""
    complaints: tuple[Complaint, ...] = ()
    """Why the figures could not be compared."""
    is_after: bool = False
    """Whether it is the new release with which the report cannot be used."""
    used: frozenset[str] | None = None
    """The columns of the table that statistics use; ``None`` where that is not known."""


def try_update(root: Path, incoming: Incoming, *, check: Callable[[Path], Report]) -> TriedUpdate:
    """Return what a new release does to the figures of the report at `root`; `check` runs and checks a copy of it.

    Both sides are run as of the same day, so that nothing but the release differs.
    """
    settings = read_project(root).settings
    day = max(settings.edition_date or incoming.known_from, incoming.known_from)
    label = settings.edition or day
    try:
        before = _run(root, label, day, check, None, table=incoming.name)
    except EditionError as error:
        # Of a book that is being taken over, no edition can be made yet; its data may have releases.
        return TriedUpdate(day=day, complaints=error.complaints)
    if before.edition is None:
        return TriedUpdate(day=day, complaints=before.complaints)
    after = _run(root, label, day, check, incoming)
    if after.edition is None:
        return TriedUpdate(day=day, complaints=after.complaints, is_after=True)
    difference = compare(
        before.edition,
        after.edition,
        rules=rules_from_mapping(settings.qualifiers, settings.nouns),
        renamed=settings.renamed,
    )
    used = _verify_used(before.used, difference, incoming)
    return TriedUpdate(day=day, difference=difference, printed=before.printed, used=used)


def _verify_used(used: frozenset[str] | None, difference: Difference, incoming: Incoming) -> frozenset[str] | None:
    """Return the columns that statistics use; ``None`` where one moved by cells of others."""
    if used is None or not difference.moves:
        return used
    limited = limit_to_used(incoming.comparison, used)
    return used if limited.new or limited.revised or limited.gone else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The report with or without the new release."""

    edition: Edition | None = None
    printed: int = 0
    complaints: tuple[Complaint, ...] = ()
    used: frozenset[str] | None = None


def _run(
    root: Path, label: str, day: str, check: Callable[[Path], Report], incoming: Incoming | None, *, table: str = ""
) -> _Side:
    with sources_of(root, label, day) as folder:
        if incoming is not None:
            write_release(folder, incoming)
        report = check(folder)
        if unusable := _unusable(report):
            return _Side(complaints=unusable)
        printed = sum(finding.statistic is not None for finding in report.findings)
        # While its files are there: a capture digests them.
        described = next((one.fields for one in report.catalog.resources if one.name == table), ())
        used = find_used_columns(report.runs, table, [field.name for field in described])
        return _Side(edition=capture(report, "now"), printed=printed, used=used)


def _unusable(report: Report) -> tuple[Complaint, ...]:
    # What is stale (a moved rating, a hash) is for the editor; the figures can be compared all the same.
    return tuple(one for one in report.complaints if not one.stale)
