"""One report, the same bytes: the oldest and the newest packages that `pyproject.toml` allows, and several Pythons.

The environments lie in the user's cache folder, each under a digest of all that it is made from, and are made anew when
that changes. `make test` tries the newest packages on the Python that runs it; the others are trials.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from platformdirs import user_cache_path

from compare_sites import compare
from conftest import FIRST_DAY

ROOT = Path(__file__).parents[2]
PROJECTS = [ROOT / "packages" / name for name in ("figurecheck", "factbook")]
NEWEST = ROOT / "tests/newest.txt"
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
OWN_PINS = ["notebooks/*.zip!requirements.txt"]
"""A report without a lock names the packages that are installed."""
WANTED = {"3.11": "9.0", "3.12": "9.1", "3.13": "9.2", "3.14": "9.2"}
"""The Sphinx that each Python can have at most."""

Made = Callable[[str, str], Path]


def run(*command: str | Path, **options) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def environment() -> Made:
    """Makes an environment of a Python with a lock, and gives the folder of its programs."""
    uv = Path(sys.executable).with_name("uv")

    def make(python: str, lock: str) -> Path:
        found = subprocess.run(
            [uv, "python", "find", "--system", "--no-python-downloads", python],
            capture_output=True,
            text=True,
            check=False,
        )
        if python != HERE and not found.stdout.strip():
            pytest.skip(f"there is no Python {python} on this machine")
        interpreter = sys.executable if python == HERE else found.stdout.strip()
        made_from = f"{ROOT} {python} {[(one / 'pyproject.toml').read_text('utf-8') for one in PROJECTS]} {lock}"
        folder = user_cache_path("factbook") / "tests" / hashlib.sha256(made_from.encode()).hexdigest()[:20]
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{folder}.lock"):
            if not (folder / "made").exists():
                run(uv, "venv", "--quiet", "--clear", "--python", interpreter, folder)
                pip = [uv, "pip", "install", "--quiet", "--python", folder / "bin/python"]
                (folder / "lock.txt").write_text(lock, "utf-8")
                hashes = ["--no-deps", "--require-hashes"] if "--hash" in lock else []
                run(*pip, "--requirement", folder / "lock.txt", *hashes)
                run(
                    *pip,
                    "--no-deps",
                    "--no-build-isolation",
                    *(word for one in PROJECTS for word in ("--editable", one)),
                )
                (folder / "made").touch()
        version = run(folder / "bin/python", "-c", "import sys; print(*sys.version_info[:2], sep='.')").strip()
        assert version == python
        return folder / "bin"

    return make


@pytest.fixture(scope="module")
def newest() -> str:
    return NEWEST.read_text("utf-8")


@pytest.fixture(scope="module")
def lowest() -> str:
    """The lowest versions of what `pyproject.toml` names, with what those need; hatchling makes factbook's wheel."""
    uv = Path(sys.executable).with_name("uv")
    options = ["--quiet", "--resolution", "lowest-direct", "--python-version", "3.11", "--no-header", "--no-annotate"]
    options += ["--no-emit-index-url", "--no-emit-find-links"]
    options += ["--no-emit-package", "figurecheck", "--group", "pyproject.toml:build"]
    return run(uv, "pip", "compile", *options, "packages/factbook/pyproject.toml", cwd=ROOT)


def build(programs: Path, root: Path) -> Path:
    run(programs / "factbook", "build", "--project", root, env={**os.environ, "PYTHONWARNINGS": "default"})
    return root / "_build" / "html"


def build_starter(programs: Path, root: Path) -> Path:
    run(programs / "factbook", "init", root, env={**os.environ, "SOURCE_DATE_EPOCH": FIRST_DAY})
    return build(programs, root)


def sphinx_of(programs: Path) -> str:
    return run(programs / "python", "-c", "import sphinx; print(sphinx.__version__)").strip()


def trial(python: str):
    return pytest.param(python, marks=[] if python == HERE else pytest.mark.trial, id=f"newest on {python}")


@pytest.mark.parametrize("python", [trial(python) for python in WANTED])
def test_the_starter_has_the_same_bytes_with_the_newest_packages(python, environment, newest, starter_site, tmp_path):
    programs = environment(python, newest)
    assert sphinx_of(programs).startswith(WANTED[python])
    assert list(compare(starter_site, build_starter(programs, tmp_path / "report"), ignore=OWN_PINS)) == []


@pytest.mark.trial
@pytest.mark.parametrize("python", WANTED)
def test_this_report_has_the_same_bytes_with_the_newest_packages(python, environment, newest, site, copy_project):
    assert list(compare(site, build(environment(python, newest), copy_project()))) == []


@pytest.mark.trial
def test_the_starter_has_the_same_bytes_with_the_lowest_packages(environment, lowest, starter_site, tmp_path):
    programs = environment("3.11", lowest)
    assert sphinx_of(programs) == "7.4.0"
    assert list(compare(starter_site, build_starter(programs, tmp_path / "report"), ignore=OWN_PINS)) == []


@pytest.mark.trial
def test_this_report_has_the_same_bytes_with_the_lowest_packages(environment, lowest, site, copy_project):
    assert list(compare(site, build(environment("3.11", lowest), copy_project()))) == []


@pytest.mark.trial
def test_the_figures_are_read_alike_with_the_lowest_packages(environment, lowest):
    locked = (ROOT / "tests/requirements.txt").read_text("utf-8")
    tools = re.findall(r"^(?:pytest|hypothesis|playwright)==\S+", locked, re.MULTILINE)
    programs = environment("3.11", lowest + "\n".join(tools))
    run(
        programs / "python",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "packages/figurecheck/tests/figures",
        cwd=ROOT,
    )
