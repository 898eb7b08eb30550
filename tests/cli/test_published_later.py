"""Editions that wait, come together, or are published again: from what was sealed, to the same bytes."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from factbook.data.validate import refresh
from factbook.project.zip_archive import write_zip
from factbook.publish.archive import read_listing
from published_later import commit, git, start
from tiny import PAGE, write_tiny


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def add_year(folder: Path, year: int) -> None:
    with (folder / "data/birds.csv").open("a") as rows, (folder / "data/sources.csv").open("a") as sources:
        rows.write(f"{year},{year % 100},list{year}\n")
        sources.write(f"list{year},The list of that year,{year + 1}-02-01\n")
    refresh(folder)


def seal_year(factbook, folder: Path, year: int) -> None:
    add_year(folder, year)
    commit(folder, "Another year")
    result = factbook("seal", f"after-{year}", "--as-of", f"{year + 1}-03-01", "--project", folder)
    assert result.returncode == 0, result.stdout + result.stderr
    commit(folder, "A seal")


def confirm(factbook, folder: Path) -> None:
    """Write reasons, in a commit of its own that has more in it than that."""
    result = factbook("corrections", "--write", "--project", folder)
    assert result.returncode in {0, 1}, result.stdout + result.stderr
    record = folder / "book/corrections.yml"
    if record.exists():
        record.write_text(re.sub(r"reason:.*", "reason: The new list.", record.read_text("utf-8")), "utf-8")
    page = folder / "book/index.md"
    page.write_text(page.read_text("utf-8") + "\nMore words.\n", "utf-8")
    commit(folder, "Reasons, and words that the edition did not have")


def publish(factbook, folder: Path, public: Path, *more: str) -> str:
    result = factbook("publish", public, *more, "--project", folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def history(tmp_path_factory, factbook, trial):
    """A report with its editions, and what was published from it edition by edition."""
    folder = tmp_path_factory.mktemp("later")
    report, public = start(folder / "report"), folder / "public"
    years = range(2026, 2026 + trial.count(3, of=10))
    for year in years:
        seal_year(factbook, report, year)
        confirm(factbook, report)
        publish(factbook, report, public)
    return report, public, [f"after-{year}" for year in years]


def test_editions_that_waited_are_published_together_to_the_bytes_of_each_at_its_time(history, factbook, tmp_path):
    report, public, labels = history
    said = publish(factbook, report, tmp_path / "public")
    assert re.findall(r"Published (\S+):", said) == labels
    assert contents(tmp_path / "public") == contents(public)


def test_the_record_that_was_amended_after_a_publication_changes_nothing_of_a_rebuilt_one(history, factbook, tmp_path):
    report, public, labels = history
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", report, clone)
    record = clone / "book/corrections.yml"
    record.write_text(record.read_text("utf-8").replace("The new list.", "The list of spring."), "utf-8")
    commit(clone, "Better words")
    publish(factbook, clone, tmp_path / "public", "--only", labels[-1])
    assert contents(tmp_path / "public/editions") == {
        name: content for name, content in contents(public / "editions").items() if name.startswith(labels[-1])
    }


def test_editions_of_two_branches_come_in_any_order(history, factbook, tmp_path):
    report, public, labels = history
    for label in labels[::-1]:
        publish(factbook, report, tmp_path / "public", "--only", label)
    assert [one.label for one in read_listing(tmp_path / "public").editions] == labels
    # what the edition before lacked is told in front by the next one that is added, so one run more settles it
    publish(factbook, report, tmp_path / "public")
    assert contents(tmp_path / "public") == contents(public)


def test_a_commit_that_is_beyond_a_shallow_history_is_named_with_the_way_to_it(history, factbook, tmp_path):
    report, _, labels = history
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{report}", "clone")
    result = factbook("publish", tmp_path / "public", "--project", tmp_path / "clone")
    assert result.returncode == 2
    assert f"book/editions/{labels[0]}.json: was sealed from commit" in result.stderr
    assert "git fetch --unshallow" in result.stderr
    assert not (tmp_path / "public/editions.json").exists()


@pytest.fixture(scope="module")
def archived(tmp_path_factory, factbook):
    """A report without git, sealed once; copied by whoever changes it."""
    report = write_tiny(tmp_path_factory.mktemp("archived") / "report")
    result = factbook("seal", "first", "--as-of", "2025-02-01", "--project", report)
    assert "Its sources are in book/editions/first.zip, since no commit holds them" in result.stdout
    return report


def test_the_sources_of_a_published_edition_are_published_without_their_repository(history, factbook, tmp_path):
    _, public, labels = history
    shutil.unpack_archive(public / "editions" / labels[-1] / "source.zip", tmp_path / "report")
    publish(factbook, tmp_path / "report", tmp_path / "public", "--only", labels[-1])
    assert contents(tmp_path / "public/editions") == {
        name: content for name, content in contents(public / "editions").items() if name.startswith(labels[-1])
    }


def test_a_state_that_is_in_no_commit_is_kept_beside_its_seal(archived, factbook, tmp_path):
    report = shutil.copytree(archived, tmp_path / "report")
    publish(factbook, report, tmp_path / "at-once")
    (report / "book/index.md").write_text("# Nothing\n", "utf-8")
    (report / "data/birds.csv").write_text("year,value,source_id\n1999,1,old\n", "utf-8")
    refresh(report)
    publish(factbook, report, tmp_path / "later")
    assert contents(tmp_path / "later") == contents(tmp_path / "at-once")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(lambda at: at.write_bytes(b"PK"), "first.zip: cannot be read", id="no archive"),
        pytest.param(lambda at: zipfile.ZipFile(at, "w").close(), "there is no _config.yml in it", id="nothing in it"),
        pytest.param(lambda at: write_zip(at, [("_config.yml", b"a: [")]), "_config.yml:1", id="no settings in it"),
        pytest.param(lambda at: change_in_zip(at, "book/index.md"), "differs from what was sealed", id="another page"),
        pytest.param(lambda at: change_in_zip(at, "data/birds.csv"), "differs from what was sealed", id="other rows"),
    ],
)
def test_an_archive_that_is_not_what_was_sealed_publishes_nothing(archived, factbook, tmp_path, spoil, said):
    report = shutil.copytree(archived, tmp_path / "report")
    spoil(report / "book/editions/first.zip")
    result = factbook("publish", tmp_path / "public", "--project", report)
    assert result.returncode == 2
    assert said in result.stderr
    assert not (tmp_path / "public/editions.json").exists()


def change_in_zip(archive: Path, name: str) -> None:
    folder = archive.with_suffix("")
    shutil.unpack_archive(archive, folder)
    texts = {"book/index.md": PAGE.format(last="12", all="22") + "\nMore.\n"}
    (folder / name).write_text(texts.get(name, "year,value,source_id\n2022,10,old\n2024,12,old\n"), "utf-8")
    refresh(folder)
    shutil.make_archive(str(archive.with_suffix("")), "zip", folder)
    shutil.rmtree(folder)
