"""A report as it was known on another day: the pages of that edition and the rows known that day, run and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from factbook.editions.storage import list_editions
from factbook.engine.results import Results, using
from factbook.notebooks import Run, reuse_runs
from factbook.notebooks.cache.store import find_store
from factbook.project.scratch import scratch_folder
from factbook.project.settings import read_project
from factbook.publish.snapshot import place_in, write_snapshot
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.report.checked_report import Report
from factbook.report.pipeline import make_report
from figurecheck.model import Finding, Place
from figurecheck.model.errors import Complaint


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

    def file_of(name: str) -> str:
        return place_in(root, label, name)

    def place(one: Place) -> Place:
        return replace(one, file=file_of(one.file))

    def finding(one: Finding) -> Finding:
        return replace(one, place=place(one.place) if one.place else None)

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
