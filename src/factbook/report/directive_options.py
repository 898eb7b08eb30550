"""The options of a directive of MyST, in both of their forms."""

from __future__ import annotations

from collections.abc import Mapping

import yaml


def split_options(content: str) -> tuple[Mapping[str, str], str, int]:
    """Split a directive's content into its options, its body, and the number of lines before the body."""
    # MyST knows two forms of options: a YAML block between --- lines, and :name: value lines.
    lines = content.split("\n")
    options: dict[str, str] = {}
    if lines[0].strip() == "---" and "---" in (rest := [line.strip() for line in lines[1:]]):
        end = rest.index("---") + 1
        try:
            loaded = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader) or {}  # noqa: S506 - text only
        except (yaml.YAMLError, RecursionError):
            return {}, content, 0
        if isinstance(loaded, dict):
            return {str(key): str(value) for key, value in loaded.items()}, "\n".join(lines[end + 1 :]), end + 1
        return {}, content, 0
    count = 0
    while count < len(lines):
        before, _, after = lines[count].strip().partition(":")
        name, closing, value = after.partition(":")
        if before or not closing or not is_name(name, "-_"):
            break
        options[name] = value.lstrip()
        count += 1
    return options, "\n".join(lines[count:]), count


def is_name(text: str, joints: str) -> bool:
    """Return whether a text is a name: letters, digits and these joints."""
    return bool(text) and all(letter.isalnum() or letter in joints for letter in text)
