"""A stand-in for a code host: a bare repository, jobs of workflows that run step by step, and a `gh` that records."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml

TOKEN = "secret-token"
ADDRESS = f"https://x-access-token:{TOKEN}@github.com/desk/report.git"
GH = """#!{python}
import json, pathlib, shutil, subprocess, sys
home, arguments = pathlib.Path({home!r}), sys.argv[1:]
with (home / "calls.txt").open("a") as log:
    log.write(" ".join(arguments) + "\\n")
requests = json.loads((home / "requests.json").read_text())
value = lambda name: arguments[arguments.index(name) + 1]
shown = lambda found: subprocess.run(["jq", "-r", value("--jq")], input=json.dumps(found), text=True, check=True)
body = lambda: pathlib.Path(value("--body-file")).read_text()
match arguments[:2]:
    case ["pr", "list"]:
        shown([one for one in requests if one["head"] == value("--head")])
    case ["pr", "view"]:
        shown(next(one for one in requests if str(one["number"]) == arguments[2]))
    case ["pr", "edit"]:
        next(one for one in requests if str(one["number"]) == arguments[2])["body"] = body()
    case ["pr", "create"]:
        new = dict(number=len(requests) + 1, head=value("--head"), base=value("--base"), title=value("--title"))
        new |= dict(body=body(), isCrossRepository=False, url="https://github.com/desk/report/pull/1")
        requests.append(new)
    case ["run", "download"]:
        shutil.copytree(home / "artifacts" / value("--name"), value("--dir"), dirs_exist_ok=True)
    case ["workflow", "run"]:
        pass
    case ["api", "--silent"]:
        fields = dict(one.split("=", 1) for at, one in enumerate(arguments) if arguments[at - 1] == "--raw-field")
        with (home / "statuses.jsonl").open("a") as log:
            log.write(json.dumps(dict(fields, path=arguments[2])) + "\\n")
    case _:
        sys.exit("gh stands in for nothing like " + " ".join(arguments))
(home / "requests.json").write_text(json.dumps(requests))
"""


@dataclass(kw_only=True)
class Host:
    """A repository with its pull requests, and the workflows of a report that run on it."""

    home: Path
    workflows: Path
    default: str = "trunk"
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""

    def __post_init__(self) -> None:
        (self.home / "artifacts").mkdir(parents=True)
        (self.home / "bin").mkdir()
        (self.home / "requests.json").write_text("[]")
        gh = self.home / "bin/gh"
        gh.write_text(GH.format(python=sys.executable, home=str(self.home)), "utf-8")
        gh.chmod(0o755)
        git("init", "-q", "--bare", "-b", self.default, self.remote, cwd=self.home)

    @property
    def remote(self) -> Path:
        return self.home / "remote.git"

    @property
    def requests(self) -> list[dict]:
        return json.loads((self.home / "requests.json").read_text("utf-8"))

    @requests.setter
    def requests(self, value: list[dict]) -> None:
        (self.home / "requests.json").write_text(json.dumps(value), "utf-8")

    @property
    def statuses(self) -> list[dict]:
        path = self.home / "statuses.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    @property
    def calls(self) -> str:
        return (self.home / "calls.txt").read_text("utf-8")

    def head(self, branch: str) -> str:
        return git("rev-parse", f"refs/heads/{branch}", cwd=self.remote)

    def run_job(self, name: str, job: str, *, branch: str, event: str = "push", prepare=lambda folder: None) -> int:
        """Run the steps of a job in a fresh clone, and return the exit code of the first that fails."""
        place = self.home / f"run-{len(list(self.home.glob('run-*')))}"
        (place / "temp").mkdir(parents=True)
        work = place / "report"
        work.mkdir()
        self.outputs = {}
        workflow = yaml.load((self.workflows / f"{name}.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
        around = self._around(place, branch, event)
        for step in workflow["jobs"][job]["steps"]:
            if not self._is_wanted(step.get("if", ""), around):
                continue
            if "uses" in step:
                self._use(step, work, branch, around, prepare)
            elif code := self._run(step, work, around):
                return code
        return 0

    def _around(self, place: Path, branch: str, event: str) -> dict[str, str]:
        settings = {f"url.{self.remote}.insteadOf": ADDRESS}
        keys = {f"GIT_CONFIG_{kind}_{at}": one[at_] for at, one in enumerate(settings.items())
                for at_, kind in enumerate(("KEY", "VALUE"))}  # fmt: skip
        known = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
        return known | keys | {
            "GIT_CONFIG_COUNT": str(len(settings)),
            "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}",
            "RUNNER_TEMP": str(place / "temp"),
            "GITHUB_STEP_SUMMARY": str(place / "summary.md"),
            "GITHUB_OUTPUT": str(place / "output.txt"),
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": "desk/report",
            "GITHUB_RUN_ID": "7",
            "GITHUB_RUN_NUMBER": "12",
            "GITHUB_REF": f"refs/heads/{branch}",
            "GITHUB_REF_NAME": branch,
            "GITHUB_SHA": self.head(branch),
            "GITHUB_EVENT_NAME": event,
        }  # fmt: skip

    def _use(self, step: dict, work: Path, branch: str, around: dict[str, str], prepare) -> None:
        if step["uses"].startswith("actions/checkout@"):
            git("clone", "-q", "--branch", branch, self.remote, work, cwd=work.parent)
            prepare(work)
        if step["uses"].startswith("actions/upload-artifact@"):
            target = self.home / "artifacts" / step["with"]["name"]
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir()
            for line in self._expand(step["with"]["path"], around).split():
                source = work / line
                copy = shutil.copytree if source.is_dir() else shutil.copy
                copy(source, target / source.name)
            self.outputs[step.get("id", "")] = {"artifact-url": "https://github.com/desk/report/artifacts/1"}

    def _run(self, step: dict, work: Path, around: dict[str, str]) -> int:
        own = {name: self._expand(value, around) for name, value in step.get("env", {}).items()}
        done = subprocess.run(
            # As the host runs a script that names no shell.
            ["bash", "-e", "-c", step["run"]], cwd=work, env=around | own, capture_output=True, text=True, check=False
        )  # fmt: skip
        self.log += done.stdout + done.stderr
        output = Path(around["GITHUB_OUTPUT"])
        if output.exists():
            lines = [line.partition("=") for line in output.read_text("utf-8").splitlines()]
            self.outputs[step.get("id", "")] = {name: value for name, _, value in lines}
            output.unlink()
        return done.returncode

    def _expand(self, text: str, around: dict[str, str]) -> str:
        return re.sub(r"\$\{\{ (.+?) \}\}", lambda found: self._value(found[1], around), text)

    def _value(self, expression: str, around: dict[str, str]) -> str:
        known = {
            "github.token": TOKEN,
            "secrets.FACTBOOK_TOKEN": "",
            "github.event.repository.default_branch": self.default,
            "runner.temp": around["RUNNER_TEMP"],
            "github.head_ref": "",
            "github.ref_name": around["GITHUB_REF_NAME"],
        }
        for part in expression.split(" || "):
            if part.startswith("steps."):
                _, id, _, name = part.split(".")
                known[part] = self.outputs.get(id, {}).get(name, "")
            if known[part]:
                return known[part]
        return ""

    def _is_wanted(self, condition: str, around: dict[str, str]) -> bool:
        if not condition:
            return True
        found = re.fullmatch(r"\$\{\{ (\S+) (==|!=) '(.*)' \}\}", condition)
        return (self._value(found[1], around) == found[3]) == (found[2] == "==")


def git(*arguments: str | Path, cwd: Path) -> str:
    own = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run([*own, *arguments], cwd=cwd, check=True, capture_output=True, text=True).stdout.strip()
