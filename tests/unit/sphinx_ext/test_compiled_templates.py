"""Templates that an earlier build has compiled."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from jinja2 import DictLoader, Environment

from factbook.sphinx_ext.build.compiled_templates import CompiledTemplates

SOURCE = "<p>{{ said }}</p>"


def render(folder: Path, monkeypatch: pytest.MonkeyPatch, *, source: str = SOURCE, stamp: str = "1") -> tuple[str, int]:
    """Return what a template renders, and how often it was compiled for that."""
    compiled = Mock(wraps=compile)
    monkeypatch.setattr("builtins.compile", compiled)
    environment = Environment(
        loader=DictLoader({"a.html": source}), autoescape=True, bytecode_cache=CompiledTemplates(folder, stamp)
    )
    text = environment.get_template("a.html").render(said="<b>")
    monkeypatch.undo()
    return text, compiled.call_count


def test_a_template_is_compiled_once_for_all_builds(tmp_path, monkeypatch):
    shown = "<p>&lt;b&gt;</p>"
    assert [render(tmp_path, monkeypatch) for _ in range(3)] == [(shown, 1), (shown, 0), (shown, 0)]


@pytest.mark.parametrize("other", [{"source": "<i>{{ said }}</i>"}, {"stamp": "2"}])
def test_another_source_or_version_is_compiled_anew(tmp_path, monkeypatch, other):
    render(tmp_path, monkeypatch)
    text, count = render(tmp_path, monkeypatch, **other)
    assert (text, count) == (other.get("source", SOURCE).replace("{{ said }}", "&lt;b&gt;"), 1)


@pytest.mark.parametrize("spoilt", ["cut off", "empty", "one byte", "a folder"])
def test_what_is_damaged_is_compiled_anew(tmp_path, monkeypatch, spoilt):
    render(tmp_path, monkeypatch)
    [file] = tmp_path.iterdir()
    content = file.read_bytes()
    if spoilt == "a folder":
        file.unlink()
        file.mkdir()
    else:
        spoil = {"cut off": content[:-20], "empty": b"", "one byte": content[:-9] + b"\0" + content[-8:]}
        assert spoil[spoilt] != content
        file.write_bytes(spoil[spoilt])
    assert render(tmp_path, monkeypatch) == ("<p>&lt;b&gt;</p>", 1)


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    assert [render(tmp_path / "file", monkeypatch)[1] for _ in range(2)] == [1, 1]
