"""What the documents name exists: pages, files, headings, commands with their options, targets of make, settings."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from docs import reference
from factbook.cli.main import main as cli
from factbook.project.settings import EXTENSION, parse_settings
from html_pages import find_broken_links, read_site

ROOT = Path(__file__).parents[2]
STARTERS = ROOT / "packages/factbook/src/factbook/cli/starters"
README = ROOT / "README.md"
TOC = ROOT / "docs/_toc.yml"
PAGES = sorted((ROOT / "docs").rglob("*.md"))
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *PAGES, *sorted(STARTERS.glob("*/README.md"))]
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
COMMANDS = dict(reference.find_commands(cli))
FOLDERS = ("book/", "docs/", "notebooks/", "src/", "tests/", ".ci/", ".github/")
"""Folders of this repository; a path in one of them has to exist, unless it is an example."""
every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)


def links_of(path: Path) -> list[str]:
    text = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", path.read_text("utf-8"))
    return re.findall(r"\]\((?!https?://)([^)\s]+)\)", text)


def anchors_of(path: Path) -> set[str]:
    """Return the headings of a page as code hosts make addresses of them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


def fences_of(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def calls_of(path: Path, program: str) -> Iterator[list[str]]:
    """Yield the words after a program's name, in code spans and in lines of code."""
    text = path.read_text("utf-8")
    lines = re.findall(r"^(?: {4,}|\$ )(.+)$", text, re.MULTILINE) + re.findall(r"`([^`\n]+)`", text)
    for line in lines:
        match = re.match(rf"(?:\.venv/bin/)?{program} (.+?)(?: {{2,}}.*| #.*| > .*| && .*)?$", line)
        if match and ": " not in match[1]:
            yield shlex.split(match[1])


def find_command(words: list[str]) -> click.Command | None:
    """Return the command that the first words name; a group whose first argument is none of its commands is alone."""
    return COMMANDS.get(" ".join(words[:2])) or COMMANDS.get(words[0])


def test_the_table_of_contents_has_each_page_once():
    listed = [f"{name}.md" for name in re.findall(r"^\s*(?:- file|root): (\S+)$", TOC.read_text("utf-8"), re.MULTILINE)]
    assert sorted(listed) == sorted(path.relative_to(TOC.parent).as_posix() for path in PAGES)


def test_the_readme_leads_to_each_page_that_authors_write_by_hand():
    written = {path for path in PAGES if path.parent == TOC.parent} - {TOC.with_name("index.md")}
    assert {str(path.relative_to(ROOT)) for path in written} <= set(links_of(README))


@every_document
def test_each_link_leads_to_a_page_and_a_heading(path):
    for link in links_of(path):
        file, _, heading = link.partition("#")
        target = path.parent / file if file else path
        assert target.exists(), link
        assert not heading or heading in anchors_of(target), link


@every_document
def test_each_command_and_option_exists(path):
    for words in calls_of(path, "factbook"):
        if words[0] in ("--help", "--version", "OPTIONS", "[OPTIONS]"):
            continue
        command = find_command(words)
        assert command, words
        known = {name for one in command.params for name in one.opts} | {"-h", "--help"}
        used = {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"}
        assert used <= known, words


@every_document
def test_each_target_of_make_exists(path):
    makefile = (STARTERS / "common" if STARTERS in path.parents else ROOT) / "Makefile"
    targets = re.findall(r"^([a-z-]+):", makefile.read_text("utf-8"), re.MULTILINE)
    assert {words[0] for words in calls_of(path, "make")} <= set(targets)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_each_path_of_the_repository_exists(name):
    spans = re.findall(r"`([^`\s]+)`", (ROOT / name).read_text("utf-8"))
    paths = [one for one in spans if one.startswith(FOLDERS) and not re.search(r"[*<]|[A-Z]{3,}|\.\.\.", one)]
    assert [one for one in paths if not (ROOT / one).exists()] == []


@every_document
def test_each_example_of_settings_is_right(path):
    for example in fences_of(path, "yaml"):
        # Between dashes it is the front matter of a page.
        config = next(iter(yaml.safe_load_all(example)))
        if isinstance(config, dict) and "factbook" in config and not example.startswith("---\n"):
            complaints = []
            parse_settings({**config, "sphinx": {"extra_extensions": [EXTENSION]}}, complaints)
            assert complaints == []


@every_document
def test_each_example_in_python_can_be_compiled(path):
    for example in fences_of(path, "python"):
        compile(example, path.name, "exec")


@pytest.fixture
def documents(tmp_path) -> Path:
    """A copy of the documents, which are a report of their own."""
    return Path(shutil.copytree(TOC.parent, tmp_path / "docs", ignore=shutil.ignore_patterns("_build")))


def test_the_documents_are_a_report_that_holds(documents, factbook):
    result = factbook("check", "--project", documents)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Nothing to fix." in result.stdout


@pytest.mark.trial
def test_the_documents_are_a_site_without_a_broken_link(documents, factbook):
    result = factbook("build", "--project", documents)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "WARNING" not in result.stderr
    site = documents / "_build/html"
    assert list(find_broken_links(site, read_site(site))) == []


def test_what_is_looked_for_is_found():
    calls = list(calls_of(ROOT / "docs/editions.md", "factbook"))
    assert ["seal", "2025-05", "--as-of"] in [words[:3] for words in calls]
    assert ["site"] in list(calls_of(README, "make"))
    assert find_command(["cache", "prune", "--keep-size"]) is COMMANDS["cache prune"]
    assert "what-is-known-on-a-day" in anchors_of(ROOT / "docs/editions.md")
