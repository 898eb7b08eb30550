"""What a site takes over from the last one, and how it takes its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.project.fingerprints import SITE, SiteRecord, read_record, see_inputs, see_site
from factbook.sphinx_ext.build import builder as output
from factbook.sphinx_ext.build.builder import exchange_folders, swap_folders
from factbook.sphinx_ext.build.reuse import PreviousSite

FILES = ["evidence/a.html", "evidence/a.json"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / SITE / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / SITE / name).write_text(name)
    (tmp_path / "book").mkdir()
    (tmp_path / "book/index.md").write_text("# One")
    return tmp_path


def previous(root: Path, *, stamp: str = "now", fingerprint: str = "1") -> PreviousSite:
    record = SiteRecord(stamp="now", files=see_site(root), marks={"a": fingerprint})
    return PreviousSite(root, stamp=stamp, record=record, inputs=see_inputs(root))


def test_a_part_with_the_same_fingerprint_is_taken_over_without_copying(root, tmp_path):
    assert previous(root).reuse("a", "1", FILES, tmp_path / "new")
    assert [(tmp_path / "new" / name).stat().st_ino for name in FILES] == [
        (root / SITE / name).stat().st_ino for name in FILES
    ]


@pytest.mark.parametrize("spoilt", FILES)
def test_a_part_is_not_taken_over_when_one_of_its_files_was_changed(root, tmp_path, spoilt):
    last = previous(root)
    (root / SITE / spoilt).write_text(spoilt.upper())
    assert not last.reuse("a", "1", FILES, tmp_path / "new")
    assert [path for path in (tmp_path / "new").rglob("*") if path.is_file()] == []


def test_a_part_is_not_taken_over_when_one_of_its_files_is_gone(root, tmp_path):
    last = previous(root)
    (root / SITE / FILES[1]).unlink()
    assert not last.reuse("a", "1", FILES, tmp_path / "new")
    assert [path for path in (tmp_path / "new").rglob("*") if path.is_file()] == []


def test_another_fingerprint_or_another_factbook_takes_nothing(root, tmp_path):
    assert not previous(root, fingerprint="2").reuse("a", "1", FILES, tmp_path / "new")
    assert not previous(root, stamp="later").reuse("a", "1", FILES, tmp_path / "new")


def test_what_was_seen_and_made_is_written_down(root):
    last = previous(root)
    last.is_unchanged("a", "3")
    last.save(complete=True)
    record = read_record(root)
    assert record is not None
    assert (record.marks, set(record.inputs), set(record.files)) == ({"a": "3"}, {"book/index.md"}, set(FILES))


@pytest.mark.parametrize("cause", ["warning", "edit"])
def test_after_a_warning_or_an_edit_in_the_middle_the_next_build_makes_everything(root, cause):
    last = previous(root)
    last.is_unchanged("a", "3")
    if cause == "warning":
        last.warned = True
    else:
        (root / "book/index.md").write_text("# Two")
    last.save(complete=True)
    record = read_record(root)
    assert record is not None
    assert (record.marks, record.inputs) == ({}, {})


def folders(tmp_path: Path) -> tuple[Path, Path]:
    new, site = tmp_path / "new", tmp_path / "html"
    for folder, text in ((new, "new"), (site, "old")):
        folder.mkdir()
        (folder / "index.html").write_text(text)
    return new, site


def test_two_folders_change_places_in_one_step(tmp_path):
    new, site = folders(tmp_path)
    if not exchange_folders(new, site):
        pytest.skip("this file system cannot")
    assert ((site / "index.html").read_text(), (new / "index.html").read_text()) == ("new", "old")


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_new_site_takes_the_place_of_the_old_one(tmp_path, monkeypatch, in_one_step):
    if not in_one_step:
        monkeypatch.setattr(output, "exchange_folders", lambda one, other: False)
    new, site = folders(tmp_path)
    swap_folders(new, site)
    assert (site / "index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


def test_a_first_site_needs_no_old_one(tmp_path):
    new, site = folders(tmp_path)
    (site / "index.html").unlink()
    site.rmdir()
    swap_folders(new, site)
    assert (site / "index.html").read_text() == "new"
