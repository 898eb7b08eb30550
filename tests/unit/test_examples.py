"""The examples in docstrings run, and show what they say."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import factbook

ROOT = Path(factbook.__file__).parent.parent
FILES = sorted(path for path in ROOT.glob("factbook/**/*.py") if ">>> " in path.read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_examples_of_a_module_hold(path: Path) -> None:
    found = doctest.testmod(import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)))
    assert found.attempted
    assert not found.failed
