"""One page judged anew while all else is as it was: what a writer wants to see first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from factbook.engine.results import Results, using
from factbook.notebooks import Run
from factbook.report.asked_for import find_missing, find_unresolved
from factbook.report.checked_report import Report
from factbook.report.findings import PageFindings
from factbook.report.glued import fill_glued
from factbook.report.inputs import Inputs
from factbook.report.page_findings import Around, check_page, find_around
from factbook.report.pages import Page
from factbook.report.pipeline import make_acknowledged, note_on_page
from factbook.report.recorded import Recorded
from factbook.report.texts import read_one
from figurecheck.verdicts.sentence.context import Context, make_context


@dataclass(frozen=True, kw_only=True)
class LastReport:
    """A report with what its texts were judged by."""

    report: Report
    judged_by: tuple[Inputs, Recorded] | None
    """``None`` of a report whose data could not be read."""
    runs: Sequence[Run] = ()
    """The runs of all days, before anything has flowed into the texts of their charts."""

    @property
    def inputs(self) -> Inputs:
        """What was read before any notebook ran."""
        assert self.judged_by is not None  # noqa: S101
        return self.judged_by[0]

    @property
    def recorded(self) -> Recorded:
        """What the notebooks have recorded."""
        assert self.judged_by is not None  # noqa: S101
        return self.judged_by[1]

    @cached_property
    def context(self) -> Context:
        """What sentences are held against."""
        known = self.recorded.known
        return make_context(known.statistics, self.report.project.settings.sentence, known.sources)

    @cached_property
    def around(self) -> Around:
        """All that sentences are held against."""
        recorded, inputs = self.recorded, self.inputs
        return find_around(
            recorded.known, self.context, recorded.ours,
            package=inputs.catalog.package, day=inputs.today,
        )  # fmt: skip

    def get_ready(self) -> None:
        """Load and compute what judging a page needs, before somebody waits for one."""
        with_claims = [page for page in self.report.pages.values() if page.claims]
        if self.judged_by is not None and with_claims:
            # As if nothing were known of it, which leads to all that another one may need.
            with using(Results()):
                check_page(min(with_claims, key=lambda page: len(page.claims)), self.around)

    def judge_pages(self, files: Sequence[str]) -> Report | None:
        """Return the report with some pages as they are now; ``None`` where more than they may have changed by them."""
        report = self.report
        settings = report.project.settings
        if self.judged_by is None or settings.adopts or report.second:
            return None
        if any(file not in report.pages or self._is_read(file) for file in files):
            return None
        pages = {file: self._read(file) for file in files}
        found = {file: self._judge(page) for file, page in pages.items()}
        if any(page.complaints or page.language != report.pages[file].language for file, page in pages.items()):
            return None
        # A chart that a page did not show before has to be drawn.
        if any(_shows(page) != _shows(report.pages[file]) for file, page in pages.items()):
            return None
        if any(find_unresolved(pages, self.recorded.ours, self.inputs.catalog, self.inputs.reviews)):
            return None
        merged = {**report.pages, **pages}
        if any(file in pages for file, _ in find_missing(report.project, merged)):
            return None
        return replace(report, pages=merged, findings=report.findings.with_pages(found))

    def _is_read(self, file: str) -> bool:
        """Return whether a notebook read a page, and may record something else now."""
        return any(run.lineage is None or file in run.lineage.inputs for run in self.recorded.ours)

    def _read(self, file: str) -> Page:
        # The results in use know files as they were seen before the last build.
        with using(Results()):
            page = read_one(self.inputs, Path(file), self.recorded.printable)
        return fill_glued(page, self.recorded.known)

    def _judge(self, page: Page) -> PageFindings:
        settings = self.report.project.settings
        # Most edits leave the figures as they are, and what was judged is known by them, not by the file.
        found = check_page(page, self.around)
        return note_on_page(found, make_acknowledged(settings), self.report.reviews, settings)


def _shows(page: Page) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.name, one.argument, one.options) for one in page.references]
