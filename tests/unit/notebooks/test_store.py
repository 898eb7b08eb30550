"""The store of runs: what is in it comes back whole, and nothing that happens to it hurts a build."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import nbformat
import pandas as pd
import pytest

from factbook.notebooks.cache.entry import KIND, StoreEntry, dump_entry, make_entry, parse_entry, restore_run
from factbook.notebooks.cache.key import Key, make_key
from factbook.notebooks.cache.store import USED, Store, choose_superfluous, list_store, read_used, remove
from factbook.notebooks.execution.recorded_outputs import find_outputs, read_recorded
from factbook.notebooks.execution.run import Run
from factbook.notebooks.recording.emit import MIME
from factbook.notebooks.recording.record import FOUND_LATER, chart, parse_bundle, record
from factbook.notebooks.tracing.inputs import Lineage, States, UnstableCall
from figurecheck.model import Basis, Cell, Statistic
from figurecheck.model.errors import Complaint

PATH = Path("notebooks/totals.ipynb")
CODE = "fb.record(...)"
BASIS = Basis(
    kind="streak", test="above", at="2024", series=(("2023", Decimal("1.1")), ("2024", Decimal(2))),
    run=("2023", "2024"), before="2022", next="2025", limit=Decimal("0.5"), unit="people", span="year",
    gaps=(("2019", "2020"),), others=(("2021", Decimal(-3)),), order=("2022", "2023", "2024"),
)  # fmt: skip


def capture(call: Callable[[], None]) -> dict[str, Any]:
    """Give the bundle that a notebook's call emits."""
    with patch("IPython.display.display") as display:
        call()
    bundle: dict[str, Any] = display.call_args.args[0][MIME]
    return bundle


def record_share(value: str = "0.2910") -> dict[str, Any]:
    rows = pd.DataFrame({"year": [2024], "value": [2.5], "known": [True], "note": [None]})
    rows.attrs["factbook.dataset"] = "totals"
    texts = {"label": "Share", "about": "riders", "measure": "share", "period": "2024", "note": "not of children"}
    named = {"part": "riders.some.2024", "whole": "riders.all.2024", "basis": BASIS, "rows": rows, **texts}
    return capture(lambda: record("riders.share.2024", Decimal(value), unit="share", population="all riders", **named))


def record_chart() -> dict[str, Any]:
    drawn = SimpleNamespace(to_dict=lambda: {"mark": "bar", "data": {"values": [{"a": 0.1}]}})
    texts = {"title": "Riders", "alt": "They grew", "subtitle": "By year", "note": "A note"}
    return capture(
        lambda: chart(drawn, id="riders.years", rows=pd.DataFrame({"a": [1]}), shows={"a": "decoration"}, **texts)
    )


def notebook_of(*bundles: dict[str, Any], text: str = "# Riders") -> Any:
    outputs = [nbformat.v4.new_output("display_data", {MIME: bundle, "text/plain": "…"}) for bundle in bundles]
    cells = [nbformat.v4.new_markdown_cell(text), nbformat.v4.new_code_cell(CODE, outputs=outputs, execution_count=1)]
    for at, cell in enumerate(cells):
        cell["id"] = f"cell-{at}"
    return nbformat.v4.new_notebook(cells=cells)


def key_of(node: Any, **changes: Any) -> Key:
    key = make_key(json.loads(nbformat.writes(node)), path=PATH, day="2026-11-24")
    assert key is not None
    return dataclasses.replace(key, **changes)


def entry_of(root: Path, *read: str, notebook: Any = None, value: str = "0.2910") -> StoreEntry:
    notebook = notebook or notebook_of(record_share(value))
    states = States(root)
    lineage = Lineage(inputs={name: states.look(name, "read") for name in read})
    return make_entry(
        key_of(notebook), Run(path=PATH, as_of="2026-11-24", load=lambda: notebook, seconds=1.25), lineage
    )


def values_of(entry: StoreEntry | None) -> list[str]:
    assert entry is not None
    return [str(one.value) for one in restore_run(entry, json.loads(entry.notebook), path=PATH).statistics]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "totals.csv").write_text("1\n")
    return tmp_path


@pytest.fixture
def store(root: Path) -> Store:
    return Store(root / "runs")


@pytest.mark.parametrize("bundle", [record_share, record_chart])
def test_every_field_of_what_was_recorded_comes_back(bundle):
    notebook = notebook_of(bundle())
    item = parse_bundle(bundle(), Cell(notebook=PATH.as_posix(), index=1, code=CODE))
    for part in (item, *item.rows, *([item.basis] if isinstance(item, Statistic) and item.basis else [])):
        unset = {field.name for field in dataclasses.fields(part) if not getattr(part, field.name)}
        # Lines, and releases with them, are tried with tables that have them (tests/unit/data/test_releases.py).
        untried = {"lines", "dataset", "made_of", "table", "left_out", "spans", "release", "releases", *FOUND_LATER}
        assert unset <= untried, "a field without a value tries nothing"
    run = Run(path=PATH, as_of="2026-11-24", load=lambda: notebook, recorded=(item,))
    entry = parse_entry(dump_entry(make_entry(key_of(notebook), run, Lineage())))
    (back,) = restore_run(entry, json.loads(nbformat.writes(notebook)), path=PATH).recorded
    assert back == item


def test_every_field_of_an_entry_comes_back(root):
    entry = entry_of(root, "data/totals.csv")
    calls = (UnstableCall(place="cell 1", cell=0, line=2, name="time.time()", kind="clock"),)
    lineage = Lineage(
        inputs={"a": "absent"}, by_dataset=("a",), unseen=("why",), notes=("socket",), calls=calls, reusable=False
    )
    entry = dataclasses.replace(entry, lineage=lineage)
    names = [field.name for field in dataclasses.fields(lineage)]
    assert [name for name in names if getattr(lineage, name) == getattr(Lineage(), name)] == []
    assert parse_entry(dump_entry(entry)) == entry


def test_a_run_from_the_store_is_the_run_that_was_stored(root):
    notebook = notebook_of(record_share(), record_chart())
    entry = entry_of(root, notebook=notebook)
    run = restore_run(entry, json.loads(nbformat.writes(notebook)), path=PATH)
    assert run.notebook == notebook
    assert (run.reused, run.seconds, run.as_of) == (True, 1.25, "2026-11-24")


def test_what_was_glued_comes_back():
    named = {"scrapbook": {"name": "riders"}}
    output = nbformat.v4.new_output("display_data", {"text/plain": "12,000"}, metadata=named)
    cells = json.loads(json.dumps([{"outputs": [output]}]))
    (item,) = read_recorded(find_outputs(cells), ["glue(...)"], PATH, [])
    assert (item.id, item.value) == ("riders", Decimal(12000))


def test_a_sentence_in_a_notebook_can_be_mended_without_running_it(root, store):
    store.add(entry_of(root))
    mended = notebook_of(text="# Riders of buses")
    entry, _ = store.find(key_of(mended), States(root))
    assert entry is not None
    run = restore_run(entry, json.loads(nbformat.writes(mended)), path=PATH)
    before = restore_run(entry, json.loads(nbformat.writes(notebook_of())), path=PATH)
    assert run.notebook.cells[0].source == "# Riders of buses"
    assert run.statistics == before.statistics
    assert run.mark != before.mark, "the page of the notebook shows its Markdown"


def test_half_a_character_in_an_edited_text_leaves_a_notebook_that_can_be_written(root, store):
    store.add(entry_of(root))
    halved = notebook_of(text="# A \ud800")
    entry, _ = store.find(key_of(halved), States(root))
    run = restore_run(entry, json.loads(json.dumps(halved)), path=PATH)
    assert run.notebook.cells[0].source == "# A ?"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda notebook: notebook.cells[1].update(source="fb.record(1)"), "its cells changed"),
        (lambda notebook: notebook.cells[1].metadata.update(tags=["raises-exception"]), "its cells changed"),
        (lambda notebook: notebook.cells.reverse(), "its cells changed"),
        (lambda notebook: notebook.metadata.update(kernelspec={"name": "ir"}), "its kernel changed"),
    ],
)
def test_another_notebook_is_another_run(root, store, change, why):
    store.add(entry_of(root))
    notebook = notebook_of()
    change(notebook)
    assert store.find(key_of(notebook), States(root)) == (None, why)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kernel": "ir"}, "its kernel changed"),
        ({"environment": "x"}, "the environment changed"),
        ({"day": "2026-01-01"}, "it had not run as of 2026-01-01"),
        ({"notebook": "notebooks/other.ipynb"}, "no finished run of it is stored"),
    ],
)
def test_a_run_under_other_conditions_is_another_run(root, store, changes, why):
    store.add(entry_of(root))
    assert store.find(key_of(notebook_of(), **changes), States(root)) == (None, why)


def test_outputs_and_counts_left_in_a_notebook_make_no_difference(root, store):
    store.add(entry_of(root))
    stripped = notebook_of()
    stripped.cells[1].update(outputs=[], execution_count=None)
    assert store.find(key_of(stripped), States(root))[0] is not None


def test_a_run_is_found_again_when_the_data_is_as_it_was(root, store):
    file, key = root / "data" / "totals.csv", key_of(notebook_of())
    store.add(entry_of(root, "data/totals.csv", value="1"))
    file.write_text("2\n")
    assert store.find(key, States(root)) == (None, "data/totals.csv changed")
    store.add(entry_of(root, "data/totals.csv", value="2"))
    assert values_of(store.find(key, States(root))[0]) == ["2"]
    file.write_text("1\n")
    assert values_of(store.find(key, States(root))[0]) == ["1"]


def test_a_store_can_be_moved_with_its_report_or_without(root, store, tmp_path_factory):
    store.add(entry_of(root, "data/totals.csv"))
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(root / "data", other / "data")
    shutil.copytree(store.place, other / "shared")
    assert Store(other / "shared").find(key_of(notebook_of()), States(other))[0] is not None


def spoil_first_line(content: bytes) -> bytes:
    return content.replace(KIND.encode(), b"factbook-run 9")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda content: b"", id="emptied"),
        pytest.param(lambda content: content[: len(content) // 2], id="cut off"),
        pytest.param(lambda content: content[:-1], id="one byte short"),
        pytest.param(lambda content: content.replace(b"0.2910", b"0.2911"), id="another value"),
        pytest.param(spoil_first_line, id="another version"),
        pytest.param(lambda content: os.urandom(len(content)), id="noise"),
    ],
)
def test_a_damaged_run_is_thrown_away_and_said(root, spoil):
    reported: list[Complaint] = []
    store = Store(root / "runs", complain=reported.append)
    store.add(entry_of(root))
    (found,) = list_store(store.place)
    content = found.path.read_bytes()
    assert spoil(content) != content
    found.path.write_bytes(spoil(content))
    assert store.find(key_of(notebook_of()), States(root)) == (None, "its stored run was damaged")
    assert str(reported[0]).startswith(str(found.path))
    assert str(reported[0]).endswith("(nothing to do; the notebook runs again)")
    assert list_store(store.place) == []
    store.add(entry_of(root))
    assert store.find(key_of(notebook_of()), States(root))[0] is not None


def test_a_store_that_cannot_be_written_is_said_once_and_hinders_nothing(root):
    reported: list[Complaint] = []
    (root / "runs").write_text("a file where the store should be")
    store = Store(root / "runs", complain=reported.append)
    for _ in range(3):
        store.add(entry_of(root))
    assert store.find(key_of(notebook_of()), States(root)) == (None, "no finished run of it is stored")
    assert [one.what for one in reported] == ["runs cannot be stored: Not a directory"]


FILL = """
import resource, signal, sys
sys.path.insert(0, {folder!r})
from test_store import *
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
store = Store(Path({root!r}) / "runs", complain=lambda told: print(told))
store.add(entry_of(Path({root!r})))
"""


@pytest.mark.slow
def test_a_disk_without_room_is_said_and_leaves_nothing_half_written(root):
    code = FILL.format(folder=str(Path(__file__).parent), root=str(root))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "runs cannot be stored: File too large (free some space" in done.stdout, done.stderr
    assert list_store(root / "runs") == []


WRITE = """
import sys
sys.path.insert(0, {folder!r})
from test_store import *
root, store = Path({root!r}), Store(Path({root!r}) / "runs")
entries = [entry_of(root, value=str(value)) for value in range(4)]
print("ready", flush=True)
while True:
    for entry in entries:
        store.add(entry)
"""


@pytest.mark.slow
def test_kills_and_writers_side_by_side_leave_whole_runs_only(root):
    code = WRITE.format(folder=str(Path(__file__).parent), root=str(root))
    reported: list[Complaint] = []
    store = Store(root / "runs", complain=reported.append)
    for _ in range(2):
        writers = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(2)]
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        for _ in range(100):
            entry, _ = store.find(key_of(notebook_of()), States(root))
            assert entry is None or values_of(entry)[0] in {"0", "1", "2", "3"}
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            writer.communicate()
    assert values_of(store.find(key_of(notebook_of()), States(root))[0])[0] in {"0", "1", "2", "3"}
    assert reported == []


def test_pruning_keeps_what_is_asked_for(root, store):
    for at in range(4):
        (root / "data" / "totals.csv").write_text(f"{at}\n")
        store.add(entry_of(root, "data/totals.csv", value=str(at)))
    found = list_store(store.place)
    for at, one in enumerate(found):
        os.utime(one.path, (at * 86_400, at * 86_400))
    found, size = list_store(store.place), found[0].size

    def rest(used: frozenset[str] = frozenset(), days: float | None = None, size: int | None = None) -> list[float]:
        gone = choose_superfluous(found, used=used, place=store.place, now=4 * 86_400, days=days, size=size)
        return [one.used / 86_400 for one in found if one not in gone]

    assert rest(days=2.5) == [2, 3]
    assert rest(size=3 * size + 10) == [1, 2, 3]
    assert rest(days=2.5, size=size + 10) == [3]
    assert rest(used=frozenset({found[1].path.relative_to(store.place).as_posix()})) == [1]
    remove(found)
    assert list(store.place.iterdir()) == []


def test_what_a_killed_build_left_is_thrown_away_in_time(root, store):
    store.add(entry_of(root))
    left = next(store.place.iterdir()) / "half-1.part"
    left.write_bytes(b"factbook")
    used = frozenset(store.used)
    choose = {"used": used, "place": store.place, "days": None, "size": None}
    assert choose_superfluous(list_store(store.place), now=time.time(), **choose) == []
    (gone,) = choose_superfluous(list_store(store.place), now=time.time() + 90_000, **choose)
    assert gone.path == left


def test_of_one_notebook_no_more_than_fifty_runs_are_kept_that_the_build_does_not_use(root, store):
    entry = entry_of(root)
    for at in range(52):
        store.add(dataclasses.replace(entry, key=dataclasses.replace(entry.key, day=f"2026-01-{at}")))
    assert len(list_store(store.place)) == 52, "one build may be about as many days"
    next_build = Store(store.place)
    next_build.add(entry)
    assert len(list_store(store.place)) == 50
    assert next_build.find(entry.key, States(root))[0] is not None


def test_the_run_that_the_last_build_used_is_found_without_looking_at_others(root, monkeypatch):
    store = Store(root / "runs")
    store.add(entry_of(root))
    [name] = store.used
    monkeypatch.setattr("factbook.notebooks.cache.store._scan", lambda folder: pytest.fail("looked at others"))
    again = Store(root / "runs", last_used=[name])
    entry, why = again.find(key_of(notebook_of()), States(root))
    assert (entry is not None, why, again.used) == (True, "", [name])


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["gone", "damaged"])
def test_another_run_is_found_where_the_last_one_is_lost(root, spoil):
    store = Store(root / "runs")
    store.add(entry_of(root))
    [name] = store.used
    other = (root / "runs" / name).with_name(f"{Path(name).name.rpartition('-')[0]}-other.run")
    other.write_bytes((root / "runs" / name).read_bytes())
    spoil(root / "runs" / name)
    entry, _ = Store(root / "runs", last_used=[name]).find(key_of(notebook_of()), States(root))
    assert entry is not None


def test_the_list_of_used_runs_may_be_of_somebody_elses_making(root):
    place = root / "runs"
    (root / USED).parent.mkdir(parents=True, exist_ok=True)
    (root / USED).write_text(json.dumps({"store": str(place), "used": [1, None, "no name"]}), "utf-8")
    entry, why = Store(place, last_used=read_used(root, place)).find(key_of(notebook_of()), States(root))
    assert (entry, why) == (None, "no finished run of it is stored")
