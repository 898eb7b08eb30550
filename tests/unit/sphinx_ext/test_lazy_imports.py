"""A library that is deferred is loaded as soon as anybody uses it, and not before."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from factbook.sphinx_ext.build.lazy_imports import importing_lazily

SLOW = "loaded = []\n\nclass Base:\n    word = 'real'\n\ndef call(it):\n    return it * 2\n"


@pytest.fixture
def user(tmp_path: Path, monkeypatch):
    """A module that imports from a library as extensions do, loaded while the library is deferred."""
    (tmp_path / "slow_library").mkdir()
    (tmp_path / "slow_library/__init__.py").write_text("")
    (tmp_path / "slow_library/part.py").write_text(SLOW)
    (tmp_path / "slow_user.py").write_text(
        "import slow_library.part\nfrom slow_library.part import Base, call as named\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    with importing_lazily(frozenset({"slow_library"})):
        found = importlib.import_module("slow_user")
    yield found
    for name in [name for name in sys.modules if name.startswith("slow_")]:
        del sys.modules[name]


def test_nothing_is_loaded_for_being_imported(user):
    assert "slow_library" not in sys.modules


def test_a_function_that_is_called_is_the_real_one(user):
    assert user.named(2) == 4
    assert user.slow_library.part.call(3) == 6


def test_a_class_can_be_asked_about_and_built_upon(user):
    class Own(user.Base):
        pass

    assert Own.word == user.Base.word == "real"
    assert isinstance(Own(), user.Base)
    assert not isinstance(1, user.Base)


def test_afterwards_the_library_is_imported_as_ever(user):
    assert importlib.import_module("slow_library.part").call(1) == 2


def test_a_library_that_is_loaded_already_is_not_stood_in_for(tmp_path):
    with importing_lazily(frozenset({"json"})):
        assert importlib.import_module("json").loads("1") == 1


def test_a_use_while_extensions_are_loaded_is_told_by_name(tmp_path, monkeypatch):
    (tmp_path / "slow_other.py").write_text("def call():\n    pass\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with importing_lazily(frozenset({"slow_other"})):
        found = importlib.import_module("slow_other")
        with pytest.raises(ImportError, match="slow_other is used while extensions are loaded"):
            found.call()
