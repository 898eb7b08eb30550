"""Figures that a section prints again: they open their evidence as before, and have no line."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PIECES = re.compile(
    r"<(?P<inside>table|figcaption|h[1-6])\b|</(?P<outside>table|figcaption|h[1-6])>|<section\b"
    r'|<a class="fb-fig"(?P<rest>[^>]*)'
)
_PANEL = re.compile(r'data-ev="([^"]+)"')
AGAIN = " data-again"


def mark_repeated(body: str) -> str:
    """Return a page in which each figure but the first of a section that shares its panel is said to be a repetition.

    Figures in tables, captions and headings have no line in any case, so the first in the text keeps its own.
    """
    return "".join(_pieces(body))


def _pieces(body: str) -> Iterator[str]:
    seen: set[str] = set()
    inside, at = 0, 0
    for piece in _PIECES.finditer(body):
        yield body[at : piece.start()]
        at = piece.end()
        rest = piece["rest"]
        if piece["inside"] or piece["outside"]:
            inside += 1 if piece["inside"] else -1
        elif rest is None:
            seen.clear()
        panel = _PANEL.search(rest) if rest and not inside else None
        again = panel is not None and panel[1] in seen
        if panel:
            seen.add(panel[1])
        yield f"{piece[0]}{AGAIN}" if again else piece[0]
    yield body[at:]
