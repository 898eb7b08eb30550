"""The descriptor is parsed once for what it holds, however often a build asks for it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from factbook.data import descriptor_file
from factbook.data.descriptor_file import open_package, read_own_descriptor, read_package
from factbook.data.validate import check_data
from figurecheck.model.errors import DataError


def write(path: Path, *tables: dict[str, Any], **package: Any) -> None:
    schema = {"fields": [{"name": "year", "type": "year"}]}
    resources = [{"path": f"{one['name']}.csv", "schema": schema, **one} for one in tables]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"resources": resources, **package}), "utf-8")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "data/datapackage.json"
    write(path, {"name": "towns", "title": "Towns"})
    return path


def test_it_is_parsed_once_for_one_content(package, tmp_path, monkeypatch):
    parse = Mock(wraps=descriptor_file.read_sound)
    monkeypatch.setattr(descriptor_file, "read_sound", parse)
    first = read_package(tmp_path)
    check_data(tmp_path)
    assert read_package(tmp_path) is first
    assert parse.call_count == 1


def test_another_content_or_another_root_is_another_package(package, tmp_path):
    assert [one.title for one in read_package(tmp_path).resources] == ["Towns"]
    write(package, {"name": "towns", "title": "Roads"})
    assert [one.title for one in read_package(tmp_path).resources] == ["Roads"]
    write(tmp_path / "other/data/datapackage.json", {"name": "towns", "title": "Roads"})
    assert read_package(tmp_path / "other").root == tmp_path / "other"


def test_what_a_package_of_others_says_is_read_each_time(package, tmp_path):
    write(package, {"name": "towns"}, **{"factbook:packages": ["others/datapackage.json"]})
    others = tmp_path / "data/others/datapackage.json"
    for title in ("Rivers", "Lakes"):
        write(others, {"name": "waters", "title": title})
        assert [one.title for one in read_package(tmp_path).resources] == ["", title]


def test_a_fault_is_told_each_time(package, tmp_path):
    write(package, {"name": "towns", "path": "/etc/towns.csv"})
    for _ in range(2):
        with pytest.raises(DataError, match="path is no file below data/"):
            read_package(tmp_path)
        assert any("path is no file below data/" in str(one) for one in check_data(tmp_path))
    package.write_text("{", "utf-8")
    for _ in range(2):
        with pytest.raises(DataError, match="not readable as JSON"):
            read_package(tmp_path)


def test_the_check_leaves_the_descriptor_as_it_is(package, tmp_path):
    # No licence has neither name nor address: the library that says so looks at every part.
    write(
        package, {"name": "towns", "licenses": [{}]}, {"name": "roads", "schema": {"fields": [{"name": "source_id"}]}}
    )
    before = copy.deepcopy(open_package(tmp_path).descriptor)
    assert check_data(tmp_path)
    assert open_package(tmp_path).descriptor == before


def test_whoever_changes_a_descriptor_has_one_of_his_own(package, tmp_path):
    read_package(tmp_path)
    own = read_own_descriptor(tmp_path)
    own["resources"][0]["title"] = "Roads"  # type: ignore[index]
    assert [one.title for one in read_package(tmp_path).resources] == ["Towns"]


def test_columns_that_are_described_alike_are_one_object(package, tmp_path):
    years = {"name": "year", "type": "year"}
    others = {**years, "title": "Year"}, {**years, "missingValues": ["?"]}
    write(
        package, {"name": "towns"}, *({"name": str(at), "schema": {"fields": [one]}} for at, one in enumerate(others))
    )
    write(tmp_path / "other/data/datapackage.json", {"name": "roads"})
    first, titled, spelled = (one.fields[0] for one in read_package(tmp_path).resources)
    assert (first.title, titled.title, spelled.spelling.missing) == ("", "Year", ("?",))
    [other] = read_package(tmp_path / "other").resources
    assert other.fields[0] is first
