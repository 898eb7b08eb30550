"""The commit that a seal names: one that holds the report as it is, or none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from factbook.editions.storage import read_edition
from factbook.publish.origin import archive_path, checked_out, find_commits
from factbook.publish.seal import find_clean_commit, seal
from factbook.publish.snapshot import _pass_over
from tiny_desk import TinyDesk

FILES = ("_config.yml", "book/index.md", "book/editions/first/book/index.md", "data/lake.csv", "notebooks/lake.ipynb")


@pytest.fixture(params=["", "reports/lake"], ids=["the repository", "a folder of it"])
def report(request, tmp_path) -> Path:
    root = tmp_path / "repository" / request.param
    for name in FILES:
        write(root / name, "x")
    write(tmp_path / "repository/.gitignore", "_build\n__pycache__\n*.secret\n.DS_Store\n")
    git(tmp_path, "init", "--quiet", "repository")
    git(root, "add", "--all", tmp_path / "repository")
    git(root, "commit", "--quiet", "--message", "The lake")
    return root


def git(folder: Path, *arguments: object) -> str:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    return subprocess.run(["git", "-C", folder, *who, *arguments], capture_output=True, text=True, check=True).stdout


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("book/editions/second.json", id="a seal"),
        pytest.param("book/editions/first.pin.yml", id="a pin"),
        pytest.param("notebooks/__pycache__/own.pyc", id="what Python leaves"),
        pytest.param("book/.DS_Store", id="what a Mac leaves"),
        pytest.param("_build/html/index.html", id="what is built"),
        pytest.param("../elsewhere.txt", id="a file elsewhere"),
    ],
)
def test_what_is_no_part_of_the_report_may_differ(report, name):
    write(report / name, "changed")
    assert find_clean_commit(report) == git(report, "rev-parse", "HEAD").strip()


@pytest.mark.parametrize(
    "name",
    [
        *(pytest.param(name, id=f"changed: {name}") for name in FILES),
        pytest.param("book/new.md", id="a new page"),
        pytest.param("data/names.secret", id="data that git ignores"),
        pytest.param("data/a\nb é.csv", id="a name that git would quote"),
    ],
)
@pytest.mark.parametrize("staged", [False, True], ids=["", "staged"])
def test_of_a_report_that_no_commit_holds_none_is_named(report, name, staged):
    write(report / name, "changed")
    if staged and "secret" not in name:
        git(report, "add", report / name)
    assert find_clean_commit(report) == ""


def test_a_report_is_taken_from_its_commit_also_where_it_is_a_folder_of_a_repository(report):
    (report / "book/index.md").write_text("changed since", "utf-8")
    with checked_out(report, "HEAD") as folder:
        files = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.*")}
    assert {name: files.get(name) for name in FILES} == dict.fromkeys(FILES, "x")


def test_what_lies_behind_a_link_out_of_the_report_is_in_no_commit(report, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text("name\n", "utf-8")
    inside, out, loop = (report / "data" / name for name in ("inside.csv", "out.csv", "loop"))
    inside.symlink_to("lake.csv")
    commit = commit_all(report)
    assert find_clean_commit(report) == commit, "a link within"
    loop.symlink_to(".")
    out.symlink_to(outside)
    commit = commit_all(report)
    assert find_clean_commit(report) == ""
    # What the commit has is there all the same, of an edition that was sealed from it.
    with checked_out(report, commit) as folder:
        assert (folder / "data/inside.csv").exists()
        assert not (folder / "data/out.csv").is_symlink()


def test_links_that_lead_nowhere_are_no_sources(tmp_path):
    (tmp_path / "book/own").mkdir(parents=True)
    for name, target in (("gone", "nowhere"), ("loop", "loop"), ("back", ".."), ("fine", "own")):
        (tmp_path / "book" / name).symlink_to(target)
    assert _pass_over(str(tmp_path / "book"), ["own", "gone", "loop", "back", "fine"]) >= {"gone", "loop", "back"}
    assert {"own", "fine"}.isdisjoint(_pass_over(str(tmp_path / "book"), ["own", "fine"]))


def commit_all(report: Path) -> str:
    git(report, "add", "--all")
    git(report, "commit", "--quiet", "--message", "links")
    return git(report, "rev-parse", "HEAD").strip()


def test_the_commits_that_changed_a_file_are_named_by_their_hash_also_where_one_is_a_merge(report):
    write(report / "book/corrections.yml", "written before the merge\n")
    first = commit_all(report)
    git(report, "checkout", "--quiet", "-b", "side")
    write(report / "book/corrections.yml", "written on a branch\n")
    commit_all(report)
    git(report, "checkout", "--quiet", "-")
    git(report, "merge", "--quiet", "--no-ff", "--no-edit", "side")
    merge = git(report, "rev-parse", "HEAD").strip()
    assert find_commits(report, "book/corrections.yml") == [first, merge]


def test_a_removed_file_differs(report):
    (report / "data/lake.csv").unlink()
    assert find_clean_commit(report) == ""


def test_without_a_repository_or_a_commit_none_is_named(tmp_path):
    write(tmp_path / "book/index.md", "x")
    assert find_clean_commit(tmp_path) == ""
    git(tmp_path, "init", "--quiet")
    assert find_clean_commit(tmp_path) == ""


def test_the_sources_that_a_killed_seal_left_are_not_those_of_the_commit_that_is_sealed_later(tmp_path):
    desk = TinyDesk(tmp_path / "lake")
    archive = desk.root / archive_path("second")
    write(archive, "of another day")
    commit = desk.commit("Ann")
    seal(desk.report(), "second", root=desk.root)
    assert read_edition(desk.root, "second").commit == commit
    assert not archive.exists()
