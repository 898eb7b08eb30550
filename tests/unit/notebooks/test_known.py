"""Runs that are known without being read: only as long as nothing changed, and only what was stored is shown."""

from __future__ import annotations

import json
import os
import pickle
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

from factbook.engine.checksummed import read_checksummed, write_checksummed
from factbook.notebooks.cache.entry import KIND, make_entry
from factbook.notebooks.cache.known import FILE
from factbook.notebooks.execution.run import Run
from factbook.notebooks.execution.stored_run import RunFile
from factbook.notebooks.recording.emit import MIME
from factbook.notebooks.reuse import PendingRun, Plan
from factbook.notebooks.tracing.inputs import Lineage, name_tables
from factbook.project.files import digest_content
from figurecheck.model.errors import SiteError

PATH, DAY = Path("notebooks/totals.ipynb"), "2026-11-24"
DATA, PACKAGE = "data/extra.txt", "data/datapackage.json"
BUNDLE = {
    "kind": "statistic", "id": "riders.2024", "value": "0.2910", "unit": "share", "label": "Share", "about": "riders",
    "measure": "share", "period": "2024",
}  # fmt: skip


def write_notebook(root: Path, *, code: str = "fb.record(...)", text: str = "# Riders") -> Any:
    cells = [nbformat.v4.new_markdown_cell(text, id="a"), nbformat.v4.new_code_cell(code, id="b")]
    node = nbformat.v4.new_notebook(cells=cells)
    (root / PATH).write_text(nbformat.writes(node), "utf-8")
    return node


def write_package(root: Path, **titles: str) -> None:
    tables = [
        {"name": name, "path": f"{name}.csv", "title": titles.get(name, name), "schema": {"fields": [{"name": "a"}]}}
        for name in ("totals", "others")
    ]
    (root / PACKAGE).write_text(json.dumps({"name": "data", "resources": tables}), "utf-8")


def find(root: Path, **named: Any) -> Run | PendingRun:
    """As one build does: look the run up, and record what is known then."""
    plan = Plan(root, **named)
    found = plan.find(PATH, named.get("day", DAY))
    plan.known.save()
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A report whose only run is stored, and was found there by one build before."""
    for folder in ("data", "notebooks"):
        (tmp_path / folder).mkdir()
    (tmp_path / DATA).write_text("1\n", "utf-8")
    for name in ("totals", "others"):
        (tmp_path / f"data/{name}.csv").write_text("a\n1\n", "utf-8")
    write_package(tmp_path)
    node = write_notebook(tmp_path)
    node.cells[1].outputs = [nbformat.v4.new_output("display_data", {MIME: BUNDLE})]
    plan = Plan(tmp_path)
    key = plan.make_pending(PATH, DAY, "").key
    assert key is not None
    looked = {DATA: "read", PACKAGE: name_tables(["totals"], DAY)}
    lineage = Lineage(inputs={name: plan.states.look(name, how) for name, how in looked.items()})
    plan.store.add(make_entry(key, Run(path=PATH, as_of=DAY, load=lambda: node, seconds=1.25), lineage))
    # Twice, since what was read is looked at once more before it is known with the data package around it.
    for _ in range(2):
        assert isinstance(find(tmp_path), Run)
    return tmp_path


@pytest.fixture
def unread(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the notebook nor the stored run may be read, nor what the data package says of tables."""

    def refuse(*parts: Any) -> Any:
        raise AssertionError(f"looked at {parts}")

    monkeypatch.setattr("factbook.notebooks.reuse._read_document", refuse)
    monkeypatch.setattr("factbook.notebooks.cache.store.read_with_digest", refuse)
    monkeypatch.setattr("factbook.data.used_tables._open_package", refuse)


def get_file(root: Path) -> Path:
    [file] = root.rglob("*.run")
    return file


@pytest.mark.usefixtures("unread")
def test_a_run_is_known_without_being_read(root):
    found = find(root)
    assert isinstance(found, Run)
    assert (found.path, found.as_of, found.reused, found.seconds) == (PATH, DAY, True, 1.25)
    assert [one.partition(":")[0] for one in found.lineage.inputs.values()] == ["content", f"tables {DAY} totals"]


def test_it_is_the_run_that_is_stored(root):
    known = find(root)
    (root / FILE).unlink()
    read = find(root)
    assert isinstance(known, Run)
    assert isinstance(read, Run)
    assert (known.mark, known.lineage, known.seconds) == (read.mark, read.lineage, read.seconds)
    assert known.notebook == read.notebook
    assert tuple(known.recorded) == tuple(read.recorded) != ()


def test_a_text_that_was_mended_since_the_run_is_known_as_well(root, monkeypatch):
    before = find(root)
    write_notebook(root, text="# Riders of buses")
    read = find(root)
    known = find(root)
    assert read.mark == known.mark != before.mark
    assert known.notebook.cells[0].source == "# Riders of buses"


def spoil(root: Path, content: bytes) -> None:
    get_file(root).write_bytes(content)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda root: write_notebook(root, code="1"), id="code"),
        pytest.param(lambda root: (root / PATH).unlink(), id="no notebook"),
        pytest.param(lambda root: (root / DATA).write_text("2\n"), id="data"),
        pytest.param(lambda root: (root / DATA).unlink(), id="no data"),
        pytest.param(lambda root: (root / DATA).chmod(0o600), id="rights"),
        pytest.param(lambda root: write_package(root, totals="Total"), id="its table"),
        pytest.param(lambda root: get_file(root).unlink(), id="no run"),
        pytest.param(lambda root: spoil(root, b"noise"), id="damaged run"),
    ],
)
def test_it_has_to_run_where_something_changed(root, change):
    change(root)
    assert isinstance(find(root), PendingRun)


def test_other_conditions_are_another_run(root, monkeypatch):
    assert isinstance(find(root, variables={PATH.as_posix(): {"REGION": "north"}}), PendingRun)
    assert isinstance(find(root, cache="elsewhere"), PendingRun)
    assert isinstance(Plan(root).find(PATH, "2026-01-01"), PendingRun)
    assert isinstance(find(root), Run)
    monkeypatch.setattr("factbook.notebooks.cache.key.digest_environment", lambda memory="": "another")
    assert isinstance(find(root), PendingRun)


@pytest.mark.usefixtures("unread")
def test_another_factbook_trusts_no_record(root, monkeypatch):
    monkeypatch.setattr("factbook.notebooks.cache.known.find_tools_stamp", lambda root: "another")
    with pytest.raises(AssertionError, match="looked at"):
        find(root)


def test_a_change_of_another_table_is_looked_at_once(root, request):
    write_package(root, others="Others")
    assert isinstance(find(root), Run)
    request.getfixturevalue("unread")
    assert isinstance(find(root), Run)


@pytest.mark.usefixtures("unread")
def test_the_time_of_a_run_is_renewed_and_it_stays_known(root):
    old = time.time() - 7200
    os.utime(get_file(root), (old, old))
    record = read_record(root)
    record[1][PATH.as_posix()][DAY][1][1] = marks(get_file(root))
    write_record(root, record)
    assert isinstance(find(root), Run)
    assert get_file(root).stat().st_mtime > old + 3600
    assert isinstance(find(root), Run)


def marks(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns, found.st_mode]


def read_record(root: Path) -> Any:
    return json.loads((root / FILE).read_bytes().partition(b"\n")[2])


def write_record(root: Path, record: Any) -> None:
    kind = (root / FILE).read_bytes().partition(b"\n")[0].decode().rpartition(" ")[0]
    write_checksummed(root / FILE, kind, json.dumps(record).encode())


@pytest.mark.parametrize(
    "forge",
    [
        pytest.param(lambda record: [], id="nothing"),
        pytest.param(lambda record: [record[0], []], id="a list"),
        pytest.param(lambda record: [record[0], {"a": 1}], id="a number"),
        pytest.param(lambda record: [record[0], {PATH.as_posix(): {DAY: None}}], id="no row"),
        pytest.param(lambda record: [record[0], {PATH.as_posix(): {DAY: [1, 2]}}], id="a short row"),
        *(
            pytest.param(lambda record, at=at, value=value: forge_field(record, at, value), id=f"field {at}: {value}")
            for at in range(7)
            for value in (None, 1, "x", [1], [[1, 2]], {"a": None})
        ),
    ],
)
def test_a_record_of_somebody_elses_making_is_no_fault(root, forge):
    write_record(root, forge(read_record(root)))
    assert isinstance(find(root), Run)


def forge_field(record: Any, at: int, value: object) -> Any:
    record[1][PATH.as_posix()][DAY][at] = value
    return record


@pytest.mark.parametrize("content", [b"", b"noise", b"factbook-known-runs 1 2\n[]"])
def test_a_damaged_record_is_as_good_as_none(root, content):
    (root / FILE).write_bytes(content)
    assert isinstance(find(root), Run)
    assert read_record(root)[1].keys() == {PATH.as_posix()}


def test_a_record_is_written_only_where_it_changes(root):
    before = (root / FILE).stat().st_mtime_ns, (root / FILE).stat().st_ino
    find(root)
    assert ((root / FILE).stat().st_mtime_ns, (root / FILE).stat().st_ino) == before


def test_runs_of_other_notebooks_stay_known_while_these_exist(root):
    record = read_record(root)
    record[1] |= {"notebooks/gone.ipynb": {}, DATA: {}}
    write_record(root, record)
    (root / PATH).write_text((root / PATH).read_text("utf-8") + "\n", "utf-8")
    find(root)
    assert read_record(root)[1].keys() == {PATH.as_posix(), DATA}


def known_file(root: Path) -> RunFile:
    digest = digest_content(read_checksummed(get_file(root), KIND))
    return RunFile(str(get_file(root)), KIND, digest)


@pytest.mark.parametrize(
    ("change", "what", "is_left"),
    [
        pytest.param(lambda path: path.unlink(), "a stored run is gone, which this build uses", False, id="gone"),
        pytest.param(lambda path: path.write_bytes(b"x"), "a stored run is of another kind", False, id="noise"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes()[:-1]), "a stored run is not as it was written", False,
            id="damaged",
        ),
        pytest.param(
            lambda path: write_checksummed(path, KIND, b"{}\n"), "a stored run was replaced while it was used", True,
            id="another",
        ),
    ],
)  # fmt: skip
def test_what_is_not_the_run_that_is_known_is_never_shown(root, change, what, is_left):
    found, path = find(root), get_file(root)
    assert isinstance(found, Run)
    change(path)
    for ask in (lambda: found.notebook, lambda: found.statistics, lambda: found.charts):
        with pytest.raises(SiteError, match=what) as raised:
            ask()
        what = "a stored run"
    assert str(raised.value).startswith(f"{path}: ")
    assert "(build again; " in str(raised.value)
    assert path.exists() == is_left


def test_it_goes_to_another_process_without_its_content(root):
    found = find(root)
    assert isinstance(found, Run)
    assert found.statistics
    sent = pickle.dumps((found.load, found.recorded))
    assert b"riders.2024" not in sent
    load, recorded = pickle.loads(sent)
    assert load() == found.notebook
    assert tuple(recorded) == tuple(found.recorded)
    assert known_file(root).lines == pickle.loads(pickle.dumps(known_file(root))).lines
