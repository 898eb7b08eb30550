"""Earlier names of commands: each works for one more version, with a warning that names the new one."""

from __future__ import annotations

from collections.abc import Mapping

import click

RENAMED_COMMANDS: Mapping[str, str] = {}
"""Earlier names of commands, and what they are called now; none was renamed yet."""


class RenamingGroup(click.Group):
    """A group of commands that also answers to earlier names; `--help` and completion list the present ones only."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its present or its earlier name, with a warning for the latter."""
        new = RENAMED_COMMANDS.get(cmd_name, "")
        # a present name always wins: a name may come back for another command
        if new and cmd_name not in self.commands:
            old = f"{ctx.command_path} {cmd_name}"
            remedy = f"use {ctx.command_path} {new}; the old name will go in the next version"
            click.secho(f"{old}: is called {new} now ({remedy})", fg="yellow", err=True)
            return super().get_command(ctx, new)
        return super().get_command(ctx, cmd_name)
