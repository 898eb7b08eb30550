"""An edition whose lock names all of its software, published where another version of a package is running."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from factbook.publish.archive import read_listing
from factbook.publish.manifest import read_manifest
from published_later import commit, git, start

ROOT = Path(__file__).parents[2]
OTHER = ("defusedxml", "0.7.0")
"""A package that factbook needs and does not import, and a version that is not the one of the tests."""


@pytest.mark.trial
def test_an_edition_is_built_by_the_software_that_its_lock_names(factbook, tmp_path, monkeypatch):
    monkeypatch.setenv("FACTBOOK_EDITIONS", str(tmp_path / "cache"))
    wheel = build_wheel(tmp_path)
    report = start(tmp_path / "report")
    frozen = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--exclude-editable"], capture_output=True, text=True, check=True
    ).stdout
    name, other = OTHER
    lock, count = re.subn(rf"(?m)^{name}==.*$", f"{name}=={other}", frozen)
    assert count == 1
    (report / "requirements.txt").write_text(f"{lock}factbook @ {wheel.as_uri()}\n", "utf-8")
    commit(report, "A lock")
    own = tmp_path / "own"
    subprocess.run([sys.executable, "-m", "venv", own], check=True)
    pip = [own / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--requirement", report / "requirements.txt"], check=True)
    seal = [own / "bin/factbook", "seal", "first", "--as-of", "2025-07-01", "--project", report]
    subprocess.run(seal, check=True, capture_output=True)
    commit(report, "A seal")
    subprocess.run([own / "bin/factbook", "publish", tmp_path / "theirs", "--project", report], check=True)
    # and now by what runs the tests
    (report / "book/index.md").write_text("# Later\n", "utf-8")
    commit(report, "Another page")
    result = factbook("publish", tmp_path / "ours", "--project", report)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Installing what requirements.txt of" in result.stdout
    assert read_manifest(tmp_path / "ours/editions/first") == read_manifest(tmp_path / "theirs/editions/first")
    rebuilt = factbook("verify", tmp_path / "ours", "--rebuild")
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    assert [one.label for one in read_listing(tmp_path / "ours").editions] == ["first"]
    assert git(report, "status", "--porcelain") == ""


def build_wheel(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", ROOT, "-w", folder],
        check=True,
    )
    (wheel,) = folder.glob("factbook-*.whl")
    return wheel
