"""`figurecheck` says how any phrase is read, whether a value bears it out, and what a text needs to be scanned."""

from __future__ import annotations

import json
import shlex
import sys

import pytest
from click.testing import CliRunner, Result

from figurecheck.cli.main import main


def call(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize("command", ["read", "judge"])
def test_each_example_of_the_help_does_what_it_says(command):
    """A user tries these first."""
    lines = [line.strip() for line in call(command, "--help").output.splitlines() if f"figurecheck {command}" in line]
    assert len(lines) > 2
    for line in lines:
        found = call(*shlex.split(line.split("   ")[0])[1:])
        assert found.exit_code in {0, 1}, line
        assert found.output.startswith(("“", "[")), line


def test_phrases_are_read_one_after_the_other():
    found = call("read", "nearly two-thirds", "about 380")
    assert found.exit_code == 0
    first, second = found.output.split("\n\n")
    assert "qualifier: nearly" in first
    assert "63.33 to less than 66.67%" in first
    assert "361 to 399" in second


def test_a_word_that_is_not_understood_is_named():
    found = call("read", "not 20")
    assert found.exit_code == 1
    assert "not  not understood" in found.output


def test_a_value_is_judged():
    loose = call("judge", "more than double", "3.4")
    assert (loose.exit_code, "loose: the value 3.4 times" in loose.output) == (1, True)
    assert call("judge", "more than double", "2.4").exit_code == 0
    item = json.loads(call("judge", "fell 16.6%", "-0.166", "--unit", "share", "--format", "json").output)
    assert item[0]["judged"]["verdict"] == "exact"
    assert item[0]["figure"]["direction"] == -1
    assert [one["verdict"] for one in item[0]["verdicts"]] == ["rounded", "exact", "rounded", "truncated"]


def test_every_fault_of_the_options_is_named_at_once():
    found = call("judge", "a third", "abc", "--locale", "xx")
    assert found.exit_code == 2
    assert "--locale: figures cannot be read in 'xx'" in found.output
    assert "VALUE: 'abc' is no number" in found.output


def test_who_wants_json_gets_json_of_what_is_refused():
    found = CliRunner().invoke(main, ["judge", "a third", "abc", "--format", "json"])
    assert json.loads(found.stdout)["complaints"][0]["place"] == "VALUE"


def test_a_text_needs_statistics(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.md").write_text("It rose by 12%.", "utf-8")
    found = call("scan", "draft.md")
    assert (found.exit_code, "--statistics: is missing" in found.output) == (2, True)
    assert "--project" not in call("scan", "--help").output
    (tmp_path / "known.json").write_text('[{"id": "a", "value": 12}]', "utf-8")
    assert call("scan", "draft.md", "--statistics", "known.json").exit_code == 0


@pytest.mark.parametrize(
    ("library", "arguments"),
    [
        ("mammoth", ["draft.docx", "--statistics", "known.json"]),
        ("selectolax", ["draft.html", "--statistics", "known.json"]),
        ("jinja2", ["draft.md", "--statistics", "known.json", "--format", "html"]),
    ],
)
def test_what_an_extra_reads_is_said_where_it_is_missing(library, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("draft.docx", "draft.html", "draft.md"):
        (tmp_path / name).write_text("<p>12</p>", "utf-8")
    (tmp_path / "known.json").write_text('[{"id": "a", "value": 12}]', "utf-8")
    for module in ("read_docx", "read_html"):
        monkeypatch.delitem(sys.modules, f"figurecheck.scan.drafts.{module}", raising=False)
    monkeypatch.delitem(sys.modules, "figurecheck.report.scan_html", raising=False)
    for module in [library, *(one for one in sys.modules if one.startswith(f"{library}."))]:
        monkeypatch.setitem(sys.modules, module, None)
    found = call("scan", *arguments)
    assert found.exit_code == 2
    assert f"needs {library} (run: pip install 'figurecheck[" in found.output
