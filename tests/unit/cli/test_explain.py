"""`factbook explain --read` says how any phrase is read, without a report."""

from __future__ import annotations

import json
import shlex

import pytest
from click.testing import CliRunner

from factbook.cli.main import main


@pytest.fixture
def explain(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, ["explain", *words])


def test_each_example_of_the_help_does_what_it_says(explain):
    """A user tries these first."""
    lines = [line.strip() for line in explain("--help").output.splitlines() if "factbook explain --read" in line]
    assert len(lines) > 4
    for line in lines:
        words = shlex.split(line.split("   ")[0])[2:]
        found = explain(*words)
        assert found.exit_code == int("--value" in words), line
        assert found.output.startswith(("“", "["))


def test_phrases_are_read_one_after_the_other(explain):
    found = explain("--read", "nearly two-thirds", "--read", "about 380")
    assert found.exit_code == 0
    first, second = found.output.split("\n\n")
    assert "qualifier: nearly" in first
    assert "63.33 to less than 66.67%" in first
    assert "361 to 399" in second


def test_a_word_that_is_not_understood_is_named(explain):
    found = explain("--read", "not 20")
    assert found.exit_code == 1
    assert "not  not understood" in found.output


def test_a_value_is_judged(explain):
    loose = explain("--read", "more than double", "--value", "3.4")
    assert (loose.exit_code, "loose: the value 3.4 times" in loose.output) == (1, True)
    assert explain("--read", "more than double", "--value", "2.4").exit_code == 0
    item = json.loads(
        explain("--read", "fell 16.6%", "--value", "-0.166", "--unit", "share", "--format", "json").output
    )
    assert item[0]["judged"]["verdict"] == "exact"
    assert item[0]["figure"]["direction"] == -1
    assert [one["verdict"] for one in item[0]["verdicts"]] == ["rounded", "exact", "rounded", "truncated"]


def test_every_fault_of_the_options_is_named_at_once(explain):
    found = explain("--read", "a third", "--locale", "xx", "--value", "abc")
    assert found.exit_code == 2
    assert "--locale: figures cannot be read in 'xx'" in found.output
    assert "--value: 'abc' is no number" in found.output
    other = explain("riders.total", "--value", "3")
    assert (other.exit_code, "--value: needs --read" in other.output) == (2, True)


def test_in_a_report_its_own_rules_apply(explain, tmp_path):
    (tmp_path / "_config.yml").write_text("title: A\nfactbook:\n  qualifiers:\n    about: {tolerance: 0.5}\n", "utf-8")
    assert "190 to 570" in explain("--read", "about 380").output
