"""An earlier name of a command works, and is warned of with the name to type."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module

import click
import pytest

import factbook.cli
from factbook.cli.main import main

CODE = (
    "from factbook.cli import renamed; renamed.RENAMED_COMMANDS = {'laws': 'rules', 'check': 'rules'}; "
    "from factbook.cli.main import main; main(prog_name='factbook')"
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", CODE, *arguments], capture_output=True, text=True, check=False)


def test_an_earlier_name_is_the_same_command():
    old, new = run("laws", "--default"), run("rules", "--default")
    assert (old.returncode, old.stdout) == (0, new.stdout)
    remedy = "use factbook rules; the old name will go in the next version"
    assert old.stderr == f"factbook laws: is called rules now ({remedy})\n"
    assert new.stderr == ""


def test_help_lists_present_names_only():
    assert "laws" not in run("--help").stdout


@pytest.mark.parametrize("name", ["check", "nothing"])
def test_other_names_are_what_they_are(name):
    assert "is called" not in run(name, "--help").stderr


def test_every_command_of_every_module_is_found_by_its_name():
    modules = [import_module(f"factbook.cli.{one.name}") for one in pkgutil.iter_modules(factbook.cli.__path__)]
    there = {command.name for module in modules for command in getattr(module, "COMMANDS", ())}
    assert there == main.elsewhere.keys()
    context = click.Context(main)
    found = [main.get_command(context, name) for name in main.list_commands(context)]
    assert [command and command.name for command in found] == main.list_commands(context)
