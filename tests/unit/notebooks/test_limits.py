"""A notebook that hangs, dies, or takes too much of the machine says which, where and how long; the others go on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factbook.notebooks import Kernels, Limits, Run
from factbook.notebooks.sandbox.limits import show_bytes
from factbook.project.settings import parse_settings
from figurecheck.model.errors import Complaint
from running import printed, run_cells

pytestmark = pytest.mark.slow

LIMITS = Limits(timeout=90, memory=200 << 20, output=1 << 20)
HANGING = {
    "hangs": ("x = 1", "import time\n\ntime.sleep(60)"),
    "hangs_in_c": ("x = 1\nsum(range(10**13))",),
    "heedless": (
        "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException:\n        print()",
    ),
}
CELLS = {
    "killed": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",),
    "crashes": ("print('before')", "import ctypes\nctypes.string_at(0)"),
    "exits": ("import os\nos._exit(9)",),
    "grows": ("held = []\nwhile True:\n    held.append(bytearray(1 << 20))",),
    "grows_at_once": ("held = bytearray(900 << 20)",),
    # Python 3.13 colours the traces of programs, since ipykernel sets FORCE_COLOR.
    "grows_below": (
        "import os\nos.environ['PYTHON_COLORS'] = '0'",
        "import subprocess, sys\nmore = 'bytearray(4 << 30)'",
        "print(subprocess.run([sys.executable, '-c', more], capture_output=True).stderr.decode()[-12:])",
    ),
    "prints": ("for at in range(10**9):\n    print('a' * 1000)",),
    "prints_one": ("print('a' * (100 << 20))",),
    "prints_below": ("import subprocess\nsubprocess.run('yes', check=True)",),
    "displays": ("from IPython.display import HTML\nHTML('a' * (20 << 20))",),
    "trickles": (*["import os\nos.write(1, b'a' * 60_000)\nNone"] * 20, "print('more')"),
    "good": ("print('still here')",),
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    root = tmp_path_factory.mktemp("report")
    return run_cells(root, HANGING, limits=Limits(timeout=5)) | run_cells(root, CELLS, limits=LIMITS)


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("hangs", "cell 2, line 3: took longer than 5 s (make it faster, or raise factbook.timeout in _config.yml)"),
        ("hangs_in_c", "cell 1: took longer than 5 s (make it faster, or raise factbook.timeout in _config.yml)"),
        ("heedless", "cell 1: took longer than 5 s (make it faster, or raise factbook.timeout in _config.yml)"),
        (
            "grows",
            "cell 1, line 3: needs more than 200 MiB of memory "
            "(make it smaller, or raise factbook.memory in _config.yml)",
        ),
        ("prints", "cell 1, line 2: printed more than 1 MiB (print less, or raise factbook.output in _config.yml)"),
        ("prints_one", "cell 1, line 1: printed more than 1 MiB (print less, or raise factbook.output in _config.yml)"),
        (
            "prints_below",
            "cell 1, line 2: printed more than 1 MiB (print less, or raise factbook.output in _config.yml)",
        ),
        (
            "displays",
            "cell 1: sent more than 10 MiB, with the cells before it, of what is printed, displayed and recorded "
            "(print less, record fewer statistics, or raise factbook.output in _config.yml)",
        ),
    ],
)
def test_what_takes_too_much_is_stopped_and_says_where(runs, name, reported):
    assert [str(one) for one in runs[name].complaints] == [f"notebooks/{name}.ipynb: {reported}"]


@pytest.mark.parametrize(
    ("name", "cell", "how"),
    [
        ("killed", 1, "the kernel was killed (SIGKILL) after "),
        ("crashes", 2, "the kernel crashed (segmentation fault) after "),
        ("exits", 1, "the kernel ended itself with status 9 after "),
    ],
)
def test_a_kernel_that_ends_says_how_and_when(runs, name, cell, how):
    (complaint,) = runs[name].complaints
    assert complaint.place == f"notebooks/{name}.ipynb: cell {cell}"
    assert complaint.what.startswith(how)
    assert complaint.what.endswith(" s")
    assert complaint.remedy


def test_too_much_by_the_descriptor_stops_that_cell_or_a_later_one_but_never_the_kernel(runs):
    (complaint,) = runs["trickles"].complaints
    assert complaint.what == "printed more than 1 MiB"
    assert complaint.place.startswith("notebooks/trickles.ipynb: cell ")
    assert ", line " in complaint.place


def test_the_others_go_on(runs):
    assert runs["good"].complaints == ()
    assert printed(runs["good"]) == "still here\n"
    assert printed(runs["crashes"]) == "before\n"


def test_programs_of_a_notebook_have_the_same_limit(runs):
    assert printed(runs["grows_below"]) == "MemoryError\n\n"


def test_what_was_printed_up_to_the_limit_is_kept(runs):
    assert 0 < len(printed(runs["prints"])) <= LIMITS.output


def test_an_ordinary_kernel_is_stopped_as_well(tmp_path):
    names = ("killed", "exits", "grows_at_once", "prints")
    with Kernels(warm=False) as kernels:
        runs = run_cells(
            tmp_path, {name: CELLS[name] for name in names}, limits=replace(LIMITS, memory=400 << 20), kernels=kernels
        )
    reported = {name: run.complaints[0].what for name, run in runs.items()}
    assert reported["killed"].startswith("the kernel was killed (SIGKILL)")
    assert reported["exits"].startswith("the kernel ended itself with status 9")
    assert reported["grows_at_once"] == "needs more than 400 MiB of memory"
    assert reported["prints"].startswith("sent more than 10 MiB, with the cells before it")


def settings(**own: object) -> tuple[object, list[Complaint]]:
    complaints: list[Complaint] = []
    config = {"sphinx": {"extra_extensions": ["factbook.sphinx_ext"]}, "factbook": own}
    return parse_settings(config, complaints), complaints


@pytest.mark.parametrize(
    ("text", "size"), [("2 GiB", 2 << 30), ("500MiB", 500 << 20), ("1 MB", 10**6), (" 3 GB ", 3 * 10**9)]
)
def test_a_size_is_read(text, size):
    read, complaints = settings(memory=text, output=text)
    assert complaints == []
    assert (read.memory, read.output) == (size, size)


@pytest.mark.parametrize("text", ["much", "0 MiB", "2", 2048, "2 gib", None, "-1 GiB", "1.5 GiB"])
def test_what_is_no_size_is_said(text):
    _, complaints = settings(memory=text)
    assert [str(one) for one in complaints] == [
        f"_config.yml: factbook.memory: {text!r} is not a size (write it as 500 MiB or 2 GiB)"
    ]


@pytest.mark.parametrize(("count", "shown"), [(2 << 30, "2 GiB"), (200 << 20, "200 MiB"), (3 << 29, "1.5 GiB")])
def test_a_size_is_shown(count, shown):
    assert show_bytes(count) == shown
