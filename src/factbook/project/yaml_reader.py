"""YAML files that editors write, read with the line of every value."""

from __future__ import annotations

import datetime
from textwrap import dedent
from typing import Any

import yaml

from factbook.model import Judged, Place
from factbook.model.errors import Complaint
from factbook.project.settings import yaml_complaint


class YamlReader:
    """Takes YAML nodes apart, with their lines, and collects complaints instead of stopping at the first.

    PyYAML's nodes and not its values are read: a value has no line, and `3.60` would have lost its zero.
    """

    def __init__(self, file: str, content: str) -> None:
        self.file = file
        self.content = content
        self.complaints: list[Complaint] = []
        self.texts: list[tuple[str, Place]] = []

    def compose(self) -> Any:
        """Return the top node; ``None`` for an empty file, and for one that is not YAML, which is complained of."""
        try:
            return yaml.compose(self.content)
        except yaml.YAMLError as error:
            self.complaints.append(yaml_complaint(self.file, error))
            return None

    def place(self, node: Any) -> Place:
        """Return the line of a node; of a block text, the line of its first words."""
        if node is None:
            return Place(file=self.file)
        block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
        return Place(file=self.file, line=node.start_mark.line + 1 + block)

    def complain(self, node: Any, what: str, remedy: str) -> None:
        """Add a complaint about a node."""
        self.complaints.append(Complaint(place=str(self.place(node)), what=what, remedy=remedy))

    def mapping(self, node: Any, where: str, known: set[str] | frozenset[str]) -> dict[str, Any]:
        """Return the entries of a mapping whose keys are among `known`."""
        if not isinstance(node, yaml.MappingNode):
            self.complain(node, f"{where} is not a mapping", f"write the keys {', '.join(sorted(known))}")
            return {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.complain(key, f"{where} has a key that is not text", f"known are {', '.join(sorted(known))}")
            elif key.value not in known:
                self.complain(key, f"{where} has no key {key.value!r}", f"known are {', '.join(sorted(known))}")
        return {str(key.value): value for key, value in node.value}

    def items(self, node: Any, where: str) -> list[Any]:
        """Return the items of a list; none for a missing one."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.complain(node, f"{where} is not a list", "write - lines")
            return []
        return list(node.value)

    def text(self, node: Any, where: str, *, needed: bool = True, seen: bool = False) -> str:
        """Return a text; a number must be quoted. `seen` texts are collected to be checked, since readers see them."""
        empty = node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"))
        if empty:
            if needed:
                self.complain(node, f"{where} is missing", "write it")
            return ""
        # An unquoted 3.60 is a number to YAML, and 3.6 by the time that anybody could read it.
        if not isinstance(node, yaml.ScalarNode) or not node.tag.endswith(":str"):
            value = getattr(node, "value", node)
            shown = value if isinstance(value, str) else "a list or mapping"
            self.complain(node, f"{where}: {shown} is not text", "quote it, so that 3.60 keeps its zero")
            return ""
        if seen:
            text, line = scalar_source(node, self.content)
            self.texts.append((text, Place(file=self.file, line=line + 1)))
        return str(node.value).strip()

    def date(self, node: Any, where: str) -> str:
        """Return an ISO date, quoted or not."""
        value = str(getattr(node, "value", ""))
        try:
            return datetime.date.fromisoformat(value).isoformat()
        except ValueError:
            self.complain(node, f"{where}: {value!r} is not a date", "write it as 2025-05-20")
            return ""

    def judged(self, node: Any, where: str, allowed: frozenset[str] = frozenset(), *, seen: bool = False) -> Judged:
        """Return the pair of day and today, each one of `allowed` if that is not empty."""
        entries = self.mapping(node, where, {"day", "today"})
        values = {}
        for key in ("day", "today"):
            values[key] = self.text(entries.get(key), f"{where}.{key}", seen=seen)
            if allowed and values[key] and values[key] not in allowed:
                remedy = f"one of {', '.join(sorted(allowed))}"
                self.complain(entries[key], f"{where}.{key}: {values[key]!r} is unknown", remedy)
        return Judged(**values)


def scalar_source(node: yaml.ScalarNode, content: str) -> tuple[str, int]:
    """Return the text of a YAML scalar with its own line breaks, and its line in `content` (from 0)."""
    # A folded text has lost its line breaks by the time that it is a value; a complaint must still name its line.
    first = node.start_mark.line
    if node.style not in {"|", ">"}:
        return str(node.value), first
    lines = content.split("\n")[first + 1 : node.end_mark.line + (node.end_mark.column > 0)]
    return dedent("\n".join(lines)), first + 1
