"""`check --format` on a whole report: the same findings in every format, and refusals in them too."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml
from lxml import etree

from factbook.cli.formats import SUMMARY, add_to_summary
from github_commands import parse_command
from tiny import DAYS, write_tiny

JUNIT = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "unit/render/check/junit-10.xsd"))

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

    (report / "book/aside.md").write_text("# Aside\n", "utf-8")
    told = json.loads(factbook("check", "--project", report, "--format", "json").stdout)
    assert [one["place"] for one in told["notices"]] == ["book/aside.md"]
    (report / "book/aside.md").unlink()

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
            assert suite.name == "_config.yml"
        assert what.split(" (")[0][:20] in result.stdout.replace("%3A", ":")


def test_a_check_of_a_past_day_names_the_files_that_an_editor_can_change(report, factbook):
    result = factbook("check", "--project", report, "--as-of", DAYS["first"], "--format", "github")
    assert result.returncode == 1
    assert len(re.findall(r"^::error file=reports/lake/book/index\.md,line=6,", result.stdout, re.MULTILINE)) == 3


NOTEBOOK = """{"cells": [
 {"cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, "outputs": [], "source": [
  "import factbook as fb\\n",
  "birds = fb.dataset('birds')\\n",
  "fb.record('birds.other', 1, unit='count', population='birds', rows=birds)"]},
 {"cell_type": "markdown", "id": "b", "metadata": {}, "source": [
  "A caf\u00e9.\\n",
  "\\"There\\" were {claim}`39 birds <birds.all>`.\\n"]}
], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
"""


def point_at(report: Path, properties: dict[str, str]) -> str:
    """Return what stands where a command points."""
    lines = (report.parents[1] / properties["file"]).read_text("utf-8").splitlines()
    line = lines[int(properties["line"]) - 1]
    return line[int(properties.get("col", 1)) - 1 : int(properties.get("endColumn", len(line)))]


def commands_of(factbook, report: Path) -> list[tuple[str, dict[str, str], str]]:
    said = factbook("check", "--project", report, "--format", "github")
    return [parse_command(line) for line in said.stdout.splitlines() if line.startswith("::")]


def test_the_same_findings_are_in_all_formats_where_they_stand_in_the_files(report, factbook):
    (report / "notebooks/more.ipynb").write_text(NOTEBOOK, "utf-8")
    said = {
        form: factbook("check", "--project", report, "--format", form).stdout for form in ("json", "sarif", "junit")
    }
    found = {one["id"]: one for one in json.loads(said["json"])["findings"] if one["verdict"] != "exact"}
    assert len(found) == 4

    commands = commands_of(factbook, report)
    assert len(commands) == 4
    for one in found.values():
        what = f"‘{one['printed']}’ {one['verdict']}"
        [(properties, message)] = [(place, text) for _, place, text in commands if what in text]
        pointed = point_at(report, properties)
        assert pointed in {one["printed"], f"{{claim}}`{one['printed']} <{one['statistic']}>`"}, message
        assert message.startswith("notebooks/more.ipynb: cell ") == one["file"].endswith(".ipynb")

    [run] = json.loads(said["sarif"])["runs"]
    assert {one["properties"].get("id", "") for one in run["results"]} - {""} == {
        id for id, one in found.items() if one["verdict"] != "unbound"
    }
    JUNIT.assertValid(etree.fromstring(said["junit"].encode()))
    failed = [case for suite in JUnitXml.fromstring(said["junit"].encode()) for case in suite if case.result]
    assert sorted(re.search("‘(.*)’", case.name)[1] for case in failed) == sorted(
        one["printed"] for one in found.values()
    )


def test_rows_of_tables_and_keys_of_settings_are_pointed_at(report, factbook):
    table = report / "data/birds.csv"
    table.write_text(table.read_text("utf-8").replace("2024,12,", '2024,"many\n birds",').replace("15,", "x,"), "utf-8")
    places = {
        message: point_at(report, properties)
        for _, properties, message in commands_of(factbook, report)
        if "line" in properties
    }
    [row] = [place for message, place in places.items() if message.startswith("data/birds.csv: row 4, column value")]
    # The row before it goes over two lines.
    assert row == "2025,x,new"
    # Figures of this table are not judged, so the log is not that of a whole check.
    [run] = json.loads(factbook("check", "--project", report, "--format", "sarif").stdout)["runs"]
    assert run["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]
    (report / "_config.yml").write_text("title: The lake\nfactbook:\n  approval: {peopel: 2}\n", "utf-8")
    [key] = [properties for _, properties, message in commands_of(factbook, report) if "approval.peopel" in message]
    assert point_at(report, key) == "  approval: {peopel: 2}"


def test_a_summary_that_cannot_be_written_is_told_and_hides_nothing(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv(SUMMARY, str(tmp_path / "gone/summary.md"))
    add_to_summary(lambda _: "text", 100)
    assert capsys.readouterr().err.startswith("GITHUB_STEP_SUMMARY: cannot be written: No such file")
    monkeypatch.setenv(SUMMARY, str(tmp_path / "summary.md"))
    for _ in range(2):
        add_to_summary(lambda room: f"{room} ", 100)
    assert (tmp_path / "summary.md").read_text("utf-8") == "100 96 "
