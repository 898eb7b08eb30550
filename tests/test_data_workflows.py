"""The workflows that take new data: each step's script is run against a repository on this machine."""

from __future__ import annotations

import json
import re
import sys
from functools import partial
from pathlib import Path

import pytest
import yaml

from code_host import TOKEN, Host, git
from conftest import shared_folder
from factbook.cli.init import write_starter

ROOT = Path(__file__).parents[1]
HEAD = "0" * 40
BRANCH = "data/loans"


FORKING = """#!{python}
import sys
from pathlib import Path
sys.path.append({tests!r})
from warm_command import WarmCommand
sys.exit(WarmCommand(Path({shared!r})).run_here(sys.argv[1:]))
"""
"""Has the process of the other tests be forked for a command, as the fixture `factbook` does."""


@pytest.fixture
def program(tmp_path, tmp_path_factory, warm) -> Path:
    """The command that stands for an installed one."""
    if warm is None:
        return Path(sys.executable).with_name("factbook")
    path = tmp_path / "factbook"
    shared = shared_folder(tmp_path_factory)
    path.write_text(FORKING.format(python=sys.executable, tests=str(ROOT / "tests"), shared=str(shared)), "utf-8")
    path.chmod(0o755)
    return path


def link_program(folder: Path, program: Path) -> None:
    """Have `make` and the scripts find this factbook, as if it had been installed."""
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/bin/factbook").symlink_to(program)
    (folder / ".factbook").symlink_to(program)


@pytest.fixture
def host(tmp_path) -> Host:
    """A repository with one file, whose workflows are ours."""
    found = Host(home=tmp_path / "host", workflows=ROOT / ".github/workflows")
    work = tmp_path / "work"
    git("clone", "-q", found.remote, work, cwd=tmp_path)
    git("checkout", "-q", "-b", found.default, cwd=work)
    (work / "data").mkdir()
    (work / "data/datapackage.json").write_text("{}\n", "utf-8")
    (work / "data/loans.csv").write_text("year,loans\n2024,5\n", "utf-8")
    publish(work, found.default)
    return found


def publish(work: Path, branch: str) -> None:
    git("add", "--all", cwd=work)
    git("commit", "-q", "-m", "a step", cwd=work)
    git("push", "-q", "origin", f"HEAD:{branch}", cwd=work)


def box(key: str, mark: str = " ", state: str = "ab") -> str:
    return f"- [{mark}] <b>it</b> <!-- box {key} {state} -->"


def text(*boxes: str, check: str = "passes", left_out: int = 0, many: int | None = None, head: str = HEAD) -> str:
    count = len(boxes) if many is None else many
    line = f"<!-- factbook: check={check} boxes={count} ticked=0 left_out={left_out} head={head} -->"
    return "\n".join([line, "", *boxes, ""])


def request(body: str, **more) -> dict:
    return {"number": 1, "head": BRANCH, "url": "https://x.example/1", "isCrossRepository": False, "body": body, **more}


@pytest.mark.parametrize(
    ("body", "state", "told"),
    [
        pytest.param(text(box("1", "x"), box("2", "X")), "success", "all 2 approved, and the check passes", id="all"),
        pytest.param(text(box("1", "x"), box("2")), "pending", "1 of 2 undecided", id="one is open"),
        pytest.param(text(), "success", "all 0 approved, and the check passes", id="nothing to decide"),
        pytest.param(
            text(box("1", "x"), check="fails"), "failure", "the check fails; 0 of 1 undecided", id="the check fails"
        ),
        pytest.param(text(box("1", "x"), left_out=3), "pending", "3 of 4 undecided", id="some did not fit"),
        pytest.param(text(box("1", "x"), many=2), "pending", "1 of 2 undecided", id="one was taken out by hand"),
        pytest.param(text(box("1", "x")).replace("\n", "\r\n"), "success", "all 1 approved, and the check passes",
                     id="with the line ends of a form"),
    ],
)  # fmt: skip
def test_the_status_counts_the_boxes(host, body, state, told):
    host.requests = [request(body)]
    publish_branch(host)
    assert host.run_job("data", "status", branch=BRANCH, event="pull_request") == 0, host.log
    [status] = host.statuses
    assert (status["state"], status["description"], status["context"]) == (state, told, "factbook")
    assert status["path"] == f"repos/desk/report/statuses/{HEAD}"


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(request("Just some words"), id="a text of somebody"),
        pytest.param(request(text(head="../../x")), id="no commit"),
        pytest.param(request(text(box("1", "x")), isCrossRepository=True), id="a fork"),
    ],
)
def test_no_status_is_written_for_another_text_or_for_a_fork(host, found):
    host.requests = [found]
    publish_branch(host)
    assert host.run_job("data", "status", branch=BRANCH, event="pull_request") == 0
    assert host.statuses == []


def publish_branch(host: Host, name: str = BRANCH, file: str = "data/loans.csv", content: str = "year,loans\n") -> None:
    """Push a branch with one file changed."""
    work = host.home / f"push-{name.replace('/', '-')}"
    git("clone", "-q", "--branch", host.default, host.remote, work, cwd=host.home)
    (work / file).write_text(content, "utf-8")
    publish(work, name)


def write_artifact(host: Host, name: str, **files: str) -> None:
    folder = host.home / "artifacts" / name
    folder.mkdir(parents=True)
    for file, content in files.items():
        (folder / file.replace("_", ".")).write_text(content, "utf-8")


def test_boxes_that_are_ticked_while_the_notebooks_run_stay_ticked(host):
    publish_branch(host)
    host.requests = [request("\r\n".join([box("1a", "x"), box("2b"), box("3c", "x"), "gone"]))]
    made = text(box("1a"), box("2b", "x"), box("3c", state="cd"), box("4d")).replace(f" head={HEAD}", "")
    write_artifact(host, "fallout", body_md=made, whole_md=made, datapackage_json="{}\n")
    assert host.run_job("data", "report", branch=BRANCH) == 0, host.log
    body = host.requests[0]["body"]
    assert re.findall(r"\[(.)\].*box (\w+)", body) == [("x", "1a"), (" ", "2b"), (" ", "3c"), (" ", "4d")]
    # no hash was renewed, so nothing was pushed
    assert f"head={host.head(BRANCH)} -->" in body.splitlines()[0]


def test_renewed_hashes_are_committed_and_the_status_is_for_that_commit(host):
    publish_branch(host)
    before = host.head(BRANCH)
    made = text(box("1")).replace(f" head={HEAD}", "")
    write_artifact(host, "fallout", body_md=made, whole_md=made, datapackage_json='{"name": "x"}\n')
    assert host.run_job("data", "report", branch=BRANCH) == 0, host.log
    assert host.head(BRANCH) != before
    assert git("show", f"{BRANCH}:data/datapackage.json", cwd=host.remote) == '{"name": "x"}'
    [made] = host.requests
    assert (made["base"], made["title"]) == ("trunk", "Data: loans")
    assert host.run_job("data", "status", branch=BRANCH) == 0
    assert host.statuses[0]["path"].endswith(host.head(BRANCH))
    assert TOKEN not in host.log + host.calls


# A patch that an earlier job has made: it ran notebooks, and so it may hold anything.
PATCH = """\
diff --git a/data/loans.csv b/data/loans.csv
--- a/data/loans.csv
+++ b/data/loans.csv
@@ -1,2 +1,3 @@
 year,loans
 2024,5
+2025,6
diff --git a/Makefile b/Makefile
new file mode 100644
--- /dev/null
+++ b/Makefile
@@ -0,0 +1 @@
+all: ; steal
diff --git a/data/releases/loans/first.csv b/data/releases/loans/first.csv
new file mode 100644
--- /dev/null
+++ b/data/releases/loans/first.csv
@@ -0,0 +1 @@
+year,loans
"""


def test_what_was_fetched_is_pushed_on_a_branch_of_its_own_and_nothing_but_data(host):
    write_artifact(host, "pull", pull_patch=PATCH)
    assert host.run_job("pull", "branch", branch=host.default, event="schedule") == 0, host.log
    [branch] = [one for one in git("branch", "--format=%(refname:short)", cwd=host.remote).split() if "pull" in one]
    assert re.fullmatch(r"data/pull-\d{4}-\d\d-\d\d", branch)
    files = git("diff", "--name-only", host.default, branch, cwd=host.remote).split()
    assert files == ["data/loans.csv", "data/releases/loans/first.csv"]
    assert f"workflow run data.yml --ref {branch}" in host.calls


def test_what_a_branch_has_already_is_not_pushed_again(host):
    write_artifact(host, "pull", pull_patch=PATCH)
    for _ in range(2):
        assert host.run_job("pull", "branch", branch=host.default, event="schedule") == 0, host.log
    assert host.calls.count("workflow run") == 1
    assert "has it already" in host.log
    # another state on the same day gets another branch
    (host.home / "artifacts/pull/pull.patch").write_text(PATCH.replace("2025,6", "2025,7"), "utf-8")
    assert host.run_job("pull", "branch", branch=host.default, event="schedule") == 0, host.log
    assert host.calls.count("workflow run") == 2


def test_jobs_that_write_do_nothing_in_a_fork():
    data, pull = (
        yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text("utf-8"))["jobs"] for name in ("data", "pull")
    )
    assert data["report"]["if"] == pull["fetch"]["if"] == "${{ !github.event.repository.fork }}"
    # They follow those two, or are asked by a pull request of this repository.
    assert data["status"]["needs"] == "report"
    assert "github.event.pull_request.head.repo.full_name == github.repository" in data["status"]["if"]
    assert pull["branch"]["needs"] == "fetch"


@pytest.fixture
def library(tmp_path) -> tuple[Host, Path]:
    """A new report in a repository, and a clone of it."""
    work = tmp_path / "work"
    write_starter(work, "one-table")
    host = Host(home=tmp_path / "host", workflows=work / ".github/workflows")
    git("init", "-q", "-b", host.default, cwd=work)
    git("remote", "add", "origin", host.remote, cwd=work)
    publish(work, host.default)
    return host, work


def write_new_data(work: Path) -> None:
    path = work / "data/loans.csv"
    path.write_text(path.read_text("utf-8").replace("52610", "53940"), "utf-8")


@pytest.mark.slow
def test_an_editor_decides_in_the_pull_request_and_the_status_follows(library, program):
    host, work = library
    write_new_data(work)
    publish(work, BRANCH)
    for job in ("fallout", "report", "status"):
        prepare = partial(link_program, program=program) if job == "fallout" else lambda folder: None
        assert host.run_job("data", job, branch=BRANCH, prepare=prepare) == 0, host.log
    [made] = host.requests
    assert "stands: “Harrow Bay's library lent <b>52,610</b> books" in made["body"]
    assert "would read: “Harrow Bay's library lent <b>53,940</b> books" in made["body"]
    assert "loans 52610 → 53940" in made["body"]
    assert "https://github.com/desk/report/blob/" in made["body"]
    assert (host.statuses[-1]["state"], "the check fails" in host.statuses[-1]["description"]) == ("failure", True)
    assert "site" not in [path.name for path in (host.home / "artifacts").iterdir()]
    # The editor approves of everything, and somebody mends the text.
    host.requests = [{**made, "body": made["body"].replace("- [ ]", "- [x]").replace("\n", "\r\n")}]
    git("pull", "-q", "origin", BRANCH, cwd=work)
    for name in ("book/index.md", "notebooks/loans.ipynb"):
        path = work / name
        mended = path.read_text("utf-8").replace("52,610", "53,940").replace("9.8% more", "12.5% more")
        path.write_text(mended, "utf-8")
    publish(work, BRANCH)
    for job in ("fallout", "report", "status"):
        prepare = partial(link_program, program=program) if job == "fallout" else lambda folder: None
        assert host.run_job("data", job, branch=BRANCH, prepare=prepare) == 0, host.log
    [renewed] = host.requests
    assert "stood: “Harrow Bay's library lent <b>52,610</b> books" in renewed["body"]
    assert "[The site as it would be](https://github.com/desk/report/artifacts/1)" in renewed["body"]
    assert host.statuses[-1]["state"] == "success", renewed["body"]
    assert (host.home / "artifacts/site/html/index.html").is_file()


@pytest.mark.slow
def test_a_branch_that_cannot_be_used_says_why_in_the_pull_request(library, program):
    host, work = library
    (work / "data/loans.csv").write_text("year,loans\n2024,@desk\n", "utf-8")
    publish(work, BRANCH)
    for job in ("fallout", "report", "status"):
        prepare = partial(link_program, program=program) if job == "fallout" else lambda folder: None
        assert host.run_job("data", job, branch=BRANCH, prepare=prepare) == 0, host.log
    assert "cannot be used" in host.requests[0]["body"]
    assert "@desk" not in host.requests[0]["body"]
    assert host.statuses[-1]["state"] == "failure"


# It stands in for the network: the file answers for the address.
FETCHING = """#!{python}
import sys
from pathlib import Path
from factbook.data.adding import fetch as fetching
def fetch(address, **options):
    return fetching.Fetched(content=Path({file!r}).read_bytes(), name="loans.csv", address=address)
fetching.fetch = fetch
from factbook.cli.start import main
main()
"""


@pytest.mark.parametrize(
    ("answer", "code", "changed", "told"),
    [
        pytest.param(None, 0, "false", "nothing new", id="nothing new"),
        pytest.param("<!doctype html><p>Sorry", 2, "false", "", id="an error page"),
        pytest.param("year,loans\n2025,52610\n", 2, "false", "keys are gone", id="a file that has shrunk"),
        pytest.param("jahr,zahl\n2025,52610\n", 2, "false", "", id="another shape"),
        pytest.param("+2026,53940\n", 0, "true", "1 new", id="a new year", marks=pytest.mark.slow),
    ],
)
def test_what_the_publisher_answers_is_taken_only_if_it_is_a_release(library, tmp_path, answer, code, changed, told):
    host, work = library
    path = work / "data/datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    package["resources"][0]["factbook:pull"] = {"url": "https://library.example/loans.csv", "every": "year"}
    path.write_text(json.dumps(package), "utf-8")
    publish(work, host.default)
    present = (work / "data/loans.csv").read_text("utf-8")
    served = tmp_path / "served.csv"
    served.write_text(present if answer is None else present + answer[1:] if answer[0] == "+" else answer, "utf-8")

    def prepare(folder: Path) -> None:
        link_program(folder, Path(sys.executable).with_name("factbook"))
        program = folder / ".venv/bin/factbook"
        program.unlink()
        program.write_text(FETCHING.format(python=sys.executable, file=str(served)), "utf-8")
        program.chmod(0o755)

    event = "workflow_dispatch"
    assert host.run_job("pull", "fetch", branch=host.default, event=event, prepare=prepare) == code, host.log
    assert host.outputs["pull"] == {"changed": changed, "code": str(code)}
    assert told in host.log
    if changed == "true":
        assert host.run_job("pull", "branch", branch=host.default, event=event) == 0, host.log
        assert host.calls.count("workflow run data.yml") == 1
