"""Lines added to a `_config.yml` without a change of any other: comments, order and line ends stay as they are.

The text is edited at the places that PyYAML names, and not written anew, which would lose comments. What comes out is
read again: unless it says what the file said, and what was to be added, nothing is returned.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from factbook.project.setting_values import CONFIG
from figurecheck.model.errors import ProjectError
from figurecheck.settings.yaml_reader import NOT_YAML

Path = tuple[str, ...]


def add_extension(text: str, extension: str) -> str:
    """Return a `_config.yml` that names an extension under ``sphinx.extra_extensions``; as it is if it does."""
    path = ("sphinx", "extra_extensions")
    found = _value(_read(text), path)
    if isinstance(found, list) and extension in found:
        return text
    if isinstance(found, list) and found:
        return _checked(text, _append_item(text, path, extension), path, [*found, extension])
    return _checked(text, _set(text, path, [extension]), path, [extension])


def add_setting(text: str, path: Path, value: str) -> str:
    """Return a `_config.yml` in which a setting that is missing has a value; as it is if it is there."""
    if _value(_read(text), path) is not None:
        return text
    return _checked(text, _set(text, path, value), path, value)


def _read(text: str) -> Any:
    try:
        found = yaml.safe_load(text) or {}
    except NOT_YAML as error:
        what = f"is not valid YAML: {str(error).splitlines()[0]}"
        raise ProjectError.about(CONFIG, what, "correct it first") from error
    if isinstance(found, dict):
        return found
    raise ProjectError.about(CONFIG, "is not a mapping", "write key: value lines")


def _value(tree: Any, path: Path) -> Any:
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def _checked(before: str, after: str, path: Path, value: object) -> str:
    """Return the new text if it says what the old one said, and the new value. Raises ProjectError otherwise."""
    wanted = _read(before)
    table = wanted
    for key in path[:-1]:
        # What is no table is refused before.
        table[key] = table.get(key) or {}
        table = table[key]
    table[path[-1]] = value
    try:
        is_right = yaml.safe_load(after) == wanted
    except NOT_YAML:
        is_right = False
    if is_right:
        return after
    raise _refuse(path, value)


def _refuse(path: Path, value: object) -> ProjectError:
    what = f"is written in a way in which {'.'.join(path)} cannot be added safely"
    added = f"[{value[-1]}]" if isinstance(value, list) else str(value)
    return ProjectError.about(CONFIG, what, f"add {'.'.join(path)}: {added} by hand")


def _append_item(text: str, path: Path, item: str) -> str:
    """Return the text with one more item of a list that has some."""
    node = _node(text, path)
    # Behind the last item and not at the end of the list: PyYAML counts the comments that follow as part of it.
    last = node.value[-1]
    if node.flow_style:
        return f"{text[: last.end_mark.index]}, {item}{text[last.end_mark.index :]}"
    return _insert_line(text, _end_of_line(text, last.end_mark.index), f"{' ' * node.start_mark.column}- {item}")


def _set(text: str, path: Path, value: str | Sequence[str]) -> str:
    """Return the text with a key that is missing or empty, within the tables that are there."""
    depth = next((at for at in range(len(path) - 1, 0, -1) if _value(_read(text), path[:at])), 0)
    if depth == 0 and _value(_read(text), path[:1]) is None and path[0] not in _read(text):
        return _insert_line(text, len(text), "\n".join(_lines(path, value, 0)))
    holder = _node(text, path[:depth]) if depth else _root(text)
    if not isinstance(holder, yaml.MappingNode):
        raise _refuse(path, value)
    keys = {key.value: (key, one) for key, one in holder.value}
    indent = holder.value[0][0].start_mark.column
    if path[depth] in keys:
        key, empty = keys[path[depth]]
        if isinstance(empty, yaml.CollectionNode):
            inner = _flow(path[depth:], value).partition(": ")[2]
            return f"{text[: empty.start_mark.index]}{inner}{text[empty.end_mark.index :]}"
        # No value at all: what is added stands below its key.
        return _insert_line(
            text,
            _end_of_line(text, key.end_mark.index),
            "\n".join(_lines(path[depth + 1 :], value, indent + 2)),
        )
    if holder.flow_style:
        inner = _flow(path[depth:], value)
        at = holder.value[-1][1].end_mark.index
        return f"{text[:at]}, {inner}{text[at:]}"
    # Before the first key, whose column is known: behind the last one a comment may belong to what follows.
    start = text.rfind("\n", 0, holder.value[0][0].start_mark.index) + 1
    added = "\n".join(_lines(path[depth:], value, indent))
    return f"{text[:start]}{added.replace(chr(10), _ending(text))}{_ending(text)}{text[start:]}"


def _lines(path: Path, value: str | Sequence[str], indent: int) -> list[str]:
    if not path:
        items = [value] if isinstance(value, str) else list(value)
        return [f"{' ' * indent}{'' if isinstance(value, str) else '- '}{item}" for item in items]
    head, *rest = path
    if not rest and isinstance(value, str):
        return [f"{' ' * indent}{head}: {value}"]
    return [f"{' ' * indent}{head}:", *_lines(tuple(rest), value, indent + 2)]


def _flow(path: Path, value: str | Sequence[str]) -> str:
    text = value if isinstance(value, str) else f"[{', '.join(value)}]"
    for key in reversed(path[1:]):
        text = f"{{{key}: {text}}}"
    return f"{path[0]}: {text}"


def _root(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _node(text: str, path: Path) -> Any:
    node = _root(text)
    for key in path:
        node = next(value for name, value in node.value if name.value == key)
    return node


def _ending(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _insert_line(text: str, at: int, line: str) -> str:
    """Return the text with whole lines inserted at the start of a line."""
    ending = _ending(text)
    before = text[:at]
    # A file need not end with a line break.
    if before and not before.endswith("\n"):
        before += ending
    return f"{before}{line.replace(chr(10), ending)}{ending}{text[at:]}"
