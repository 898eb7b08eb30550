"""The process that renders pages: it ends with whoever started it, and says what went wrong in its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from factbook.cli.init import write_starter
from processes import is_running, wait_for

BEGIN = """
import os, sys
from pathlib import Path
from factbook.sphinx_ext.build.render_process import Renderer
with Renderer(Path(sys.argv[1])) as renderer:
    print(renderer._pid, flush=True)
"""
RENDER = """from factbook.project.settings import read_project
from factbook.render.charts.drawing.chart_drawings import start_drawing
from factbook.report.pipeline import make_report
report = make_report(read_project(Path(sys.argv[1])), run=lambda *asked, **named: [])
renderer.render(report, inputs=None, output="", drawings=start_drawing(report))
"""


def start(root: Path, then: str, before: str = "") -> subprocess.Popen[str]:
    code = before + BEGIN + "".join(f"    {line}\n" for line in then.splitlines())
    return subprocess.Popen(
        [sys.executable, "-c", code, root], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_one_that_was_never_asked_is_ended(tmp_path):
    process = start(tmp_path, "pass")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert not is_running(int(out))


def test_it_ends_when_the_build_is_killed(tmp_path):
    process = start(tmp_path, "input()")
    assert process.stdout is not None
    pid = int(process.stdout.readline())
    process.kill()
    process.communicate()
    wait_for(lambda: not is_running(pid))


def test_it_holds_nothing_open_that_this_process_has_open(tmp_path):
    # A fork server ends when the last process closes its end of their socket.
    before = "import os\nours, theirs = os.pipe()\n"
    process = start(tmp_path, "os.close(theirs)\nprint(os.read(ours, 1) == b'', flush=True)", before)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err, out.split()[1:]) == (0, "", ["True"])


def test_one_that_is_ended_as_it_starts_does_nothing_of_what_this_process_does_at_its_end(tmp_path):
    before = (
        "import atexit, sys\nimport factbook.sphinx_ext.build.render_process as process\n"
        "atexit.register(print, 'ended', flush=True)\nprocess._close_all_but = lambda *_: sys.exit(143)\n"
    )
    process = start(tmp_path, "os.waitid(os.P_PID, renderer._pid, os.WEXITED | os.WNOWAIT)", before)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err, out.split()[1:]) == (0, "", ["ended"])


def test_one_that_is_ended_while_a_class_is_made_says_nothing(tmp_path):
    before = (
        "import os, signal\nimport factbook.sphinx_ext.build.application as application\n"
        "class Ends:\n    def __set_name__(self, *_):\n        os.kill(os.getpid(), signal.SIGTERM)\n"
        "application.load_extensions = lambda _: type('Made', (), {'one': Ends()})\n"
    )
    process = start(tmp_path, "os.waitid(os.P_PID, renderer._pid, os.WEXITED | os.WNOWAIT)", before)
    assert (process.communicate(timeout=60)[1], process.returncode) == ("", 0)


def test_one_that_is_gone_is_a_complaint(tmp_path):
    write_starter(tmp_path)
    process = start(tmp_path, f"os.kill(renderer._pid, 9)\n{RENDER}")
    assert "SiteError: _build: the process that renders pages ended" in process.communicate(timeout=60)[1]


def test_what_cannot_be_rendered_is_raised_here(tmp_path):
    write_starter(tmp_path)
    (tmp_path / "_build").write_text("in the way")
    process = start(tmp_path, RENDER)
    assert "SiteError: _build: is a file" in process.communicate(timeout=60)[1]


def test_a_site_that_is_a_link_to_itself_is_named(tmp_path):
    write_starter(tmp_path)
    (tmp_path / "_build").mkdir()
    (tmp_path / "_build/html").symlink_to("html")
    process = start(tmp_path, RENDER)
    assert process.communicate(timeout=60)[1].splitlines()[-1].startswith("OSError: ")


SAYS_THAT_IT_WAITS = """
import sys
from pathlib import Path
import factbook.sphinx_ext.build.render_process as process
receive, waits = process._receive, Path(sys.argv[1], "waits")
process._receive = lambda *given: waits.touch() or receive(*given)
"""
GET_READY = """from factbook.project.settings import read_project
import time
renderer.get_ready(read_project(Path(sys.argv[1])), None)
while not waits.exists(): time.sleep(0.05)
"""


def test_one_that_got_ready_in_vain_leaves_what_the_last_build_left(starter):
    before = read_files(starter / "_build")
    assert "_build/.factbook/doctrees/environment.pickle" in before
    process = start(starter, GET_READY, SAYS_THAT_IT_WAITS)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert not is_running(int(out))
    assert read_files(starter / "_build") == before


def read_files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in found}


NAMES_LOADED = """
import factbook.sphinx_ext.build.build_site as site
import sys
# It says whether they are loaded, in the place of a site.
needed = {"nbconvert.exporters", "nbformat"}
site.build_when_checked = lambda *_, **__: Path("loaded" if needed <= sys.modules.keys() else "not loaded")
"""


@pytest.mark.parametrize("runs", [True, False])
def test_where_notebooks_run_it_loads_meanwhile_what_their_pages_need(tmp_path, runs):
    write_starter(tmp_path / "report", "one-table", program="factbook")
    expect = "renderer.expect_notebooks()" if runs else "pass"
    code = BEGIN.replace("with Renderer", f"{NAMES_LOADED}\nwith Renderer")
    lines = f"{expect}\n{RENDER}".replace("renderer.render(", "print(renderer.render(").rstrip() + ")\n"
    code += "".join(f"    {line}\n" for line in lines.splitlines())
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "report"], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout.splitlines()[1:], done.stderr) == (["loaded" if runs else "not loaded"], "")


SAYS_WHETHER_IT_FETCHES = """
import factbook.sphinx_ext.build.build_site as site
import sys
build = site.build_when_checked
site.build_when_checked = lambda *given, **named: build(*given, **named) and Path(str("requests" in sys.modules))
"""


def test_it_never_loads_what_asks_other_hosts(tmp_path):
    write_starter(tmp_path / "report", "one-table", program="factbook")
    code = BEGIN.replace("with Renderer", f"{SAYS_WHETHER_IT_FETCHES}\nwith Renderer")
    lines = RENDER.replace("renderer.render(", "print(renderer.render(").rstrip() + ")\n"
    lines = lines.replace(", run=lambda *asked, **named: []", "")
    code += "".join(f"    {line}\n" for line in lines.splitlines())
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "report"], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.splitlines()[1:] == ["False"], done.stderr
