"""A change of our own packages, or of one around them, is never taken for none."""

from __future__ import annotations

import os
import sys
from importlib.util import LazyLoader, module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import factbook
import figurecheck
from factbook.engine import software
from factbook.engine.software import digest_software, find_modules
from factbook.engine.up_to_date import TOOLS, make_tools_stamp
from factbook.notebooks.cache import key
from factbook.project.files import walk

LONG_AGO = 1_700_000_000
MODULES = (
    "factbook/__init__.py",
    "factbook/cli/main.py",
    "factbook/data/catalog.py",
    "factbook/notebooks/recording/record.py",
    "factbook/render/text.py",
    "figurecheck/cli/main.py",
    "figurecheck/model/claim.py",
    "figurecheck/report/margins.py",
)
SHEET = "factbook/render/assets/static/factbook.css"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packages in the place of ours, with a module in some of their folders."""
    packages = tmp_path / "packages"
    for name in (*MODULES, SHEET):
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        write(packages / name, "x = 1")
    monkeypatch.setattr(software, "PACKAGES", {name: str(packages / name) for name in software.PACKAGES})
    return packages


def write(path: Path, text: str) -> None:
    path.write_text(text)
    os.utime(path, (LONG_AGO, LONG_AGO))


def digest_kernel() -> str:
    return key.digest_environment.__wrapped__()


@pytest.mark.parametrize("package", [factbook, figurecheck], ids=lambda one: one.__name__)
def test_every_file_of_ours_counts(package):
    home = Path(package.__file__).parent
    files = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    assert Path(software.PACKAGES[package.__name__]) == home
    assert {name for name, _ in walk(str(home))} == files


def test_what_runs_depend_on_is_remembered_and_read_again_once_it_was_touched(package, tmp_path, monkeypatch):
    def digest() -> str:
        return key.digest_environment.__wrapped__(str(tmp_path / "memory"))

    wait_until_settled(monkeypatch)
    before = digest()
    assert before == digest_kernel()
    with monkeypatch.context() as patched:
        patched.setattr(software, "digest_file", lambda _: pytest.fail("a file was read"))
        assert digest() == before
    write(package / "figurecheck/model/claim.py", "x = 22")
    assert digest() == digest_kernel() != before


@pytest.mark.parametrize("name", [*MODULES, SHEET])
def test_a_change_of_any_file_makes_a_site_old(package, tmp_path, name):
    before = make_tools_stamp(str(tmp_path))
    assert make_tools_stamp(str(tmp_path)) == before
    write(package / name, "x = 2")
    assert make_tools_stamp(str(tmp_path)) != before


@pytest.mark.parametrize(
    ("name", "counts"), [(name, name.split("/")[1] not in {"cli", "render", "report"}) for name in MODULES], ids=MODULES
)
def test_a_run_depends_on_the_folders_that_kernels_import(package, name, counts):
    before = digest_kernel()
    write(package / name, "x = 2")
    assert (digest_kernel() != before) is counts


def test_a_module_more_or_less_counts(package):
    before = digest_software()
    write(package / "figurecheck/model/more.py", "")
    after = digest_software()
    assert after != before
    (package / "figurecheck/model/more.py").unlink()
    assert digest_software() == before


def test_where_nothing_was_touched_no_file_is_read(package, tmp_path, monkeypatch):
    write(package / "figurecheck/model/claim.py", "x = 1")
    wait_until_settled(monkeypatch)
    before = make_tools_stamp(str(tmp_path))
    monkeypatch.setattr(software, "digest_file", None)
    assert make_tools_stamp(str(tmp_path)) == before


def wait_until_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the files be old enough to be trusted."""
    monkeypatch.setattr("factbook.engine.file_state.RACY_NS", 0)


def test_a_file_that_changed_just_now_is_read_again(package, tmp_path, monkeypatch):
    monkeypatch.setattr("factbook.engine.file_state.RACY_NS", 10**18)
    (package / "figurecheck/model/claim.py").write_text("x = 3")
    make_tools_stamp(str(tmp_path))
    assert not (tmp_path / TOOLS).exists()


def test_where_nothing_can_be_written_the_stamp_is_the_same(package, tmp_path, monkeypatch):
    wait_until_settled(monkeypatch)
    monkeypatch.setattr(software, "replace_file", refuse)
    assert make_tools_stamp(str(tmp_path)) == digest_software()


def refuse(*_: object) -> None:
    raise OSError(30, "read-only")


def test_to_look_for_modules_loads_none(tmp_path, monkeypatch):
    (tmp_path / "made_later.py").write_text("raise AssertionError\n")
    spec = spec_from_file_location("made_later", tmp_path / "made_later.py")
    spec.loader = LazyLoader(spec.loader)
    later = module_from_spec(spec)
    spec.loader.exec_module(later)
    monkeypatch.setitem(sys.modules, "made_later", later)
    # As Python documents it, for what must not be imported.
    monkeypatch.setitem(sys.modules, "no_module", None)
    assert find_modules([str(tmp_path)]) == [str(tmp_path / "made_later.py")]
