"""What an index shows and what a release is called: metadata, README and version, built as a release builds them."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from factbook.publish.pinned import version_of

ROOT = Path(__file__).parents[1]


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    return subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def hatchling(folder: Path, *arguments: str, **options) -> str:
    command = [sys.executable, "-m", "hatchling", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, **options).stdout.strip()


PACKAGE_NAMES = ("figurecheck", "factbook")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of one commit that holds what the package is built from."""
    folder = tmp_path / "repository"
    folder.mkdir()
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.is_file() and not name.startswith(("tests/", "data/", "notebooks/", "book/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(source.read_bytes())
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    return folder


def test_a_release_is_called_by_its_tag(repository):
    git(repository, "tag", "v0.7.1")
    assert [hatchling(repository / "packages" / name, "version") for name in PACKAGE_NAMES] == ["0.7.1"] * 2


def test_between_releases_the_commits_are_counted(repository):
    git(repository, "tag", "v0.7.1")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "more")
    assert hatchling(repository / "packages/factbook", "version") == "0.7.2.dev1"


def test_a_tag_of_later_does_not_rename_the_factbook_of_a_pinned_commit(repository):
    commit = git(repository, "rev-parse", "HEAD").strip()
    git(repository, "tag", "v0.7.1")
    around = {**os.environ, **version_of(commit)}
    assert hatchling(repository / "packages/factbook", "version", env=around) == f"0+{commit}"


def test_an_archive_and_a_bare_copy_can_be_installed(repository, tmp_path):
    git(repository, "tag", "v0.7.1")
    archive, folder = tmp_path / "archive.tar", tmp_path / "archive"
    git(repository, "archive", "--output", str(archive), "HEAD")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    assert hatchling(folder / "packages/factbook", "version") == "0.7.1"
    (folder / ".git_archival.txt").unlink()
    assert hatchling(folder / "packages/factbook", "version") == "0.0"


@pytest.mark.parametrize("name", PACKAGE_NAMES)
def test_what_is_released_holds_a_package_and_nothing_of_the_report(repository, name):
    git(repository, "tag", "v0.7.1")
    project = repository / "packages" / name
    hatchling(project, "build")
    (wheel,), (source,) = project.glob("dist/*.whl"), project.glob("dist/*.tar.gz")
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
    assert {one.split("/")[0] for one in names} == {name, f"{name}-0.7.1.dist-info"}
    assert f"{name}/py.typed" in names
    with tarfile.open(source) as tar:
        tar.extractall(repository / "unpacked", filter="data")
    (unpacked,) = (repository / "unpacked").iterdir()
    assert {one.name for one in unpacked.iterdir()} <= {
        *"src README.md LICENSE pyproject.toml PKG-INFO".split(),
        *DOTTED,
    }
    # A wheel that is built from the sources of a release has its version.
    assert hatchling(unpacked, "version") == "0.7.1"


DOTTED = (".gitignore", ".git_archival.txt")


@pytest.fixture(scope="module", params=PACKAGE_NAMES)
def described(request: pytest.FixtureRequest) -> PackageMetadata:
    """What an index is told of each package that is installed here."""
    return metadata(request.param)


def test_an_index_is_told_who_where_and_for_which_python(described):
    addresses = dict(line.split(", ", 1) for line in described.get_all("Project-URL", []))
    assert addresses.keys() >= {"Homepage", "Source", "Issues"}
    classifiers = described.get_all("Classifier", [])
    assert {"Typing :: Typed", "Programming Language :: Python :: 3.11"} <= set(classifiers)
    assert described["Author"]


def test_the_readme_of_an_index_installs_first_and_has_no_link_that_only_a_checkout_follows(described):
    text = described.get_payload() or described["Description"]
    assert isinstance(text, str)
    tokens = [child for token in MarkdownIt().parse(text) for child in token.children or ()]
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert links
    assert [link for link in links if not link.startswith("https://")] == []
    assert text.index("pip install") < text.index(f"{described['Name']} ", text.index("pip install") + 25)
    assert "make site" not in text
