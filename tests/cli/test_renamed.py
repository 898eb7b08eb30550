"""A statistic that got another id: its figures hold, and each line that names the earlier id is warned of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factbook.data.validate import refresh
from tiny import write_tiny

TOLD = "book/index.md:3: 'birds.all' was renamed (write birds.sum)"


@pytest.fixture
def report(tmp_path, factbook) -> Path:
    """The small report with one edition sealed; since then a notebook records ``birds.all`` as ``birds.sum``."""
    folder = write_tiny(tmp_path / "report")
    sealed = factbook("seal", "one", "--as-of", "2025-07-01", "--project", folder)
    assert sealed.returncode == 0, sealed.stdout + sealed.stderr
    notebook = folder / "notebooks/birds.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("birds.all", "birds.sum"), "utf-8")
    rename(folder, {"birds.all": "birds.sum"})
    return folder


def rename(folder: Path, renamed: dict[str, str]) -> None:
    config = folder / "_config.yml"
    settings = json.loads(config.read_text("utf-8"))
    settings["factbook"]["renamed"] = renamed
    config.write_text(json.dumps(settings), "utf-8")


def test_its_figures_hold_with_a_warning_and_lead_to_its_evidence(report, factbook):
    built = factbook("build", "--project", report)
    assert built.returncode == 0, built.stdout + built.stderr
    assert TOLD in built.stdout
    assert "Every figure holds. 1 warning." in built.stdout
    site = report / "_build/html"
    assert 'href="evidence/birds.sum.html"' in (site / "index.html").read_text("utf-8")
    assert (site / "evidence/birds.sum.html").is_file()
    assert factbook("check", "--strict", "--project", report).returncode == 1
    assert factbook("build", "--strict", "--project", report).returncode == 1
    explained = factbook("explain", "birds.all", "--project", report)
    assert explained.returncode == 0
    assert "birds.sum" in explained.stdout


def test_without_the_setting_its_figures_are_unknown(report, factbook):
    rename(report, {})
    checked = factbook("check", "--project", report)
    assert checked.returncode == 1
    assert "'birds.all' was never recorded" in checked.stdout


def test_a_renaming_to_what_is_not_recorded_stops_the_build(report, factbook):
    rename(report, {"birds.all": "birds.sun"})
    checked = factbook("check", "--project", report)
    assert checked.returncode == 2
    told = "_config.yml: factbook.renamed.birds.all: 'birds.sun' was never recorded (did you mean birds.sum?)"
    assert told in checked.stdout


def test_a_difference_follows_it(report, factbook):
    same = factbook("diff", "one", "now", "--format", "json", "--project", report)
    assert same.returncode == 0, same.stderr
    assert json.loads(same.stdout)["added"] == json.loads(same.stdout)["removed"] == []
    sealed = factbook("seal", "two", "--as-of", "2025-07-02", "--project", report)
    assert sealed.returncode == 0, sealed.stdout + sealed.stderr
    assert json.loads((report / "book/editions/two.json").read_text("utf-8"))["changes"] == []
    data = report / "data/birds.csv"
    data.write_text(data.read_text("utf-8").replace("2025,15", "2025,16"), "utf-8")
    refresh(report)
    moved = factbook("diff", "one", "now", "--project", report)
    assert moved.returncode == 1
    assert "birds.sum" in moved.stdout
