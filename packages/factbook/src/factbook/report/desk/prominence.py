"""The figures of headlines: those that most readers see, and that other pages and machines show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from factbook.report.desk.figure import DeskFigure
from figurecheck.model.claim import HEADLINES

_FENCE = re.compile(r"^[ \t>]*(?:[-*+] +)?(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[\w:-]+)\}")
_DIRECTIVES = frozenset({"standfirst", "keyfigures"})


class Prominence:
    """Tells the figures of headlines; `read` returns the lines of a page, and is asked for each once."""

    def __init__(self, read: Callable[[str], Iterable[str]]) -> None:
        self._read = read
        self._lines: dict[str, frozenset[int]] = {}

    def is_headline(self, figure: DeskFigure) -> bool:
        """Return whether a figure stands in a heading, description, chart title, standfirst or among key figures."""
        if figure.where in HEADLINES:
            return True
        # The lines of a cell are not those of its file.
        if figure.place.cell is not None or not figure.page.endswith(".md"):
            return False
        if figure.page not in self._lines:
            self._lines[figure.page] = find_prominent_lines(self._read(figure.page))
        return figure.place.line in self._lines[figure.page]


def read_below(root: Path) -> Callable[[str], list[str]]:
    """Return a function that returns the lines of a page of a report."""

    def read(page: str) -> list[str]:
        path = root / page
        return path.read_text("utf-8", errors="replace").split("\n") if path.is_file() else []

    return read


def find_prominent_lines(lines: Iterable[str]) -> frozenset[int]:
    """Return the lines, from 1, of standfirsts and key figures.

    >>> sorted(find_prominent_lines(["# T", ":::{standfirst}", "A", "B", ":::", "C"]))
    [2, 3, 4]
    """
    # `Claim.where` does not tell these from prose, and seals hold it, so that it cannot be made finer.
    found: set[int] = set()
    fence = ""
    for number, line in enumerate(lines, 1):
        if fence:
            bare = line.strip(" \t\r>")
            if bare and not bare.strip(fence[0]) and len(bare) >= len(fence):
                fence = ""
            else:
                found.add(number)
        elif (opening := _FENCE.match(line)) and opening["name"] in _DIRECTIVES:
            fence = opening["fence"]
            # Text may begin beside the name.
            found.add(number)
    return frozenset(found)
