"""An earlier name of a command works, and is warned of with the name to type."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
