"""Write docs/reference/ from the code: ``python tests/docs/reference.py``.

Commands come from click, settings from the fields of `Settings`, functions from what `factbook` exports. A test
compares the pages with what this writes, and counts what has no text.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import get_args

import click

import factbook
from factbook.cli.main import main as cli
from factbook.project.faults import ReadBy, class_of, find_marker, hints_of, known_keys
from factbook.project.settings import OwnSettings

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
HEAD = "# {title}\n\nThis page is written by `make docs` from the code.\n\n"


def find_field_texts(owner: type) -> Mapping[str, str]:
    """Return the docstring of each field of a dataclass, on one line."""
    (node,) = ast.parse(inspect.getsource(owner)).body
    assert isinstance(node, ast.ClassDef)
    return {
        field.target.id: " ".join(str(after.value.value).split())
        for field, after in zip(node.body, node.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    }


def describe_keys(owner: type, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield name, default and text of each key that a dataclass is read from, those of a table after the table."""
    texts, hints = find_field_texts(owner), hints_of(owner)
    defaults = {one.name: one.default for one in fields(owner)}
    for key, field in sorted(known_keys(owner).items()):
        shown = "" if defaults[field] in (MISSING, "", ()) else f"`{show_default(defaults[field])}`"
        yield f"{prefix}{key}", shown, texts.get(field, "")
        is_list = class_of(hints[field]) is tuple
        for one in find_records(hints[field]):
            yield from describe_keys(one, f"{prefix}{key}{'[]' if is_list else ''}.")


def find_records(hint: object) -> Iterator[type]:
    """Yield the dataclasses that a field is made of; none where a function reads it, which has keys of its own."""
    if find_marker(hint, ReadBy) is not None:
        return
    if isinstance(class_of(hint), type) and is_dataclass(class_of(hint)):
        yield class_of(hint)
        return
    for one in get_args(hint):
        yield from find_records(one)


def show_default(default: object) -> str:
    """Return a default as it is written in `_config.yml`."""
    for scale, unit in ((1 << 30, "GiB"), (1 << 20, "MiB")):
        if isinstance(default, int) and default >= scale and default % scale == 0:
            return f"{default // scale} {unit}"
    return str(default)


def make_settings() -> str:
    """Return the page of settings."""
    rows = "".join(f"| `{name}` | {default} | {text} |\n" for name, default, text in describe_keys(OwnSettings))
    lead = "Under `factbook:` in `_config.yml`; a mistake there is told by its place.\n\n"
    return f"{HEAD.format(title='Settings')}{lead}| setting | default | |\n|---|---|---|\n{rows}"


def find_commands(group: click.Group, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command that is not hidden, those of groups after the group."""
    for name, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        yield f"{prefix}{name}", command
        if isinstance(command, click.Group):
            yield from find_commands(command, f"{prefix}{name} ")


def make_commands() -> str:
    """Return the page of commands, as ``--help`` prints them."""
    parts = [HEAD.format(title="Commands")]
    # As a user calls it: the options of the group, -h among them, come down from the parent.
    group = click.Context(cli, info_name="factbook", **cli.context_settings, terminal_width=100)
    for name, command in find_commands(cli):
        context = click.Context(command, info_name=name, parent=group)
        shown = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
        parts.append(f"## factbook {name}\n\n```text\n{shown}\n```\n\n")
    return "".join(parts).rstrip() + "\n"


def show_parameters(parameters: Iterable[inspect.Parameter]) -> Iterator[str]:
    """Yield each parameter as it stands in the code; long defaults are left out."""
    is_keyword = False
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not is_keyword:
            is_keyword = True
            yield "*"
        stars = "**" if one.kind is one.VAR_KEYWORD else ""
        default = "" if one.default is one.empty else f" = {one.default!r}"
        yield f"{stars}{one.name}: {one.annotation}{default if len(default) < 40 else ' = ...'}"


def make_functions() -> str:
    """Return the page of what ``import factbook as fb`` offers."""
    parts = [HEAD.format(title="Functions for notebooks"), "```python\nimport factbook as fb\n```\n\n"]
    for name in factbook.__all__:
        function = getattr(factbook, name)
        shown = ",\n    ".join(show_parameters(inspect.signature(function).parameters.values()))
        text = inspect.cleandoc(inspect.getdoc(function) or "")
        parts.append(f"## fb.{name}\n\n```text\nfb.{name}(\n    {shown},\n)\n\n{text}\n```\n\n")
    return "".join(parts).rstrip() + "\n"


PAGES = {"settings.md": make_settings, "commands.md": make_commands, "functions.md": make_functions}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), "utf-8")
