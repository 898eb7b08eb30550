"""The workflows of this repository, read by their schema and by an auditor, both offline, and by our own rules."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from docs import workflows
from factbook.cli.init import write_starter

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
NAMES = [path.stem for path in WORKFLOWS]


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name(program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def read(name: str) -> dict:
    return yaml.load((ROOT / f".github/workflows/{name}.yml").read_text("utf-8"), Loader=yaml.BaseLoader)


def steps(name: str) -> list[dict]:
    return [step for job in read(name)["jobs"].values() for step in job["steps"]]


def test_there_is_one_each_to_test_to_publish_to_release_and_for_data():
    assert NAMES == ["ci", "data", "publish", "pull", "release", "site"]


def test_those_that_every_report_has_are_ours_but_for_versions_of_python():
    assert workflows.NAMES == ["data.yml", "publish.yml", "pull.yml", "site.yml"]
    for name in workflows.NAMES:
        ours = (ROOT / ".github/workflows" / name).read_text("utf-8")
        assert ours == workflows.make_workflow(name), "run: make docs"
        assert not re.search(r"[^$]\{\w+\}", ours)


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """A new report of somebody else, with the workflows that came with it."""
    folder = tmp_path_factory.mktemp("new") / "report"
    write_starter(folder)
    return folder


def test_those_of_a_new_report_keep_to_the_schema_and_the_auditor_finds_nothing(report):
    folder = report / ".github/workflows"
    files = sorted(folder.glob("*.yml"))
    assert [path.name for path in files] == workflows.NAMES
    checked = run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files)
    assert checked.returncode == 0, checked.stdout
    assert json.loads(run("zizmor", "--offline", "--format", "json", folder).stdout) == []


def test_those_of_a_new_report_call_targets_that_its_makefile_has(report):
    calls = "".join(path.read_text("utf-8") for path in (report / ".github/workflows").glob("*.yml"))
    targets = re.findall(r"^([a-z-]+):", (report / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {*re.findall(r"run: make (\S+)", calls)} == {"check", "site", "tools"} <= {*targets}


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_it_keeps_to_the_published_schema(path):
    result = run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", path)
    assert result.returncode == 0, result.stdout


def test_a_broken_workflow_breaks_the_schema(tmp_path):
    broken = tmp_path / "broken.yml"
    broken.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: {}\n", "utf-8")
    assert run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", broken).returncode == 1


def test_the_auditor_finds_nothing():
    result = run("zizmor", "--offline", "--format", "json", ROOT / ".github/workflows")
    found = json.loads(result.stdout)
    assert [(one["ident"], one["desc"]) for one in found] == []
    assert result.returncode == 0, result.stderr


def test_the_auditor_finds_a_title_that_is_run_as_code(tmp_path):
    spoilt = tmp_path / "spoilt.yml"
    spoilt.write_text(
        "on: pull_request_target\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - run: echo ${{ github.event.pull_request.title }}\n",
        "utf-8",
    )
    result = run("zizmor", "--offline", "--format", "json", spoilt)
    assert "template-injection" in {one["ident"] for one in json.loads(result.stdout)}


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned_and_no_token_stays_in_the_checkout(name):
    used = [step for step in steps(name) if "uses" in step]
    assert [step["uses"] for step in used if not PINNED.fullmatch(step["uses"])] == []
    checkouts = [step for step in used if step["uses"].startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_from_outside_becomes_part_of_a_script(name):
    assert [step["run"] for step in steps(name) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize(
    ("name", "job", "rights"),
    [
        ("publish", "build", {"contents": "read"}),
        ("publish", "store", {"actions": "read", "contents": "write"}),
        ("publish", "deploy", {"pages": "write", "id-token": "write"}),
        ("data", "fallout", {"contents": "read", "pull-requests": "read"}),
        ("data", "report", {"actions": "read", "contents": "write", "pull-requests": "write"}),
        ("data", "status", {"pull-requests": "read", "statuses": "write"}),
        ("pull", "fetch", {"contents": "read"}),
        ("pull", "branch", {"actions": "write", "contents": "write"}),
    ],
)
def test_a_job_has_the_rights_that_it_needs_and_no_other(name, job, rights):
    workflow = read(name)
    assert workflow["permissions"] == {}
    assert workflow["jobs"][job]["permissions"] == rights


OURS = re.compile(r"make |\.venv/|\.ci/run|\.ci/packages|factbook |pip install \.")
"""What runs code of this repository, or a notebook of it."""


@pytest.mark.parametrize("name", NAMES)
def test_no_job_that_runs_code_of_ours_may_write(name):
    workflow = read(name)
    for job in workflow["jobs"].values():
        rights = job.get("permissions", workflow["permissions"])
        may_write = "write" in {*rights.values()}
        assert not (may_write and any(OURS.search(step.get("run", "")) for step in job["steps"]))


@pytest.mark.parametrize("name", NAMES)
def test_no_step_that_runs_code_of_ours_is_handed_a_token_or_comes_after_one_was_stored(name):
    for job in read(name)["jobs"].values():
        for at, step in enumerate(job["steps"]):
            if not OURS.search(step.get("run", "")):
                continue
            assert "token" not in json.dumps(step.get("env", {})).lower()
            stored = [one["run"] for one in job["steps"][:at] if "TOKEN" in one.get("run", "")]
            assert [one for one in stored if "rm -rf public/.git" not in one] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_job_runs_on_a_version_that_is_named(name):
    for job in read(name)["jobs"].values():
        systems = [job["runs-on"]]
        if systems == ["${{ matrix.os }}"]:
            systems = [one["os"] for one in job["strategy"]["matrix"]["include"]]
        assert {one for one in systems if one.startswith("ubuntu")} <= {"ubuntu-24.04", "ubuntu-22.04"}


@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_ours_that_it_calls_exists(name, factbook):
    called = {word for step in steps(name) for word in re.findall(r"bin/factbook (\w+)", step.get("run", ""))}
    for command in sorted(called):
        assert factbook(command, "--help").returncode == 0, command
    makes = {word for step in steps(name) for word in re.findall(r"^make (\S+)", step.get("run", ""), re.MULTILINE)}
    targets = (ROOT / "Makefile").read_text("utf-8").replace("$(SITE_READY):", ".venv/site-ready:")
    assert [target for target in makes if f"\n{target}:" not in targets] == []


@pytest.mark.parametrize("name", NAMES)
def test_its_scripts_are_sound_shell(name):
    for step in steps(name):
        if "run" in step:
            checked = subprocess.run(["bash", "-n"], input=step["run"], capture_output=True, text=True, check=False)
            assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_linter_of_shell_finds_nothing_in_its_scripts(name):
    for step in steps(name):
        if "run" in step:
            # SC2164 asks for `cd ... || exit`, and every script ends at its first failure anyway.
            command = [Path(sys.executable).with_name("shellcheck"), "--shell", "bash", "--exclude", "SC2164", "-"]
            checked = subprocess.run(command, input=step["run"], capture_output=True, text=True, check=False)
            assert checked.stdout == ""
