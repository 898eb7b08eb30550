"""The group of all commands: each is loaded when it is asked for, also by an earlier name, for one more version."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

RENAMED_COMMANDS: Mapping[str, str] = {}
"""Earlier names of commands, and what they are called now; none was renamed yet."""


class RenamingGroup(click.Group):
    """A group of commands that also answers to earlier names; `--help` and completion list the present ones only."""

    def __init__(self, *arguments: Any, elsewhere: Mapping[str, str] | None = None, **options: Any) -> None:
        """Take the arguments of a group, and `elsewhere`: the modules of further commands, by name."""
        # As click documents it for groups that load commands when they are asked for.
        super().__init__(*arguments, **options)
        self.elsewhere = elsewhere or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*self.commands, *self.elsewhere})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its present or its earlier name, with a warning for the latter."""
        new = RENAMED_COMMANDS.get(cmd_name, "")
        # a present name always wins: a name may come back for another command
        if new and cmd_name not in self.list_commands(ctx):
            old = f"{ctx.command_path} {cmd_name}"
            remedy = f"use {ctx.command_path} {new}; the old name will go in the next version"
            click.secho(f"{old}: is called {new} now ({remedy})", fg="yellow", err=True)
            return self._load(ctx, new)
        return self._load(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Call a command; Ctrl-C ends it in our words, also while it closes what it has opened."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            from factbook.cli.common import end_interrupted

            end_interrupted()

    def _load(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in self.elsewhere and name not in self.commands:
            for command in import_module(self.elsewhere[name]).COMMANDS:
                self.add_command(command)
        return super().get_command(ctx, name)
