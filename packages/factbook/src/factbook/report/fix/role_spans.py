"""Where in a file, or in the JSON of a notebook, the figure of a role stands: it can change, and nothing else does."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from factbook.report.myst import parse_target
from figurecheck.model import Claim, Place

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


# As in Markdown, and as in reStructuredText.
_ROLE = re.compile(r"(?:\{claim\}|(?<![\w`:]):claim:)`(?P<content>[^`]*)`")
# As files are read: each of the three ends a line.
_LINE_END = re.compile(r"\r\n|\r|\n")
# In a quotation each line begins with its sign.
_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*(?:>[ \t]*)*")
_GAP = re.compile(rf"{_BREAK.pattern}|\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSpan:
    """The figure of a role in a text."""

    line: int
    column: int
    """Where the role begins, both from 1."""
    start: int
    """Where its figure begins in the text."""
    written: str
    """Its text as it stands there, with the ends of lines."""
    target: str

    @property
    def printed(self) -> str:
        """Its text as it is printed: where a line ends, a space is."""
        return _BREAK.sub(" ", self.written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """A part of a file, and what replaces it."""

    start: int
    end: int
    text: str


class FileText:
    """The text of a file, and where its roles stand."""

    def __init__(self, text: str, *, is_notebook: bool) -> None:
        """Take the text as it is in the file. Raises ValueError for a notebook that is no JSON."""
        self._text = text
        self._cells: dict[int | None, CellSource] = {}
        for cell, source in read_cell_sources(text).items() if is_notebook else ():
            self._cells[cell] = source
        texts = {cell: one.text for cell, one in self._cells.items()} if is_notebook else {None: text}
        self._roles = {cell: list(find_roles(one)) for cell, one in texts.items()}

    def splice(self, claim: Claim, text: str) -> Splice | None:
        """Return what to replace so that a figure prints another text; ``None`` where it is not found for certain."""
        role = _choose(claim, self._roles.get(claim.place.cell, []))
        if role is None:
            return None
        # Only what differs is replaced, so that signs beside the digits stay as they are spelt.
        old, new = role.written, _break_as(role.written, text)
        if not new:
            return None
        first = _count_same(old, new)
        last = _count_same(old[first:][::-1], new[first:][::-1])
        start, end = role.start + first, role.start + len(old) - last
        new = new[first : len(new) - last]
        source = self._cells.get(claim.place.cell)
        if source is None:
            return Splice(start=start, end=end, text=new)
        span = source.span(start, end)
        return Splice(start=span[0], end=span[1], text=encode(new, self._text)) if span else None

    def find_code_line(self, claim: Claim) -> int | None:
        """Return in which line of its cell the code of a figure stands, from 1; ``None`` where it is not literal."""
        source = self._cells.get(claim.place.cell)
        return find_code_line(source.text, claim) if source else None


def find_code_line(code: str, claim: Claim) -> int | None:
    """Return the line of a cell's code in which the role of a figure stands; ``None`` where it is not literal."""
    same = {one.line for one in find_roles(code) if (one.printed, one.target) == (claim.printed, claim.target)}
    return same.pop() if len(same) == 1 else None


def apply_splices(text: str, splices: Sequence[Splice]) -> str:
    """Return a text with its parts replaced; no two of them overlap."""
    parts, at = [], 0
    for one in sorted(splices, key=lambda one: one.start):
        parts += [text[at : one.start], one.text]
        at = one.end
    return "".join([*parts, text[at:]])


def find_roles(text: str) -> Iterator[RoleSpan]:
    """Yield every claim of a text as it is written, those in code too."""
    lines = [0, *(match.end() for match in _LINE_END.finditer(text))]
    for match in _ROLE.finditer(text):
        printed, target = parse_target(content := match["content"])
        if not target or not printed:
            continue
        line = bisect_right(lines, match.start())
        start = match.start("content") + len(content) - len(content.lstrip())
        yield RoleSpan(
            line=line, column=match.start() - lines[line - 1] + 1, start=start, written=printed, target=target
        )


def is_in_code(claim: Claim) -> bool:
    """Return whether a figure stands in what the code of a cell says of a chart or a statistic."""
    return claim.place.cell is not None and claim.place.line is None


def _break_as(written: str, text: str) -> str:
    """Return a text that breaks over lines where the one before does; empty where its words are others."""
    if not _BREAK.search(written):
        return text
    words, breaks = text.split(" "), _GAP.findall(written)
    if len(words) != len(breaks) + 1:
        return ""
    return "".join(part for pair in zip(words, [*breaks, ""], strict=True) for part in pair)


def _count_same(one: str, other: str) -> int:
    """Return with how many of the same characters two texts begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _choose(claim: Claim, roles: Sequence[RoleSpan]) -> RoleSpan | None:
    # A chart's title stands in the code of its cell, which is not ours to change: its text may be made there.
    if is_in_code(claim):
        return None
    same = [one for one in roles if (one.printed, one.target) == (claim.printed, claim.target)]
    if claim.place.column is not None:
        return next((one for one in same if (one.line, one.column) == (claim.place.line, claim.place.column)), None)
    here = [one for one in same if one.line == claim.place.line] or same
    return here[0] if len(here) == 1 else None
