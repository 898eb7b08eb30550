"""Which printed figures a new release of a table would move, tried in copies of the report before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from factbook.data.updating.compare import limit_to_used
from factbook.data.updating.incoming import Incoming
from factbook.data.updating.write import write_release
from factbook.editions.diff import Difference, compare
from factbook.model.edition import Edition
from factbook.project.settings import read_project
from factbook.publish.checkout import capture_usable, sources_of
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
    open_copy = partial(_open_copy, root, settings.edition or day, day, check)
    try:
        with open_copy() as (report, before):
            printed = sum(finding.statistic is not None for finding in report.findings)
            described = next((one.fields for one in report.catalog.resources if one.name == incoming.name), ())
            used = find_used_columns(report.runs, incoming.name, [field.name for field in described])
    except EditionError as error:
        # Of a book that is being taken over, no edition can be made yet; its data may have releases.
        return TriedUpdate(day=day, complaints=error.complaints)
    try:
        with open_copy(incoming) as (_, after):
            rules = rules_from_mapping(settings.qualifiers, settings.nouns)
            difference = compare(before, after, rules=rules, renamed=settings.renamed)
    except EditionError as error:
        return TriedUpdate(day=day, complaints=error.complaints, is_after=True)
    used = _verify_used(used, difference, incoming)
    return TriedUpdate(day=day, difference=difference, printed=printed, used=used)


@contextmanager
def _open_copy(
    root: Path, label: str, day: str, check: Callable[[Path], Report], incoming: Incoming | None = None
) -> Iterator[tuple[Report, Edition]]:
    """Provide a checked copy of the report, with the new release if there is one; it may be unusable (EditionError)."""
    with sources_of(root, label, day) as folder:
        if incoming is not None:
            write_release(folder, incoming)
        report = check(folder)
        # While its files are there: a capture digests them.
        yield report, capture_usable(report, "now")


def _verify_used(used: frozenset[str] | None, difference: Difference, incoming: Incoming) -> frozenset[str] | None:
    """Return the columns that statistics use; ``None`` where one moved by cells of others."""
    if used is None or not difference.moves:
        return used
    limited = limit_to_used(incoming.comparison, used)
    return used if limited.new or limited.revised or limited.gone else None
