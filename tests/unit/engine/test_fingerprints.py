"""What a build finds to be as it was, and what it does not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from factbook.engine.file_state import see_file
from factbook.engine.fingerprints import (
    RECORD,
    SITE,
    SiteRecord,
    find_touched,
    read_record,
    see_inputs,
    see_site,
    write_record,
)
from factbook.engine.up_to_date import find_current, make_stamp

INPUTS = {"_config.yml": "title: x", "_toc.yml": "root: book/index", "book/index.md": "# One", "data/t.csv": "a\n1\n"}
LONG_AGO = 1_700_000_000


@pytest.fixture(params=[1_000, 0], ids=["by one process", "by two"])
def looked_at(request, monkeypatch) -> None:
    """Has the files of a site looked at by one process and, where there are at least so many, by two."""
    monkeypatch.setattr("factbook.engine.up_to_date._MANY", request.param)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A report with a site, as a build leaves it."""
    for name, text in INPUTS.items():
        write(tmp_path / name, text)
    write(tmp_path / SITE / "index.html", "<h1>One</h1>")
    write(tmp_path / SITE / "evidence" / "one.html", "1")
    record(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))


def record(root: Path) -> None:
    write_record(root, SiteRecord(stamp=make_stamp(root), inputs=see_inputs(root), files=see_site(root)))


@pytest.mark.usefixtures("looked_at")
def test_a_site_that_was_just_built_is_current(root):
    assert find_current(root)


@pytest.mark.usefixtures("looked_at")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda root: write(root / "book/index.md", "# Two"), id="a page, of the same size and time"),
        pytest.param(lambda root: write(root / "data/t.csv", "a\n2\n"), id="one digit of the data"),
        pytest.param(lambda root: write(root / "_config.yml", "title: y"), id="the settings"),
        pytest.param(lambda root: write(root / "notebooks/new.ipynb", "{}"), id="a new notebook"),
        pytest.param(lambda root: write(root / "helpers.py", "x = 1"), id="a module that a notebook may import"),
        pytest.param(lambda root: (root / "data/t.csv").unlink(), id="a table is gone"),
        pytest.param(lambda root: write(root / SITE / "index.html", "<h1>Two</h1>"), id="a page of the site"),
        pytest.param(lambda root: (root / SITE / "evidence/one.html").unlink(), id="a file of the site is gone"),
        pytest.param(lambda root: write(root / SITE / "more.html", ""), id="a file more in the site"),
        pytest.param(lambda root: (root / RECORD).unlink(), id="the record is gone"),
        pytest.param(lambda root: (root / RECORD).write_bytes((root / RECORD).read_bytes()[:-9]), id="it is cut off"),
        pytest.param(lambda root: (root / RECORD).write_bytes(b""), id="it is empty"),
    ],
)
def test_any_change_makes_a_site_old(root: Path, change: Callable[[Path], object]):
    change(root)
    assert not find_current(root)


@pytest.mark.usefixtures("looked_at")
def test_a_change_of_any_file_of_the_site_is_seen(root):
    files = [root / SITE / f"{at}.html" for at in range(12)]
    for file in files:
        write(file, "1")
    record(root)
    assert find_current(root)
    for file in files:
        file.write_text("2", "utf-8")
        assert not find_current(root), file
        write(file, "1")
    assert find_current(root)


@pytest.mark.usefixtures("looked_at")
def test_another_factbook_makes_a_site_old_however_many_files_it_has(root, monkeypatch):
    monkeypatch.setattr("factbook.engine.up_to_date.make_stamp", lambda root: "another")
    assert not find_current(root)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param(lambda site: None, set(), id="nothing"),
        pytest.param(lambda site: (site / "index.html").touch(), set(), id="a time alone"),
        pytest.param(lambda site: write(site / "index.html", "<h1>Two</h1>"), {"index.html"}, id="of the same size"),
        pytest.param(lambda site: (site / "evidence/one.html").unlink(), {"evidence/one.html"}, id="gone"),
        pytest.param(lambda site: write(site / "more.html", ""), set(), id="a file that nobody recorded"),
        pytest.param(shutil.rmtree, {"index.html", "evidence/one.html"}, id="the whole site is gone"),
    ],
)
def test_files_of_the_site_that_are_not_as_recorded_are_named(root, change, found):
    change(root / SITE)
    assert find_touched(root) == found


def test_without_a_record_nothing_is_touched(root):
    (root / RECORD).unlink()
    assert find_touched(root) == set()


def test_what_is_only_touched_stays_current(root):
    (root / "book/index.md").touch()
    (root / SITE / "index.html").touch()
    assert find_current(root)


def test_another_day_or_another_factbook_makes_a_site_old(root, monkeypatch):
    monkeypatch.setenv("FACTBOOK_AS_OF", "2024-01-01")
    assert not find_current(root)


def test_a_package_more_makes_a_site_old(root, monkeypatch, tmp_path_factory):
    folder = tmp_path_factory.mktemp("packages")
    monkeypatch.syspath_prepend(str(folder))
    record(root)
    assert find_current(root)
    (folder / "pandas-99.0.dist-info").mkdir()
    # As another process would ask.
    monkeypatch.setattr("factbook.engine.up_to_date._stamps", {})
    assert not find_current(root)


def test_a_file_outside_of_the_report_counts_when_it_was_used(root, tmp_path_factory):
    outside = tmp_path_factory.mktemp("elsewhere") / "prices.csv"
    write(outside, "1")
    inputs = {**see_inputs(root), str(outside): see_file(outside)}
    write_record(root, SiteRecord(stamp=make_stamp(root), inputs=inputs, files=see_site(root)))
    assert find_current(root)
    write(outside, "2")
    assert not find_current(root)


def test_what_an_editor_keeps_beside_a_file_is_no_input(root):
    seen = set(see_inputs(root))
    for name in ("4913", "index.md~", "#index.md#", ".#index.md", ".index.md.swp", "index.md___jb_tmp___", "lu17.tmp"):
        (root / "book" / name).write_text("# Half a page", "utf-8")
    for name in (".~lock.birds.csv#", "~$birds.xlsx"):
        (root / "data" / name).write_text("Ann", "utf-8")
    assert set(see_inputs(root)) == seen


def test_builds_environments_and_hidden_folders_are_no_inputs(root):
    before = {name: seen.digest for name, seen in see_inputs(root).items()}
    for name in ("_build/x", ".git/index", ".venv/bin/python", "env/pyvenv.cfg", "env/lib/x.py", "src/__pycache__/x"):
        write(root / name, "")
    assert {name: seen.digest for name, seen in see_inputs(root).items()} == before


def test_a_file_that_is_not_touched_is_not_read_again(tmp_path):
    path = tmp_path / "a"
    path.write_text("1")
    os.utime(path, (LONG_AGO, LONG_AGO))
    seen = see_file(path)
    known = seen._replace(inode=path.stat().st_ino, digest="a digest that it cannot have")
    assert see_file(path, known).digest == known.digest


def test_a_file_that_changed_just_now_is_read_again_next_time(tmp_path, monkeypatch):
    monkeypatch.setattr("factbook.engine.file_state.RACY_NS", 10**18)
    path = tmp_path / "a"
    path.write_text("1")
    assert not see_file(path).is_untouched(path.stat())


def test_a_record_reads_back(root):
    found = SiteRecord(stamp="s", inputs=see_inputs(root), files=see_site(root), marks={"page:x": "1"})
    write_record(root, found)
    assert read_record(root) == found


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_what_a_command_prints_into_is_no_input_of_it(root, tmp_path_factory, stream):
    code = (
        "import sys; from pathlib import Path; from factbook.engine.fingerprints import see_inputs; "
        f"print('a line', file=sys.{stream}, flush=True); "
        "Path(sys.argv[1]).write_text(' '.join(see_inputs(Path.cwd())))"
    )
    found = tmp_path_factory.mktemp("elsewhere") / "found"
    with (root / "build.log").open("wb") as log:
        subprocess.run([sys.executable, "-c", code, found], cwd=root, check=True, **{stream: log})
    assert set(found.read_text().split()) == set(INPUTS)
    assert set(see_inputs(root)) == {*INPUTS, "build.log"}, "of another command it is one"


def test_asking_loads_nothing_large(root):
    code = (
        "import sys; from pathlib import Path; from factbook.engine.up_to_date import find_current; "
        f"find_current(Path({str(root)!r})); "
        "print([name for name in ('pandas', 'sphinx', 'yaml', 'click', 'jinja2', 'asyncio') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
