"""The environment of an edition: what its lock names and its own factbook, installed by pip, once."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from factbook.engine.software import PACKAGES
from factbook.model.edition import Edition
from factbook.project.no_fonts import NO_FONTS
from factbook.publish import pinned
from factbook.publish.pinned import APPROVALS_ASKED, CACHE, find_environment, make_environment, refuse_second
from figurecheck.model.errors import EditionError

ROOT = Path(__file__).parents[3]
COMMIT = "3201c90846d9b86beff163c1c8663c542dd2491c"
PYPROJECT = """
[project]
name = "{name}"
dynamic = ["version"]

[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
BACKEND = """
import os, pathlib, zipfile

NAME = pathlib.Path("name.txt").read_text()

def build_wheel(folder, config_settings=None, metadata_directory=None):
    version = os.environ["SETUPTOOLS_SCM_PRETEND_VERSION"]
    name = f"{NAME}-{version}-py3-none-any.whl"
    about = f"{NAME}-{version}.dist-info"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        wheel.writestr(f"{NAME}/__init__.py", pathlib.Path(f"src/{NAME}/__init__.py").read_text())
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\\nName: {NAME}\\nVersion: {version}\\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{about}/RECORD", "")
    return name
"""
PROGRAM = """
import importlib.metadata as known, defusedxml, factbook
print(factbook.WORDS, *sorted(f"{one.name} {one.version}" for one in known.distributions()), sep="\\n")
"""


def write_project(folder: Path, name: str) -> None:
    (folder / "src" / name).mkdir(parents=True)
    (folder / "src" / name / "__init__.py").write_text("WORDS = 'of the tree'\n", "utf-8")
    (folder / "pyproject.toml").write_text(PYPROJECT.replace("{name}", name), "utf-8")
    (folder / "backend.py").write_text(BACKEND, "utf-8")
    (folder / "name.txt").write_text(name, "utf-8")


@pytest.fixture
def tree(tmp_path, monkeypatch) -> Path:
    """A tree with a factbook of one line, and a lock that names one package of the lock of this repository."""
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    monkeypatch.setenv("PIP_COMPILE", "0")
    folder = tmp_path / "tree"
    write_project(folder, "factbook")
    named = re.search(r"(?m)^defusedxml==(.*\\\n)+.*\n", (ROOT / "requirements.txt").read_text("utf-8"))
    assert named is not None
    (folder / "requirements.txt").write_text(named[0], "utf-8")
    return folder


def test_the_software_of_an_edition_finds_no_language_day_or_time_zone_of_the_machine(monkeypatch):
    machine = {
        "LANG": "ko_KR.UTF-8",
        "LC_TIME": "ko_KR.UTF-8",
        "TZ": "Asia/Seoul",
        "SOURCE_DATE_EPOCH": "1",
        "KEPT": "x",
    }
    for name, value in machine.items():
        monkeypatch.setenv(name, value)
    said = pinned.run(["env"], "here", environment={"OWN": "y"}).splitlines()
    found = dict(line.split("=", 1) for line in said if line.partition("=")[0] in {*machine, "OWN", *NO_FONTS})
    assert found == {"LANG": "C.UTF-8", "TZ": "UTC", "KEPT": "x", "OWN": "y", **NO_FONTS}


@pytest.mark.slow
def test_what_the_lock_names_and_the_factbook_of_the_tree_are_installed_once(tree, tmp_path, monkeypatch):
    said: list[str] = []
    python = make_environment(tree, COMMIT, said.append)
    assert python.is_relative_to(tmp_path / "cache")
    assert said == ["Installing what requirements.txt of 3201c90846d9 names ..."]
    words, *installed = subprocess.run(
        [python, "-c", PROGRAM], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert words == "of the tree"
    assert {one for one in installed if one.split()[0] not in {"pip", "setuptools"}} == {
        "defusedxml 0.7.1",
        f"factbook 0+{COMMIT}",
    }
    monkeypatch.setattr(pinned, "run", None)
    assert make_environment(tree, COMMIT, said.append) == python
    assert len(said) == 1


@pytest.mark.slow
def test_of_a_tree_with_two_packages_both_are_installed(tree):
    shutil.rmtree(tree / "src")
    for name in ("figurecheck", "factbook"):
        write_project(tree / "packages" / name, name)
    python = make_environment(tree, COMMIT, lambda _: None)
    installed = subprocess.run([python, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout
    assert {f"factbook 0+{COMMIT}", f"figurecheck 0+{COMMIT}"} <= {*installed.splitlines()}


def test_a_tree_has_the_software_that_runs_only_where_each_file_of_both_packages_is_the_same(tmp_path):
    for name, folder in PACKAGES.items():
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(folder, tmp_path / "packages" / name / "src" / name, ignore=ignored)
        (tmp_path / "packages" / name / "pyproject.toml").touch()
    (tmp_path / "pyproject.toml").touch()
    projects = pinned._find_own_projects(tmp_path)
    assert pinned._is_running(projects)
    (tmp_path / "packages/figurecheck/src/figurecheck/py.typed").write_text("changed", "utf-8")
    assert not pinned._is_running(projects)


def test_the_software_of_an_edition_does_not_install_itself_once_more(tmp_path, monkeypatch):
    (tmp_path / "requirements.txt").write_text("", "utf-8")
    here = find_environment(tmp_path)
    sealed = Edition(label="2026-01", as_of="2026-01-31", environment={**here, "leftpad": "1"})
    refuse_second(tmp_path, sealed)
    monkeypatch.setenv(APPROVALS_ASKED, "anything")
    with pytest.raises(EditionError, match="does not install what it was sealed with: leftpad"):
        refuse_second(tmp_path, sealed)
