"""Build the site from Python: what ``jupyter-book build .`` does, given a report that is checked already."""

from __future__ import annotations

import datetime
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factbook.model import Severity
from factbook.model.errors import Complaint, SiteError
from factbook.project.fingerprints import SITE, STATE, Files, make_stamp, read_record, see_inputs
from factbook.report.pipeline import Report
from factbook.sphinx_ext.build.builder import tidy
from factbook.sphinx_ext.build.reuse import Carry
from factbook.sphinx_ext.build.state import Given, start_drawing

UNFINISHED = STATE / "unfinished"
"""Stands while pages are read: if a build ends without taking it away, what it read is not to be trusted."""
DOCTREES = STATE / "doctrees"


def build_site(report: Report, *, strict: bool = False, inputs: Files | None = None, said: str = "") -> Path:
    """Render a report that holds into ``_build/html``, and give that folder.

    What would come out as it is on the last site is taken over from there. `inputs` is what `see_inputs` gave before
    the report was read; with it, `site_is_current` can say later that there is nothing to do, and what was `said` of
    the figures can be said again.
    With `strict`, a warning of Sphinx stops the build. Raises SiteError when the site cannot be rendered; the last
    site is then as it was.
    """
    root = report.project.root
    site = root / SITE
    if site.parent.exists() and not site.parent.is_dir():
        raise SiteError(Complaint(place="_build", what="is a file", remedy="move it away; the site is written there"))
    with _alone(root) as alone:
        carry = _make_carry(root, inputs, alone)
        drawings = start_drawing(report)
        try:
            with _doctrees(root, carry, alone) as doctrees, _dated(report.project.settings.edition_date):
                _render(root, Given(report=report, drawings=drawings, carry=carry), strict, doctrees)
        finally:
            drawings.close()
            tidy(site, own=True)
        if alone:
            drawings.prune()
            warnings = sum(finding.severity is Severity.WARNING for finding in report.all_findings)
            warnings += sum(1 for _ in report.warnings)
            carry.save(complete=inputs is not None, said=said, warnings=warnings)
            report.kept.save(whole=True)
            if carry.can_be_trusted:
                (root / UNFINISHED).unlink()
    return site


@contextmanager
def _alone(root: Path) -> Iterator[bool]:
    """Say whether no other build of this report is under way; it then waits for nothing, and keeps nothing either."""
    (root / STATE).mkdir(parents=True, exist_ok=True)
    with (root / STATE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _make_carry(root: Path, inputs: Files | None, alone: bool) -> Carry:
    record = read_record(root) if alone else None
    return Carry(root, stamp=make_stamp(root), record=record, inputs=inputs if inputs is not None else see_inputs(root))


@contextmanager
def _doctrees(root: Path, carry: Carry, alone: bool) -> Iterator[Path]:
    """Give the folder of pages as Sphinx has read them: the kept one, if it can be trusted."""
    if not alone:
        with tempfile.TemporaryDirectory(prefix=".doctrees-", dir=root / STATE) as folder:
            yield Path(folder)
        return
    if not carry.can_take or (root / UNFINISHED).exists():
        shutil.rmtree(root / DOCTREES, ignore_errors=True)
    (root / UNFINISHED).touch()
    yield root / DOCTREES


def _render(root: Path, given: Given, strict: bool, doctrees: Path) -> None:
    from factbook.sphinx_ext.build.application import run_sphinx

    result = run_sphinx(root, root / SITE, doctrees, given, strict=strict)
    if isinstance(result, SiteError):
        raise result
    if isinstance(result, Exception):
        what = f"the pages could not be rendered: {result}"
        raise SiteError(Complaint(place=str(root), what=what, remedy="see the messages above")) from result
    if result:
        raise SiteError(Complaint(place=str(root), what="warnings while rendering", remedy="see the messages above"))


@contextmanager
def _dated(date: str) -> Iterator[None]:
    """Tell Sphinx the day of the edition, if the environment names no other."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        yield
        return
    day = datetime.date.fromisoformat(date) if date else datetime.date(2000, 1, 1)
    start = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(start.timestamp()))
    try:
        yield
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]
