"""From a change to the next draft, with what the other processes say played by the test."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from factbook.engine.fingerprints import see_inputs
from factbook.serve import conductor
from factbook.serve.conductor import Conductor
from factbook.serve.desk import item_of
from factbook.serve.draft_files import READY, rows_of
from factbook.serve.place import DRAFT, EARLY, OUTCOMES
from factbook.serve.standby import GO
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import read_worded

PAGE = "book/a.md"


class Played:
    """A report of one page, and the processes of its conductor."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sent: list[dict] = []
        self.lines: list[str] = []
        self.save("first")
        for folder in (EARLY, OUTCOMES):
            (root / folder).mkdir(parents=True)
        self.conductor = Conductor(root, self, write=self.lines.append)

    def send(self, request: dict) -> None:
        self.sent.append(request)

    def save(self, text: str) -> None:
        (self.root / "book").mkdir(parents=True, exist_ok=True)
        (self.root / PAGE).write_text(text)

    async def rest(self) -> None:
        """Wait until nothing is left that the conductor does later, such as a build a while after a change."""
        while self.conductor._tasks:
            await asyncio.wait(self.conductor._tasks)

    def see(self) -> dict:
        return rows_of(see_inputs(self.root, {}))

    @property
    def state(self) -> str:
        return self.conductor.situation.look_at("a.html").state

    def last(self, kind: str) -> dict:
        return [one for one in self.sent if one.get("kind") == kind][-1]

    def ready(self, id: int, inputs: dict, text: str = "early") -> None:
        folder = self.root / EARLY / f"{id}"
        folder.mkdir(exist_ok=True)
        (folder / "a").write_text(text)
        found = {"inputs": inputs, "pages": ["a.html"], "unsettled": [], "items": [], "files": {"a.html": "a"}}
        (folder / READY).write_text(json.dumps(found))
        self.conductor.handle({"id": id, "ready": f"{id}"})

    def end(self, id: int, inputs: dict | None, **more: object) -> None:
        if inputs is not None:
            outcome = {
                "inputs": inputs,
                "is_built": True,
                "pages": ["a.html"],
                "unsettled": [],
                "waits": False,
                "is_hindered": False,
                "items": [],
                "seconds": 0,
            }
            (self.root / OUTCOMES / f"{id}.json").write_text(json.dumps({**outcome, **more}))
        self.conductor.handle({"id": id, "exit": 0 if inputs is not None else 143})


@pytest.fixture
def play(tmp_path: Path) -> Callable[[Callable], None]:
    def run(scene: Callable) -> None:
        async def act() -> None:
            await scene(Played(tmp_path / "report"))

        asyncio.run(act())

    return run


def test_a_draft_is_settled_when_it_was_made_of_what_is_there(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        assert it.state == "checking"
        it.end(1, it.see())
        assert it.state == "settled"
        assert it.lines[0].startswith("the report: shown after ")
        assert it.lines[0].endswith(", 0 to fix, 0 to look at")

    play(scene)


def test_a_change_while_a_draft_is_made_makes_another_one(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        inputs = it.see()
        it.save("second")
        it.end(1, inputs)
        assert it.state == "checking"
        await it.rest()
        it.end(it.last("build")["id"], it.see())
        assert it.state == "settled"

    play(scene)


def test_a_change_that_nobody_told_of_is_seen_when_somebody_looks(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, it.see())
        it.save("second")
        assert it.conductor.note_changes()
        assert it.state == "checking"

    play(scene)


def test_each_change_makes_old_what_was_read_before_it_also_while_a_draft_is_made(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, it.see())
        first = it.conductor.situation.revision
        it.save("second")
        it.conductor.note_changes(frozenset({PAGE}))
        second = it.conductor.situation.revision
        await it.rest()
        it.save("third")
        it.conductor.note_changes(frozenset({PAGE}))
        third = it.conductor.situation.revision
        assert first < second < third

    play(scene)


@pytest.mark.parametrize(
    ("names", "doing"),
    [
        ({"book/approvals/a.yml"}, "approvals are being read"),
        ({"book/approvals/a.yml", PAGE}, "the change is being checked"),
        (set(), "the change is being checked"),
    ],
)
def test_approvals_are_told_from_other_changes(play, names, doing):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, it.see())
        it.save("second")
        it.conductor.note_changes(frozenset(names))
        assert it.conductor.situation.doing == doing

    play(scene)


def test_a_file_that_was_saved_as_it_was_changes_nothing(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, it.see())
        it.save("first")
        assert not it.conductor.note_changes(frozenset({PAGE}))
        assert it.state == "settled"

    play(scene)


def test_a_build_is_stopped_by_a_change_unless_it_writes_pages(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.save("second")
        it.conductor.note_changes(frozenset({PAGE}))
        assert it.sent[-1] == {"stop": 1}
        it.end(1, None)
        await it.rest()
        it.conductor.handle({"id": 2, "rendering": True})
        it.save("third")
        it.conductor.note_changes(frozenset({PAGE}))
        assert it.sent[-1]["kind"] == "build"
        assert it.state == "checking"

    play(scene)


def test_early_pages_of_an_earlier_state_are_not_shown(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        inputs = it.see()
        it.save("second")
        it.ready(1, inputs)
        assert it.state == "checking"
        it.ready(1, it.see())
        assert it.state == "settled"

    play(scene)


def test_what_stands_by_shows_the_page_that_changed(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, it.see())
        it.conductor.handle({"id": 1, "standby": 4711})
        it.save("second")
        it.conductor.note_changes(frozenset({PAGE}))
        assert it.sent[-1]["process"] == 4711
        it.ready(1, it.see())
        assert it.state == "settled"
        assert it.conductor.situation.look_at("b.html").state == "checking"

    play(scene)


def test_what_stands_by_veils_nothing_of_a_site_that_was_whole_before_it_was_ready(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, it.see())
        it.conductor.handle({"id": 1, "standby": 4711})
        it.save("second")
        it.conductor.note_changes(frozenset({PAGE}))
        await it.rest()
        it.end(2, it.see())
        it.ready(1, it.see())
        assert it.conductor.situation.look_at("b.html").state == "settled"

    play(scene)


def test_what_stands_by_shows_every_change_until_the_next_draft_has_another(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, it.see())
        it.conductor.handle({"id": 1, "standby": 4711})
        for text in ("second", "third"):
            it.save(text)
            told = len(it.sent)
            it.conductor.note_changes(frozenset({PAGE}))
            assert {"signal": int(GO), "process": 4711} in it.sent[told:]
            await it.rest()
        build = it.last("build")["id"]
        it.end(build, it.see())
        await it.rest()
        build = it.last("build")["id"]
        it.end(build, it.see())
        it.conductor.handle({"id": build, "standby": 4712})
        assert it.sent[-1] == {"signal": 15, "process": 4711}
        it.save("fourth")
        it.conductor.note_changes(frozenset({PAGE}))
        assert it.sent[-1] == {"signal": int(GO), "process": 4712}

    play(scene)


@pytest.mark.parametrize(("said", "most"), [("ready", 600.0), ("passed", 600.0), ("nothing", 0.0)])
def test_a_draft_leaves_the_processors_to_what_stands_by_until_it_says_what_came_of_it(play, said, most, monkeypatch):
    monkeypatch.setattr(conductor, "LATER", 0.0)
    monkeypatch.setattr(conductor, "AFTER_AHEAD", most)

    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, it.see())
        it.conductor.handle({"id": 1, "standby": 4711})
        it.save("second")
        it.conductor.note_changes(frozenset({"data/towns.csv"}))
        if most:
            await asyncio.sleep(0.1)
            assert it.last("build")["id"] == 1
        if said == "ready":
            it.ready(1, it.see())
        elif said == "passed":
            it.conductor.handle({"id": 1, "passed": 4712})
        await it.rest()
        assert it.last("build")["id"] == 2

    play(scene)


def test_what_stands_by_after_an_earlier_draft_is_ended(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, it.see())
        it.conductor.rebuild()
        await it.rest()
        it.conductor.handle({"id": 1, "standby": 4711})
        assert it.sent[-1] == {"signal": 15, "process": 4711}

    play(scene)


def test_runs_are_started_once_and_again_when_what_they_read_may_have_changed(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        needed = {"id": 1, "needed": "n", "count": 1, "days": ["2026-01-01"]}
        it.conductor.handle({**needed, "basis": "one"})
        first = it.last("run")["id"]
        it.conductor.handle({**needed, "basis": "one"})
        assert it.last("run")["id"] == first
        it.conductor.handle({**needed, "basis": "two"})
        assert {"stop": first} in it.sent
        assert it.last("run")["id"] != first

    play(scene)


def test_a_run_that_failed_is_not_repeated_until_something_changes(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        needed = {"id": 1, "needed": "n", "count": 1, "days": ["2026-01-01"], "basis": "one"}
        it.conductor.handle(needed)
        batch = it.last("run")
        it.end(1, it.see(), unsettled=["a.html"])
        assert it.state == "checking"
        faults = {"notebooks/a.ipynb 2026-01-01": [{"place": "notebooks/a.ipynb", "what": "timed out", "remedy": ""}]}
        (it.root / batch["outcome"]).write_text(json.dumps(faults))
        it.conductor.handle({"id": batch["id"], "exit": 0})
        await it.rest()
        build = it.last("build")
        assert build["failed"] == faults
        it.conductor.handle({**needed, "id": build["id"]})
        assert it.last("run") is batch

    play(scene)


@pytest.mark.parametrize("saved", [True, False], ids=["saved as it was", "asked for"])
def test_a_run_that_failed_is_tried_again_when_somebody_wants_that(play, saved):
    async def scene(it: Played) -> None:
        it.conductor.start()
        needed = {"id": 1, "needed": "n", "count": 1, "days": ["2026-01-01"], "basis": "one"}
        it.conductor.handle(needed)
        batch = it.last("run")
        it.end(1, it.see(), unsettled=["a.html"])
        # What the system kills where memory is short.
        it.conductor.handle({"id": batch["id"], "exit": -9})
        await it.rest()
        [fault] = it.last("build")["failed"][""]
        assert read_worded(fault["what"]) == "the process that runs them ended with -9"
        it.end(it.last("build")["id"], it.see(), unsettled=["a.html"])
        assert not it.conductor.note_changes(frozenset({PAGE}))
        if saved:
            assert it.conductor.note_changes(frozenset({"notebooks/a.ipynb"}))
        else:
            it.conductor.rebuild()
        await it.rest()
        build = it.last("build")
        assert build["failed"] == {}
        it.conductor.handle({**needed, "id": build["id"]})
        assert it.last("run")["id"] > build["id"]

    play(scene)


def test_a_build_that_waits_for_runs_goes_on_when_they_end(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.conductor.handle({"id": 1, "needed": "n", "count": 1, "days": ["2026-01-01"], "basis": "one"})
        it.conductor.handle({"id": it.last("run")["id"], "exit": 0})
        await it.rest()
        assert {"stop": 1} not in it.sent
        # It gave up waiting just before they ended, so it shows what was before them.
        it.end(1, it.see(), unsettled=["a.html"], waits=True)
        assert it.state == "checking"
        await it.rest()
        assert it.last("build")["id"] > 1

    play(scene)


def test_a_draft_that_somebody_removed_is_made_again(play):
    async def scene(it: Played) -> None:
        record = it.root / DRAFT.record
        record.write_text("{}")
        it.conductor.start()
        it.end(1, it.see())
        assert it.state == "settled"
        record.unlink()
        assert it.conductor.note_changes()
        assert it.state == "checking"
        await it.rest()
        assert it.last("build")["id"] == 2
        # Refused, it leaves no site, and is not tried again and again.
        it.end(2, it.see(), is_built=False)
        assert not it.conductor.note_changes()

    play(scene)


def test_early_pages_that_somebody_removed_are_waited_for(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.conductor.handle({"id": 1, "ready": "gone"})
        assert it.state == "checking"

    play(scene)


def test_a_build_that_the_system_hindered_is_tried_again_by_itself_and_told_once(play, monkeypatch):
    async def scene(it: Played) -> None:
        it.conductor.start()
        hindered = {"is_built": False, "is_hindered": True}
        hindered["items"] = [item_of(Complaint("the disk", "no space left on device"))]
        it.end(1, it.see(), **hindered)
        # Not at each look at a page.
        assert not it.conductor.note_changes()
        monkeypatch.setattr(conductor, "AGAIN", -1)
        it.conductor.rebuild()
        for build in (2, 3):
            await it.rest()
            it.end(build, it.see(), **hindered)
            assert it.conductor.note_changes()
        await it.rest()
        it.end(it.last("build")["id"], it.see())
        assert it.state == "settled"
        assert [line for line in it.lines if "no space" in line] == ["  the disk: no space left on device"]

    play(scene)


def test_nothing_is_made_in_a_folder_that_is_gone_and_all_of_it_once_it_is_back(play, tmp_path):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, it.see())
        gone = it.root.rename(tmp_path / "elsewhere")
        for _ in range(2):
            assert it.conductor.note_changes()
            await it.rest()
        assert it.last("build")["id"] == 1
        assert it.conductor.situation.items[0]["what"] == "this folder is gone"
        assert it.state == "checking"
        assert not it.root.exists()
        assert sum("is gone" in line for line in it.lines) == 1
        gone.rename(it.root)
        assert it.conductor.note_changes()
        await it.rest()
        assert it.last("build")["id"] == 2

    play(scene)


def test_early_pages_go_once_the_site_is_whole_and_their_process_has_ended(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.ready(1, it.see())
        (it.root / EARLY / str(os.getpid())).mkdir()
        (it.root / EARLY / "1").rename(it.root / EARLY / "999999999")
        it.end(1, it.see())
        assert [one.name for one in (it.root / EARLY).iterdir()] == [str(os.getpid())]

    play(scene)


def test_a_build_that_ends_without_a_word_is_told_and_shows_nothing_as_settled(play):
    async def scene(it: Played) -> None:
        it.conductor.start()
        it.end(1, None)
        assert it.state == "checking"
        assert "ended with 143" in it.conductor.situation.items[0]["what"]

    play(scene)
