"""``figurecheck.yml``: what a repository counts, where the values come from, and how its texts say them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from figurecheck.figures.languages import find_language, find_language_codes
from figurecheck.model.errors import Complaint, DataError, complain_all
from figurecheck.settings.faults import BadValueError, FileFault, ReadBy, read_text, show_plain
from figurecheck.settings.structure import structure
from figurecheck.settings.values import Seconds
from figurecheck.settings.yaml_reader import NOT_YAML, YamlFile, yaml_complaint

CONFIG = "figurecheck.yml"
SLOT = "{}"
"""Stands for the number in a phrase."""
_INIT = "list statistics, each with id and phrases; figurecheck scan --init writes a first file"


def read_texts(value: object) -> tuple[str, ...]:
    """Return one text or a list of texts."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(one, str) and one.strip() for one in items):
        raise BadValueError(f"{show_plain(value)} is neither a text nor a list of texts", "write texts in quotes")
    return tuple(str(one) for one in items)


def read_arguments(value: object) -> tuple[str, ...]:
    """Return a program with its arguments."""
    if isinstance(value, str):
        # split at spaces by a shell's rules, a reader would expect its pipes and variables as well
        raise BadValueError(f"{value!r} is one text", "write the program and its arguments as a list; no shell runs it")
    if not isinstance(value, list) or not value or any(isinstance(one, list | dict | None) for one in value):
        raise BadValueError(f"{show_plain(value)} is no command", 'write it as [python, count.py, "--all"]')
    return tuple(str(one) for one in value)


def read_phrases(value: object) -> tuple[str, ...]:
    """Return phrases, each of which has one place for the number and at least one word."""
    phrases = tuple(" ".join(one.split()) for one in read_texts(value))
    for phrase in phrases:
        if phrase.count(SLOT) != 1 or not re.search(r"\w", phrase):
            remedy = f'write it with {SLOT} where the number stands, such as "{SLOT} formats"'
            raise BadValueError(f"{phrase!r} is no phrase", remedy)
    return phrases


def read_pointer(value: object) -> str:
    """Return a JSON Pointer."""
    if isinstance(value, str) and (not value or value.startswith("/")) and not re.search(r"~(?![01])", value):
        return value
    raise BadValueError(f"{show_plain(value)} is no JSON Pointer", "write it as /key/0, or leave it out for the whole")


def read_flag(value: object) -> bool:
    """Return a truth value."""
    if isinstance(value, bool):
        return value
    raise BadValueError(f"{show_plain(value)} is neither true nor false", "write true or false")


def read_locale(value: object) -> str:
    """Return the code of a language in which figures can be read."""
    if isinstance(value, str) and find_language(value) is not None:
        return value
    remedy = f"use one of {', '.join(find_language_codes())}"
    raise BadValueError(f"figures cannot be read in {show_plain(value)}", remedy)


Texts = Annotated[tuple[str, ...], ReadBy(read_texts)]
Phrases = Annotated[tuple[str, ...], ReadBy(read_phrases)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSource:
    """A statistic of the repository."""

    id: str
    """Its name in messages, such as ``formats``."""
    file: str = ""
    """The JSON file that holds the value, from the folder of `figurecheck.yml`."""
    command: Annotated[tuple[str, ...], ReadBy(read_arguments)] = ()
    """Instead of `file`: a program with its arguments, which prints a number or JSON. It runs in the folder of
    `figurecheck.yml` and without a shell."""
    pointer: Annotated[str, ReadBy(read_pointer)] = ""
    """Where the value is in the JSON, as a JSON Pointer such as ``/contributes/formats``. Of a list or an object, the
    length counts."""
    timeout: Seconds = 10
    """Seconds that the command may take."""
    phrases: Phrases = ()
    """How texts say it, with ``{}`` for the number: ``"{} formats"``. Default: ``{}`` before `measure`."""
    unless: Phrases = ()
    """Phrases that speak of something else: ``"between {} formats"``. They win over `phrases`."""
    stands: Texts = ()
    """Files that must state it: names, or patterns as in `texts`."""
    exact: Annotated[bool, ReadBy(read_flag)] = False
    """Whether a figure that is only rounded is wrong too: "1,200" for 1,234."""
    unit: str = ""
    """Unit of the value, such as ``MB``; empty for a count."""
    about: Texts = ()
    """Whose statistic it is: names of the project, for sentences that no phrase fits ("the tool has 14 of them")."""
    measure: str = ""
    """What is counted or measured, in the words of the texts: ``formats``."""
    label: str = ""
    """What it is, for readers."""
    population: str = ""
    """Who or what is counted, in words."""
    period: str = ""
    """The period that it is of, such as ``2025``."""

    @property
    def said_as(self) -> tuple[str, ...]:
        """The phrases, or the one that follows from what is measured."""
        return self.phrases or ((f"{SLOT} {' '.join(self.measure.split())}",) if self.measure.strip() else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsFile:
    """A `figurecheck.yml`."""

    statistics: tuple[CountSource, ...] = ()
    """What is counted."""
    texts: Texts = ("**/*.md", "**/*.markdown", "**/*.rst", "README", "README.txt")
    """The files to scan: names, or patterns in which ``**`` stands for any folders."""
    skip: Texts = (
        "**/CHANGELOG*", "**/CHANGES*", "**/HISTORY*", "**/NEWS*", "**/RELEASE*", "**/LICEN[CS]E*",
        "**/node_modules/**", "**/vendor/**", "**/third_party/**",
    )  # fmt: skip
    """Files to leave out, in the same way; by default those that tell what was, and what others wrote."""
    ignore: Texts = ()
    """Wordings whose numbers are left alone, such as an example of an error: ``"29.1% of 12 people"``."""
    locale: Annotated[str, ReadBy(read_locale)] = "en"
    """The language of the texts."""


def read_counts_file(path: Path) -> CountsFile:
    """Read a `figurecheck.yml`; raise DataError with everything that is wrong with it."""
    complaints: list[Complaint] = []
    if not path.exists():
        remedy = "give FILE..., or write it with figurecheck scan --init"
        raise DataError.about(path, "does not exist", remedy)
    content = read_text(path, str(path), complaints)
    complain_all(DataError, complaints)
    return parse_counts_file(content or "", str(path))


def parse_counts_file(content: str, name: str) -> CountsFile:
    """Parse the text of a `figurecheck.yml`; `name` is what complaints call it."""
    file, faults = YamlFile(name=name, content=content), list[FileFault]()
    try:
        values = file.values
        if values is None:
            raise DataError.about(name, "lists no statistics", _INIT)
        found = structure(values, CountsFile, faults)
    except NOT_YAML as error:
        raise DataError(yaml_complaint(name, error)) from error
    if found is not None:
        faults += _find_faults(found)
    complain_all(DataError, [*map(file.complain, faults), *file.find_repeated()])
    if found is None or not found.statistics:
        raise DataError.about(name, "lists no statistics", _INIT)
    return found


def _find_faults(counts: CountsFile) -> Iterator[FileFault]:
    seen: set[str] = set()
    for at, one in enumerate(counts.statistics):
        path = ("statistics", at)
        if not one.id.strip():
            yield FileFault((*path, "id"), "is empty", "name the statistic, such as formats")
        elif one.id in seen:
            yield FileFault((*path, "id"), f"{one.id} is already used", "give each statistic an id of its own")
        seen.add(one.id)
        if bool(one.file) == bool(one.command):
            what = "has both file and command" if one.file else "has no source"
            yield FileFault(path, what, "write file (and pointer), or command")
        if not one.said_as and not one.about:
            yield FileFault(path, "names nothing in a text", f'write phrases, such as "{SLOT} formats"')
