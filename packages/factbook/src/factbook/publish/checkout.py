"""A report in another state, run and checked: as it was known on another day, at a revision of git, or now.

Of another day it has the pages of that edition, and the rows known that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from factbook.editions.storage import list_editions, read_edition, read_newest
from factbook.engine.results import Results, using
from factbook.model.edition import Edition
from factbook.notebooks import Run, reuse_runs
from factbook.notebooks.cache.store import find_store
from factbook.project.scratch import scratch_folder
from factbook.project.settings import find_root, read_project
from factbook.publish.earlier_seals import complete
from factbook.publish.origin import checked_out, is_revision
from factbook.publish.seal import capture
from factbook.publish.snapshot import place_in, write_snapshot
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.report.checked_report import Report
from factbook.report.pipeline import make_report
from figurecheck.model import Finding
from figurecheck.model.errors import Complaint, EditionError


def label_of(root: Path, day: str) -> str:
    """Return the label of the edition that was sealed as of an ISO day, or the day itself."""
    return next((label for sealed, label in reversed(list_editions(root)) if sealed == day), day)


@contextmanager
def sources_of(root: Path, label: str, day: str) -> Iterator[Path]:
    """Provide a folder with the sources of an edition for as long as the context lasts.

    Raises DataError or EditionError when the report's data or editions cannot be read.
    """
    with scratch_folder("edition") as folder:
        yield write_snapshot(root, folder / "report", label=label, day=day)


def check_sources(
    sources: Path,
    *,
    owner: Path | None = None,
    run: Callable[..., list[Run]] = reuse_runs,
    started: Callable[[int], None] = lambda count: None,
    progress: Callable[[Run], None] = lambda run: None,
) -> Report:
    """Run and check the sources of an edition, reusing stored runs and results of the report at `owner`, if given.

    `run` executes the notebooks.
    Raises ProjectError when the settings cannot be used.
    """
    project = read_project(sources)
    # The sources lie in a temporary folder, whose own store would be empty each time and gone afterwards.
    if owner is not None:
        place = find_store(owner, read_project(owner).settings.cache)
        project = replace(project, settings=replace(project.settings, cache=str(place)))
    # Without the owner's files as they were seen: only what was made of the same content is found.
    with using(Results(owner)) as results:
        report = make_report(project, run=run, read_drawings=read_drawings, started=started, progress=progress)
        results.save()
        return report


def locate(report: Report, root: Path, label: str) -> Report:
    """Return the report with its findings and complaints placed in the files that an editor can change."""
    # a snapshot is a temporary copy: its page may come from book/editions/<label>/ or from today's report
    file_of = partial(place_in, root, label)

    def finding(one: Finding) -> Finding:
        return replace(one, place=replace(one.place, file=file_of(one.place.file)) if one.place else None)

    reviews = tuple(
        (
            review,
            tuple(
                replace(
                    found,
                    day=finding(found.day),
                    today=finding(found.today),
                    readings=tuple(map(finding, found.readings)),
                )
                for found in each
            ),
        )
        for review, each in report.reviews
    )
    return replace(
        report,
        findings=report.findings.change(partial(map, finding)),
        reviews=reviews,
        complaints=tuple(_locate_complaint(one, file_of) for one in report.complaints),
        originals={file: file_of(file) for file in report.pages},
    )


def _locate_complaint(complaint: Complaint, file_of: Callable[[str], str]) -> Complaint:
    file, colon, rest = complaint.place.partition(":")
    return replace(complaint, place=f"{file_of(file)}{colon}{rest}")


NOW = "now"
"""The name of the working tree."""


def find_edition(root: Path, name: str, *, make: Callable[[Path], Report]) -> Edition:
    """Return the edition that a name stands for: a sealed label, `NOW`, or a revision of the git repository.

    An edition of the first format is completed with its ratings, from the state that was sealed. `make` runs and checks
    the report of a folder. Raises EditionError for a name that is none of these, and for a report that cannot be used.
    """
    # labels come first: a branch or tag of the same name would otherwise be run again instead of read
    if any(label == name for _, label in list_editions(root)):
        return complete(root, read_edition(root, name))
    if name == NOW:
        return capture_usable(make(root), NOW)
    if not is_revision(root, name):
        known = ", ".join(label for _, label in list_editions(root)) or "none is sealed"
        remedy = f"sealed editions: {known}; git revisions and {NOW!r} can be named too"
        raise EditionError.about(name, "is neither an edition nor a revision", remedy)
    with checked_out(root, name) as folder:
        return capture_usable(make(find_root(folder)), name)


def find_last(root: Path) -> Edition:
    """Return the newest sealed edition, as `find_edition` does. Raises EditionError where nothing is sealed."""
    newest = read_newest(root)
    if newest is None:
        remedy = "seal one with: factbook seal LABEL; or name a git revision"
        raise EditionError.about("book/editions", "no edition is sealed", remedy)
    return complete(root, newest)


def capture_usable(report: Report, name: str) -> Edition:
    """Return a report as an edition. Raises EditionError with what keeps its figures from being compared."""
    # What is stale (a moved rating, a hash) is for the editor of that state.
    unusable = [complaint for complaint in report.complaints if not complaint.stale]
    if unusable:
        raise EditionError(*unusable)
    return capture(report, name)
