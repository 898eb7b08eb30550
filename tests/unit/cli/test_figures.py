"""`factbook read` and `judge` are those of figurecheck, by the rules of the report around them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from factbook.cli.main import main


@pytest.mark.parametrize("command", [["read", "about 380"], ["judge", "about 380", "200"]], ids=lambda one: one[0])
def test_in_a_report_its_own_rules_apply(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "361 to 399" in CliRunner().invoke(main, command).output
    (tmp_path / "_config.yml").write_text("title: A\nfactbook:\n  qualifiers:\n    about: {tolerance: 0.5}\n", "utf-8")
    found = CliRunner().invoke(main, command)
    assert (found.exit_code, "190 to 570" in found.output) == (0, True)


@pytest.mark.parametrize("command", ["read", "judge", "scan"])
def test_the_help_speaks_of_the_program_that_was_called(command):
    shown = CliRunner().invoke(main, [command, "--help"]).output
    assert f"  factbook {command}" in shown
    assert f"  figurecheck {command}" not in shown
