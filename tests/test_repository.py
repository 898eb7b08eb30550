"""What the repository holds, and what must never be in it."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LAYOUT = {
    *(
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "CITATION.cff",
        "Makefile",
        "pyproject.toml",
        "requirements.txt",
        "_config.yml",
        "_toc.yml",
    ),
    *(
        "book",
        "data",
        "docs",
        "notebooks",
        "packages",
        "tests",
        ".ci",
        ".editorconfig",
        ".pre-commit-config.yaml",
        ".pre-commit-hooks.yaml",
        "figurecheck.yml",
        "CONTRIBUTING.md",
        "SECURITY.md",
        ".github",
        ".gitignore",
        ".gitattributes",
        ".git_archival.txt",
    ),
}
BUILT = {"_build", ".venv", "__pycache__", "dist", "node_modules", ".ipynb_checkpoints", ".pytest_cache", ".hypothesis"}
LARGEST, LARGEST_SEAL = 1_500_000, 2_000_000
"""Bytes; nothing that people write is larger, and no seal, which is written once and has a line for each value."""

# Written in pieces, so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.])/" + r"(?:home|root|Users|work|farm|mnt|tmp/\w+)" + r"/\w")
INDEX_ADDRESS = re.compile(
    "|".join(
        (
            "--(?:extra-)?" + "index-url",
            "--" + "find-links",
            r"pypi\.org/" + "simple",
            r"files\.python" + r"hosted\.org",
            r"registry\.npm" + r"js\.org",
            '"resolved": *' + '"http',
        )
    )
)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    binary = {".woff2", ".woff", ".ttf", ".png", ".ico", ".gz"}
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in tracked() if path.suffix not in binary}


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line[:100]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))


def test_no_file_names_a_path_of_a_machine():
    assert lines_with(MACHINE_PATH) == []


def test_no_file_names_the_address_of_a_package_index():
    assert lines_with(INDEX_ADDRESS) == []


@pytest.mark.parametrize("text", ["cd /" + "home/ann/report", "/" + "root/x", 'open("/' + 'Users/ann/data.csv")'])
def test_a_path_of_a_machine_is_recognised(text):
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["https://example.org/home/a", "/usr/bin/env", "a/work/b", "./root/x"])
def test_other_paths_are_let_be(text):
    assert not MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["--" + "index-url x", "--extra-" + "index-url=x", "https://pypi.org" + "/simple/x"])
def test_the_address_of_an_index_is_recognised(text):
    assert INDEX_ADDRESS.search(text)


def test_the_layout_is_that_of_the_design():
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} == LAYOUT


def test_nothing_that_was_built_is_kept():
    assert [path for path in tracked() if BUILT & set(path.parts) or path.suffix in {".pyc", ".log"}] == []


def test_nothing_large_is_kept():
    large = {path.relative_to(ROOT): path.stat().st_size for path in tracked() if path.stat().st_size > LARGEST}
    assert {path for path in large if path.parent != Path("book/editions")} == set()
    assert {path for path, size in large.items() if size > LARGEST_SEAL} == set()


def test_every_text_is_utf_8_with_plain_line_ends():
    for name, text in texts().items():
        assert "\r" not in text, name
        assert not text.startswith("\ufeff"), name
        assert not text or text.endswith("\n"), name


NOTEBOOKS = [path for path in tracked() if path.suffix == ".ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_what_its_run_left(path):
    notebook = json.loads(path.read_text("utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert code, "a notebook without code records nothing"
    assert [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"] is not None] == []
    assert [cell["id"] for cell in notebook["cells"] if cell["metadata"].keys() - {"tags"}] == []
    assert notebook["metadata"].keys() <= {"kernelspec", "language_info"}
    assert notebook["metadata"]["language_info"].keys() <= {"name"}, "the version of Python is the lock's to say"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_cells_of_a_notebook_have_names_that_say_something(path):
    ids = [cell["id"] for cell in json.loads(path.read_text("utf-8"))["cells"]]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch(r"(?![0-9a-f]{8}$)[a-z]+(?:-[a-z0-9]+)*", name)] == []


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt", "tests/newest.txt"])
def test_every_package_is_pinned_and_hashed(name):
    entries = (ROOT / name).read_text("utf-8").replace("\\\n", "").strip().splitlines()
    assert entries
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9-]+==[^ ;]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+", entry), entry[:80]


def test_both_locks_agree():
    site, tools = pins("requirements.txt"), pins("tests/requirements.txt")
    shared = site.keys() & tools.keys()
    assert shared
    assert {name: tools[name] for name in shared} == {name: site[name] for name in shared}


def test_the_locks_hold_all_that_the_project_asks_for():
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    projects = [tomllib.loads(path.read_text("utf-8"))["project"] for path in ROOT.glob("packages/*/pyproject.toml")]
    asked = {entry for one in projects for entry in one["dependencies"]}

    def names(entries):
        return {re.split(r"[<>=!~ \[;]", entry)[0].lower().replace("_", "-") for entry in entries}

    assert names(asked) - {"figurecheck"} | names(groups["build"]) <= pins("requirements.txt").keys()
    assert names(groups["release"]) <= pins(".ci/release.txt").keys()
    assert names(groups["test"]) <= pins("tests/requirements.txt").keys()


def test_the_users_choices_are_locked_as_chosen():
    locked = {
        name: tuple(int(part) for part in re.findall(r"\d+", pin)[:3]) for name, pin in pins("requirements.txt").items()
    }
    assert (1, 0, 4) <= locked["jupyter-book"] < (2,)
    assert [locked[name][0] for name in ("pandas", "altair", "nbconvert")] == [3, 6, 7]


def test_what_others_run_for_us_is_pinned_and_may_only_read():
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    assert re.findall(r"uses: (?!actions/[a-z-]+@[0-9a-f]{40} # v[\d.]+$)(.*)", workflow, re.MULTILINE) == []
    assert "permissions:\n  contents: read\n" in workflow
    assert "run: bash .ci/run" in workflow


def test_the_licences_are_stated():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "MIT License" in text
    assert "CC BY 4.0" in text
