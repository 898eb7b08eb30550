"""Values of earlier builds are found as long as their files are as they were written, and others make room."""

from __future__ import annotations

import os

from factbook.project.stored_values import FOLDER, StoredValues


def test_a_stored_value_is_found_until_its_file_is_touched(tmp_path):
    values = StoredValues(tmp_path)
    assert values.find("key") is None
    values.store(b"content", "key")
    assert StoredValues(tmp_path).find("key") == b"content"
    file = tmp_path / FOLDER / "key"
    file.write_bytes(file.read_bytes()[:-1] + b"T")
    assert StoredValues(tmp_path).find("key") is None


def test_what_another_factbook_has_stored_is_not_found(tmp_path, monkeypatch):
    StoredValues(tmp_path).store(b"content", "key")
    monkeypatch.setattr("factbook.project.stored_values.find_tools_stamp", lambda root: "another")
    assert StoredValues(tmp_path).find("key") is None


def test_without_a_report_nothing_is_stored():
    values = StoredValues(None)
    values.store(b"content", "key")
    assert values.find("key") is None


def test_as_many_as_are_of_use_are_left_of_those_that_are_not(tmp_path):
    values = StoredValues(tmp_path)
    for number in range(4):
        values.store(b"content", f"earlier-{number}")
        os.utime(tmp_path / FOLDER / f"earlier-{number}", (number, number))
    again = StoredValues(tmp_path)
    assert again.find("earlier-0")
    again.prune()
    assert len([*(tmp_path / FOLDER).iterdir()]) == 4, "nothing was stored, so nothing grew"
    again.store(b"content", "fresh")
    again.prune()
    # Two are used: the earliest was found, and one is new.
    assert {one.name for one in (tmp_path / FOLDER).iterdir()} == {"earlier-0", "fresh", "earlier-2", "earlier-3"}
