"""Names of states of a report as editions that can be compared: sealed labels, git revisions, now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from factbook.editions.storage import edition_path, list_editions, read_edition, read_newest
from factbook.model.edition import Edition
from factbook.project.settings import find_root, read_project
from factbook.publish.earlier_seals import complete
from factbook.publish.git import checked_out, is_revision
from factbook.publish.seal import capture
from factbook.report.checked_report import Report
from factbook.report.pipeline import make_report
from figurecheck.model.errors import Complaint, EditionError

NOW = "now"
"""The name of the working tree."""


def find_edition(root: Path, name: str, *, make: Callable[[Path], Report] | None = None) -> Edition:
    """Return the edition that a name stands for: a sealed label, `NOW`, or a revision of the git repository.

    An edition of the first format is completed with its ratings, from the state that was sealed. `make` runs and checks
    the report of a folder. Raises EditionError for a name that is none of these, and for a report that cannot be used.
    """
    make = make or _make
    # labels come first: a branch or tag of the same name would otherwise be run again instead of read
    if any(label == name for _, label in list_editions(root)):
        return complete(root, read_edition(root, edition_path(name)))
    if name == NOW:
        return _capture(make(root), NOW)
    if not is_revision(root, name):
        known = ", ".join(label for _, label in list_editions(root)) or "none is sealed"
        remedy = f"sealed editions: {known}; git revisions and {NOW!r} can be named too"
        raise EditionError(Complaint(place=name, what="is neither an edition nor a revision", remedy=remedy))
    with checked_out(root, name) as folder:
        return _capture(make(find_root(folder)), name)


def find_last(root: Path) -> Edition:
    """Return the newest sealed edition, as `find_edition` does. Raises EditionError where nothing is sealed."""
    newest = read_newest(root)
    if newest is None:
        remedy = "seal one with: factbook seal LABEL; or name a git revision"
        raise EditionError(Complaint(place="book/editions", what="no edition is sealed", remedy=remedy))
    return complete(root, newest)


def _make(root: Path) -> Report:
    return make_report(read_project(root))


def _capture(report: Report, name: str) -> Edition:
    # stale complaints (a moved rating) are for the editor of that state; its figures can be compared all the same
    unusable = [complaint for complaint in report.complaints if not complaint.stale]
    if unusable:
        raise EditionError(*unusable)
    return capture(report, name)
