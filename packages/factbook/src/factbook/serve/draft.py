"""One build of the site while somebody writes, with the code of `factbook build`, in a process of its own."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any

from factbook.engine.fingerprints import Files, read_record, see_inputs
from factbook.engine.results import Results, current, using
from factbook.engine.up_to_date import make_stamp
from factbook.notebooks import Plan
from factbook.notebooks.execution.outside_inputs import add_outside_inputs
from factbook.notebooks.sandbox.environment import find_variables
from factbook.project.refused import complain_of
from factbook.project.settings import read_project
from factbook.report.charts import ReadDrawings
from factbook.report.checked_report import Report
from factbook.report.inputs import Inputs
from factbook.report.one_page import LastReport
from factbook.report.pipeline import make_report
from factbook.report.recorded import Recorded
from factbook.serve.chart_server import ChartServer
from factbook.serve.concerned import find_concerned
from factbook.serve.desk import DeskItem, find_addresses, is_of_figure, item_of, list_report, page_address
from factbook.serve.draft_files import Outcome, Ready, Send, rows_of, write_ready
from factbook.serve.draft_runs import DraftRuns, announce_runs, find_basis
from factbook.serve.faults import complain_of_fault, have_changed, list_warnings
from factbook.serve.linked_folders import see_linked_folders
from factbook.serve.place import DRAFT
from factbook.serve.standby import forked_standby, stand_by
from factbook.sphinx_ext.build.build_site import build_site
from factbook.sphinx_ext.build.state import SiteDraft
from figurecheck.model.errors import Complaint, ComplaintError
from figurecheck.model.worded import read_worded

_LESS = 5
"""By how much a draft gives way to what stands by, in the units of ``nice``."""


def make_draft(root: Path, request: Mapping[str, Any], send: Send, charts: ChartServer) -> Outcome:
    """Build the draft of a site, as far as it can be built now.

    `request` holds ``failed`` and ``done``, what is known of runs (`DraftRuns`), and ``patience`` in seconds. `send`
    tells whoever serves which runs are needed, and which pages are complete. `charts` reads and draws charts.
    """
    with ExitStack() as stack:
        return _make_draft(root, request, send, charts, stack)


def _make_draft(root: Path, request: Mapping[str, Any], send: Send, charts: ChartServer, stack: ExitStack) -> Outcome:
    started = time.monotonic()
    inputs: Files | None = None
    seen: Files = {}
    items: list[DeskItem] = []
    unsettled: list[str] | None = None
    is_built, waits, is_hindered, pages = False, False, False, list[str]()
    try:
        known = _known(root)
        linked, warnings = see_linked_folders(root, known)
        seen = see_inputs(root, known)
        inputs = {**seen, **linked}
        stack.enter_context(using(Results(root, inputs)))
        last, runs = _check(root, inputs, request, send, charts.read_drawings)
        report = last.report
        items, unsettled = _judge_items(report, runs)
        items += [item_of(one, severity="warning") for one in warnings]
        waits = bool(runs.stale) and not runs.complaints
        # The files of a run that only stands in for the one to come are not as that run read them.
        true = [run for run in report.runs if run.path.as_posix() not in runs.stale]
        own, inputs = frozenset(inputs), add_outside_inputs(inputs, true, root) or inputs
        # Without data nothing is judged: no page can be made, and the last ones stay, veiled.
        if last.judged_by is not None:
            _Builder(last, inputs, own, items, send, charts).build(unsettled)
            is_built, pages = True, _pages_of(report)
            inputs = {**inputs, **_find_elsewhere(root)}
    except ComplaintError as error:
        items += map(item_of, error.complaints)
    except OSError as error:
        items.append(item_of(complain_of(error, then="this goes on by itself")))
        is_hindered = True
    # Whoever writes must see the next draft, whatever became of this one.
    except Exception as error:
        # What was saved meanwhile is not what was checked; the next draft, which is due, says what is wrong with it.
        if not have_changed(root, seen):
            items.append(item_of(complain_of_fault(error, root)))
    seconds = time.monotonic() - started
    return Outcome(
        inputs=None if inputs is None else rows_of(inputs),
        is_built=is_built,
        pages=pages,
        waits=waits,
        is_hindered=is_hindered,
        unsettled=unsettled if is_built else None,
        items=items,
        seconds=seconds,
    )


def _known(root: Path) -> Files | None:
    record = read_record(root, DRAFT)
    return record.inputs if record else None


def _check(
    root: Path, inputs: Files, request: Mapping[str, Any], send: Send, read: ReadDrawings
) -> tuple[LastReport, DraftRuns]:
    """Read and judge the report, with the runs that there are."""
    project = read_project(root)
    plan = Plan(root, cache=project.settings.cache, variables=find_variables(project.settings.environment), seen=inputs)
    basis = find_basis(project, inputs)
    is_same = request.get("basis") == basis
    runs = DraftRuns(
        plan,
        announce=partial(announce_runs, basis, send),
        # Whoever has been waiting for a notebook that runs already wants to see the rest.
        patience=float(request.get("left" if request.get("running") == basis else "patience", 0)),
        # What made a run fail may be gone with any change but one of a page.
        failed=_read_failed(request.get("failed", {})) if is_same else {},
        done=request.get("done", ()) if is_same else (),
    )
    judged_by: list[tuple[Inputs, Recorded]] = []
    report = make_report(project, run=runs, read_drawings=read, recorded_all=lambda *found: judged_by.append(found))
    current().save()
    return LastReport(report=report, judged_by=judged_by[0] if judged_by else None, runs=runs.found), runs


def _read_failed(failed: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[Complaint]]:
    def read(one: dict[str, Any]) -> Complaint:
        return Complaint(one["place"], read_worded(one["what"]), read_worded(one["remedy"]))

    return {name: [read(one) for one in complaints] for name, complaints in failed.items()}


def _judge_items(report: Report, runs: DraftRuns) -> tuple[list[DeskItem], list[str] | None]:
    """Return what is to be listed, and the addresses of pages that may still change; ``None`` if any may.

    While a notebook is running, only pages of the report that do not hang on it can be settled.
    """
    failed, items = [item_of(one) for one in dict.fromkeys(runs.complaints)], list_report(report)
    concerned = find_concerned(report, runs.stale)
    unsettled = sorted(map(page_address, concerned))
    # What is wrong with a run that only stands in for the one to come, and where its figures stand, may be cured by it.
    items = [one for one in items if not one["place"].startswith(tuple(runs.stale)) and one["page"] not in unsettled]
    # What is wrong and stands on no page, such as a table, may be wrong for all of them; a false figure is wrong where
    # it is printed. A book that is being taken over shows what its notebooks displayed wherever it likes.
    is_anywhere = any(one["severity"] == "error" and not one["page"] and not is_of_figure(one) for one in items)
    is_unknown = bool(runs.stale) and (report.project.settings.adopts or not runs.is_whole)
    # Other pages show its title and its description.
    is_unread = any(map(report.is_unreadable, report.pages))
    is_any = is_anywhere or is_unknown or is_unread
    return [*failed, *(one for one in items if one not in failed)], None if is_any else unsettled


class _Builder:
    """Builds the site, and hands over its pages before the rest is made."""

    def __init__(
        self,
        last: LastReport,
        inputs: Files,
        own: frozenset[str],
        items: list[DeskItem],
        send: Send,
        charts: ChartServer,
    ) -> None:
        """Build from `inputs`, of which `own` are those that were known before any run was."""
        self._last, self._inputs, self._items, self._send, self._charts = last, inputs, items, send, charts
        self._own = own
        self._report = last.report
        self._may_show = False
        self._elsewhere: Files = {}

    def build(self, unsettled: list[str] | None) -> None:
        """Build it; `unsettled` are the pages that may still change, ``None`` if that may be any."""
        self._send({"rendering": True})
        root = self._report.project.root
        record = read_record(root, DRAFT)
        # With other settings, pages ask for other style sheets, which are there once the site is whole.
        self._may_show = record is not None and record.stamp == make_stamp(root)
        # Where one of these has changed, the pages are shown once the site is whole.
        self._elsewhere = _find_elsewhere(root)
        draft = SiteDraft(pages_written=lambda pages: self._show(pages, draft, unsettled), draw_first=self._charts.draw)
        # Before Sphinx has left anything in this process.
        inputs, own = self._inputs, self._own
        work = partial(stand_by, self._last, inputs, own, os.getppid(), send=self._send, charts=self._charts)
        with forked_standby(work) as succeeded:
            # Only now: what stands by shows the page that is looked at, and would give way just as much.
            os.nice(_LESS)
            build_site(self._report, inputs=self._inputs, place=DRAFT, draft=draft)
            warnings = list_warnings(self._report, draft.messages.getvalue())
            self._items += warnings
            # As the terminal has them from `factbook build`.
            sys.stderr.writelines(f"  {one['place']}: {one['what']}\n" for one in warnings)
            # It may have been killed: then nothing comes ahead of the next draft.
            with suppress(BrokenPipeError):
                os.write(succeeded, b"1" if unsettled == [] else b"")

    def _show(self, pages: Mapping[str, str], draft: SiteDraft, unsettled: list[str] | None) -> None:
        self._items += self._list_unchecked(draft.unchecked)
        if not self._may_show:
            return
        write_ready(
            self._report.project.root,
            pages,
            Ready(
                inputs=rows_of({**self._inputs, **self._elsewhere}),
                pages=_pages_of(self._report),
                unsettled=unsettled,
                files={},
                items=[*self._items, *list_warnings(self._report, draft.messages.getvalue())],
            ),
            self._send,
        )

    def _list_unchecked(self, unchecked: list[str]) -> list[DeskItem]:
        addresses = find_addresses(self._report)
        files = {file.rpartition(".")[0]: file for file in addresses}
        # Most of them are numbers that nothing binds, which the check of the source has told already.
        told = {item["page"] for item in self._items if item["severity"] == "error"}
        split = [one.partition(": ") for one in unchecked]
        found = [Complaint(files.get(name.partition(":")[0], name), what) for name, _, what in split]
        return [item for item in (item_of(one, addresses) for one in found) if item["page"] not in told]


def _find_elsewhere(root: Path) -> Files:
    record = read_record(root, DRAFT)
    return record.elsewhere if record else {}


def _pages_of(report: Report) -> list[str]:
    return [page_address(path.as_posix()) for path in report.project.pages]
