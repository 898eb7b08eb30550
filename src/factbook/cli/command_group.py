"""The group of all commands: each is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class CommandGroup(click.Group):
    """A group of commands, most of which stand in modules of their own that are loaded when they are asked for."""

    def __init__(self, *arguments: Any, elsewhere: Mapping[str, str] | None = None, **options: Any) -> None:
        """Take the arguments of a group, and `elsewhere`: the modules of further commands, by name."""
        # As click documents it for groups that load commands when they are asked for.
        super().__init__(*arguments, **options)
        self.elsewhere = elsewhere or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*self.commands, *self.elsewhere})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name; ``None`` if there is none."""
        if cmd_name in self.elsewhere and cmd_name not in self.commands:
            for command in import_module(self.elsewhere[cmd_name]).COMMANDS:
                self.add_command(command)
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Call a command; Ctrl-C ends it in our words, also while it closes what it has opened."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            from factbook.cli.common import end_interrupted

            end_interrupted()
