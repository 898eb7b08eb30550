"""Warm kernels: forked, fast, and not to be told from ordinary ones by what they print and display."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import pytest

from factbook.notebooks import Kernels, Limits, Run
from factbook.notebooks.execution.execute import execute, read_notebook
from factbook.notebooks.kernel.failures import describe_failure
from factbook.notebooks.kernel.fork_client import ForkedKernel, ForkServerClient
from factbook.notebooks.kernel.provisioner import is_own_kernel
from factbook.notebooks.sandbox.environment import run_environment
from factbook.project.no_fonts import NO_FONTS
from processes import PATIENCE, find_children, is_running, read_command, wait_for
from running import printed, run_cells, write_notebook

pytestmark = pytest.mark.slow

SERVER = b"factbook.notebooks.kernel.fork_server"
"""An argument of every fork server."""
SHORT_NAMES = """
import altair as alt, collections, json
from altair.utils import schemapi
real, made = schemapi._FromDict.__init__, []
schemapi._FromDict.__init__ = lambda self, classes, /: made.append(1) or real(self, classes)
def draw():
    return alt.Chart(alt.InlineData([{"a": 1}])).mark_bar().encode(x="a:Q", y="count()", tooltip="a:Q").to_dict()
before, first = draw(), len(made)
from factbook.notebooks.kernel.warm_up import remember_classes
remember_classes()
again = [draw(), draw()]
class Own(alt.VegaLiteSchema):
    _schema = {"type": "object", "title": "one of the notebook's own"}
print(json.dumps([first, len(made) - first, again == [before, before]]))
last = alt.X.from_dict({"field": "a", "type": "quantitative"})
print(len(made) - first, last.to_dict() == alt.X("a:Q").to_dict())
"""

CELLS = {
    "plain": (
        "print('one')\n6 * 7",
        "import sys\nprint('two', file=sys.stderr)\nNone",
        "_ + 1",
        "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
        "%%capture held\nprint('hidden')",
        "print(held.stdout)",
        "%who_ls",
        "import warnings\nwarnings.warn('beware')",
        "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')",
        "def f():\n    return 1 / 0\n\nf()",
    ),
    "updates": (
        "from IPython.display import display\nhandle = display('first', display_id='x')",
        "handle.update('second')",
        "display({'text/plain': 'raw', 'application/vnd.x+json': {'a': [1, None]}}, raw=True)",
        "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
        "from comm import create_comm\ncomm = create_comm(target_name='jupyter.widget', comm_id='c',\n"
        "    data={'state': {'_model_name': 'LayoutModel', '_model_module': '@jupyter-widgets/base',\n"
        "          '_model_module_version': '2.0.0'}})\nNone",
    ),
    "descriptor": (
        "import os\nos.write(1, 'by number ä\\n'.encode())\nNone",
        "import subprocess\nsubprocess.run(['echo', 'by a program'])\nNone",
        "!echo by the shell",
        "for at in range(300):\n    os.write(1, f'{at},'.encode())",
    ),
    "forks": (
        "import multiprocessing as m\nprocess = m.get_context('fork').Process(target=print, args=('from a fork',))",
        "process.start(); process.join(); print(process.exitcode)",
    ),
    "order": (
        "import subprocess\nfor at in range(20):\n    subprocess.run(['echo', 'program', str(at)])\n"
        "    print('notebook', at)",
    ),
    "asks": ("input('name? ')",),
}
"""Things that a kernel can do, as cells of notebooks."""
OURS = {
    "many": (
        "from IPython.display import display\n"
        "for at in range(4000):\n    display({'text/plain': str(at), 'application/vnd.x+json': 'x' * 2000}, raw=True)",
    ),
    "leaves": (
        "import atexit, os, pathlib\nhere = pathlib.Path(os.environ['FACTBOOK_SCRATCH']).parent.parent / 'dead'",
        "import subprocess, threading, time\nleft = subprocess.Popen(['sleep', '600'])\nprint(left.pid)",
        "threading.Thread(target=time.sleep, args=(600,)).start()",
    ),
    "chance": ("import random, numpy\nprint(random.random(), numpy.random.random(), hash('a'))",),
    "again": ("import random, numpy\nprint(random.random(), numpy.random.random(), hash('a'))",),
    "debugger": ("import sys\nprint([name for name in ('pydevd', 'debugpy.server') if name in sys.modules])",),
    "places": (
        "import inspect, os\nasked, lstat = [], os.lstat\n"
        "os.lstat = lambda path, **options: asked.append(path) or lstat(path, **options)\n"
        "inspect.getmodule(inspect.currentframe())\nprint(len(asked))",
    ),
    "flushes": (
        "import sys\nthread, asked = get_ipython().kernel.iopub_thread, []\nschedule = thread.schedule\n"
        "thread.schedule = lambda do: (asked.append(do), schedule(do))",
        "asked.clear()\nsys.stdout.flush(), sys.stderr.flush()\nfirst = len(asked)\n"
        "print('one', flush=True)\nprint(first, len(asked) > 0)",
    ),
    "parent": ("import os\nprint(os.getppid(), os.getpgid(0) == os.getpid(), os.environ['TZ'])",),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def runs(root: Path) -> dict[str, Run]:
    return run_cells(root, {**CELLS, **OURS})


@pytest.fixture(scope="module")
def ordinary(root: Path) -> dict[str, Run]:
    with Kernels(warm=False) as kernels:
        return run_cells(root, CELLS, kernels=kernels)


@pytest.mark.parametrize("name", CELLS)
def test_a_warm_kernel_displays_what_an_ordinary_one_does(runs, ordinary, name):
    ours, theirs = runs[name].notebook, ordinary[name].notebook
    shown, shown_there = ([cell.outputs for cell in one.cells] for one in (ours, theirs))
    assert shown == shown_there
    assert [cell.execution_count for cell in ours.cells] == [cell.execution_count for cell in theirs.cells]
    assert ours.metadata == theirs.metadata
    assert runs[name].complaints == ordinary[name].complaints


def test_output_by_file_descriptor_is_whole_and_in_its_cell(runs):
    texts = [cell.outputs[0].text for cell in runs["descriptor"].notebook.cells]
    assert texts == ["by number ä\n", "by a program\n", "by the shell\r\n", "".join(f"{at}," for at in range(300))]


def test_no_output_is_lost_however_slowly_they_are_taken(runs):
    shown = [output.data["text/plain"] for output in runs["many"].notebook.cells[0].outputs]
    assert shown == [str(at) for at in range(4000)]


def test_a_display_is_updated_in_place(runs):
    assert [output.data["text/plain"] for output in runs["updates"].notebook.cells[0].outputs] == ["'second'"]


def test_a_traceback_need_not_ask_where_modules_lie(runs):
    """A kernel that starts by itself makes 13,000 such calls."""
    assert int(printed(runs["places"])) < 1000


def test_nobody_is_asked(runs):
    (complaint,) = runs["asks"].complaints
    assert complaint.what.startswith("StdinNotImplementedError")


def test_each_kernel_has_its_own_chance_and_all_have_the_same_hashes(runs):
    one, two = printed(runs["chance"]).split(), printed(runs["again"]).split()
    assert one[0] != two[0]
    assert one[1] != two[1]
    assert one[2] == two[2]


def test_a_forked_process_of_a_notebook_is_heard(runs):
    assert printed(runs["forks"]) == "from a fork\n0\n"


def test_what_a_program_printed_stands_before_what_was_printed_after_it(runs):
    assert printed(runs["order"]) == "".join(f"program {at}\nnotebook {at}\n" for at in range(20))


def test_a_flush_with_nothing_to_send_waits_for_nobody(runs):
    assert printed(runs["flushes"]) == "one\n0 True\n"


def test_kernels_come_from_one_parent_that_is_not_the_build(runs):
    parent, leads, zone = printed(runs["parent"]).split()
    assert int(parent) != os.getpid()
    assert (leads, zone) == ("True", "UTC")


def test_nothing_of_a_debugger_is_loaded_nor_kept_from_being_loaded(runs):
    assert printed(runs["debugger"]) == "[]\n"


def test_what_a_notebook_leaves_running_ends_with_it(runs):
    left = int(printed(runs["leaves"]))
    assert runs["leaves"].complaints == ()
    wait_for(lambda: not is_running(left))


def test_what_a_notebook_registered_for_its_end_is_done(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "s"))
        cells = (
            "import atexit, os, socket\ntalking = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)",
            "atexit.register(talking.sendto, b'last word', os.environ['TALK'])\nNone",
        )
        assert run_with(tmp_path, {"TALK": str(tmp_path / "s")}, *cells)[0] is None
        listening.setblocking(False)
        assert listening.recv(99) == b"last word"


def test_another_hash_seed_has_another_parent(tmp_path):
    reported = [run_with(tmp_path, {"PYTHONHASHSEED": seed}, "hash('a')") for seed in ("0", "7")]
    assert [failure for failure, _ in reported] == [None, None]
    assert reported[0][1].cells[0].outputs != reported[1][1].cells[0].outputs


def test_nothing_is_left_of_a_command_that_was_killed(tmp_path, factbook):
    assert factbook("init", tmp_path / "report").returncode == 0
    path = next((tmp_path / "report" / "notebooks").glob("*.ipynb"))
    cell = "import subprocess, time\nsubprocess.Popen(['sleep', '599'])\ntime.sleep(600)"
    write_notebook(tmp_path / "report", path.stem, cell)
    with tempfile.TemporaryDirectory(prefix="t-") as scratch:
        program = Path(sys.executable).with_name("factbook")
        command = [program, "check", "--project", tmp_path / "report"]
        check = subprocess.Popen(command, env={**os.environ, "TMPDIR": scratch}, stderr=subprocess.DEVNULL)
        family = wait_for(lambda: has_sleeper(check.pid))
        assert find_scratch(family).is_relative_to(scratch)
        os.kill(check.pid, signal.SIGKILL)
        check.wait()
        wait_for(lambda: not any(map(is_running, family)) and not list(Path(scratch).iterdir()))


def test_ctrl_c_ends_a_command_with_130_and_leaves_nothing(tmp_path, factbook):
    assert factbook("init", tmp_path / "report").returncode == 0
    path = next((tmp_path / "report" / "notebooks").glob("*.ipynb"))
    write_notebook(tmp_path / "report", path.stem, "import subprocess, time\nsubprocess.run(['sleep', '599'])")
    program = Path(sys.executable).with_name("factbook")
    command = [program, "check", "--project", tmp_path / "report"]
    check = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    family = wait_for(lambda: has_sleeper(check.pid))
    scratch = find_scratch(family)
    check.send_signal(signal.SIGINT)
    _, said = check.communicate(timeout=PATIENCE)
    assert check.returncode == 130
    assert said.splitlines()[-1] == "Interrupted; the last site is unchanged."
    assert "Traceback" not in said
    wait_for(lambda: not any(map(is_running, family)) and not scratch.exists())


def test_the_build_is_not_in_the_way_of_its_kernels_signals(tmp_path):
    cells = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)"
    run = run_cells(tmp_path, {"kills": (cells,)})["kills"]
    assert run.complaints[0].what.startswith(("PermissionError", "the kernel was killed"))


def test_the_provisioner_is_registered_for_jupyter(project_root):
    project = tomllib.loads((project_root / "packages/factbook/pyproject.toml").read_text("utf-8"))["project"]
    where = project["entry-points"]["jupyter_client.kernel_provisioners"]["factbook-provisioner"]
    module, _, name = where.partition(":")
    assert getattr(import_module(module), name).__name__ == name


@pytest.mark.parametrize("transport", ["ipc", "tcp"])
def test_a_jupyter_user_gets_a_warm_kernel_by_the_provisioner_alone(tmp_path, transport):
    from jupyter_client.manager import AsyncKernelManager

    from factbook.notebooks.kernel.provisioner import WarmProvisioner

    async def ask() -> tuple[str, bool]:
        manager = AsyncKernelManager(transport=transport, connection_file=str(tmp_path / "k.json"))
        manager.provisioner = WarmProvisioner(kernel_id="k", kernel_spec=manager.kernel_spec, parent=manager)
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=PATIENCE)
        heard = []
        await client.execute_interactive("print(6 * 7)", output_hook=heard.append)
        about = await client.kernel_info(reply=True, timeout=PATIENCE)
        client.stop_channels()
        await manager.shutdown_kernel()
        can = "debugger" in about["content"]["supported_features"]
        return "".join(one["content"].get("text", "") for one in heard), can

    assert asyncio.run(ask()) == ("42\n", True)


@pytest.mark.parametrize(
    ("cmd", "own"),
    [
        pytest.param([sys.executable, "-m", "ipykernel_launcher", "-f", "x"], True, id="this interpreter"),
        pytest.param([sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher"], True, id="with an option"),
        pytest.param(["/usr/bin/python3", "-m", "ipykernel_launcher", "-f", "x"], False, id="another interpreter"),
        pytest.param(["R", "--slave", "-e", "IRkernel::main()"], False, id="another language"),
        pytest.param([sys.executable, "-m", "xpython", "-f", "x"], False, id="another kernel"),
        pytest.param([sys.executable, "-c", "ipykernel_launcher"], False, id="no module"),
    ],
)
def test_only_our_own_kernels_are_forked(cmd, own):
    assert is_own_kernel(cmd) is own


def run_with(root: Path, environment: dict[str, str], *cells: str) -> tuple[Exception | None, Any]:
    """Run cells with additions to their environment."""
    path = write_notebook(root, "one", *cells)
    notebook = read_notebook(root / path, "one")

    async def run() -> Exception | None:
        with Kernels() as kernels:
            return await execute(
                notebook, root=root, path=path, as_of="", limits=Limits(), kernels=kernels, environment=environment
            )

    return asyncio.run(run()), notebook


def has_sleeper(pid: int) -> list[int]:
    """The processes below `pid`, once one of them sleeps for 599 seconds."""
    family = [pid]
    for one in family:
        family += find_children(one)
    return family if [b"sleep", b"599"] in map(read_command, family) else []


def find_scratch(family: list[int]) -> Path:
    """The folder for scratch folders of a build, told by its fork server's arguments."""
    commands = map(read_command, family)
    server = next(command for command in commands if SERVER in command)
    return Path(os.fsdecode(server[-1])).parent


def test_the_environment_of_a_run_says_what_is_fixed(tmp_path):
    base = {"A": "b", "PATH": "/a/bin", "PYTHONPATH": "/a/lib"}
    found = run_environment(tmp_path, as_of="2026-01-01", scratch=tmp_path / "s", own={"TZ": "X"}, base=base)
    assert "A" not in found
    assert (found["PYTHONPATH"], found["LANG"]) == ("/a/lib", "C.UTF-8")
    assert found["PATH"].startswith(f"{sys.prefix}/bin:/usr/local/sbin:")
    assert found["FACTBOOK_AS_OF"] == "2026-01-01"
    assert found["TMPDIR"] == found["FACTBOOK_SCRATCH"] == str(tmp_path / "s")
    assert found["TZ"] == "X"
    assert found["HOME"] == found["TMPDIR"]
    assert found.items() >= NO_FONTS.items()


def test_a_kernel_of_another_language_keeps_its_home(tmp_path):
    base = {"HOME": "/a/home"}
    assert run_environment(tmp_path, as_of="", scratch=tmp_path, python=False, base=base)["HOME"] == "/a/home"


def test_an_ordinary_kernel_leaves_nothing_running(tmp_path):
    cell = "import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)"
    with Kernels(warm=False) as kernels:
        run = run_cells(tmp_path, {"one": (cell,)}, kernels=kernels)["one"]
    assert run.complaints == ()
    wait_for(lambda: not is_running(int(printed(run))))


def test_another_fork_server_takes_over_from_one_that_was_killed(tmp_path):
    paths = [write_notebook(tmp_path, name, "print('ran')") for name in ("a", "b")]

    async def run_both(kernels: Kernels) -> list[Exception | None]:
        failures = []
        for path in paths:
            notebook = read_notebook(tmp_path / path, path.name)
            failures.append(
                await execute(notebook, root=tmp_path, path=path, as_of="", limits=Limits(), kernels=kernels)
            )
            assert failures == [None] * len(failures)
            (server,) = (
                pid for pid in find_children(os.getpid()) if any(b"fork_server" in one for one in read_command(pid))
            )
            os.kill(server, signal.SIGKILL)
            async with asyncio.timeout(PATIENCE):
                while not kernels._servers["0"].is_lost:
                    await asyncio.sleep(0.01)
        return failures

    with Kernels() as kernels:
        assert asyncio.run(run_both(kernels)) == [None, None]


def test_a_fork_server_that_cannot_start_says_why(tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "pandas.py").write_text("raise ImportError('no such luck')")
    base = {**os.environ, "PYTHONPATH": os.pathsep.join([str(broken), *filter(None, [os.environ.get("PYTHONPATH")])])}
    with Kernels(base=base) as kernels:
        (complaint,) = run_cells(tmp_path, {"one": ("1",)}, kernels=kernels)["one"].complaints
    assert str(complaint) == "the fork server: ended: ImportError: no such luck (build again)"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"exit": -9}, "was killed (SIGKILL) while it started (try again; if it happens each time, see whether this"),
        ({"exit": -40}, "was killed (signal 40) while it started (try again; if it happens each time, see whether"),
        ({"exit": 1}, "ended with status 1 while it started (try again; if it happens each time, report it as a bug"),
        ({"failed": "OSError: no space"}, "failed (OSError: no space) while it started (try again; if it happens each"),
    ],
    ids=["killed", "by a signal without a name", "ended", "failed"],
)
def test_of_a_kernel_that_does_not_start_is_said_what_became_of_it(event, said):
    async def start_in_vain() -> BaseException | None:
        server = ForkServerClient(environment={}, scratch="")
        started, ended = (asyncio.get_running_loop().create_future() for _ in range(2))
        server.kernels[1] = ForkedKernel(1, server, started, ended)
        server._handle_event({"id": 1, **event})
        return started.exception()

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    [complaint] = describe_failure(asyncio.run(start_in_vain()), notebook, Path("notebooks/a.ipynb"), Limits())
    assert str(complaint).startswith(f"notebooks/a.ipynb: the kernel {said}")


def test_a_fork_server_that_is_killed_before_it_serves_is_told_as_that(tmp_path):
    with Kernels() as kernels:
        kernels.warm_up()
        kernels._servers["0"]._process.kill()
        (complaint,) = run_cells(tmp_path, {"one": ("1",)}, kernels=kernels)["one"].complaints
    assert str(complaint).startswith("the fork server: ended without an error, as if killed (try again; ")


def test_a_fork_server_of_which_nothing_was_asked_ends_at_once():
    with Kernels() as kernels:
        kernels.warm_up()
        process, scratch = kernels._servers["0"]._process, kernels.make_scratch()
    # It imports for most of a second, and would see only then that its socket is closed.
    assert process.returncode == -signal.SIGKILL
    assert not scratch.parent.exists()


@pytest.mark.parametrize("warm", [True, False])
def test_what_a_user_has_set_up_for_ipython_reaches_no_kernel(tmp_path, monkeypatch, warm):
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("surprise = 1")
    (startup.parent / "ipython_config.py").write_text("c.InteractiveShellApp.exec_lines = ['surprise = 2']")
    (tmp_path / "startup.py").write_text("surprise = 3")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "startup.py"))
    with Kernels(warm=warm) as kernels:
        run = run_cells(tmp_path / "report", {"one": ("print('surprise' in dir())",)}, kernels=kernels)["one"]
    assert printed(run) == "False\n"


@pytest.mark.parametrize("home", ["", "gone"], ids=["a home", "a home that is not there"])
def test_warming_up_writes_nothing_where_it_stands_nor_at_home(tmp_path, home):
    program = "from factbook.notebooks.kernel.warm_up import warm_up; warm_up()"
    env = {**os.environ, "HOME": str(tmp_path / home)}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=env, check=True)
    assert list(tmp_path.iterdir()) == []


def test_altair_looks_for_its_classes_once():
    done = subprocess.run([sys.executable, "-c", SHORT_NAMES], capture_output=True, text=True, check=False)
    first, second = done.stdout.splitlines() or (done.stderr, "")
    assert (first, second) == ("[3, 1, true]", "2 True")


LOOK_UP = """
import sys
from factbook.notebooks.kernel.provisioner import KernelSpecs
print(KernelSpecs().get_kernel_spec("python3").language, KernelSpecs().get_kernel_spec("old").display_name)
print("IPython" in sys.modules)
"""


def test_a_kind_of_kernel_is_looked_up_without_loading_ipython(tmp_path):
    old = tmp_path / ".ipython/kernels/old/kernel.json"
    old.parent.mkdir(parents=True)
    old.write_text('{"argv": ["old"], "display_name": "Old kind", "language": "old"}')
    environment = {**os.environ, "HOME": str(tmp_path)}
    shown = subprocess.run([sys.executable, "-c", LOOK_UP], check=True, capture_output=True, text=True, env=environment)
    assert shown.stdout.splitlines() == ["python Old kind", "False"]
