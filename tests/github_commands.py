"""Workflow commands of GitHub, read by the grammar that its documentation and its runner have.

::

    command    = "::" level [" " properties] "::" message
    level      = "error" | "warning" | "notice"
    properties = name "=" value {"," name "=" value}
    name       = "file" | "line" | "endLine" | "col" | "endColumn" | "title"

A message has ``%25``, ``%0D`` and ``%0A`` for the percent sign and the ends of lines; a value also ``%3A`` and ``%2C``
for the colon and the comma, so that neither ends it.
"""

from __future__ import annotations

import re

_VALUE = r"(?:[^%:,\r\n]|%(?:25|0D|0A|3A|2C))*"
_PROPERTY = rf"(?:file|line|endLine|col|endColumn|title)={_VALUE}"
_COMMAND = re.compile(
    rf"::(?P<level>error|warning|notice)(?: (?P<properties>{_PROPERTY}(?:,{_PROPERTY})*))?"
    r"::(?P<message>(?:[^%\r\n]|%(?:25|0D|0A))*)"
)
_SIGNS = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}
_NUMBERS = ("line", "endLine", "col", "endColumn")


def parse_command(line: str) -> tuple[str, dict[str, str], str]:
    """Return level, properties and message of a command. Raises ValueError for what is none."""
    match = _COMMAND.fullmatch(line)
    if match is None:
        raise ValueError(f"no command: {line!r}")
    pairs = [one.split("=", 1) for one in (match["properties"] or "").split(",") if one]
    found = {name: _decode(value) for name, value in pairs}
    if len(found) != len(pairs):
        raise ValueError(f"a property twice: {line!r}")
    _check_place(found)
    return match["level"], found, _decode(match["message"])


def _decode(text: str) -> str:
    # All at once: what a decoded sign begins is no second one.
    return re.sub("|".join(_SIGNS), lambda sign: _SIGNS[sign[0]], text)


def _check_place(found: dict[str, str]) -> None:
    """Raise ValueError for lines and columns that GitHub ignores or refuses."""
    numbers = {name: int(found[name]) for name in _NUMBERS if name in found}
    if any(number < 1 for number in numbers.values()) or (numbers and not {"file", "line"} <= found.keys()):
        raise ValueError(f"lines and columns count from 1, in a file: {found}")
    # Columns are ignored where a command goes over several lines.
    if numbers.get("endLine", numbers.get("line")) != numbers.get("line"):
        raise ValueError(f"columns of several lines: {found}")
    if numbers.get("endColumn", numbers.get("col", 0)) < numbers.get("col", 0):
        raise ValueError(f"it ends before it begins: {found}")
