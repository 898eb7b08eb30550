"""From a change to the next draft: which process is started, which is stopped, and what is known when one ends."""

from __future__ import annotations

import asyncio
import json
import math
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from factbook.engine.fingerprints import Files, are_unchanged
from factbook.report.desk.approvals import FOLDER as APPROVALS
from factbook.serve.batch import Batch
from factbook.serve.desk import DeskItem, item_of, write_report
from factbook.serve.draft_files import READY, read_outcome, remove_early, states_of
from factbook.serve.place import DRAFT, EARLY, OUTCOMES
from factbook.serve.situation import Situation
from factbook.serve.standby import GO
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase, write_worded

PATIENCE = 1.0
"""Seconds that a draft waits for notebooks; after that the pages that do not hang on them are shown."""
SOON = 0.02
"""Seconds after a change of a page until a build starts: an editor that saves writes more than one file."""
LATER = 0.2
"""The same for all other files: a table and its description are often written one after the other."""
AFTER_AHEAD = 0.7
"""Seconds that a build waits for what stands by, and for runs that it has asked for: beside it, these take longer."""
AGAIN = 10.0
"""Seconds after which a build that the system hindered is tried again, such as one that found a full disk."""


class Processes(Protocol):
    """Where builds and runs are carried out."""

    def send(self, request: Mapping[str, Any]) -> None:
        """Send a request."""


class Conductor:
    """Starts builds and runs, and keeps the `situation`."""

    def __init__(self, root: Path, processes: Processes, *, write: Callable[[str], None]) -> None:
        """Serve the report at `root`; `write` is called with lines for the terminal."""
        self.situation = Situation()
        self.renewed = asyncio.Condition()
        self._root, self._processes, self._write = root, processes, write
        self._base: Files | None = None
        self._count = 0
        self._build: int | None = None
        self._has_site = False
        """Whether the last build that ended has left a site."""
        self._is_rendering = self._is_stopping = self._is_going_ahead = False
        self._wanted = True
        self._since = time.monotonic()
        self._changed: set[str] = set()
        self._checked: set[str] = set()
        self._batch: Batch | None = None
        self._standby: tuple[int, int] | None = None
        """The build that a process stands by after, and that process."""
        self._ahead = self._last = 0
        self._basis = ""
        self._failed: dict[str, list[dict[str, object]]] = {}
        self._done: set[str] = set()
        self._again = math.inf
        """When a build that the system hindered is tried again."""
        self._told: list[str] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def is_current(self) -> bool:
        """Look at every input, and return whether all are as they were when what is shown was made of them."""
        return self._base is not None and not self._is_removed() and are_unchanged(self._root, self._base)

    def _is_removed(self) -> bool:
        # Somebody who cleans up takes the draft for something that a build left behind.
        return self._has_site and self._build is None and not (self._root / DRAFT.record).exists()

    def note_changes(self, names: frozenset[str] = frozenset()) -> bool:
        """Find out whether an input changed, and if so, make a new draft; return whether."""
        # A build that started before this change may have read the file before or after it; when it ends, its inputs
        # are compared with what is there then.
        if self._build is not None and self.situation.is_changed:
            if names:
                self._wanted = True
                self._changed |= names
                # What was read since the one before may be old again.
                self._set(self.situation.change(self.situation.doing))
                self._stop_build()
                self._go_ahead()
            return True
        if self.is_current() and not self._may_succeed_now(names):
            return False
        self._changed |= names
        self._go_ahead()
        is_approval = bool(names) and all(name.startswith(f"{APPROVALS.as_posix()}/") for name in names)
        self._want("approvals are being read" if is_approval else "the change is being checked")
        return True

    def rebuild(self) -> None:
        """Make a new draft, whether or not anything changed."""
        self._failed = {}
        self._want("all is being checked again")

    def _may_succeed_now(self, names: frozenset[str]) -> bool:
        """Return whether what failed is to be tried again, since it may have been for no fault of the files."""
        # Runs once somebody has saved what they read, be it as it was: there may have been too little memory.
        if time.monotonic() > self._again:
            self._again = math.inf
            return True
        if not self._failed or all(name.endswith(".md") for name in names):
            return False
        self._failed = {}
        return True

    def start(self) -> None:
        """Make the first draft."""
        self._launch()

    def _want(self, doing: str) -> None:
        self._since = time.monotonic()
        self._wanted = True
        self._set(self.situation.change(doing))
        self._stop_build()
        if self._build is None:
            self._later(self._launch_soon())

    def _go_ahead(self) -> None:
        """Have the process that stands by show what a change of pages, notebooks and tables makes of some pages."""
        if self._standby is not None:
            self._ahead, process = self._standby
            self._is_going_ahead = True
            self._processes.send({"signal": int(GO), "process": process})

    def _stop_build(self) -> None:
        # One that writes pages is soon done, and stopped it would leave pages of which nobody knows the state.
        if self._build is not None and not self._is_rendering and not self._is_stopping:
            self._is_stopping = True
            self._processes.send({"stop": self._build})

    async def _launch_soon(self) -> None:
        if all(name.endswith(".md") for name in self._changed):
            await asyncio.sleep(SOON)
        else:
            await asyncio.sleep(LATER)
            until = time.monotonic() + AFTER_AHEAD
            while (self._batch is not None or self._is_going_ahead) and time.monotonic() < until:
                await asyncio.sleep(SOON)
        if self._build is None and self._wanted:
            self._launch()

    def _launch(self) -> None:
        if not self._root.is_dir():
            self._wait_for_folder()
            return
        self._count += 1
        # Those of a build that was stopped are among what this one is about.
        self._checked, self._changed = self._changed | (self._checked if self._is_stopping else set()), set()
        self._build, self._wanted, self._is_rendering, self._is_stopping = self._count, False, False, False
        self._processes.send(
            {
                "id": self._build,
                "kind": "build",
                "outcome": self._outcome(self._build).as_posix(),
                "patience": PATIENCE,
                "basis": self._basis,
                "running": self._batch.basis if self._batch else "",
                "left": max(0.0, PATIENCE - (time.monotonic() - self._batch.since)) if self._batch else 0.0,
                "failed": self._failed,
                "done": sorted(self._done),
            }
        )

    def _wait_for_folder(self) -> None:
        # A process that built would make it anew, in the way of whoever puts it back. Each look at the inputs tries
        # again.
        self._base, self._wanted, self._checked, self._changed = None, False, set(), set()
        remedy = "put it back; or end this server, and start one where it is now"
        items = [item_of(Complaint(str(self._root), "this folder is gone", remedy))]
        self._refuse(items)
        self._report(items, is_built=False)

    def handle(self, event: Mapping[str, Any]) -> None:
        """Learn from the other processes."""
        id = event["id"]
        if self._batch is not None and id == self._batch.id:
            self._handle_run(event)
        elif "standby" in event:
            self._stand_by(id, int(event["standby"]))
        elif id == self._build:
            self._handle_build(event)
        elif id == self._ahead:
            self._handle_ahead(event)

    def _handle_ahead(self, event: Mapping[str, Any]) -> None:
        # Else it has said what came of the last change: pages that it shows, or nothing.
        self._is_going_ahead = "needed" in event
        if self._is_going_ahead:
            self._start_runs(event)
        elif "ready" in event:
            self._show_early(str(event["ready"]), is_ahead=True)

    def _stand_by(self, id: int, process: int) -> None:
        # Each compares all files with those of its own draft, so an earlier one is of use until the next is there.
        if id == self._last and self._build is None and not self._wanted:
            former, self._standby = self._standby, (id, process)
        else:
            former = (id, process)
        if former is not None:
            self._processes.send({"signal": int(signal.SIGTERM), "process": former[1]})

    def _handle_build(self, event: Mapping[str, Any]) -> None:
        if "rendering" in event:
            self._is_rendering = True
        elif "needed" in event:
            self._start_runs(event)
        elif "ready" in event:
            self._show_early(str(event["ready"]))
        elif "exit" in event:
            self._end_build(int(event["exit"]))

    def _start_runs(self, event: Mapping[str, Any]) -> None:
        batch = self._batch
        # With other files a run that failed may succeed, and one that could not be stored may be another.
        if self._basis != event["basis"]:
            self._basis, self._failed, self._done = event["basis"], {}, set()
        if batch is not None and batch.basis == event["basis"]:
            return
        if batch is not None:
            self._processes.send({"stop": batch.id})
            self._batch = None
        if self._failed:
            # They have run on this basis, and would fail again.
            return
        self._count += 1
        self._batch = Batch(id=self._count, needed=event["needed"], basis=event["basis"], count=int(event["count"]))
        request = {"id": self._count, "kind": "run", "days": event["days"], "names": event.get("names", [])}
        self._processes.send({**request, "outcome": self._outcome(self._count).as_posix()})
        self._set(self.situation.say(self._describe_batch()))

    def _describe_batch(self) -> str:
        return self._batch.describe() if self._batch else ""

    def _handle_run(self, event: Mapping[str, Any]) -> None:
        assert self._batch is not None  # noqa: S101
        if "ran" in event:
            self._batch.ended[event["ran"]] = bool(event["failed"])
            self._write(f"  {event['ran']}: {'failed' if event['failed'] else 'ran'}, {event['seconds']} s")
            self._set(self.situation.say(self._describe_batch()))
        elif "exit" in event:
            self._end_batch(int(event["exit"]))

    def _end_batch(self, code: int) -> None:
        batch, self._batch = self._batch, None
        assert batch is not None  # noqa: S101
        with suppress(OSError, ValueError):
            file = self._root / self._outcome(batch.id)
            found: dict[str, list[dict[str, object]]] = json.loads(file.read_bytes())
            file.unlink()
            self._failed = {name: complaints for name, complaints in found.items() if complaints}
            self._done = {name for name, complaints in found.items() if not complaints}
        if code and not self._failed:
            # Of no run in particular; until somebody saves again they are not tried again.
            what = write_worded(phrase("the process that runs them ended with {code}", code=code))
            self._failed = {"": [{"place": "notebooks", "what": what, "remedy": "save one again"}]}
        if self._failed or self._build is None or self._is_rendering or self._is_stopping:
            self._want("what notebooks have recorded is being checked")
        # Else the build is still waiting for just these runs, and goes on with them; `_end_build` makes sure of it.

    def _show_early(self, folder: str, *, is_ahead: bool = False) -> None:
        place = self._root / EARLY / folder
        try:
            ready = json.loads((place / READY).read_bytes())
        except OSError:
            # Removed by somebody; the whole site follows.
            return
        base = states_of(ready["inputs"])
        # On a busy machine the whole site may be there before, and no other follows to settle the rest of the pages.
        if (self._build is None and not self._wanted) or not are_unchanged(self._root, base):
            return
        self._base = base
        items, pages = ready["items"], ready["pages"]
        if is_ahead:
            # What stands by looks at its pages alone; of all others the list is as it was.
            items = [one for one in self.situation.items if one["page"] not in ready["files"]] + items
            # The others are on the site as they were when it began to wait; by now that may be a later one.
            pages = pages if self._last == self._ahead else [one for one in pages if one in ready["files"]]
        early = {address: place / file for address, file in ready["files"].items()}
        self._set(self.situation.show_early(pages, ready["unsettled"], items, early))

    def _end_build(self, code: int) -> None:
        stopped, outcome = self._is_stopping, read_outcome(self._root / self._outcome(self._build or 0))
        self._last, self._build = self._build or 0, None
        if outcome is None:
            if not stopped:
                self._base = None
                what = phrase("the process that builds ended with {code}", code=code)
                fault = Complaint("factbook", what, "look at the terminal, and save again")
                self._refuse([item_of(fault)])
        else:
            self._base = states_of(outcome["inputs"]) if outcome["inputs"] is not None else None
            self._again = time.monotonic() + AGAIN if outcome["is_hindered"] else math.inf
            self._has_site = outcome["is_built"] and (self._root / DRAFT.record).exists()
            if outcome["is_built"]:
                self._set(self.situation.show_built(outcome["pages"], outcome["unsettled"], outcome["items"]))
                self._set(self.situation.say(self._describe_batch()))
                remove_early(self._root)
            else:
                self._refuse(outcome["items"])
            self._report(outcome["items"], is_built=outcome["is_built"])
        is_late = bool(outcome and outcome["waits"]) and self._batch is None and not self._failed
        if self._wanted or is_late or (outcome is not None and not self.is_current()):
            self._want("the change is being checked")
        else:
            self._processes.send({"id": 0, "kind": "warm"})

    def _refuse(self, items: list[DeskItem]) -> None:
        self._set(self.situation.show_refused(items))

    def _report(self, items: list[DeskItem], *, is_built: bool) -> None:
        seconds = time.monotonic() - self._since
        names = ", ".join(sorted(self._checked)[:3]) + (", ..." if len(self._checked) > 3 else "")
        waits = f", {self._describe_batch()}" if self._batch else ""
        counts, *lines = write_report(items)
        is_news, self._told = bool(names) or is_built or lines != self._told, lines
        head = f"{names or 'the report'}: {'shown' if is_built else 'not shown'} after {seconds:.2f} s, {counts}{waits}"
        for line in [head, *lines] if is_news else []:
            self._write(line)

    def _outcome(self, id: int) -> Path:
        return OUTCOMES / f"{id}.json"

    def _set(self, situation: Situation) -> None:
        if situation is not self.situation:
            self.situation = situation
            self._later(self._notify())

    async def _notify(self) -> None:
        async with self.renewed:
            self.renewed.notify_all()

    def _later(self, work: Any) -> None:
        # The loop itself holds tasks weakly: one that nobody else holds could vanish before it is done.
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
