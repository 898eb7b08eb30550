"""The figures of headlines: those that most readers see, and that other pages and machines show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from factbook.report.desk.figure import DeskFigure

_WHERE = frozenset({"heading", "description", "chart title"})
_FENCE = re.compile(r"^(?P<fence>`{3,}|:{3,})\{(?P<name>[\w:-]+)\}")
_DIRECTIVES = frozenset({"standfirst", "keyfigures"})


class Prominence:
    """Tells the figures of headlines; pages are read below a root, each when it is asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, frozenset[int]] = {}

    def is_headline(self, figure: DeskFigure) -> bool:
        """Return whether a figure stands in a heading, description, chart title, standfirst or among key figures."""
        if figure.where in _WHERE:
            return True
        # The lines of a cell are not those of its file.
        if figure.place.cell is not None or not figure.page.endswith(".md"):
            return False
        if figure.page not in self._lines:
            path = self._root / figure.page
            text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
            self._lines[figure.page] = find_prominent_lines(text.split("\n"))
        return figure.place.line in self._lines[figure.page]


def find_prominent_lines(lines: Iterable[str]) -> frozenset[int]:
    """Return the lines, from 1, of standfirsts and key figures.

    >>> sorted(find_prominent_lines(["# T", ":::{standfirst}", "A", "B", ":::", "C"]))
    [3, 4]
    """
    # `Claim.where` does not tell these from prose, and seals hold it, so that it cannot be made finer.
    found: set[int] = set()
    fence = ""
    for number, line in enumerate(lines, 1):
        if fence:
            if line.strip() == fence:
                fence = ""
            else:
                found.add(number)
        elif (opening := _FENCE.match(line)) and opening["name"] in _DIRECTIVES:
            fence = opening["fence"]
    return frozenset(found)
