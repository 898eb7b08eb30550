"""What a process reads is learnt, whichever way it reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factbook.notebooks.tracing import client
from factbook.notebooks.tracing.client import TracerClient
from factbook.notebooks.tracing.inputs import Lineage, States
from factbook.notebooks.tracing.lineage import make_lineage
from processes import is_running, wait_for

EXACT = "from factbook.notebooks.tracing.in_kernel import start_tracing\nstart_tracing()\n"
BY_PYTHON = """
from factbook.notebooks.tracing.in_kernel import start_tracing
def refuse():
    raise OSError(38, "Function not implemented")
start_tracing(refuse)
"""
READERS = {
    "open": "open('data/rows.csv').read()",
    "a path of pathlib": "from pathlib import Path; Path('data/rows.csv').read_bytes()",
    "a low-level open": "import os; os.read(os.open('data/rows.csv', os.O_RDONLY), 10)",
    "relative to an open folder": "import os; os.open('rows.csv', os.O_RDONLY, dir_fd=os.open('data', os.O_PATH))",
    "json": "import json; json.load(open('data/rows.csv'))",
    "csv": "import csv; list(csv.reader(open('data/rows.csv')))",
    "pandas": "import pandas; pandas.read_csv('data/rows.csv')",
    "numpy": "import numpy; numpy.loadtxt('data/rows.csv')",
    "a database": "import sqlite3; sqlite3.connect('data/rows.csv').execute('pragma user_version').fetchall()",
    "a memory map": "import mmap; mmap.mmap(open('data/rows.csv').fileno(), 0, access=mmap.ACCESS_READ)",
    "a thread": "import threading; t = threading.Thread(target=open, args=['data/rows.csv']); t.start(); t.join()",
    "a forked process": "import os; pid = os.fork() or open('data/rows.csv') and os._exit(0); os.waitpid(pid, 0)",
    "another program": "import subprocess; subprocess.run(['cat', 'data/rows.csv'])",
    "a program of a program": "import os; os.system('sh -c \"cat < data/rows.csv\"')",
    "a C library": "import ctypes; ctypes.CDLL(None).fopen(b'data/rows.csv', b'r')",
}
BY_SYSTEM = """
from factbook.notebooks.tracing.in_kernel import connect
link = connect()
"""
"""As a kernel of another kind is started, in which nothing of ours runs."""
BY_NOBODY = """
from factbook.notebooks.tracing.in_kernel import connect
def refuse():
    raise OSError(38, "Function not implemented")
link = connect(refuse)
"""
SEEN_BY_PYTHON = ("open", "a path of pathlib", "json", "csv", "pandas", "numpy", "a thread", "a low-level open")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "report"
    (root / "data" / "deep").mkdir(parents=True)
    (root / "data" / "rows.csv").write_text("1\n")
    (root / "notebooks").mkdir()
    (root / "notebooks" / "helper.py").write_text("VALUE = 1\n")
    return root


@pytest.fixture(scope="module")
def tracer() -> Iterator[TracerClient]:
    with TracerClient() as tracer:
        yield tracer


@pytest.fixture(scope="module")
def runner() -> Iterator[subprocess.Popen[str]]:
    """Has imported what takes long, and forks a process for each piece of code."""
    # pandas loads Arrow where it is installed, which may open files past Python, and then all of the data counts.
    code = "import runpy, sys; sys.modules['pyarrow'] = None; runpy.run_path(sys.argv[1], run_name='__main__')"
    program = [sys.executable, "-c", code, Path(__file__).parents[2] / "observing.py"]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as runner:
        yield runner
        assert runner.stdin is not None
        runner.stdin.close()


@pytest.fixture
def observe(root: Path, tracer: TracerClient, runner: subprocess.Popen[str]) -> Callable[..., Lineage]:
    """Runs code in the report's folder, and gives its lineage."""
    time.sleep(0.02)  # a file that is as young as the run might have changed during it

    def run(code: str, *, enter: str = EXACT, folder: Path = root, **variables: str) -> Lineage:
        assert runner.stdin is not None
        assert runner.stdout is not None
        asked = tracer.prepare()
        environment = {**os.environ, **asked, "FACTBOOK_SCRATCH": str(root / "scratch"), **variables}
        since = time.time_ns()
        request = {"code": enter + code, "folder": str(folder), "environment": environment}
        runner.stdin.write(json.dumps(request) + "\n")
        runner.stdin.flush()
        runner.stdout.readline()
        return make_lineage(tracer.read_trace(asked), States(root), since=since)

    return run


@pytest.mark.parametrize("code", READERS.values(), ids=READERS)
def test_a_file_is_an_input_whoever_reads_it(observe, code):
    lineage = observe(code)
    assert lineage.exact, lineage.unseen
    assert lineage.inputs["data/rows.csv"].startswith("content:")
    assert "data" not in lineage.inputs or lineage.inputs["data"] == "folder"


@pytest.mark.parametrize("code", [READERS[name] for name in SEEN_BY_PYTHON], ids=SEEN_BY_PYTHON)
def test_where_the_system_does_not_tell_python_does(observe, code):
    lineage = observe(code, enter=BY_PYTHON)
    assert lineage.exact, lineage.unseen
    assert lineage.inputs["data/rows.csv"].startswith("content:")
    assert lineage.inputs["data"].startswith("tour:"), "a file that is only asked for is not seen"


@pytest.mark.parametrize("name", ["a database", "another program", "a program of a program"])
def test_a_reader_that_escapes_python_makes_all_of_the_data_count(observe, name):
    lineage = observe(READERS[name], enter=BY_PYTHON)
    assert not lineage.exact
    assert "may have opened files past Python" in lineage.unseen[0]
    assert lineage.inputs["data"].startswith("tree:")


def test_of_another_kernel_the_tools_count_too_by_size_and_time(observe):
    lineage = observe("import colorsys; open('data/rows.csv').read()", enter=BY_SYSTEM)
    stamped = [name for name, state in lineage.inputs.items() if state.startswith("stamp:")]
    assert lineage.exact
    assert lineage.inputs["data/rows.csv"].startswith("content:")
    assert [name for name in stamped if "colorsys" in name]
    assert not any(state.startswith("stamp:") for state in observe("import colorsys").inputs.values())


def test_of_another_kernel_nothing_is_known_where_the_system_does_not_tell(observe):
    lineage = observe("open('data/rows.csv').read()", enter=BY_NOBODY)
    assert not lineage.exact
    assert lineage.inputs["data"].startswith("tree:")


def test_a_run_that_nobody_watched_depends_on_all_of_the_data_and_on_every_module(root, observe):
    lineage = observe("open('data/rows.csv')", enter="")
    assert lineage.unseen == ("runs of this kernel cannot be traced",)
    assert States(root).find_change(lineage) == ""
    (root / "data" / "deep" / "more.csv").write_text("2\n")
    assert States(root).find_change(lineage) == "data/ changed"
    (root / "data" / "deep" / "more.csv").unlink()
    (root / "notebooks" / "helper.py").write_text("VALUE = 2\n")
    assert States(root).find_change(lineage) == "a module of the report changed"


def test_a_module_beside_a_notebook_is_an_input_and_the_folder_of_compiled_ones_is_none(root, observe):
    lineage = observe("import sys; sys.path.insert(0, 'notebooks'); import helper")
    assert "notebooks/helper.py" in lineage.inputs
    assert "notebooks/__pycache__" not in lineage.inputs


CHANGES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "a digit": (
        "open('data/rows.csv')", lambda root: (root / "data/rows.csv").write_text("2\n"), "data/rows.csv changed",
    ),
    "a file that is gone": (
        "open('data/rows.csv')", lambda root: (root / "data/rows.csv").unlink(), "data/rows.csv is gone",
    ),
    "a file that was not there": (
        "import os; os.path.exists('data/no.csv')",
        lambda root: (root / "data/no.csv").touch(),
        "data/no.csv is there now",
    ),
    "a file that could not be opened": (
        "import contextlib\nwith contextlib.suppress(OSError): open('data/no.csv')",
        lambda root: (root / "data/no.csv").touch(),
        "data/no.csv is there now",
    ),
    "a size": (
        "import os; os.path.getsize('data/rows.csv')",
        lambda root: (root / "data/rows.csv").write_text("10\n"),
        "data/rows.csv changed",
    ),
    "a listing": (
        "import os; os.listdir('data')", lambda root: (root / "data/new.csv").touch(), "data/ has other files in it",
    ),
    "a listing, by a scan": (
        "import os; list(os.scandir('data'))",
        lambda root: (root / "data/new.csv").touch(),
        "data/ has other files in it",
    ),
    "a listing, by a pattern": (
        "from pathlib import Path; list(Path('data').glob('**/*.csv'))",
        lambda root: (root / "data/deep/new.csv").touch(),
        "data/deep/ has other files in it",
    ),
    "a listing, by another program": (
        "import os; os.system('ls data')", lambda root: (root / "data/new.csv").touch(), "data/ has other files in it",
    ),
    "a module of the report": (
        "import sys; sys.path.insert(0, 'notebooks'); import helper",
        lambda root: (root / "notebooks/helper.py").write_text("VALUE = 2\n"),
        "notebooks/helper.py changed",
    ),
    "a module that would be found first": (
        "import sys; sys.path.insert(0, 'notebooks'); import helper, colorsys",
        lambda root: (root / "notebooks/colorsys.py").write_text(""),
        "notebooks/ has other files in it",
    ),
    "a file elsewhere": (
        "open('../elsewhere.csv')",
        lambda root: (root.parent / "elsewhere.csv").write_text("2\n"),
        "elsewhere.csv changed",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "change", "expected"), CHANGES.values(), ids=CHANGES)
def test_what_a_run_depends_on_is_noticed_when_it_changes(root, observe, code, change, expected):
    (root.parent / "elsewhere.csv").write_text("1\n")
    time.sleep(0.02)
    lineage = observe(code)
    assert (lineage.exact, lineage.reusable) == (True, True)
    assert States(root).find_change(lineage) == ""
    change(root)
    assert States(root).find_change(lineage).endswith(expected)


UNTOUCHED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "another file": ("open('data/rows.csv')", lambda root: (root / "data/other.csv").touch()),
    "a notebook beside an imported module": (
        "import sys; sys.path.insert(0, 'notebooks'); import helper",
        lambda root: (root / "notebooks/new.ipynb").touch(),
    ),
    "a file of its own": (
        "open('scratch/a', 'w').write('1'); open('scratch/a').read()", lambda root: (root / "scratch/a").unlink(),
    ),
    "what it wrote": ("open('data/out.csv', 'w')", lambda root: (root / "data/out.csv").write_text("1")),
}  # fmt: skip


@pytest.mark.parametrize(("code", "change"), UNTOUCHED.values(), ids=UNTOUCHED)
def test_what_a_run_does_not_depend_on_may_change(root, observe, code, change):
    (root / "scratch").mkdir()
    lineage = observe(code)
    change(root)
    assert lineage.exact
    assert States(root).find_change(lineage) == ""


def test_of_the_data_package_a_table_needs_only_what_describes_it(root, observe):
    package = root / "data" / "datapackage.json"
    described = '{"resources": [{"name": "rows", "path": "rows.csv", %s"schema": {"fields": [{"name": "a"}]}}]}'
    package.write_text(described % '"hash": "sha256:1", "bytes": 2, ')
    (root / "data" / "rows.csv").write_text("a\n1\n")
    time.sleep(0.02)
    ask = "import factbook as fb; fb.dataset('rows')\n"
    settings = {"FACTBOOK_ROOT": str(root), "FACTBOOK_AS_OF": "2026-01-01"}
    used, read = (
        observe(ask + more, **settings)
        for more in ("", "from pathlib import Path; Path('data/datapackage.json').read_text()")
    )
    package.write_text(described % '"hash": "sha256:3", "bytes": 2, ')
    assert States(root).find_change(used) == ""
    assert States(root).find_change(read) == "data/datapackage.json changed", "who reads it by itself may show the hash"
    package.write_text(described % '"title": "Rows", ')
    assert States(root).find_change(used) == "data/datapackage.json changed"


def test_a_file_that_changes_during_the_run_makes_it_one_that_is_not_used_again(observe):
    code = "import os; os.system('sleep 0.05; echo 2 > data/rows.csv')\nopen('data/rows.csv').read()"
    assert observe("open('data/rows.csv').read()").reusable
    assert not observe(code).reusable


def test_a_run_that_another_program_answers_is_not_used_again(root, observe):
    code = """
import contextlib, socket
with contextlib.suppress(OSError):
    socket.socket(socket.AF_UNIX).connect('../database')
"""
    lineage = observe(code)
    assert not lineage.reusable
    assert lineage.notes == ("another program answers it, at ../database",)
    assert observe(code.replace("../database", f"{root}/scratch/own")).reusable


def test_nothing_of_the_place_of_a_report_is_in_its_lineage(root, observe):
    lineage = observe("import os; os.path.realpath('data/rows.csv'); open('data/rows.csv')")
    assert [name for name in lineage.inputs if name.startswith("/")] == []


LEFT_ALONE = """
import os, signal
from factbook.notebooks.tracing import client
from factbook.notebooks.tracing.client import TracerClient
with TracerClient() as tracer:
    tracer.prepare()
    print(tracer._process.pid, tracer._folder.path, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_tracer_ends_with_the_build_that_started_it_and_leaves_no_file():
    done = subprocess.run([sys.executable, "-c", LEFT_ALONE], capture_output=True, text=True, check=False)
    pid, folder = done.stdout.split()
    assert done.returncode == -9
    wait_for(lambda: not is_running(int(pid)))
    assert not Path(folder).exists()


def test_who_looks_for_files_without_end_keeps_no_answer_back(root, observe, tracer):
    asked = tracer.prepare()
    spins = EXACT + "import os\nwhile True: os.path.exists('nothing')"
    environment = {**os.environ, **asked, "FACTBOOK_SCRATCH": str(root / "scratch")}
    with subprocess.Popen([sys.executable, "-c", spins], env=environment) as spinning:
        lineages = [observe("open('data/rows.csv')") for _ in range(5)]
        spinning.kill()
    assert all(lineage.inputs["data/rows.csv"].startswith("content:") for lineage in lineages)


def test_a_tracer_that_nobody_listens_to_any_more_leaves_nothing_and_says_nothing(tmp_path):
    address = tmp_path / "tracer/w"
    address.parent.mkdir()
    ours, theirs = os.pipe()
    os.close(ours)
    tracer = subprocess.run(
        [sys.executable, "-m", "tracer", address, "{}"],
        cwd=Path(client.__file__).parent,
        input=b"",
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    assert (tracer.returncode, tracer.stderr) == (0, b"")
    assert not address.parent.exists()
