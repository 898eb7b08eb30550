"""The floors, the doors and the other rules of the design that the source can be asked about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from architecture import (
    Package,
    find_prints,
    find_rings,
    find_undocumented,
    find_upward_imports,
    find_world,
    find_wrong_doors,
)

ROOT = Path(__file__).parents[1]

FLOORS = {
    "model": 0,
    "edition": 0,
    "figures": 0,
    "errors": 0,
    "periods": 0,
    "series": 0,
    "series_told": 0,
    "judge": 1,
    "judge_change": 1,
    "judge_series": 1,
    "ratios": 1,
    "style": 1,
    "warn": 1,
    "check": 1,
    "scan": 1,
    "diff": 1,
    "history": 1,
    "pairing": 1,
    "code": 1,
    "project": 2,
    "web": 2,
    "coverage": 2,
    "datapackage": 2,
    "tables": 2,
    "sources": 2,
    "catalog": 2,
    "soundness": 2,
    "faults": 2,
    "dangling": 2,
    "datacheck": 2,
    "markup": 2,
    "rawhtml": 2,
    "pages": 2,
    "reviews": 2,
    "record": 2,
    "record_series": 2,
    "notebooks": 2,
    "report": 2,
    "editions": 2,
    "sealed": 2,
    "corrections": 2,
    "yamlfile": 2,
    "revisions": 2,
    "past": 2,
    "compared": 2,
    "snapshot": 2,
    "manifest": 2,
    "publish": 2,
    "pinned": 2,
    "frontfiles": 2,
    "drafts": 2,
    "starter": 2,
    "current": 2,
    "freshness": 2,
    "bundles": 2,
    "kept": 2,
    "render": 3,
    "drawings": 3,
    "pdf": 3,
    "sphinx_ext": 4,
    "progress": 4,
    "cli": 4,
    "cli_runs": 4,
    "cli_export": 4,
    "cli_pdf": 4,
    "cli_shared": 4,
    "cli_editions": 4,
    "press": 4,
    "start": 4,
    "renderer": 4,
    "publishing": 4,
    "cli_publish": 4,
}

DOORS = {
    "platformdirs": {"pinned"},
    "pint": {"figures.units"},
    "yaml": {"project", "pinned", "markup", "yamlfile", "sources", "snapshot", "sphinx_ext.application"},
    "markdown_it": {"markup", "render.inline"},
    "mdit_py_plugins": {"markup"},
    "pandas": {"bundles.kit", "catalog", "record", "notebooks.warm"},
    "altair": {"notebooks.warm"},
    "numpy": {"notebooks.warm"},
    "IPython": {"record", "notebooks.warmapp", "notebooks.export"},
    "ipykernel": {"notebooks.warm", "notebooks.warmapp"},
    "zmq": {"notebooks"},
    "distributed": {"notebooks.remote"},
    "traitlets": {"notebooks.channel", "notebooks.warm", "notebooks.warmapp"},
    "frictionless": {"faults"},
    "nbformat": {"notebooks"},
    "nbclient": {"notebooks"},
    "nbconvert": {"notebooks"},
    "jupyter_client": {"notebooks"},
    "sphinx_external_toc": {"project"},
    "jinja2": {"render.shell"},
    "markupsafe": {"render", "sphinx_ext"},
    "vl_convert": {"render.chart"},
    "docutils": {"sphinx_ext"},
    "sphinx": {"sphinx_ext"},
    "jupyter_book": {"sphinx_ext"},
    "click": {"cli", "cli_editions", "cli_export", "cli_pdf", "cli_publish", "cli_runs", "cli_shared", "progress"},
}

PURE = {unit for unit, floor in FLOORS.items() if floor < 2} | {"render"}
WORLD = frozenset("io os pathlib random shutil socket sqlite3 subprocess sys tempfile time urllib".split())


@pytest.fixture(scope="module")
def factbook() -> Package:
    return Package(ROOT / "src" / "factbook")


def test_imports_point_down_or_stay_level(factbook):
    assert list(find_upward_imports(factbook, FLOORS)) == []


def test_no_parts_import_each_other(factbook):
    assert list(find_rings(factbook)) == []


def test_each_library_has_its_door(factbook):
    assert list(find_wrong_doors(factbook, DOORS)) == []


def test_every_floor_and_door_named_here_exists(factbook):
    units = {module.partition(".")[0] for module in factbook.trees if module}
    used = {found.target.partition(".")[0] for found in factbook.imports if not found.inner}
    assert FLOORS.keys() - units == set()
    assert DOORS.keys() - used == set()


def test_values_decisions_and_rendering_know_no_world(factbook):
    fonts = {"render.chart: a pure part imports pathlib.Path"}  # a chart's text is measured with the house's font files
    assert {re.sub(r":\d+:", ":", fault) for fault in find_world(factbook, PURE, WORLD)} <= fonts


def test_only_the_command_line_prints(factbook):
    assert list(find_prints(factbook, {"cli"})) == []


def test_nothing_public_is_undocumented(factbook):
    assert list(find_undocumented(factbook)) == []


def test_the_book_holds_no_python():
    assert [path.name for path in (ROOT / "book").rglob("*.py*")] == []


# The rules themselves are tried on a small package that breaks each of them once.


@pytest.fixture
def crooked(tmp_path) -> Package:
    files = {
        "__init__.py": '"""Lends names."""\nfrom crooked.top import run\n',
        "low.py": '"""Low."""\nfrom __future__ import annotations\n',
        "pure.py": '"""Pure."""\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from crooked import top\n',
        "shelf/__init__.py": '"""Shelf."""\nfrom .board import cut\n',
        "shelf/board.py": '"""Board."""\nimport os\ndef cut():\n    import yaml\n    print(yaml, os)\n',
        "ring.py": '"""Ring."""\nfrom .wheel import turn\n',
        "wheel.py": '"""Wheel."""\ndef turn():\n "Turn."\n from . import ring\n return ring\n',
        "top.py": '"""Top."""\nimport crooked\nimport crooked.low\nimport yaml.nodes\nclass Run:\n def go(self): ...\n',
        "stray.py": '"""Stray."""\n',
    }
    folder = tmp_path / "crooked"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Package(folder)


CROOKED_FLOORS = {"low": 0, "pure": 1, "shelf": 1, "ring": 2, "wheel": 2, "top": 3}


def test_an_import_upwards_is_caught_even_when_only_the_type_checker_sees_it(crooked):
    assert list(find_upward_imports(crooked, CROOKED_FLOORS)) == [
        "stray: has no floor",
        "pure:4: pure (floor 1) imports top (floor 3)",
        "top:2: imports the package itself, not a part of it",
    ]


def test_a_ring_is_caught_through_relative_imports(crooked):
    assert list(find_rings(crooked)) == ["ring: imports itself by way of wheel", "wheel: imports itself by way of ring"]


def test_a_wrong_door_is_caught_inside_a_function(crooked):
    assert list(find_wrong_doors(crooked, {"yaml": {"top"}})) == ["shelf.board:4: imports yaml (its door: top)"]
    assert list(find_wrong_doors(crooked, {"yaml": {"top", "shelf"}})) == []


def test_a_look_at_the_world_is_caught(crooked):
    assert list(find_world(crooked, {"shelf"}, {"os"})) == ["shelf.board:2: a pure part imports os"]


def test_a_print_is_caught(crooked):
    assert list(find_prints(crooked, {"top"})) == ["shelf.board:5: prints"]
    assert list(find_prints(crooked, {"shelf"})) == []


def test_what_lacks_a_docstring_is_counted(crooked):
    assert list(find_undocumented(crooked)) == ["shelf.board.cut: line 3", "top.Run: line 5", "top.Run.go: line 6"]
