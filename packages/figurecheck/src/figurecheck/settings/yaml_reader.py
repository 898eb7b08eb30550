"""YAML files that editors write, read with the line of every value."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import dedent

import yaml

from figurecheck.model import Place
from figurecheck.model.errors import Complaint, find_slip, suggest
from figurecheck.model.worded import as_phrase, phrase
from figurecheck.settings.faults import Entries, FileFault, PlacedText, read_text
from figurecheck.settings.structure import Made, structure

# libyaml reads ten times as fast as Python; it is part of every wheel of PyYAML, and may be missing elsewhere.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

NOT_YAML = (yaml.YAMLError, ValueError, RecursionError)
"""What a text raises that cannot be read: dates of no day and brackets without end are errors of Python's."""

_ESCAPED_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


class Unquoted:
    """A value without quotes that YAML does not take for text, as it is written: 3.60 keeps its zero."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


@dataclass(frozen=True, kw_only=True)
class YamlFile:
    """The text of a YAML file; its values are made when they are asked for, and so are places.

    What is not YAML raises a YAMLError.
    """

    name: str
    content: str

    @cached_property
    def values(self) -> object:
        """The values as YAML types them."""
        try:
            return yaml.load(self.content, Loader=_Loader)  # noqa: S506 - a safe loader
        except yaml.YAMLError:
            # Python's own reader says more: which character, which alias.
            return yaml.safe_load(self.content)

    @cached_property
    def texts(self) -> object:
        """The values as texts that know their places; what YAML does not take for text is `Unquoted`."""
        made: dict[int, object] = {}
        return self._value(self._node, made) if self._node else None

    @cached_property
    def seen(self) -> list[tuple[str, Place]]:
        """The texts that readers see, each with the place of its first line; filled in by `structure`."""
        return []

    def find_repeated(self) -> Iterator[Complaint]:
        """Yield a complaint for each key that stands in its mapping once more."""
        for key, what in find_repeated(self._node):
            yield Complaint(str(self._place(key)), what, ONCE)

    def find_slips(self, names: Collection[str]) -> Iterator[Complaint]:
        """Yield a complaint for each key, wherever it stands, that is a slip of one of these names."""
        for key in (key for keys in _find_keys(self._node) for key in keys):
            if near := find_slip(names, key.value):
                what = phrase("{where}: {what}", where=key.value, what=phrase("no such key"))
                yield Complaint(str(self._place(key)), what, suggest([near], near))

    def complain(self, fault: FileFault) -> Complaint:
        """Return a complaint that names the line of a fault."""
        what = phrase("{where}: {what}", where=fault.where, what=as_phrase(fault.what))
        return Complaint(str(self.find_place(fault)), what, fault.remedy)

    def find_place(self, fault: FileFault) -> Place:
        """Return the line of a fault; of the nearest value around it, where nothing is written."""
        node = self._node
        for at, part in enumerate(fault.path):
            below = None
            if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
                below = node.value[part]
            elif isinstance(node, yaml.MappingNode):
                last = fault.is_key and at == len(fault.path) - 1
                # of a key that is written twice, the last counts
                pairs = {_name(key): key if last else value for key, value in node.value}
                below = pairs.get(str(part))
            if below is None:
                break
            node = below
        return self._place(node)

    def find_item_lines(self) -> list[range]:
        """Return the lines over which each item of a list goes, from 1, counted as git counts them."""
        # YAML ends lines at other characters too, so its own numbers may be higher.
        found = []
        for item in self._node.value if isinstance(self._node, yaml.SequenceNode) else ():
            first = self.content.count("\n", 0, item.start_mark.index) + 1
            text = self.content[item.start_mark.index : item.end_mark.index].rstrip()
            found.append(range(first, first + text.count("\n") + 1))
        return found

    @cached_property
    def _node(self) -> yaml.Node | None:
        try:
            return yaml.compose(self.content, Loader=_Loader)
        except yaml.YAMLError:
            return yaml.compose(self.content)

    def _place(self, node: yaml.Node | None) -> Place:
        if node is None:
            return Place(file=self.name)
        # of a block text, the line of its first words
        block = isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}
        return Place(file=self.name, line=node.start_mark.line + 1 + block)

    def _value(self, node: yaml.Node, made: dict[int, object]) -> object:
        # Noted before it is filled: an alias may stand for a list that holds it, and many for one.
        if id(node) in made:
            return made[id(node)]
        if isinstance(node, yaml.MappingNode):
            entries = made[id(node)] = Entries(self._place(node))
            for key, value in node.value:
                name = _name(key)
                entries[name], entries.places[name] = self._value(value, made), self._place(value)
            return entries
        if isinstance(node, yaml.SequenceNode):
            items: list[object] = []
            made[id(node)] = items
            items.extend(self._value(item, made) for item in node.value)
            return items
        return self._scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _scalar(self, node: yaml.ScalarNode) -> object:
        if node.tag.endswith(":null"):
            return None
        if not node.tag.endswith(":str"):
            return Unquoted(str(node.value))
        text = PlacedText(str(node.value).strip())
        lines, first = scalar_source(node, self.content)
        text.source, text.seen = (lines, Place(file=self.name, line=first + 1)), self.seen
        return text


ONCE = "keep one of them"
"""What to do about a key that is written twice."""


def find_repeated(root: yaml.Node | None) -> Iterator[tuple[yaml.Node, str]]:
    """Yield each key that stands in its mapping once more, and what is wrong with it: YAML drops the earlier value."""
    for keys in _find_keys(root):
        last = {key.value: key for key in keys}
        for key in last.values() if len(last) < len(keys) else ():
            if sum(one.value == key.value for one in keys) > 1:
                yield key, phrase("{key} is written more than once, and only this one counts", key=key.value)


def _find_keys(root: yaml.Node | None) -> Iterator[list[yaml.ScalarNode]]:
    """Yield the keys of each mapping, without those by which several mappings are merged into one."""
    nodes, seen = [root], set[int]()
    while nodes:
        node = nodes.pop()
        # An alias is the node that it stands for, which may hold itself.
        if id(node) in seen or not isinstance(node, yaml.CollectionNode):
            continue
        seen.add(id(node))
        pairs = node.value if isinstance(node, yaml.MappingNode) else [(None, item) for item in node.value]
        nodes += [value for _, value in pairs]
        yield [key for key, _ in pairs if isinstance(key, yaml.ScalarNode) and not key.tag.endswith(":merge")]


def _name(key: yaml.Node) -> str:
    return str(key.value) if isinstance(key, yaml.ScalarNode) else "(a list or mapping)"


def read_yaml(
    path: Path, name: str, into: type[Made], complaints: list[Complaint]
) -> tuple[Made | None, tuple[tuple[str, Place], ...]]:
    """Return a YAML file as a dataclass or a collection, and its texts that readers see.

    `name` is what complaints call the file; where there are any, the first result is ``None``.
    """
    content = read_text(path, name, complaints)
    return (None, ()) if content is None else parse_yaml(content, name, into, complaints)


def parse_yaml(
    content: str, name: str, into: type[Made], complaints: list[Complaint]
) -> tuple[Made | None, tuple[tuple[str, Place], ...]]:
    """Return what `read_yaml` does, of the text of a file."""
    file = YamlFile(name=name, content=content)
    return structure_yaml(file, into, complaints), tuple(file.seen)


def structure_yaml(file: YamlFile, into: type[Made], complaints: list[Complaint]) -> Made | None:
    """Return a YAML file as a dataclass or a collection; ``None`` where there are complaints."""
    faults = list[FileFault]()
    try:
        found = structure(file.texts, into, faults)
    except NOT_YAML as error:
        complaints.append(yaml_complaint(file.name, error))
        return None
    repeated = [*file.find_repeated()]
    complaints += [*map(file.complain, faults), *repeated]
    return None if repeated else found


def yaml_complaint(name: str, error: Exception) -> Complaint:
    """Return a complaint with the line at which a YAML file cannot be read."""
    mark = getattr(error, "problem_mark", None)
    place = f"{name}:{mark.line + 1}" if mark else name
    # Of a character that no file may hold, the reader says the file too, which is a text to it.
    what = getattr(error, "problem", None) or " ".join(str(error).partition('\n  in "')[0].split())
    what = phrase("it is nested too deeply") if isinstance(error, RecursionError) else what
    return Complaint(
        place,
        phrase("not readable as YAML: {what}", what=what),
        "check indentation and quotes, save as UTF-8",
    )


def scalar_source(node: yaml.ScalarNode, content: str) -> tuple[str, int]:
    """Return the text of a YAML scalar with its own line breaks, and its line in `content` (from 0)."""
    # A folded text has lost its line breaks by the time that it is a value; a complaint must still name its line.
    first = node.start_mark.line
    if node.style not in {"|", ">"}:
        # A line break that is written as \n begins no line of the file.
        return _ESCAPED_BREAK.sub(" ", str(node.value)), first
    lines = content.split("\n")[first + 1 : node.end_mark.line + (node.end_mark.column > 0)]
    return dedent("\n".join(lines)), first + 1
