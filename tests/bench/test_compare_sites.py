"""The comparison of two sites names each file that differs, also inside a zip file."""

from __future__ import annotations

import zipfile

import pytest

from compare_sites import compare


@pytest.fixture
def sites(tmp_path):
    for name in ("before", "after"):
        (tmp_path / name / "evidence").mkdir(parents=True)
        (tmp_path / name / "index.html").write_text("<p>One</p>\n<p>Two</p>\n", "utf-8")
        with zipfile.ZipFile(tmp_path / name / "a.zip", "w") as archive:
            archive.writestr("kit.py", "kit")
    return tmp_path / "before", tmp_path / "after"


def test_sites_that_are_the_same_have_no_difference(sites):
    assert list(compare(*sites)) == []


def test_each_kind_of_difference_is_named(sites):
    before, after = sites
    (after / "index.html").write_text("<p>One</p>\n<p>Too</p>\n", "utf-8")
    (before / "gone.css").touch()
    (after / "new.css").touch()
    with zipfile.ZipFile(after / "a.zip", "w") as archive:
        archive.writestr("kit.py", "other")
    found = {line.partition(": ")[0]: line.partition(": ")[2] for line in compare(before, after)}
    assert found["gone.css"] == "is gone"
    assert found["new.css"] == "is new"
    assert found["index.html"].startswith("line 2: ")
    assert "a.zip!kit.py" in found
    assert list(compare(before, after, ignore=["*.css", "a.zip!*"], known=[("Two", "Too")])) == []


def test_what_shows_nothing_is_dropped_from_both_sides(sites):
    before, after = sites
    (before / "index.html").write_text("<g></g><p>One</p>\n<p>Two</p>\n", "utf-8")
    assert list(compare(before, after, drop=["<g></g>"])) == []
