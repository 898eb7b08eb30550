"""Where in the JSON of a notebook the text of a cell stands, so that a part of it can change and nothing else does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from figurecheck.model import Place

# Half of a pair after the other half is one character in the decoded text.
_ONE_CHAR = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_BARE = re.compile(r"[^\s,:\[\]{}\"]+")


@dataclass(frozen=True, slots=True)
class CellSource:
    """The text of one cell, and where each of its characters begins and ends in the file."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a part of the text stands in the file; ``None`` where a string ends within it."""
        if start == end:
            # Between two characters: behind the first one, within the same string.
            return (self.ends[start - 1],) * 2 if start else None
        spans = list(zip(self.starts[start:end], self.ends[start:end], strict=True))
        whole = all(before[1] == after[0] for before, after in pairwise(spans))
        return (spans[0][0], spans[-1][1]) if whole else None


def read_cell_sources(text: str) -> dict[int, CellSource]:
    """Return the texts of a notebook's cells by their position. Raises ValueError for what is no JSON."""
    pieces: dict[int, list[tuple[int, int]]] = {}
    for path, start, end in _find_strings(text):
        if path[:1] == ("cells",) and path[2:3] == ("source",) and isinstance(path[1], int):
            pieces.setdefault(path[1], []).append((start, end))
    return {cell: _join(text, spans) for cell, spans in pieces.items()}


def find_in_notebook(text: str, source: CellSource, place: Place) -> Place | None:
    """Return where in the file of a notebook, whose text is given, a place in one of its cells is.

    A place without a line, as of what the code of a cell makes, is that of its first line.
    """
    lines = source.text.splitlines(keepends=True)
    at = sum(len(line) for line in lines[: (place.line or 1) - 1])
    columns = (place.column, place.last_column) if place.line and place.column and place.last_column else None
    first, last = (at + one - 1 for one in columns) if columns else (at, at)
    if last >= len(source.starts):
        return None
    begin, end = source.starts[first], source.ends[last]
    line_start = text.rfind("\n", 0, begin) + 1
    found = Place(file=place.file, line=text.count("\n", 0, begin) + 1)
    # A figure may go on in the next string.
    if columns is None or "\n" in text[begin:end]:
        return found
    return replace(found, column=begin - line_start + 1, last_column=end - line_start)


def encode(text: str, notebook: str) -> str:
    """Return a text as a notebook spells it: with escapes where all of it is ASCII."""
    return json.dumps(text, ensure_ascii=notebook.isascii())[1:-1]


def _join(text: str, spans: list[tuple[int, int]]) -> CellSource:
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in spans:
        for match in _ONE_CHAR.finditer(text, start, end):
            chars.append(json.loads(f'"{match[0]}"') if match[0][0] == "\\" else match[0])
            starts.append(match.start())
            ends.append(match.end())
    return CellSource("".join(chars), tuple(starts), tuple(ends))


def _find_strings(text: str) -> Iterator[tuple[tuple[str | int, ...], int, int]]:
    """Yield every string that is a value, with its path and where it stands between its quotes."""
    # A loop and not a recursion: outputs may be nested deeper than Python calls.
    path: list[str | int] = []
    is_key, at = False, 0
    while at < len(text):
        char = text[at]
        if match := _STRING.match(text, at):
            if is_key:
                path[-1], is_key = json.loads(match[0]), False
            else:
                yield tuple(path), match.start() + 1, match.end() - 1
            at = match.end()
            continue
        if char in "{[":
            path.append("" if char == "{" else 0)
            is_key = char == "{"
        elif char in "}]":
            path.pop()
            is_key = False
        elif char == ",":
            if isinstance(path[-1], int):
                path[-1] += 1
            else:
                is_key = True
        elif match := _BARE.match(text, at):
            at = match.end()
            continue
        at += 1
