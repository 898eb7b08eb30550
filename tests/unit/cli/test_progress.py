"""Whoever waits for notebooks sees which run, for how long, what was reused, and why the rest was not."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from factbook.cli.progress import Progress, _can_be_drawn_on
from factbook.notebooks import Run
from figurecheck.model.errors import Complaint

A, B = Path("notebooks/a.ipynb"), Path("notebooks/b.ipynb")
DAY = "2026-01-01"


class Clock:
    """A clock that a test winds."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def run(path: Path, *, reused: bool = False, why: str = "", failed: bool = False) -> Run:
    complaints = (Complaint("x", "y"),) if failed else ()
    return Run(path=path, as_of=DAY, complaints=complaints, seconds=1.26, reused=reused, why=why)


def screen(text: str) -> list[str]:
    """The lines that stand on a terminal after `text`."""
    lines, at = [""], 0
    for part in re.split(r"(\x1b\[[\d;?]*[A-Za-z]|\n|\r)", text):
        if part == "\n":
            at += 1
            lines += [""] if at == len(lines) else []
        elif part == "\x1b[1A":
            at -= 1
        elif part == "\x1b[2K":
            lines[at] = ""
        elif not part.startswith(("\x1b", "\r")):
            lines[at] += part
    return [line.rstrip() for line in lines if line]


def test_each_run_has_a_line_that_says_how_long_and_why():
    stream = io.StringIO()
    with Progress(stream, live=False) as progress:
        progress.started(3)
        progress.ended(run(B, reused=True))
        progress.begun(A, DAY)
        progress.ended(run(A, why="data/a.csv changed"))
        progress.begun(B, "")
        progress.ended(run(B, failed=True, why="its cells changed"))
    assert screen(stream.getvalue()) == [
        "Notebooks: 3 runs, 1 reused, 2 to run",
        "  [2/3] notebooks/a.ipynb as of 2026-01-01: 0 recorded, 1.3 s (run, since data/a.csv changed)",
        "  [3/3] notebooks/b.ipynb as of 2026-01-01: failed, 1.3 s (run, since its cells changed)",
    ]


def test_where_all_is_stored_one_line_says_so():
    stream = io.StringIO()
    with Progress(stream, live=False) as progress:
        progress.started(2)
        progress.ended(run(A, reused=True))
        progress.ended(run(B, reused=True))
    assert stream.getvalue() == "Notebooks: 2 runs, 2 reused\n"


def test_one_run_is_said_to_be_one():
    stream = io.StringIO()
    with Progress(stream, live=False) as progress:
        progress.started(1)
        progress.ended(run(A, reused=True))
    assert stream.getvalue() == "Notebooks: 1 run, 1 reused\n"


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def test_a_terminal_shows_what_runs_and_for_how_long():
    stream, clock = io.StringIO(), Clock()
    progress = Progress(stream, live=True, clock=clock)
    progress.started(3)
    progress.ended(run(B, reused=True))
    progress.begun(A, DAY)
    clock.now += 2
    progress.begun(B, DAY)
    clock.now += 3
    progress._view.stop()
    view = [line.split() for line in screen(_drawn(stream))]
    assert view == [
        "Notebooks: 3 runs, 1 reused, 2 to run".split(),
        "1/3 runs, 1 reused 0:00:05".split(),
        "notebooks/a.ipynb as of 2026-01-01 0:00:05".split(),
        "notebooks/b.ipynb as of 2026-01-01 0:00:03".split(),
    ]


def _drawn(stream: io.StringIO) -> str:
    """What was written until the view was taken away."""
    text = stream.getvalue()
    return text[: text.rindex("\x1b[?25h")]


def test_a_failure_stays_above_the_view_and_the_view_goes_in_the_end():
    stream, clock = io.StringIO(), Clock()
    with Progress(stream, live=True, clock=clock) as progress:
        progress.started(2)
        progress.begun(A, DAY)
        progress.begun(B, DAY)
        progress.ended(run(A, failed=True))
        assert screen(stream.getvalue())[1] == "  [1/2] notebooks/a.ipynb as of 2026-01-01: failed, 1.3 s"
        clock.now += 7
        progress.ended(run(B))
    assert screen(stream.getvalue()) == [
        "Notebooks: 2 runs, 2 to run",
        "  [1/2] notebooks/a.ipynb as of 2026-01-01: failed, 1.3 s",
        "Ran 2 in 7.0 s, 1 failed",
    ]


def test_a_long_name_keeps_to_its_line(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    stream = io.StringIO()
    with Progress(stream, live=True) as progress:
        progress.begun(Path("notebooks") / ("[long]" * 30 + ".ipynb"), DAY)
    shown = screen(_drawn(stream))
    assert any("[long][long]" in line for line in shown)
    assert all(len(line) <= 40 for line in shown[1:])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "variables", "live"),
    [
        pytest.param(Terminal(), {"TERM": "xterm"}, True, id="a terminal"),
        pytest.param(Terminal(), {"TERM": "dumb"}, False, id="one that only prints"),
        pytest.param(Terminal(), {"TERM": "xterm", "CI": "true"}, False, id="of a build server"),
        pytest.param(io.StringIO(), {"TERM": "xterm"}, False, id="a file"),
    ],
)
def test_only_a_terminal_is_drawn_on(monkeypatch, stream, variables, live):
    monkeypatch.delenv("CI", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert _can_be_drawn_on(stream) is live
