"""The reference is what the code says, and nothing in it lacks a text."""

from __future__ import annotations

import inspect

import click
import pytest

import factbook
from docs import reference
from factbook.cli.main import main as cli
from factbook.project.settings import OwnSettings


@pytest.mark.parametrize("name", reference.PAGES)
def test_a_page_of_the_reference_is_written_from_the_code(name):
    assert (reference.FOLDER / name).read_text("utf-8") == reference.PAGES[name](), "run: make docs"


def test_every_setting_has_a_text():
    assert [name for name, _, text in reference.describe_keys(OwnSettings) if not text] == []


def test_every_command_and_option_has_a_text():
    missing = [
        f"{name} {parameter.opts[0] if parameter else ''}"
        for name, command in reference.find_commands(cli)
        for parameter in (None, *(one for one in command.params if isinstance(one, click.Option)))
        if not (parameter.help if parameter else command.help)
    ]
    assert missing == []


@pytest.mark.parametrize("name", factbook.__all__)
def test_every_public_function_has_a_text(name):
    assert inspect.getdoc(getattr(factbook, name))
