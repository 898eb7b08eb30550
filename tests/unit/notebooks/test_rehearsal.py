"""What the fork server does before its kernels do it: nothing is left of it but that it is quicker the next time."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from factbook.data import descriptor_file
from factbook.notebooks.kernel.rehearsal import TIMES, make_rehearsals, open_package_of, rehearse

DESCRIPTOR = '{"resources": [{"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "a"}]}}]}'


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "datapackage.json").write_text(DESCRIPTOR, "utf-8")
    descriptor_file._open_alone.cache_clear()
    yield tmp_path
    descriptor_file._open_alone.cache_clear()


@pytest.mark.slow
def test_nothing_is_left_of_it(tmp_path, capfd):
    variables = dict(os.environ)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        rehearse(str(tmp_path))
    assert dict(os.environ) == variables
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")
    assert warned == []


def test_without_room_for_it_nothing_is_done(tmp_path):
    rehearse(str(tmp_path / "missing"))


def test_a_package_is_known_by_its_content(root):
    open_package_of(str(root))
    opened = descriptor_file.open_package(root)
    assert descriptor_file._open_alone.cache_info()[:2] == (1, 1)
    (root / "data" / "datapackage.json").write_text(DESCRIPTOR.replace('"t"', '"u"'), "utf-8")
    assert opened.package.names != descriptor_file.read_package(root).names


@pytest.mark.parametrize("content", ["", "{", '{"resources": 1}', None])
def test_what_is_wrong_with_a_package_is_left_to_the_notebook(root, content):
    if content is None:
        (root / "data" / "datapackage.json").unlink()
    else:
        (root / "data" / "datapackage.json").write_text(content, "utf-8")
    open_package_of(str(root))


def test_a_server_without_a_report_opens_none():
    assert len(list(make_rehearsals("", "root"))) == TIMES + 2
    assert len(list(make_rehearsals("", ""))) == TIMES + 1
