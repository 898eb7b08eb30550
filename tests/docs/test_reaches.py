"""Every reach into another project is known, bounded, and has a test that fails when that project changes."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest

from docs import reaches

FOUND = list(reaches.find_reaches())
NAMES = [f"{reach.module}:{reach.line}" for reach in FOUND]


def test_the_page_is_written_from_the_code():
    assert reaches.PAGE.read_text("utf-8") == reaches.make_page(), "run: make docs"


def test_there_are_few():
    assert len(FOUND) <= reaches.MOST, NAMES


@pytest.mark.parametrize("reach", FOUND, ids=NAMES)
def test_each_names_a_test_that_exists(reach):
    file, _, name = reach.test.partition("::")
    assert file, "end the comment with: Tested by tests/..."
    tree = ast.parse((reaches.ROOT / file).read_text("utf-8"))
    tests = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert not name or name in tests
    assert len(reach.reason.split()) > 10, "say why nothing public would do"


@pytest.mark.parametrize("reach", FOUND, ids=NAMES)
def test_the_versions_of_the_other_project_are_bounded(reach):
    if reach.project == "CPython":
        return
    document = tomllib.loads((reaches.ROOT / "packages/factbook/pyproject.toml").read_text("utf-8"))["project"]
    entries = [
        *document["dependencies"],
        *(one for extra in document["optional-dependencies"].values() for one in extra),
    ]
    entry = next((one for one in entries if re.split(r"[<>=!~ \[;]", one)[0].lower() == reach.project.lower()), "")
    assert "<" in entry, f"{reach.project} has no upper bound"
