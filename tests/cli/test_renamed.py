"""A statistic that got another id: its figures hold, and each line that names the earlier id is warned of."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from factbook.data.validate import refresh
from tiny import PAGE, write_tiny

TOLD = "book/index.md:3: 'birds.all' was renamed (write birds.sum)"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory, factbook) -> Path:
    folder = write_tiny(tmp_path_factory.mktemp("sealed") / "report")
    result = factbook("seal", "one", "--as-of", "2025-07-01", "--project", folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture
def report(tmp_path, sealed) -> Path:
    """The small report with one edition sealed; since then a notebook records ``birds.all`` as ``birds.sum``."""
    folder = Path(shutil.copytree(sealed, tmp_path / "report", symlinks=True))
    notebook = folder / "notebooks/birds.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("birds.all", "birds.sum"), "utf-8")
    rename(folder, {"birds.all": "birds.sum"})
    return folder


def rename(folder: Path, renamed: dict[str, str]) -> None:
    config = folder / "_config.yml"
    settings = json.loads(config.read_text("utf-8"))
    settings["factbook"]["renamed"] = renamed
    settings["factbook"]["edition"]["date"] = "2025-07-05"
    config.write_text(json.dumps(settings), "utf-8")


def test_its_figures_hold_with_a_warning_and_lead_to_its_evidence(report, factbook):
    built = factbook("build", "--project", report)
    assert built.returncode == 0, built.stdout + built.stderr
    assert TOLD in built.stdout
    assert "Nothing to fix. 1 warning." in built.stdout
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


def test_a_renaming_to_what_is_not_recorded_is_told_and_explains_the_figures_that_lost_their_statistic(
    report, factbook
):
    rename(report, {"birds.all": "birds.sun"})
    checked = factbook("check", "--project", report)
    assert checked.returncode == 1
    told = "_config.yml: factbook.renamed.birds.all: 'birds.sun' was never recorded (did you mean birds.sum?)"
    assert told in checked.stdout
    document = json.loads(factbook("check", "--format", "json", "--project", report).stdout)
    assert [(one["place"], one["what"]) for one in document["warnings"]] == [
        ("_config.yml: factbook.renamed.birds.all", "'birds.sun' was never recorded")
    ]
    assert document["summary"]["warnings"] == 1
    # nothing names the earlier id: then it is a warning alone, since on a past day the new one may not be known yet
    page = report / "book/index.md"
    page.write_text(page.read_text("utf-8").replace("birds.all", "birds.sum"), "utf-8")
    assert factbook("check", "--project", report).returncode == 0
    assert factbook("check", "--strict", "--project", report).returncode == 1


def test_its_earlier_address_leads_to_the_present_one_and_its_history_goes_on(report, factbook):
    for label, count in (("two", 16), ("three", 17)):
        data = report / "data/birds.csv"
        data.write_text(re.sub("2025,[0-9]+", f"2025,{count}", data.read_text("utf-8")), "utf-8")
        refresh(report)
        page = report / "book/index.md"
        page.write_text(PAGE.format(last=count, all=22 + count).replace("birds.all", "birds.sum"), "utf-8")
        sealed = factbook("seal", label, "--as-of", f"2025-07-0{count - 14}", "--project", report)
        assert sealed.returncode == 0, sealed.stdout + sealed.stderr
    history = ["39", "38", "37"]
    # the second time without the setting: the seals remember it
    for renamed in ({"birds.all": "birds.sum"}, {}):
        rename(report, renamed)
        built = factbook("build", "--strict", "--project", report)
        assert built.returncode == 0, built.stdout + built.stderr
        evidence = report / "_build/html/evidence"
        moved = (evidence / "birds.all.html").read_text("utf-8")
        front = (report / "_build/html/index.html").read_text("utf-8")
        assert 'data-was="ev-birds-all"' in front, "an earlier address of the panel opens it"
        assert '<meta http-equiv="refresh" content="0; url=birds.sum.html">' in moved
        assert (evidence / "birds.all.json").read_bytes() == (evidence / "birds.sum.json").read_bytes()
        assert [
            one["value"] for one in json.loads((evidence / "birds.sum.json").read_text("utf-8"))["earlier"]
        ] == history
        assert 'href="evidence/birds.all.html"' not in (report / "_build/html/corrections.html").read_text("utf-8")
        told = factbook("diff", "one", "now", "--format", "json", "--project", report)
        assert [one["statistic"] for one in json.loads(told.stdout)["moves"]] == ["birds.last", "birds.sum"]
    # renamed once more: both earlier addresses lead to the newest, and so do their histories
    notebook = report / "notebooks/birds.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("birds.sum", "birds.every"), "utf-8")
    page.write_text(page.read_text("utf-8").replace("birds.sum", "birds.every"), "utf-8")
    rename(report, {"birds.sum": "birds.every"})
    built = factbook("build", "--strict", "--project", report)
    assert built.returncode == 0, built.stdout + built.stderr
    for old in ("birds.all", "birds.sum"):
        assert "url=birds.every.html" in (evidence / f"{old}.html").read_text("utf-8")
        assert [one["value"] for one in json.loads((evidence / f"{old}.json").read_text("utf-8"))["earlier"]] == history


def test_a_difference_follows_it(report, factbook):
    same = factbook("diff", "one", "now", "--format", "json", "--project", report)
    assert same.returncode == 0, same.stderr
    assert json.loads(same.stdout)["added"] == json.loads(same.stdout)["removed"] == []
    sealed = factbook("seal", "two", "--as-of", "2025-07-02", "--project", report)
    assert sealed.returncode == 0, sealed.stdout + sealed.stderr
    seal = json.loads((report / "book/editions/two.json").read_text("utf-8"))
    assert (seal["changes"], seal["renamed"]) == ([], {"birds.all": "birds.sum"}), "it is no change of the edition"
    assert factbook("corrections", "--project", report).returncode == 0, "nobody must confirm it"
    data = report / "data/birds.csv"
    data.write_text(data.read_text("utf-8").replace("2025,15", "2025,16"), "utf-8")
    refresh(report)
    moved = factbook("diff", "one", "now", "--project", report)
    assert moved.returncode == 1
    assert "birds.sum" in moved.stdout


def test_on_a_past_day_the_page_of_that_edition_is_named(report, factbook):
    own = report / "book/editions/one/book/index.md"
    own.parent.mkdir(parents=True)
    own.write_text(PAGE.format(last="15", all="37"), "utf-8")
    page = report / "book/index.md"
    page.write_text(page.read_text("utf-8").replace("birds.all", "birds.sum"), "utf-8")
    checked = factbook("check", "--as-of", "2025-07-01", "--project", report)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert f"book/editions/one/{TOLD}" in checked.stdout
