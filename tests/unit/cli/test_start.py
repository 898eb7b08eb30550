"""A build or check that has nothing to do says what the last one said, and loads next to nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from factbook.cli import start
from factbook.cli.main import main
from factbook.cli.start import NO_COLOUR, find_last_output
from factbook.engine.file_state import see_file
from factbook.engine.fingerprints import (
    SITE,
    STATE,
    SiteRecord,
    see_inputs,
    see_site,
    write_check_record,
    write_record,
)
from factbook.engine.up_to_date import make_stamp, will_run_notebooks

SAID = "\x1b[33mbook/a.md:3: ‘3.6’ truncated: recomputed 3.69\x1b[0m\n1 figures in 1 files, 0 waived\n"
HEAVY = (
    "pandas",
    "sphinx",
    "yaml",
    "click",
    "jinja2",
    "asyncio",
    "dataclasses",
    "typing",
    "pathlib",
    "factbook.model",
    "figurecheck.model",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A report with a site, of one figure that an editor is warned of."""
    for name in ("_config.yml", "book/a.md", f"{SITE}/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    record(tmp_path)
    return tmp_path


def record(root: Path, warnings: int = 1, code: int = 0) -> None:
    found = SiteRecord(
        stamp=make_stamp(root), inputs=see_inputs(root), files=see_site(root), messages=SAID, warnings=warnings
    )
    write_record(root, found)
    write_check_record(root, see_inputs(root), messages=SAID, warnings=warnings, code=code)


def last(root: Path, *arguments: str, colour: bool = False) -> tuple[str, int] | None:
    return find_last_output(arguments, str(root), colour=colour)


def output(root: Path, *arguments: str, colour: bool = False) -> str | None:
    found = last(root, *arguments, colour=colour)
    return found and found[0]


def test_what_was_said_is_said_again(root):
    assert output(root, "build") == (
        "book/a.md:3: ‘3.6’ truncated: recomputed 3.69\n1 figures in 1 files, 0 waived\n"
        f"Nothing changed since the last build.\nBuilt {root}/_build/html/index.html\n"
    )


@pytest.mark.parametrize(
    ("warnings", "code", "arguments", "expected"),
    [
        pytest.param(0, 0, [], 0, id="all holds"),
        pytest.param(1, 0, [], 0, id="a warning"),
        pytest.param(1, 0, ["--strict"], 1, id="a warning that counts"),
        pytest.param(0, 1, [], 1, id="a figure that does not hold"),
        pytest.param(0, 2, ["--strict"], 2, id="input that cannot be used"),
    ],
)
def test_a_check_ends_as_the_last_one_did(root, warnings, code, arguments, expected):
    record(root, warnings=warnings, code=code)
    found = last(root, "check", *arguments)
    assert found is not None
    assert found[0].endswith("0 waived\nNothing changed since the last check.\n")
    assert found[1] == expected


def test_a_check_does_not_look_at_the_site(root):
    (root / SITE / "index.html").unlink()
    assert output(root, "check") is not None
    assert output(root, "build") is None


def test_a_check_during_which_an_input_changed_is_not_repeated(root):
    seen = see_inputs(root)
    (root / "book/a.md").write_text("another")
    write_check_record(root, seen, messages=SAID, warnings=0, code=0)
    assert output(root, "check") is None


def test_a_check_where_nothing_can_be_written_is_not_recorded_and_ends_well(root):
    shutil.rmtree(root / STATE)
    (root / STATE).write_text("no folder")
    write_check_record(root, see_inputs(root), messages=SAID, warnings=0, code=0)
    assert output(root, "check") is None


def test_a_terminal_gets_colours(root):
    assert (output(root, "build", colour=True) or "").startswith(SAID)


@pytest.mark.parametrize("arguments", [("--project", "."), ("--project=.",), ("--project", "book")])
def test_the_folder_may_be_named(root, arguments):
    assert output(root, "build", *arguments) == output(root, "build")


def test_from_a_folder_below_the_report_is_found(root):
    assert output(root / "book", "build") == output(root, "build")


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("explain",), ("check", "--all"), ("check", "--format", "json"), ("build", "--help"), ("build", "--fresh"),
        ("build", "here"), ("build", "--project"), ("build", "--strict"), ("--project", ".", "build"),
    ],
)  # fmt: skip
def test_all_else_is_for_the_whole_command(root, arguments):
    assert output(root, *arguments) is None


def test_a_strict_build_of_a_site_without_warnings_has_nothing_to_do(root):
    record(root, warnings=0)
    assert output(root, "build", "--strict") is not None


def test_the_options_that_are_read_without_click_are_those_of_the_command():
    from factbook.cli.main import main

    for command in ("build", "check"):
        options = {option for parameter in main.commands[command].params for option in parameter.opts}
        assert {"--project", "--strict"} <= options


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda root: None, False, id="nothing"),
        pytest.param(lambda root: (root / "data.csv").write_text("another"), True, id="what a notebook has read"),
        pytest.param(lambda root: (root / "data.csv").unlink(), True, id="gone"),
        pytest.param(lambda root: os.utime(root / "data.csv", (1, 1)), False, id="touched"),
        pytest.param(lambda root: (root / "book/a.md").write_text("another"), False, id="what none has read"),
        pytest.param(lambda root: (root / "_config.yml").write_text("kernels: cold"), False, id="a setting"),
        pytest.param(lambda root: shutil.rmtree(root / STATE), False, id="no record"),
    ],
)
def test_a_notebook_will_run_where_something_that_it_depended_on_has_changed(root, change, expected):
    (root / "data.csv").write_text("data")
    inputs = see_inputs(root)
    write_check_record(root, inputs, messages=SAID, warnings=0, code=0, depended_on=["data.csv", "/elsewhere"])
    change(root)
    assert will_run_notebooks(root) is expected


def test_what_a_notebook_has_read_elsewhere_counts_only_once_it_has_changed(root, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "data.csv"
    elsewhere.write_text("data")
    inputs = {**see_inputs(root), str(elsewhere): see_file(elsewhere)}
    write_check_record(root, inputs, messages=SAID, warnings=0, code=0, depended_on=[str(elsewhere)])
    assert not will_run_notebooks(root)
    elsewhere.write_text("other")
    assert will_run_notebooks(root)


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        pytest.param(signal.SIGINT, 130, "\nInterrupted; the last site is unchanged.\n", id="Ctrl-C"),
        pytest.param(signal.SIGTERM, 143, "", id="asked to end"),
        pytest.param(signal.SIGHUP, 143, "", id="its terminal is closed"),
    ],
)
def test_a_command_that_is_ended_before_it_begins_ends_as_one_that_has_begun(root, number, code, said):
    program = (
        # Under `nohup` it would be ignored, and stay so.
        "import os, signal, sys; from factbook.cli import start\nsignal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "start._find_report = lambda arguments: os.kill(os.getpid(), int(arguments[-1]))\nstart.main()"
    )
    command = [sys.executable, "-c", program, "build", str(int(number))]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (code, said)


def test_an_edit_is_for_the_whole_command(root):
    (root / "book/a.md").write_text("another")
    assert output(root, "build") is None
    assert output(root, "check") is None


def test_where_there_is_no_report_the_whole_command_complains(tmp_path):
    assert output(tmp_path, "build") is None


@pytest.mark.parametrize("command", ["build", "check"])
def test_nothing_large_is_loaded(root, command):
    code = (
        "import sys, contextlib; before = set(sys.modules); from factbook.cli.start import main\n"
        f"sys.argv[1:] = [{command!r}]\nwith contextlib.suppress(SystemExit): main()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules and name not in before])"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]", result.stdout


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        pytest.param("import factbook.sphinx_ext.build.render_process", ("sphinx", "pandas", "click"), id="the fork"),
        pytest.param("import factbook.cli.main", ("sphinx", "pandas", "yaml", "nbformat"), id="a command"),
    ],
)
def test_what_every_command_imports_is_small(statement, unwanted):
    code = f"import sys; {statement}; print([name for name in {unwanted!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


CHECK = """
import sys
import factbook.cli.main, factbook.cli.progress, factbook.notebooks, factbook.render.charts.drawing.chart_values
from factbook.notebooks import Kernels, Plan, reuse_runs
from factbook.report.pipeline import make_report
print(*(name for name in sys.modules if name.partition(".")[0] in sys.argv[1].split(",")))
"""
RENDER = """
import sys
from pathlib import Path
from factbook.notebooks.execution.convert import load_converters
from factbook.sphinx_ext.build.application import load_extensions
load_extensions(Path(sys.argv[2]))
print(*(name for name in sys.modules if name.partition(".")[0] in sys.argv[1].split(",")))
"""
# What fetches, what runs notebooks, what reads their tables.
LARGE = "requests urllib3 IPython nbformat zmq asyncio jupyter_client pandas numpy altair".split()


def load(code: str, folder: Path, *names: str) -> set[str]:
    command = [sys.executable, "-c", code, ",".join(names), str(folder)]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize(
    ("code", "bound"),
    [pytest.param(CHECK, 315, id="a check"), pytest.param(RENDER, 376, id="the process that renders")],
)
def test_a_build_of_one_edited_page_loads_few_modules(code, bound, root):
    """Each module takes about half a millisecond; raise a bound for what most builds need, and for nothing else."""
    (root / "_config.yml").write_text("title: A report\nsphinx: {extra_extensions: [factbook.sphinx_ext]}\n")
    loaded = load(code, root, "factbook", *LARGE)
    assert {name for name in loaded if not name.startswith("factbook")} == set()
    assert len(loaded) <= bound


def test_what_renders_pages_loads_nothing_that_judges_compares_or_runs(root):
    judging = "verdicts.judge verdicts.claims verdicts.charts.check verdicts.sentence.check verdicts.weigh"
    others = "report.pipeline report.inputs data.validate editions.diff editions.storage notebooks.reuse cli.main"
    loaded = load(RENDER, root, "factbook")
    assert "factbook.report.checked_report" in loaded
    assert loaded & {f"factbook.{name}" for name in f"{judging} {others}".split()} == set()


def test_what_checks_pages_loads_what_reads_and_compares_where_it_is_needed(root):
    reading = "verdicts.sentence.aspects verdicts.sentence.comparisons verdicts.charts.check editions.diff cli.serve"
    others = "render.charts.read_drawing render.charts.drawing.pool sphinx_ext.build.application"
    loaded = load(CHECK, root, "factbook")
    assert "factbook.report.pipeline" in loaded
    assert loaded & {f"factbook.{name}" for name in f"{reading} {others}".split()} == set()


@pytest.mark.parametrize(("given", "expected"), [("", True), ("1", False)])
def test_whoever_asks_for_plain_text_gets_it(given, expected, monkeypatch):
    monkeypatch.setenv(NO_COLOUR, given)
    said = []
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True, write=said.append))
    monkeypatch.setattr(start, "find_last_output", lambda *_, colour: said.append(colour) or ("", 0))
    monkeypatch.setattr(start.gc, "freeze", lambda: None)
    with pytest.raises(SystemExit):
        start.main()
    context = click.Context(main, color=None)
    with context:
        main.callback()
    assert (said[0], context.color) == (expected, None if expected else False)
