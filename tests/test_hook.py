"""The hook of figurecheck in another repository, run by pre-commit from a clone of this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WHO = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
CONFIG = """\
repos:
  - repo: {clone}
    rev: {commit}
    hooks: [{{id: figurecheck}}]
"""
COUNTS = """\
texts: [README.md]
statistics:
  - id: formats
    file: formats.json
    phrases: ["{} formats"]
"""


def git(folder: Path, *arguments: str | Path) -> str:
    command = ["git", *WHO, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A repository of one commit with what is here, also what is not committed yet."""
    folder = tmp_path_factory.mktemp("clone")
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "packages", "*.toml", ".*.yaml")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    return folder


@pytest.mark.slow
def test_a_count_that_has_gone_stale_stops_a_commit_elsewhere(clone, tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    # What a hook of git would give to the commands of another repository.
    for name in [one for one in os.environ if one.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git(elsewhere, "init", "--quiet")
    config = CONFIG.format(clone=clone, commit=git(clone, "rev-parse", "HEAD"))
    (elsewhere / ".pre-commit-config.yaml").write_text(config, "utf-8")
    (elsewhere / "figurecheck.yml").write_text(COUNTS, "utf-8")
    (elsewhere / "formats.json").write_text('["csv", "json", "xlsx"]', "utf-8")

    def run(text: str) -> subprocess.CompletedProcess[str]:
        (elsewhere / "README.md").write_text(text, "utf-8")
        git(elsewhere, "add", "--all")
        program = Path(sys.executable).with_name("pre-commit")
        return subprocess.run([program, "run"], cwd=elsewhere, capture_output=True, text=True, check=False)

    assert run("We read 3 formats.\n").returncode == 0
    stale = run("We read four formats.\n")
    assert stale.returncode == 1
    assert "README.md:1:9: ‘four’ disagrees" in stale.stdout
