"""Build the site from Python: what ``jupyter-book build .`` does, given a report that has been checked."""

from __future__ import annotations

import datetime
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from filelock import lock_descriptor

from factbook.engine.fingerprints import BUILT, Files, SitePlace, read_record, see_inputs
from factbook.engine.results import Results, current, using
from factbook.engine.up_to_date import make_stamp
from factbook.project.settings import Project
from factbook.render.charts.drawing.chart_drawings import Drawings, start_drawing
from factbook.report.checked_report import Report
from factbook.sphinx_ext.build.builder import remove_leftovers
from factbook.sphinx_ext.build.reuse import PreviousSite
from factbook.sphinx_ext.build.state import BuildInputs, SiteDraft
from figurecheck.model import Severity
from figurecheck.model.errors import ComplaintError, SiteError
from figurecheck.model.worded import phrase

UNFINISHED = "unfinished"
"""A file beside the record that exists while pages are read; where a build left it, its doctrees cannot be trusted."""
DOCTREES = "doctrees"
_SMALLEST = 65536
"""Bytes that a disk must have left not to be called full: a page and its folder need some blocks."""
_PLACE = "factbook"
"""Where what is wrong with no page in particular is said to be."""


@dataclass(frozen=True, kw_only=True)
class CheckedReport:
    """A checked report, as a site is rendered from it."""

    report: Report
    inputs: Files | None
    """What `see_inputs` returned before the report was read, with what its runs read elsewhere; ``None`` where they
    depend on more than files."""
    output: str
    """What the check printed."""
    drawings: Drawings
    """Those of its charts, some of which are being made."""
    results: Results
    """What was found and kept while it was checked."""


def build_site(
    report: Report,
    *,
    strict: bool = False,
    inputs: Files | None = None,
    output: str = "",
    place: SitePlace = BUILT,
    draft: SiteDraft | None = None,
    drawings: Drawings | None = None,
) -> Path:
    """Render a report that holds into ``_build/html``, or into another `place`, and return that folder.

    Files that would come out as they are on the previous site are taken over. `inputs` is what `see_inputs`
    returned before the report was read; a later build with nothing to do then finds the site current, and repeats
    `output`, what the check printed.
    A `draft` is rendered also where the report does not hold. `drawings` are those of its charts, where they are being
    made already; they are closed here.
    With `strict`, a warning of Sphinx stops the build. Warnings go to standard error. Raises SiteError when the site
    cannot be rendered; the previous site is then unchanged.
    """
    drawings = drawings or start_drawing(report, draw_first=draft.draw_first if draft else None)
    with closing(drawings):
        checked = CheckedReport(report=report, inputs=inputs, output=output, drawings=drawings, results=current())
        return build_when_checked(
            report.project, lambda _: checked, inputs=inputs, strict=strict, place=place, draft=draft
        )


def build_when_checked(
    project: Project,
    receive: Callable[[PreviousSite], CheckedReport],
    *,
    inputs: Files | None,
    strict: bool = False,
    place: SitePlace = BUILT,
    draft: SiteDraft | None = None,
) -> Path:
    """Do what `build_site` does with a report that is still being checked: get ready, wait for it, and render it.

    `receive` returns it, given the previous site. Until then, nothing that the next build relies on is changed.
    `inputs` are those seen so far.
    """
    root = project.root
    site = root / place.site
    if site.parent.exists() and not site.parent.is_dir():
        raise SiteError.about("_build", "is a file", "move it away; the site is written there")
    # A link that leads back to itself is named here; Sphinx raises no OSError for it.
    with suppress(FileNotFoundError):
        site.stat()
    with _alone(root / place.state) as alone:
        previous = _open_previous(root, inputs, place if alone else None)
        try:
            with (
                ExitStack() as stack,
                _doctrees(root / place.state, previous, alone) as doctrees,
                set_date(project.settings.edition_date),
            ):
                state = root / place.state if alone else None
                arrive = cache(partial(_arrive, receive, previous, state, stack))
                build_inputs = BuildInputs(
                    project=project,
                    receive=lambda: (arrive().report, arrive().drawings),
                    previous=previous,
                    strict=strict,
                    draft=draft,
                )
                _render(root, site, build_inputs, doctrees)
        finally:
            remove_leftovers(site, own=True)
            # Sphinx creates it as it starts, while the figures are checked; nothing is there if they do not hold.
            with suppress(OSError):
                site.rmdir()
        checked = arrive()
        # In this order: the record names the files of the new site, so it is written once they are in place, and the
        # marker goes last. A build that is killed in between leaves a marker, and the next one reads every page again.
        if alone:
            # Drawings are shared by all places, so only the build of the published site says which are superfluous.
            if place == BUILT:
                checked.drawings.prune()
            warnings = len(checked.report.by_severity[Severity.WARNING])
            warnings += sum(1 for _ in checked.report.warnings)
            previous.save(complete=checked.inputs is not None, output=checked.output, warnings=warnings)
            checked.results.save()
            if previous.can_be_trusted:
                (root / place.state / UNFINISHED).unlink()
    return site


def _arrive(
    receive: Callable[[PreviousSite], CheckedReport], previous: PreviousSite, state: Path | None, stack: ExitStack
) -> CheckedReport:
    """Wait for a checked report, and note what it was read from; `state` is where this build may save something.

    Its drawings are closed with the `stack`.
    """
    checked = receive(previous)
    stack.enter_context(closing(checked.drawings))
    stack.enter_context(using(checked.results))
    if checked.inputs is not None:
        previous.inputs = checked.inputs
    if state is not None:
        (state / UNFINISHED).touch()
    return checked


@contextmanager
def _alone(state: Path) -> Iterator[bool]:
    """Take the build lock of a place, and yield whether it was free; a build without it saves nothing.

    Two builds at once are allowed: an editor's preview must not hang behind a build in another terminal. But only one
    of them may write what later builds rely on.
    """
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("w") as lock:
        yield lock_descriptor(lock.fileno(), blocking=False)


def _open_previous(root: Path, inputs: Files | None, place: SitePlace | None) -> PreviousSite:
    record = read_record(root, place) if place else None
    return PreviousSite(
        root,
        stamp=make_stamp(root),
        record=record,
        inputs=inputs if inputs is not None else see_inputs(root),
        place=place or BUILT,
    )


@contextmanager
def _doctrees(state: Path, previous: PreviousSite, alone: bool) -> Iterator[Path]:
    """Yield the folder of pages as Sphinx has read them: that of the last build, if it can be trusted."""
    if not alone:
        # Two builds at once are rare, and what renders pages loads little.
        from factbook.project.scratch import scratch_folder

        with scratch_folder("doctrees", within=state) as folder:
            yield folder
        return
    # Doctrees are Sphinx's own pickles, the only ones that are stored; they stay in this folder and are never shared.
    # They name classes of factbook and of extensions: those of another version must not be loaded, and a build that was
    # killed may have written some and not the environment that belongs to them.
    if not previous.is_usable or (state / UNFINISHED).exists():
        shutil.rmtree(state / DOCTREES, ignore_errors=True)
    yield state / DOCTREES


def _render(root: Path, site: Path, build_inputs: BuildInputs, doctrees: Path) -> None:
    # Sphinx and its extensions load while drawings are made in other processes, which were started before this.
    from factbook.sphinx_ext.build.application import run_sphinx

    draft = build_inputs.draft
    result = run_sphinx(root, site, doctrees, build_inputs, messages=draft.messages if draft else sys.stderr)
    # Before any fault that follows from it: Sphinx only warns of a page that it could not write.
    if result and is_full(site.parent):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(site.parent))
    if isinstance(result, ComplaintError | OSError):
        raise result
    if isinstance(result, MemoryError):
        remedy = "close other programs, or raise the limit, and build again"
        raise SiteError.about(_PLACE, "ran out of memory", remedy) from result
    if isinstance(result, RecursionError):
        what = "the pages are nested too deeply, or lead back to themselves"
        remedy = "look for a toctree that names its own page, and for deep lists"
        raise SiteError.about(_PLACE, what, remedy) from result
    if isinstance(result, Exception) and draft:
        # Whoever serves it says where and why, without a trace in a terminal.
        raise result
    if isinstance(result, Exception):
        what = phrase("the pages could not be rendered: {name}: {result}", name=type(result).__name__, result=result)
        raise SiteError.about(_PLACE, what, "see the messages above") from result
    if result:
        raise SiteError.about(_PLACE, "warnings while rendering", "see the messages above")


def is_full(folder: Path) -> bool:
    """Return whether the disk of a folder has no space left for a file."""
    found = os.statvfs(folder)
    # File systems without a fixed number of files say that they have none.
    return found.f_bavail * found.f_frsize < _SMALLEST or (found.f_files > 0 and found.f_favail == 0)


@contextmanager
def set_date(date: str) -> Iterator[None]:
    """Set ``SOURCE_DATE_EPOCH`` to the day of the edition; without one, only if the environment does not set it."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    if before and not date:
        yield
        return
    # A report without editions has no day; a fixed one keeps its bytes the same from build to build.
    day = datetime.date.fromisoformat(date) if date else datetime.date(2000, 1, 1)
    start = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(start.timestamp()))
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before
