"""Templates of our own that an earlier build has compiled."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from jinja2 import Environment, FileSystemLoader

from factbook.sphinx_ext.build.compiled_templates import CompiledTemplates

SOURCE, SHOWN = "<p>{{ said }}</p>", "<p>&lt;b&gt;</p>"


@pytest.fixture(autouse=True)
def writing(monkeypatch):
    """Python may be told not to store what it compiles."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def render(
    folder: Path,
    *,
    source: str = SOURCE,
    trims: bool = False,
    package: Path | None = None,
    cache: CompiledTemplates | None = None,
) -> tuple[str, int]:
    """Return what a template renders, and how often it was compiled for that."""
    folder.mkdir(exist_ok=True)
    (folder / "a.html").write_text(source)
    cache = cache or CompiledTemplates(str(package or folder))
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=trims, bytecode_cache=cache)
    with pytest.MonkeyPatch.context() as patch:
        compiled = Mock(wraps=compile)
        patch.setattr("builtins.compile", compiled)
        return environment.get_template("a.html").render(said="<b>"), compiled.call_count


def stored(folder: Path) -> list[Path]:
    return [*(folder / "__pycache__").glob("*")]


def test_a_template_is_compiled_once_for_all_builds(tmp_path):
    assert [render(tmp_path) for _ in range(3)] == [(SHOWN, 1), (SHOWN, 0), (SHOWN, 0)]
    # By this ending it is no part of what a stamp of the package is made of.
    assert [one.suffix for one in stored(tmp_path)] == [".pyc"]


@pytest.mark.parametrize("other", [{"source": "<i>{{ said }}</i>"}, {"trims": True}])
def test_another_source_or_other_options_are_compiled_anew(tmp_path, other):
    render(tmp_path)
    shown = other.get("source", SOURCE).replace("{{ said }}", "&lt;b&gt;")
    assert [render(tmp_path, **other) for _ in range(2)] == [(shown, 1), (shown, 0)]


@pytest.mark.parametrize("spoilt", ["cut off", "empty", "one byte", "a folder"])
def test_what_is_damaged_is_compiled_anew(tmp_path, spoilt):
    render(tmp_path)
    [file] = stored(tmp_path)
    content = file.read_bytes()
    if spoilt == "a folder":
        file.unlink()
        file.mkdir()
    else:
        last = bytes([content[-1] ^ 1])
        spoil = {"cut off": content[:-20], "empty": b"", "one byte": content[:-1] + last}
        file.write_bytes(spoil[spoilt])
    assert render(tmp_path) == (SHOWN, 1)


def test_a_template_of_a_report_is_never_stored(tmp_path):
    assert [render(tmp_path / "report", package=tmp_path / "package")[1] for _ in range(2)] == [1, 1]
    assert stored(tmp_path / "report") == []


def test_a_template_of_another_library_is_compiled_once_for_all_environments(tmp_path):
    cache = CompiledTemplates(str(tmp_path / "package"))
    assert [render(tmp_path, cache=cache) for _ in range(3)] == [(SHOWN, 1), (SHOWN, 0), (SHOWN, 0)]
    other = "<i>{{ said }}</i>"
    assert [render(tmp_path, cache=cache, source=other)[1] for _ in range(2)] == [1, 0]
    assert [render(tmp_path, cache=cache, trims=True)[1] for _ in range(2)] == [1, 0]
    assert stored(tmp_path) == []


def test_where_python_stores_nothing_no_template_is_stored(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert [render(tmp_path)[1] for _ in range(2)] == [1, 1]
    assert stored(tmp_path) == []


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path):
    (tmp_path / "__pycache__").touch()
    assert [render(tmp_path) for _ in range(2)] == [(SHOWN, 1), (SHOWN, 1)]
