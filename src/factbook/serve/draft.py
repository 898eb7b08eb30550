"""One build of the site while somebody writes, with the code of `factbook build`, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypedDict

from factbook.model.errors import Complaint, FactbookError
from factbook.notebooks import Plan
from factbook.notebooks.execution.outside_inputs import add_outside_inputs
from factbook.notebooks.sandbox.environment import find_variables
from factbook.project.files import digest, replace_file
from factbook.project.fingerprints import Files, read_record, see_inputs
from factbook.project.memo import Memo
from factbook.project.settings import Project, read_project
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.report.pipeline import Report, make_report
from factbook.serve.concerned import find_concerned
from factbook.serve.desk import Item, find_addresses, item_of, list_report, page_address
from factbook.serve.draft_runs import DraftRuns
from factbook.serve.place import DRAFT, EARLY
from factbook.sphinx_ext.build.build_site import build_site
from factbook.sphinx_ext.build.state import Draft

READY = "ready.json"
Send = Callable[[Mapping[str, Any]], None]


class Ready(TypedDict):
    """The pages of a draft whose site is not whole yet."""

    inputs: dict[str, list[Any]]
    pages: list[str]
    """Addresses of all pages of the report: each of them is as it is going to be."""
    unsettled: list[str] | None
    files: dict[str, str]
    """Where the texts of those are that differ from the last site, by address."""
    items: list[Item]


class Outcome(TypedDict):
    """What came of a build."""

    inputs: dict[str, list[Any]] | None
    """The files that it was made of, as they were seen; ``None`` if the folder could not be read."""
    is_built: bool
    """Whether the site is that of these inputs; else it is an earlier one."""
    pages: list[str]
    """Addresses of all pages of the report, if it is built."""
    unsettled: list[str] | None
    """Addresses of the pages that may still change; ``None`` if that may be any."""
    items: list[Item]
    seconds: float


def make_draft(root: Path, request: Mapping[str, Any], send: Send) -> Outcome:
    """Build the draft of a site, as far as it can be built now.

    `request` holds ``failed`` and ``done``, what is known of runs (`DraftRuns`), and ``patience`` in seconds. `send`
    tells whoever serves which runs are needed, and which pages are complete.
    """
    started = time.monotonic()
    inputs: Files | None = None
    items: list[Item] = []
    unsettled: list[str] | None = None
    is_built, pages = False, list[str]()
    try:
        inputs = see_inputs(root, _known(root))
        report, runs = _check(root, inputs, request, send)
        items = [*map(item_of, runs.complaints), *list_report(report)]
        # The files of a run that only stands in for the one to come are not as that run read them.
        true = [run for run in report.runs if run.path.as_posix() not in runs.stale]
        inputs = add_outside_inputs(inputs, true, root) or inputs
        draft = _Drawn(root, report, inputs, items, send)
        unsettled = _find_unsettled(report, runs, items)
        draft.build(unsettled)
        is_built, pages = True, _pages_of(report)
    except FactbookError as error:
        items += map(item_of, error.complaints)
    except OSError as error:
        what = f"cannot be read or written: {error.strerror or error}"
        remedy = "check its permissions and the free disk space"
        items.append(item_of(Complaint(place=str(error.filename or "a file"), what=what, remedy=remedy)))
    # Whoever writes must see the next draft, whatever became of this one.
    except Exception as error:
        # Where something is wrong already, that may be all that there is to it.
        if not any(one["severity"] == "error" for one in items):
            traceback.print_exc()
        what = f"no site could be made: {type(error).__name__}: {error}"
        items.append(item_of(Complaint(place="factbook", what=what, remedy="correct what is listed, or report it")))
    seconds = time.monotonic() - started
    return Outcome(
        inputs=None if inputs is None else _rows(inputs),
        is_built=is_built,
        pages=pages,
        unsettled=unsettled if is_built else None,
        items=items,
        seconds=seconds,
    )


def _rows(inputs: Files) -> dict[str, list[Any]]:
    return {name: list(state) for name, state in inputs.items()}


def _known(root: Path) -> Files | None:
    record = read_record(root, DRAFT)
    return record.inputs if record else None


def _check(root: Path, inputs: Files, request: Mapping[str, Any], send: Send) -> tuple[Report, DraftRuns]:
    """Read and judge the report, with the runs that there are."""
    project = read_project(root)
    memo = Memo(root, inputs)
    plan = Plan(root, cache=project.settings.cache, variables=find_variables(project.settings.environment), seen=inputs)
    basis = find_basis(project, inputs)
    is_same = request.get("basis") == basis
    runs = DraftRuns(
        plan,
        announce=lambda names, days: send(
            {"needed": digest(basis, names), "count": len(names), "days": list(days), "basis": basis}
        ),
        # Whoever is waiting for a notebook that runs already wants to see the rest.
        patience=0.0 if request.get("running") == basis else float(request.get("patience", 0)),
        # What made a run fail may be gone with any change but one of a page.
        failed=_read_failed(request.get("failed", {})) if is_same else {},
        done=request.get("done", ()) if is_same else (),
    )
    report = make_report(project, run=runs, memo=memo, read_drawings=read_drawings)
    memo.save()
    return report, runs


def find_basis(project: Project, inputs: Files) -> str:
    """Return a digest of all inputs but the texts of pages, on which no run depends."""
    pages = {path.as_posix() for path in project.pages if path.suffix == ".md"}
    return digest(sorted((name, state.digest, state.mode) for name, state in inputs.items() if name not in pages))


def _read_failed(failed: Mapping[str, list[dict[str, str]]]) -> dict[str, list[Complaint]]:
    def read(one: dict[str, str]) -> Complaint:
        return Complaint(place=one["place"], what=one["what"], remedy=one["remedy"])

    return {name: [read(one) for one in complaints] for name, complaints in failed.items()}


def _find_unsettled(report: Report, runs: DraftRuns, items: list[Item]) -> list[str] | None:
    """Return the addresses of pages that hang on runs to come; with any, only pages of the report can be settled."""
    # What is wrong and stands on no page, such as a table, may be wrong for all of them.
    if any(one["severity"] == "error" and not one["page"] for one in items[len(runs.complaints) :]):
        return None
    # A book that is being taken over shows what its notebooks displayed wherever it likes.
    if runs.stale and (report.project.settings.adopts or not runs.is_whole):
        return None
    return sorted(map(page_address, find_concerned(report, runs.stale)))


class _Drawn:
    """Builds the site, and hands over its pages before the rest is made."""

    def __init__(self, root: Path, report: Report, inputs: Files, items: list[Item], send: Send) -> None:
        self._root, self._report, self._inputs, self._items, self._send = root, report, inputs, items, send
        self._folder = root / EARLY / str(os.getpid())

    def build(self, unsettled: list[str] | None) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._send({"rendering": True})
        draft = Draft(pages_written=lambda pages: self._show(pages, draft.unchecked, unsettled))
        build_site(self._report, inputs=self._inputs, place=DRAFT, draft=draft)

    def _show(self, pages: Mapping[str, str], unchecked: list[str], unsettled: list[str] | None) -> None:
        self._items += self._list_unchecked(unchecked)
        files = {address: f"{digest(address)[:16]}.html" for address in pages}
        for address, text in pages.items():
            replace_file(self._folder / files[address], text)
        ready = Ready(
            inputs=_rows(self._inputs),
            pages=_pages_of(self._report),
            unsettled=unsettled,
            files=files,
            items=self._items,
        )
        replace_file(self._folder / READY, json.dumps(ready))
        self._send({"ready": self._folder.name})

    def _list_unchecked(self, unchecked: list[str]) -> list[Item]:
        addresses = find_addresses(self._report)
        files = {file.rpartition(".")[0]: file for file in addresses}
        # Most of them are numbers that nothing binds, which the check of the source has told already.
        told = {item["page"] for item in self._items if item["severity"] == "error"}
        split = [one.partition(": ") for one in unchecked]
        found = [Complaint(place=files.get(name.partition(":")[0], name), what=what) for name, _, what in split]
        return [item for item in (item_of(one, addresses) for one in found) if item["page"] not in told]


def _pages_of(report: Report) -> list[str]:
    return [page_address(path.as_posix()) for path in report.project.pages]


def write_outcome(path: Path, outcome: Outcome) -> None:
    """Write what came of a build for the process that serves."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps(outcome))


def read_outcome(path: Path) -> Outcome | None:
    """Return what came of a build; ``None`` if its process ended before it could say."""
    with suppress(OSError, ValueError):
        outcome: Outcome = json.loads(path.read_bytes())
        path.unlink()
        return outcome
    return None
