"""`factbook init`: the reports that it writes build, hold, and are about something else."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner

from factbook.cli import init
from factbook.cli.init import COMMON, LINK, TEMPLATES, find_requirement, is_release, write_starter
from factbook.cli.main import main
from factbook.project.settings import read_project
from figurecheck.model.errors import ProjectError

OWN_SUBJECT = re.compile(r"drug|narcotic|seizure|customs|police|prosecution|asiae", re.IGNORECASE)
STARTERS = sorted(path.name for path in TEMPLATES.iterdir() if path != COMMON)
LAST_SOURCE = date(2026, 3, 21)
"""The newest source of the starters: no day of an edition that is written from now on lies before it."""


def files_of(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", STARTERS)
def test_it_writes_every_file_of_the_template_and_says_so(tmp_path, name):
    written = write_starter(tmp_path / "mine", name)
    assert {path.relative_to(tmp_path / "mine") for path in written} == files_of(COMMON) | files_of(TEMPLATES / name)
    assert all(path.is_file() for path in written)


def test_the_command_offers_every_starter_and_says_what_each_holds():
    (choice,) = [one.type for one in main.commands["init"].params if one.name == "starter"]
    assert isinstance(choice, click.Choice)
    assert sorted(choice.choices) == STARTERS
    assert all(re.search(rf"^ +{name}  ", main.commands["init"].help, re.MULTILINE) for name in STARTERS)


@pytest.mark.parametrize("name", STARTERS)
@pytest.mark.parametrize("today", [LAST_SOURCE, date(2027, 1, 1), date(2044, 2, 29)])
def test_the_edition_is_of_the_day_on_which_it_was_written(tmp_path, name, today):
    write_starter(tmp_path, name, today=today)
    settings = read_project(tmp_path).settings
    assert (settings.edition, settings.edition_date) == (f"{today:%Y-%m}", today.isoformat())
    texts = [path.read_text("utf-8") for path in (tmp_path / "data").iterdir()]
    assert max(re.findall(r"\d{4}-\d\d-\d\d", "".join(texts))) <= today.isoformat()


def test_the_day_is_the_clocks(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = datetime.now().astimezone().date()
    assert before <= init.find_today() <= datetime.now().astimezone().date()


@pytest.mark.parametrize("name", STARTERS)
def test_no_name_in_braces_is_left_where_values_are_filled_in(tmp_path, name):
    write_starter(tmp_path, name)
    files = [tmp_path / "_config.yml", tmp_path / "requirements.txt", *tmp_path.glob(".github/workflows/*.yml")]
    assert len(files) == 6
    assert [path for path in files if re.search(r"[^$]\{\w+\}", path.read_text("utf-8"))] == []


# Where it can be written


def test_an_empty_folder_will_do(tmp_path):
    assert write_starter(tmp_path)


def test_so_will_the_clone_of_an_empty_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    assert write_starter(tmp_path)


def test_a_folder_that_holds_anything_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(ProjectError, match=r"is not empty \(name a folder that is empty"):
        write_starter(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_book_is_adopted(tmp_path):
    book = tmp_path / "my book"
    book.mkdir()
    (book / "_toc.yml").touch()
    with pytest.raises(ProjectError, match=r"is not empty \(it holds a book: factbook adopt '.*my book'\)"):
        write_starter(book)
    result = CliRunner().invoke(main, ["init", "--from-book", str(book)])
    assert result.exit_code == 2
    assert result.output == f"{book}: a book is adopted where it is (factbook adopt '{book}')\n"


def test_a_file_in_the_way_is_left_alone(tmp_path):
    (tmp_path / "mine").write_text("mine", "utf-8")
    with pytest.raises(ProjectError, match="is not empty"):
        write_starter(tmp_path / "mine")
    assert (tmp_path / "mine").read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_a_complaint(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ProjectError, match=r"cannot be written: .* \(name another folder\)"):
        write_starter(tmp_path / "file" / "mine")


def test_the_generator_knows_nothing_of_its_first_report():
    source = TEMPLATES.parents[1]
    # Lists of what can be counted in any report, and of what has the name of a place in its own: "Oslo Police".
    lists = {source / path for path in ("figures/common/nouns.py", "scan/fact_index.py", "scan/subjects.py")}
    kinds = {".py", ".html", ".css", ".js", ".md", ".yml", ".csv"}
    texts = [path for path in source.rglob("*") if path.suffix in kinds and path not in lists]
    assert len(texts) > 50
    assert [path for path in texts if OWN_SUBJECT.search(path.read_text("utf-8"))] == []


# Which factbook builds it


def installed(monkeypatch, number: str, origin: dict | None = None) -> None:
    read = {"direct_url.json": json.dumps(origin) if origin else None}.get
    monkeypatch.setattr(init, "distribution", lambda name: SimpleNamespace(version=number, read_text=read))


def test_a_release_is_installed_from_an_index(monkeypatch):
    installed(monkeypatch, "1.2.0")
    assert find_requirement() == "factbook[book]==1.2.0"


def test_what_was_installed_from_a_repository_is_installed_from_there_at_the_same_commit(monkeypatch):
    vcs = {"vcs": "git", "commit_id": "0123456789abcdef0123456789abcdef01234567", "requested_revision": "main"}
    installed(monkeypatch, "1.2.1.dev7", {"url": "https://git.example.org/desk/factbook", "vcs_info": vcs})
    assert find_requirement() == (
        "factbook[book] @ git+https://git.example.org/desk/factbook@0123456789abcdef0123456789abcdef01234567"
    )


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param(None, id="from nowhere"),
        pytest.param({"url": "file:///srv/ann/factbook", "dir_info": {"editable": True}}, id="a checkout"),
        pytest.param({"url": "file:///srv/ann/factbook-1.whl", "archive_info": {}}, id="a wheel"),
        pytest.param({"url": "file:///srv/ann/f", "vcs_info": {"vcs": "git", "commit_id": "0"}}, id="a clone here"),
    ],
)
def test_what_no_index_has_is_told_with_what_to_write_and_no_path_of_this_machine(monkeypatch, origin):
    installed(monkeypatch, "1.2.1.dev7", origin)
    *comments, line = find_requirement().splitlines()
    assert line == "factbook[book]==1.2.1.dev7"
    assert all(comment.startswith("#") for comment in comments)
    assert "git+https://HOST/PATH/factbook@COMMIT" in "".join(comments)
    assert "srv" not in find_requirement()


@pytest.mark.parametrize(
    ("number", "wanted"),
    [("1.0", True), ("0.3.1", True), ("1.0.post1", True), ("0.0", False), ("0.1.dev754", False), ("0+0123abc", False)],
)
def test_a_version_that_counts_commits_is_no_release(number, wanted):
    assert is_release(number) is wanted


@pytest.fixture
def make(tmp_path):
    """Calls make in a report that a factbook of our own making wrote: it prints how it was called."""
    program = tmp_path / "an environment" / "factbook"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho factbook: "$@"\n', "utf-8")
    program.chmod(0o755)
    root = tmp_path / "my report"
    write_starter(root, program=program)

    # The tests may run below `make`, which would tell this one that it is not alone.
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}

    def call(*arguments: str) -> str:
        command = ["make", *arguments]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env=alone).stdout

    return SimpleNamespace(call=call, root=root, program=program)


def test_make_uses_the_factbook_that_wrote_the_report(make):
    assert make.call("site").endswith("factbook: build --strict\n")
    assert make.call("check").endswith("factbook: check --strict\n")
    assert not (make.root / ".venv").exists()


def test_make_installs_another_where_that_one_is_not(make):
    make.program.unlink()
    planned = make.call("site", "--dry-run")
    assert ".venv/bin/python -m pip install" in planned
    assert planned.endswith(".venv/bin/factbook build --strict\n")


def test_nothing_that_is_committed_names_a_path_of_this_machine(make):
    subprocess.run(["git", "init", "--quiet"], cwd=make.root, check=True)
    listed = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"], cwd=make.root, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert (make.root / LINK).is_symlink()
    assert LINK not in listed
    assert "_config.yml" in listed
    assert [name for name in listed if str(make.program.parent).encode() in (make.root / name).read_bytes()] == []


@pytest.mark.parametrize("folder", ["report", "my report", "it's mine", "a/b"])
def test_what_it_prints_can_be_typed(tmp_path, monkeypatch, folder):
    program = tmp_path / "en v" / "factbook"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\npwd; echo "$@"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(init, "find_program", lambda: program)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["init", folder])
    assert result.exit_code == 0, result.output
    (command,) = re.findall(r"^    (.+)$", result.output, re.MULTILINE)
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stdout == f"{tmp_path / folder}\nbuild\n"


def test_a_factbook_on_the_path_is_called_by_its_name(tmp_path, monkeypatch):
    program = tmp_path / "factbook"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    steps = [*init.describe_next_steps(tmp_path / "new", program)]
    assert steps[1] == f"    cd {shlex.quote(str(tmp_path / 'new'))} && factbook build"


# The whole reports, by the real commands


@pytest.mark.parametrize("name", [name for name in STARTERS if name != "report"])
def test_every_figure_of_it_holds(tmp_path, factbook, name):
    write_starter(tmp_path, name)
    result = factbook("check", "--strict", "--project", tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Nothing to fix." in result.stdout


@pytest.mark.trial
@pytest.mark.parametrize("name", STARTERS)
def test_it_builds_also_in_thirty_years(tmp_path, factbook, name):
    write_starter(tmp_path, name, today=date(2056, 1, 1))
    result = factbook("build", "--strict", "--project", tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert (tmp_path / "_build/html/index.html").is_file()


def test_it_builds_into_a_site_with_every_page(starter_site):
    built = {path.relative_to(starter_site).as_posix() for path in starter_site.rglob("*.html")}
    assert {"index.html", "routes.html", "herald.html", "data.html"} <= built


def test_every_figure_of_the_whole_report_holds_and_every_role_is_shown(starter_site):
    document = json.loads((starter_site / "claims.json").read_text("utf-8"))
    verdicts = {finding["verdict"] for finding in document["findings"] if "reviews/" not in finding["file"]}
    assert verdicts == {"exact", "rounded", "holds", "reported"}
    assert "a manner of speaking" in (starter_site.parents[1] / "book/routes.md").read_text("utf-8")


def test_it_passes_the_strict_check_that_it_recommends(starter_site, factbook):
    result = factbook("check", "--strict", "--project", starter_site.parents[1])
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Nothing to fix." in result.stdout


def test_a_figure_of_it_that_is_off_by_one_is_named_with_its_line(tmp_path: Path, factbook):
    write_starter(tmp_path)
    page = tmp_path / "book" / "routes.md"
    page.write_text(page.read_text("utf-8").replace("`598,310 <", "`598,311 <"), "utf-8")
    line = next(at for at, text in enumerate(page.read_text("utf-8").splitlines(), 1) if "598,311" in text)
    result = factbook("check", "--project", tmp_path)
    assert result.returncode == 1
    assert re.search(rf"book/routes\.md:{line}: .598,311. mismatch", result.stdout)


@pytest.mark.parametrize("width", [390, 1440])
def test_it_opens_without_a_script_error_and_asks_no_other_host(starter_site, serve, browser, width):
    address = serve(starter_site)
    asked, said = [], []
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in ("index", "routes", "herald", "data"):
        page.goto(f"{address}{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    page.close()
    assert [url for url in asked if not url.startswith(address)] == []
    assert said == []
