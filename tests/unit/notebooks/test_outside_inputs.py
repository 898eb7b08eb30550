"""A site is current only while also that did not change which its notebooks read outside of the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.engine.fingerprints import are_unchanged, see_inputs
from factbook.notebooks import Run
from factbook.notebooks.execution.outside_inputs import add_outside_inputs
from factbook.notebooks.tracing.inputs import Lineage, States
from factbook.project.files import digest_file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "report" / "data").mkdir(parents=True)
    (tmp_path / "report" / "data" / "a.csv").write_text("1\n")
    (tmp_path / "report" / ".hidden").write_text("1\n")
    (tmp_path / "elsewhere.csv").write_text("1\n")
    return tmp_path / "report"


def run_of(**lineage: object) -> Run:
    return Run(path=Path("a.ipynb"), as_of="2026-01-01", lineage=Lineage(**lineage))


def test_what_lies_in_the_report_is_an_input_already(root):
    inputs = see_inputs(root)
    states = {"data/a.csv": "content:1", "data": "folder", "data/b.csv": "absent", ".": "code:1"}
    assert add_outside_inputs(inputs, [run_of(inputs=states)], root) == inputs


def test_a_file_elsewhere_becomes_one(root):
    elsewhere = root.parent / "elsewhere.csv"
    state = f"content:{digest_file(elsewhere)}"
    inputs = add_outside_inputs(see_inputs(root), [run_of(inputs={str(elsewhere): state})], root)
    assert inputs is not None
    assert inputs[str(elsewhere)].digest == digest_file(elsewhere)


@pytest.mark.parametrize("name", ["more", ".hidden"])
def test_a_folder_that_was_listed_becomes_one_and_a_new_name_in_it_is_seen(root, name):
    inputs = add_outside_inputs(see_inputs(root), [run_of(inputs={"data": States(root).look("data", "names")})], root)
    assert inputs is not None
    assert str(root / "data") in inputs
    (root / "data" / name).mkdir()
    assert not are_unchanged(root, inputs)


@pytest.mark.parametrize(
    "lineage",
    [
        pytest.param({"inputs": {"data/l": "link:a.csv"}}, id="a link"),
        pytest.param({"inputs": {"node_modules/a": "absent"}}, id="a file in a folder that no build looks into"),
        pytest.param({"inputs": {"data/a.csv~": "absent"}}, id="a file of an editor, which no build looks at"),
        pytest.param({"reusable": False}, id="another program's answers"),
        pytest.param({"inputs": {"/nowhere.csv": "absent"}}, id="a file that is not there"),
        pytest.param({"inputs": {"/tmp": "names:1"}}, id="a folder elsewhere"),
        pytest.param({"inputs": {"data": "names:1"}}, id="a listed folder in which names came or went since"),
        pytest.param({"inputs": {".hidden": "content:1"}}, id="a hidden file"),
        pytest.param({"inputs": {"elsewhere": "content:1"}}, id="a file that is gone since"),
        pytest.param({"inputs": {"../elsewhere.csv": "content:1"}}, id="a file that changed since"),
    ],
)
def test_where_more_can_change_every_build_looks(root, lineage):
    assert add_outside_inputs(see_inputs(root), [run_of(**lineage)], root) is None


def test_a_run_that_was_not_asked_what_it_read_is_looked_at_in_every_build(root):
    run = Run(path=Path("a.ipynb"), as_of="2026-01-01")
    assert add_outside_inputs(see_inputs(root), [run], root) is None
