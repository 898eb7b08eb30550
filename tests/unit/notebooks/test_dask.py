"""Runs on a Dask cluster: two real workers, the same bytes as here, and what happens when something is amiss."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Timer

import pytest

from factbook.notebooks import Limits, Plan, Run, reuse_runs
from factbook.notebooks.dask import cluster as remote
from factbook.notebooks.dask.cluster import Cluster
from factbook.notebooks.dask.payload import Payload, choose_files, find_files, pack, unpack
from factbook.notebooks.tracing.inputs import Lineage
from figurecheck.model.errors import NotebookError
from processes import PATIENCE, wait_for
from running import write_notebook

pytestmark = pytest.mark.slow

DAY = "2026-01-01"
RECORD = """import factbook as fb, pandas as pd
rows = pd.read_csv("../data/{name}.csv")
fb.record("{name}.total", int(rows.value.sum()), unit="people", population="all", rows=rows)"""
SLOW = "import time; time.sleep(4)"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on this machine, and its two workers."""
    folder = tmp_path_factory.mktemp("cluster")
    told = folder / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--scheduler-file", told]
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen([*dask, "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], **quiet)]
    address = wait_for(lambda: read_address(told))
    work = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "2"]
    started += [
        subprocess.Popen([*work, "--no-dashboard", "--local-directory", folder / str(at)], **quiet) for at in (1, 2)
    ]
    wait_for_workers(address, 2)
    yield address, started[1:]
    for process in started:
        process.kill()
        process.wait()


def read_address(told: Path) -> str:
    """Return the address that a scheduler has written down; nothing as long as it has not."""
    with suppress(FileNotFoundError, json.JSONDecodeError):
        return json.loads(told.read_bytes())["address"]
    return ""


def wait_for_workers(address: str, count: int) -> None:
    import distributed

    with distributed.Client(address, timeout=PATIENCE, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=PATIENCE)


def write_report(root: Path, count: int = 3) -> list[Path]:
    (root / "data").mkdir(parents=True)
    for at in range(count):
        (root / "data" / f"t{at}.csv").write_text(f"value,source_id\n{at},a\n10,b\n", "utf-8")
    (root / "data" / "datapackage.json").write_text("{}")
    written = [write_notebook(root, f"n{at}", RECORD.format(name=f"t{at}"), "print('done')") for at in range(count)]
    time.sleep(0.1)  # what rests on a file that changed just now is not stored
    return written


def run(root: Path, paths: list[Path], cluster: Cluster | None = None, **options) -> list[Run]:
    return reuse_runs(root, paths, as_of=[DAY], limits=Limits(timeout=60), cluster=cluster, **options)


def stored(root: Path) -> dict[str, bytes]:
    """What a store holds, but for how long each run took."""
    found = {}
    for path in sorted((root / "_build").rglob("*.run")):
        _, head, *rest = path.read_bytes().split(b"\n")
        kept = {name: value for name, value in json.loads(head).items() if name != "seconds"}
        found[path.name] = json.dumps(kept).encode() + b"\n".join(rest)
    return found


def test_what_comes_back_is_what_would_have_come_of_it_here(cluster, tmp_path):
    here, there = tmp_path / "a" / "report", tmp_path / "b" / "report"
    paths = write_report(here)
    for path in find_files(here):
        (there / path).parent.mkdir(parents=True, exist_ok=True)
        (there / path).write_bytes((here / path).read_bytes())
    ours = run(here, paths)
    theirs = run(there, paths, Cluster(cluster[0]))
    assert [one.complaints for one in theirs] == [(), (), ()]
    assert [one.recorded for one in theirs] == [one.recorded for one in ours]
    assert [one.lineage for one in theirs] == [one.lineage for one in ours]
    assert stored(there) == stored(here) != {}
    again = run(there, paths, Cluster("tcp://127.0.0.1:1"))
    assert [one.reused for one in again] == [True] * 3, "nobody is asked where nothing has to run"


def test_a_run_is_sent_what_it_is_known_to_read_and_all_of_it_when_it_wants_more(cluster, tmp_path, monkeypatch):
    paths = write_report(tmp_path)
    run(tmp_path, paths[:1])
    write_notebook(tmp_path, "n0", RECORD.format(name="t1"))
    sent: list[list[str]] = []
    monkeypatch.setattr(remote, "pack", lambda root, names: sent.append([*names]) or pack(root, names))
    (done,) = run(tmp_path, paths[:1], Cluster(cluster[0]))
    assert [item.id for item in done.statistics] == ["t1.total"]
    assert done.complaints == ()
    assert sent == [
        ["data/datapackage.json", "data/t0.csv", "notebooks/n0.ipynb"],
        [*find_files(tmp_path)],
    ]


def test_a_run_that_needs_what_cannot_be_sent_is_carried_out_here(cluster, tmp_path):
    root, beside = tmp_path / "report", tmp_path / "beside.csv"
    write_report(root)
    beside.write_text("value,source_id\n5,a\n")
    path = write_notebook(root, "far", RECORD.format(name="far").replace("../data/far.csv", "../../beside.csv"))
    (done,) = run(root, [path], Cluster(cluster[0]))
    assert done.complaints == ()
    assert [str(item.value) for item in done.statistics] == ["5"]


def test_a_notebook_that_fails_there_says_so_as_it_would_here(cluster, tmp_path):
    write_report(tmp_path)
    paths = [
        write_notebook(tmp_path, "bad", "x = 1\n1 / 0"),
        write_notebook(tmp_path, "dies", "import os; os._exit(3)"),
    ]
    reported = [str(one) for done in run(tmp_path, paths, Cluster(cluster[0])) for one in done.complaints]
    assert reported[0] == "notebooks/bad.ipynb: cell 1, line 2: ZeroDivisionError: division by zero (correct the cell)"
    assert reported[1].startswith("notebooks/dies.ipynb: cell 1: the kernel ended itself with status 3 after ")


def test_a_scheduler_that_does_not_answer_is_said(tmp_path):
    with pytest.raises(NotebookError) as refused:
        run(tmp_path, write_report(tmp_path, 1), Cluster("tcp://127.0.0.1:1", patience=1))
    (complaint,) = refused.value.complaints
    assert complaint.place == "tcp://127.0.0.1:1"
    assert complaint.what.startswith("no Dask scheduler answers (")
    assert complaint.remedy == "start one with: dask scheduler, and give the address that it prints"


def test_an_address_that_is_none_is_said(tmp_path):
    with pytest.raises(NotebookError, match="no Dask scheduler answers"):
        run(tmp_path, write_report(tmp_path, 1), Cluster("nonsense://x", patience=1))


def test_without_the_extra_the_remedy_is_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NotebookError) as refused:
        run(tmp_path, write_report(tmp_path, 1), Cluster("tcp://127.0.0.1:1"))
    assert str(refused.value) == (
        "--executor dask: needs the package distributed, which is not installed "
        "(install it with: pip install 'factbook[dask]')"
    )


def test_workers_with_other_versions_are_refused(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr(remote, "digest_environment", os.getpid)
    with pytest.raises(NotebookError, match="workers have other versions than this machine: tcp://") as refused:
        run(tmp_path, write_report(tmp_path, 1), Cluster(cluster[0]))
    assert "requirements.txt" in str(refused.value)


@pytest.mark.parametrize(
    ("options", "reported"),
    [
        (
            ["--executor", "dask"],
            "--scheduler: is needed with --executor dask (use the address that dask scheduler printed)",
        ),
        (["--scheduler", "tcp://x:1"], "--scheduler: needs --executor dask (use both options)"),
    ],
)
def test_the_command_wants_both_options(tmp_path, factbook, options, reported):
    factbook("init", tmp_path / "report")
    result = factbook("check", "--project", tmp_path / "report", *options)
    assert result.returncode == 2
    assert result.stderr.strip() == reported


def test_what_a_run_needs_is_chosen_by_what_it_read(tmp_path):
    write_report(tmp_path, 2)
    (tmp_path / "notebooks" / "helper.py").write_text("")
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "page.md").write_text("")
    always = ["data/datapackage.json", "notebooks/helper.py", "notebooks/n0.ipynb"]
    read = Lineage(inputs={"data/t1.csv": "content:1", "data/none.csv": "absent", "/etc/x": "content:2"})
    listed = Lineage(inputs={"book": "names:1"})
    assert sorted(choose_files(tmp_path, "notebooks/n0.ipynb", read)) == sorted([*always, "data/t1.csv"])
    assert sorted(choose_files(tmp_path, "notebooks/n0.ipynb", listed)) == sorted([*always, "book/page.md"])
    assert sorted(choose_files(tmp_path, "notebooks/n0.ipynb", None)) == sorted([*always, "data/t0.csv", "data/t1.csv"])


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out"])
def test_nothing_is_unpacked_outside(tmp_path, name):
    parcel = Payload(
        notebook="n", day=DAY, limits=Limits(), environment={}, expected="", folders=(), files={name: b""}
    )  # fmt: skip
    with pytest.raises(ValueError, match="leads out of the report"):
        unpack(parcel, tmp_path / "report")


def test_a_worker_that_is_lost_is_made_up_for_by_the_other(cluster, tmp_path):
    address, workers = cluster
    write_report(tmp_path)
    cells = (RECORD.format(name="t1"), SLOW)
    paths = [write_notebook(tmp_path, f"slow{at}", *cells) for at in range(3)]
    for at, path in enumerate(paths):
        text = (tmp_path / path).read_text().replace("t1.total", f"t{at}.total")
        (tmp_path / path).write_text(text)
    begun: list[Path] = []

    def kill_when_under_way(path: Path, day: str) -> None:
        begun.append(path)
        if len(begun) == len(paths):
            Timer(2.5, workers[0].kill).start()

    since = time.monotonic()
    done = run(tmp_path, paths, Cluster(address), plan=Plan(tmp_path), started=kill_when_under_way)
    assert time.monotonic() - since > 4
    assert workers[0].wait(PATIENCE) == -signal.SIGKILL
    assert [one.complaints for one in done] == [(), (), ()]
    assert [[item.id for item in one.statistics] for one in done] == [["t0.total"], ["t1.total"], ["t2.total"]]
