"""Lists of commands say of each what it does, in whole sentences."""

import pytest
from click.testing import CliRunner

from factbook.cli.main import main


@pytest.mark.parametrize("group", ["", "data", "source", "cache", "review", "language"])
def test_what_a_command_does_is_not_cut_off_in_a_list(group):
    shown = CliRunner().invoke(main, [*group.split(), "--help"]).output
    listed = shown.partition("\nCommands:\n")[2].splitlines()
    assert listed
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []
