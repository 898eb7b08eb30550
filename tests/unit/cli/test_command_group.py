"""Each command is found by its name, in the module that holds it."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

import factbook.cli
from factbook.cli.main import main


def test_every_command_of_every_module_is_found_by_its_name():
    names = [f"factbook.cli.{one.name}" for one in pkgutil.iter_modules(factbook.cli.__path__)]
    modules = [import_module(name) for name in (*names, "figurecheck.cli.language")]
    there = {command.name for module in modules for command in getattr(module, "COMMANDS", ())}
    assert there == main.elsewhere.keys()
    context = click.Context(main)
    found = [main.get_command(context, name) for name in main.list_commands(context)]
    assert [command and command.name for command in found] == main.list_commands(context)


@pytest.mark.parametrize(
    "arguments",
    [
        *(["fix", ""], ["fix", "book/index.md", " "], ["approve", "", "--how", "source"], ["list", ""]),
        *(["publish", ""], ["init", ""], ["seal", ""], ["explain", ""], ["data", "add", ""]),
    ],
    ids=" ".join,
)
def test_an_argument_that_is_empty_is_refused_before_anything_runs(arguments, tmp_path, monkeypatch):
    # An empty folder: a path that is empty would be taken for it, and written to.
    monkeypatch.chdir(tmp_path)
    refused = CliRunner().invoke(main, arguments)
    assert refused.exit_code == 2
    assert "it is empty (write what it names, or leave it out)" in refused.output
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["source", "add", "ID", "--title", "Casualties"],
        ["source", "add", "casualties", "--title", "TITLE"],
        ["data", "add", "one.csv", "--licence", "..."],
        ["data", "add", "one.csv", "--source", "Title <https://...>"],
        *(["seal", "LABEL"], ["publish", "DIR"], ["init", "DIR"], ["review", "ask", "NAME"]),
        ["approve", "riders.total.2025", "--how", "asked", "--note", "…"],
    ],
    ids=" ".join,
)
def test_what_a_remedy_has_in_the_place_of_a_text_is_no_text(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused = CliRunner().invoke(main, arguments)
    assert refused.exit_code == 2
    assert "stands for what is to be written there (" in refused.output
    assert [*tmp_path.iterdir()] == []
