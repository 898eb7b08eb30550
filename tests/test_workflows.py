"""The workflows of this repository, read by their schema and by an auditor, both offline, and by our own rules."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

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
    assert NAMES == ["ci", "data", "publish", "release"]


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
        ("publish", "publish", {"contents": "write"}),
        ("publish", "deploy", {"pages": "write", "id-token": "write"}),
        ("data", "fallout", {"contents": "write", "pull-requests": "write"}),
    ],
)
def test_a_job_has_the_rights_that_it_needs_and_no_other(name, job, rights):
    workflow = read(name)
    assert workflow["permissions"] == {}
    assert workflow["jobs"][job]["permissions"] == rights


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
