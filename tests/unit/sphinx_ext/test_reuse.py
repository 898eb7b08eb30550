"""What a site takes over from the last one, and how it takes its place."""

from __future__ import annotations

import os
import shutil
import sys
import time
from concurrent.futures import Future
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from factbook.engine.file_state import LAG_NS, is_as_seen
from factbook.engine.fingerprints import SITE, STATE, SiteRecord, read_record, see_inputs, see_site
from factbook.sphinx_ext.build import reuse, spare, swap
from factbook.sphinx_ext.build.reuse import PreviousSite, SiteParts
from factbook.sphinx_ext.build.spare import Spare
from factbook.sphinx_ext.build.swap import exchange_folders, swap_folders
from figurecheck.model.errors import SiteError

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
    assert previous(root).link("a", "1", FILES, tmp_path / "new")
    assert [(tmp_path / "new" / name).stat().st_ino for name in FILES] == [
        (root / SITE / name).stat().st_ino for name in FILES
    ]


@pytest.mark.parametrize("spoilt", FILES)
def test_a_part_is_not_taken_over_when_one_of_its_files_was_changed(root, tmp_path, spoilt):
    last = previous(root)
    (root / SITE / spoilt).write_text(spoilt.upper())
    assert not last.link("a", "1", FILES, tmp_path / "new")
    assert [path for path in (tmp_path / "new").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("touched", "kept"),
    [((), True), (FILES[:1], False), (["other.html"], True)],
    ids=["nothing", "one of its", "another"],
)
def test_what_somebody_else_found_touched_is_not_kept(root, touched, kept):
    last = previous(root)
    looked: Future[frozenset[str]] = Future()
    looked.set_result(frozenset(touched))
    last.rely_on(looked)
    assert last.keep("a", "1", FILES) is kept
    assert last.keep_all("a", "1", [SiteParts(names=["a"], files=FILES)]) is kept
    assert not last.keep("a", "1", [*FILES, "evidence/not-recorded.html"])


def test_a_part_is_not_taken_over_when_one_of_its_files_is_gone(root, tmp_path):
    last = previous(root)
    (root / SITE / FILES[1]).unlink()
    assert not last.link("a", "1", FILES, tmp_path / "new")
    assert [path for path in (tmp_path / "new").rglob("*") if path.is_file()] == []


def test_code_of_the_report_that_has_changed_takes_nothing(root, tmp_path, monkeypatch):
    extension = root / "own/extension.py"
    extension.parent.mkdir()
    extension.write_text("word = 'one'")
    monkeypatch.syspath_prepend(extension.parent)
    monkeypatch.setitem(sys.modules, "extension", import_module("extension"))
    first = previous(root)
    first.is_unchanged("a", "1")
    first.code = (str(extension.parent),)
    first.save(complete=True)

    def take() -> bool:
        last = PreviousSite(root, stamp="now", record=read_record(root), inputs=see_inputs(root))
        return last.link("a", "1", FILES, tmp_path / "new") and last.is_usable

    assert take()
    extension.write_text("word = 'two'")
    assert not take()


def test_with_code_that_is_in_no_file_of_its_own_nothing_is_kept(root, tmp_path, monkeypatch):
    archived = ModuleType("archived")
    archived.__file__ = str(tmp_path / "code.zip" / "archived.py")
    (tmp_path / "code.zip").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "archived", archived)
    first = previous(root)
    first.is_unchanged("a", "1")
    first.code = (str(tmp_path / "code.zip"),)
    first.save(complete=True)
    assert (first.can_be_trusted, read_record(root).inputs) == (False, {})
    assert not PreviousSite(root, stamp="now", record=read_record(root), inputs=see_inputs(root)).is_usable


@pytest.mark.parametrize("name", [".words/a.py", "../a.py"])
def test_what_a_page_includes_from_elsewhere_is_noted_as_it_was_before_the_build(root, name):
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("word = 'one'")
    time.sleep(2 * LAG_NS / 1e9)
    last = previous(root)
    last.shown = {name}
    last.save(complete=True)
    [state] = read_record(root).elsewhere.values()
    assert is_as_seen(path, state)
    path.write_text("word = 'two'")
    assert not is_as_seen(path, state)
    last.save(complete=True)
    [state] = read_record(root).elsewhere.values()
    assert not is_as_seen(path, state), "its page may show what was there before"
    assert not last.can_be_trusted


def test_another_fingerprint_or_another_factbook_takes_nothing(root, tmp_path):
    assert not previous(root, fingerprint="2").link("a", "1", FILES, tmp_path / "new")
    assert not previous(root, stamp="later").link("a", "1", FILES, tmp_path / "new")


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


SPARE = STATE / "spare"


def build(root: Path, write: dict[str, str], *, keep: bool = True) -> PreviousSite:
    """Write some files of a site whose part `a` is kept, and put it in place, as a build does."""
    last = PreviousSite(root, stamp="now", record=read_record(root), inputs=see_inputs(root))
    kept = last.keep("a", "1", FILES)
    assert kept == (keep and last.is_usable)
    new = root / "_build/new"
    for name, text in (write if kept else {**dict(zip(FILES, FILES, strict=True)), **write}).items():
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_text(text)
    last.take_place(new, root / SITE)
    last.save(complete=True)
    assert not new.exists()
    return last


def read_site(root: Path) -> dict[str, str]:
    return {path.relative_to(root / SITE).as_posix(): path.read_text() for path in (root / SITE).rglob("*.*")}


def inodes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def test_what_is_kept_is_on_the_next_site_and_what_is_written_no_more_is_gone(root):
    both = dict(zip(FILES, FILES, strict=True))
    build(root, {"index.html": "one", "old/page.html": "old"})
    assert read_site(root) == {**both, "index.html": "one", "old/page.html": "old"}
    before = inodes(root / SITE)
    for number in ("two", "three", "four"):
        build(root, {"index.html": number, f"{number}/page.html": number})
        assert read_site(root) == {**both, "index.html": number, f"{number}/page.html": number}
        # Neither copied nor linked anew.
        assert {name: inodes(root / SITE)[name] for name in FILES} == {name: before[name] for name in FILES}
    assert not (root / SITE / "two").exists()


def test_the_files_of_a_site_that_was_replaced_are_never_written_into(root):
    build(root, {"index.html": "one"})
    with (root / SITE / "index.html").open() as page:
        build(root, {"index.html": "two"})
        build(root, {"index.html": "three"})
        assert page.read() == "one"


def test_the_record_names_every_file_as_it_is_after_each_way_to_take_its_place(root):
    for text in ("one", "two", "three"):
        build(root, {"index.html": text, **({"more.html": text} if text == "two" else {})})
        record = read_record(root)
        assert record is not None
        assert record.files == see_site(root)


@pytest.mark.parametrize("spoil", ["emptied", "gone", "another file", "a file more", "a folder in the way"])
def test_a_spare_folder_that_is_not_as_recorded_is_not_used(root, spoil):
    build(root, {"index.html": "one"})
    build(root, {"index.html": "two"})
    folder = root / SPARE
    if spoil == "gone":
        shutil.rmtree(folder)
    elif spoil == "a file more":
        (folder / "more.html").write_text("foreign")
    else:
        (folder / FILES[0]).unlink()
    if spoil == "another file":
        (folder / FILES[0]).write_text("foreign")
    if spoil == "a folder in the way":
        (folder / FILES[0]).mkdir()
    build(root, {"index.html": "three"})
    assert read_site(root) == {**dict(zip(FILES, FILES, strict=True)), "index.html": "three"}


def test_the_names_in_a_spare_folder_are_read_only_where_one_came_or_went(root, monkeypatch):
    # Every folder here was changed just now, which else is doubted.
    monkeypatch.setattr(spare, "RACY_NS", -(10**18))
    listed = []
    real = spare.walk
    monkeypatch.setattr(spare, "walk", lambda folder: listed.append(folder) or real(folder))
    build(root, {"index.html": "one"})
    listed.clear()
    build(root, {"index.html": "two", "old/page.html": "old"})
    build(root, {"index.html": "three"})
    assert listed == []
    (root / SPARE / FILES[0]).unlink()
    # The clock of the file system may not have moved on since.
    os.utime((root / SPARE / FILES[0]).parent, ns=(0, 0))
    build(root, {"index.html": "four"})
    assert listed != []
    assert read_site(root) == {**dict(zip(FILES, FILES, strict=True)), "index.html": "four"}


def test_a_folder_that_changed_just_now_shows_nothing(root, monkeypatch):
    build(root, {"index.html": "one"})
    now = (root / SPARE).stat().st_mtime_ns
    monkeypatch.setattr(spare.time, "time_ns", lambda: now)
    folder = Spare(root / SPARE, root / SITE)
    assert folder.see_folders([""]) == {"": ""}
    os.utime(root / SPARE, ns=(1, 1))
    assert folder.see_folders(["", "gone"])[""].split()[1] == "1"
    # A clock that counts in seconds is doubted for longer.
    whole = now // 10**9 * 10**9 - 10**9
    os.utime(root / SPARE, ns=(whole, whole))
    assert folder.see_folders([""]) == {"": ""}


def test_without_an_exchange_in_one_step_the_site_is_the_same(root, monkeypatch):
    monkeypatch.setattr(reuse, "exchange_folders", lambda one, other: False)
    monkeypatch.setattr(swap, "exchange_folders", lambda one, other: False)
    for text in ("one", "two", "three"):
        build(root, {"index.html": text})
        assert read_site(root) == {**dict(zip(FILES, FILES, strict=True)), "index.html": text}


def test_a_file_system_without_links_has_no_spare_folder(root, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    for text in ("one", "two"):
        build(root, {"index.html": text})
        assert read_site(root) == {**dict(zip(FILES, FILES, strict=True)), "index.html": text}
        assert not (root / SPARE).exists()


def test_a_part_whose_file_was_changed_is_not_kept(root):
    build(root, {"index.html": "one"})
    (root / SITE / FILES[0]).write_text("changed by somebody")
    build(root, {"index.html": "two"}, keep=False)
    assert read_site(root) == {**dict(zip(FILES, FILES, strict=True)), "index.html": "two"}


def test_a_file_that_goes_while_the_site_is_written_is_told(root):
    build(root, {"index.html": "one"})
    last = PreviousSite(root, stamp="now", record=read_record(root), inputs=see_inputs(root))
    assert last.keep("a", "1", FILES)
    (root / SITE / FILES[0]).unlink()
    shutil.rmtree(root / SPARE)
    (root / "new").mkdir()
    with pytest.raises(SiteError, match=f"_build/html/{FILES[0]}: has changed while this build was being made"):
        last.take_place(root / "new", root / SITE)


MANY = [
    SiteParts(names=["a"], files=[FILES[0]], perhaps=[FILES[1]]),
    SiteParts(names=["b"], files=["b.html"], perhaps=["b.json"]),
]


def previous_of_many(root: Path) -> PreviousSite:
    (root / SITE / "b.html").write_text("b")
    record = SiteRecord(stamp="now", files=see_site(root), marks={"all": "1", "a": "2", "b": "3"})
    return PreviousSite(root, stamp="now", record=record, inputs=see_inputs(root))


def test_parts_that_are_kept_together_keep_their_own_fingerprints_and_files(root):
    last = previous_of_many(root)
    assert last.keep_all("all", "1", MANY)
    assert last.fingerprints == {"all": "1", "a": "2", "b": "3"}
    assert {name for name, _ in last.find_written(root / "new", "")} == {*FILES, "b.html"}


@pytest.mark.parametrize("spoil", ["another", "none", "a part", *FILES, "gone"])
def test_parts_are_kept_together_or_each_by_itself(root, spoil):
    last = previous_of_many(root)
    if spoil in FILES:
        (root / SITE / spoil).write_text("changed by somebody")
    if spoil == "gone":
        (root / SITE / "b.html").unlink()
    parts = [*MANY, SiteParts(names=["c"], files=[])] if spoil == "a part" else MANY
    assert not last.keep_all("all", {"another": "2", "none": ""}.get(spoil, "1"), parts)
    assert not {"a", "b"} & last.fingerprints.keys()
    assert [*last.find_written(root / "new", "")] == []


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
        monkeypatch.setattr(swap, "exchange_folders", lambda one, other: False)
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


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_new_site_is_in_place_though_something_of_the_old_one_cannot_be_removed(tmp_path, monkeypatch, in_one_step):
    if not in_one_step:
        monkeypatch.setattr(swap, "exchange_folders", lambda one, other: False)
    new, site = folders(tmp_path)

    def refuse(path, **_options):
        raise PermissionError(13, "Permission denied", path)

    with monkeypatch.context() as held:
        held.setattr(os, "unlink", refuse)
        swap_folders(new, site)
    assert (site / "index.html").read_text() == "new"
    left = [path for path in tmp_path.rglob("index.html") if path.parent != site]
    assert [path.read_text() for path in left] == ["old"]
    assert left[0].relative_to(tmp_path).parts[0].startswith(("new", swap.OLD))
