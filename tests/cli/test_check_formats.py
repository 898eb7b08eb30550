"""`check --format` on a whole report: the same findings in every format, and refusals in them too."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml

from tiny import DAYS, write_tiny

WRONG = "\n\nOf them {claim}`40 birds <birds.last>` came last, and {claim}`7 <birds.gone>` with 3 more.\n"


@pytest.fixture
def report(tmp_path) -> Path:
    """A report in a folder of a repository, with three figures that do not hold on one line."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    folder = write_tiny(tmp_path / "reports/lake")
    page = folder / "book/index.md"
    page.write_text(page.read_text("utf-8") + WRONG, "utf-8")
    return folder


def test_every_format_has_the_findings_that_the_terminal_shows(report, tmp_path, factbook):
    summary = tmp_path / "summary.md"
    summary.write_text("# Earlier\n", "utf-8")
    lines = [line for line in factbook("check", "--project", report).stdout.splitlines() if line.startswith("book/")]
    assert len(lines) == 3
    messages = [line.partition(": ")[2] for line in lines]

    github = factbook(
        "check", "--project", report, "--format", "github", env=os.environ | {"GITHUB_STEP_SUMMARY": str(summary)}
    )
    commands = re.findall(
        r"^::error file=reports/lake/book/index\.md,line=6,col=\d+,.*?::(.*)$", github.stdout, re.MULTILINE
    )
    assert [one.replace("%25", "%") for one in commands] == messages
    assert summary.read_text("utf-8").startswith("# Earlier\n## factbook check\n\n5 figures checked: 3 to fix.\n")

    sarif = factbook("check", "--project", report, "--format", "sarif")
    [run] = json.loads(sarif.stdout)["runs"]
    assert [one["message"]["text"] for one in run["results"]] == messages
    assert {one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in run["results"]} == {6}
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    assert run["automationDetails"]["id"] == "factbook/reports/lake/"

    junit = factbook("check", "--project", report, "--format", "junit")
    [suite] = JUnitXml.fromstring(junit.stdout.encode())
    assert [one.message for case in suite for one in case.result if isinstance(one, Failure)] == messages
    assert (suite.name, suite.tests) == ("book/index.md", 5)
    assert {one.returncode for one in (github, sarif, junit)} == {1}


def test_an_input_that_cannot_be_used_is_told_in_every_format(report, factbook):
    config = report / "_config.yml"
    config.write_text(config.read_text("utf-8").replace('"edition"', '"editoin"'), "utf-8")
    text = factbook("check", "--project", report)
    assert text.returncode == 2
    what = "unknown setting 'editoin'" if "unknown setting" in text.stderr else text.stderr.partition(": ")[2].strip()
    for form in ("json", "github", "sarif", "junit"):
        result = factbook("check", "--project", report, "--format", form)
        assert result.returncode == 2, form
        if form == "json":
            assert len(json.loads(result.stdout)["complaints"]) == 1
        elif form == "github":
            assert result.stderr == ""
            assert re.fullmatch(r"::error file=reports/lake/_config\.yml,.*\n", result.stdout)
        elif form == "sarif":
            [run] = json.loads(result.stdout)["runs"]
            assert run["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]
            assert [one["ruleId"] for one in run["results"]] == ["input"]
        else:
            [suite] = JUnitXml.fromstring(result.stdout.encode())
            assert [one.type for case in suite for one in case.result if isinstance(one, Error)] == ["input"]
        assert what.split(" (")[0][:20] in result.stdout.replace("%3A", ":")


def test_a_check_of_a_past_day_names_the_files_that_an_editor_can_change(report, factbook):
    result = factbook("check", "--project", report, "--as-of", DAYS["first"], "--format", "github")
    assert result.returncode == 1
    assert len(re.findall(r"^::error file=reports/lake/book/index\.md,line=6,", result.stdout, re.MULTILINE)) == 3
