"""The group of all commands: each is loaded when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

_PLACEHOLDER = re.compile(r"\.{3,}|…|.*://\.{3}.*|DATE|DIR|FIGURE|FILE|ID|LABEL|NAME|PAGE|SOURCE|TEXT|TITLE")
"""What remedies and examples have in the place of what somebody is to write."""
_OF_FILES = ("sheet", "table")
"""Parameters for names that stand in somebody's file."""


class FilledIn(click.ParamType[Any]):
    """A type whose values somebody has written: they are not what a remedy has in their place.

    Nor are those of an argument empty: an unset variable of a script would name the current directory, or nothing.
    """

    def __init__(self, type: click.ParamType[Any]) -> None:
        """Take the type that converts a value."""
        self.name, self._type = type.name, type

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a value as the other type converts it."""
        if isinstance(value, str) and not value.strip() and isinstance(param, click.Argument):
            self.fail("it is empty (write what it names, or leave it out)", param, ctx)
        if isinstance(value, str) and _PLACEHOLDER.fullmatch(value.strip()) and not (param and param.name in _OF_FILES):
            help = getattr(param, "help", None) or "write your own"
            self.fail(f"{value.strip()} stands for what is to be written there ({help.removesuffix('.')})", param, ctx)
        return self._type.convert(value, param, ctx)


def _refuse_placeholders(command: click.Command) -> None:
    """Have a command, and those below it, refuse arguments and texts that nobody has written."""
    for one in command.params:
        if isinstance(one, click.Argument) or one.type is click.STRING:
            one.type = one.type if isinstance(one.type, FilledIn) else FilledIn(one.type)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _refuse_placeholders(below)


class Program(click.Group):
    """A group of commands, most of which stand in modules of their own that are loaded when they are asked for."""

    def __init__(
        self, *arguments: Any, elsewhere: Mapping[str, str] | None = None, after_interrupt: str = "", **options: Any
    ) -> None:
        """Take the arguments of a group, the modules of further commands by name, and what to say after Ctrl-C."""
        # As click documents it for groups that load commands when they are asked for.
        super().__init__(*arguments, **options)
        self.elsewhere = elsewhere or {}
        self.after_interrupt = after_interrupt

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*self.commands, *self.elsewhere})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name; ``None`` if there is none."""
        if cmd_name in self.elsewhere and cmd_name not in self.commands:
            for command in import_module(self.elsewhere[cmd_name]).COMMANDS:
                self.add_command(command)
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            _refuse_placeholders(command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Call a command; Ctrl-C ends it in our words, also while it closes what it has opened."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            from figurecheck.cli.refusals import end_interrupted

            end_interrupted(self.after_interrupt)
