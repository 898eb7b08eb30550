"""The documents of this repository are held against counts of its own things, by the hook that others can use."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from figurecheck.scan.repository import CONFIG, check_texts, read_counts_file

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_no_count_in_the_documents_is_stale():
    counts = read_counts_file(ROOT / CONFIG)
    checked = check_texts(counts, ROOT / CONFIG)
    wrong = [f"{draft.where(one.start)}: {one.text}: {one.reason}" for draft, found in checked.scans for one in found
             if one.status.wrong]  # fmt: skip
    assert wrong == []
    assert checked.missing == ()
    # the check above is worth nothing where it reads nothing
    assert sum(bool(one.stands) for one in counts.statistics) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("folder", [".", "docs"])
def test_the_hook_finds_a_stale_count_in_any_repository(tmp_path, folder):
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["always_run"] is True, "a count goes stale without a change of any text"
    assert hook["pass_filenames"] is False
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / folder / "guide.md").write_text("We support fourteen\nformats.\n", "utf-8")
    (tmp_path / "counts.json").write_text("[1, 2]", "utf-8")
    (tmp_path / CONFIG).write_text("statistics: [{id: n, file: counts.json, phrases: ['{} formats']}]", "utf-8")
    command = shlex.split(hook["entry"])
    around = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=tmp_path, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{Path(folder, 'guide.md')}:1:12: ‘fourteen’ disagrees: the value 2,")
    assert "write ‘two’" in done.stdout


def test_our_own_commits_run_the_same_hook():
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    [local] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    [own] = [one for one in local["hooks"] if one["id"] == hook["id"]]
    assert own["entry"] == f".venv/bin/{hook['entry']}"
    assert {key: own[key] for key in ("always_run", "pass_filenames")} == {
        key: hook[key] for key in ("always_run", "pass_filenames")
    }
