"""Texts in which git has left both sides of a merge: they can be read, and nobody has decided what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from figurecheck.model.errors import Complaint

_MARK = re.compile(r"(?:<{7}|>{7}) ")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)")


def complain_of_merge(text: str, file: str) -> Complaint | None:
    """Return a complaint of the first mark that git has left in a page; code may show some."""
    # Most pages have none, and need not be gone through.
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    line = next((number for number, line in _outside_code(text) if _MARK.match(line)), None)
    remedy = "decide between the two sides, and take out the lines of git"
    return None if line is None else Complaint(place=f"{file}:{line}", what="a merge stopped here", remedy=remedy)


def _outside_code(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a page with their numbers, without those of code; directives are none."""
    opened: list[tuple[str, bool]] = []
    for number, line in enumerate(text.split("\n"), 1):
        fence = _FENCE.match(line)
        if fence and opened and fence["fence"].startswith(opened[-1][0]) and not fence["info"].strip():
            opened.pop()
        elif opened and opened[-1][1]:
            continue
        elif fence:
            info = fence["info"].strip()
            opened.append((fence["fence"], not info.startswith("{") or info.startswith("{code")))
        else:
            yield number, line
