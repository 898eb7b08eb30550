"""An edition is the same bytes on every machine: published for real, with kernels, on machines that differ."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import reduce
from operator import or_
from pathlib import Path

import pytest

from factbook.publish.manifest import MANIFEST, read_manifest
from machines import MACHINES, Machine
from published_later import commit, git

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).with_name("factbook")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """In the suite one machine that differs in everything, in a trial one for each thing; see `--machines`."""
    if "machine" in metafunc.fixturenames:
        whole = metafunc.config.getoption("trial")
        machines = MACHINES if whole else {"everything": reduce(or_, filter(is_possible, MACHINES.values()))}
        metafunc.parametrize("machine", machines.values(), ids=machines)


def is_possible(machine: Machine) -> bool:
    """Whether the system lets us start a program there."""
    return not machine.program or subprocess.run([*machine.program, "true"], check=False).returncode == 0


@pytest.fixture(scope="module")
def sealed(request, tmp_path_factory, factbook) -> Path:
    """The small report with one edition, in git; or this report, with one more."""
    folder = tmp_path_factory.mktemp("machines") / "report"
    if request.config.getoption("machines"):
        git(ROOT, "clone", "--quiet", ROOT, folder)
        settings = (folder / "_config.yml").read_text("utf-8")
        settings = settings.replace("\nfactbook:\n", "\nfactbook:\n  unconfirmed: publish\n", 1)
        (folder / "_config.yml").write_text(settings, "utf-8")
    else:
        shutil.copytree(request.getfixturevalue("untouched"), folder, symlinks=True)
        git(folder.parent, "init", "--quiet", "report")
    commit(folder, "A report")
    done = factbook("seal", "first", "--project", folder)
    assert done.returncode == 0, done.stderr
    commit(folder, "A seal")
    return folder


@pytest.fixture(scope="module")
def here(sealed, factbook) -> dict[str, str]:
    """The files of the edition as published on this machine."""
    public = sealed.with_name("public")
    done = factbook("publish", public, "--project", sealed, "--only", "first")
    assert done.returncode == 0, done.stderr
    return read_files(public)


def read_files(public: Path) -> dict[str, str]:
    """Return the digests of the files of all editions in a folder."""
    places = {place.parent for place in (public / "editions").glob(f"*/{MANIFEST}")}
    return {f"{place.name}/{name}": digest for place in places for name, digest in read_manifest(place).items()}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the machine's fonts cannot be hidden")
def test_an_edition_is_the_same_on_every_machine(sealed, here, machine, tmp_path):
    if not is_possible(machine):
        pytest.skip("this system does not let us make such a machine")
    git(tmp_path, "clone", "--quiet", sealed, machine.folder)
    public, clone = tmp_path / "public", tmp_path / machine.folder
    done = machine.run(tmp_path, PROGRAM, "publish", public, "--project", clone, "--only", "first")
    assert done.returncode == 0, done.stdout + done.stderr
    there = read_files(public)
    assert len(there) > 50
    assert {name for name in {*here, *there} if here.get(name) != there.get(name)} == set()
