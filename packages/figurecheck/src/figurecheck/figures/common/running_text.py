"""What the search for figures in running text shares: names, and stretches that are no figure in any language."""

from __future__ import annotations

import re
from functools import lru_cache

from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure

Mask = tuple[int, int, NumberKind]

SPECIALS = {
    kind.value: kind
    for kind in (NumberKind.CODE, NumberKind.ADDRESS, NumberKind.DATE, NumberKind.TIME, NumberKind.NAME)
}
"""Kinds of number by the names of the groups of `tokens.SPECIAL`."""


@lru_cache(maxsize=64)
def name_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return a pattern that matches any of the names, longest first; ``None`` without names."""
    wanted = sorted((re.escape(name) for name in names if name.strip()), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(wanted) + r")(?!\w)") if wanted else None


def name_spans(text: str, names: tuple[str, ...]) -> list[Mask]:
    """Return where the names stand that an editor has listed."""
    pattern = name_pattern(names)
    return [(*match.span(), NumberKind.NAME) for match in pattern.finditer(text)] if pattern else []


def found_at(start: int, end: int, text: str, kind: NumberKind, figure: PrintedFigure | None = None) -> Found:
    """Return what was found between two places of a text."""
    return Found(
        start=start,
        end=end,
        full_start=start,
        full_end=end,
        text=text[start:end],
        kind=kind,
        reading=figure.reading if figure else text[start:end],
        figure=figure,
    )


def date_at(start: int, end: int, text: str, date: tuple[int, int, int]) -> Found:
    """Return a date that was found between two places of a text."""
    figure = PrintedFigure(text=text[start:end], form=Form.DATE, date=date, reading=text[start:end])
    return found_at(start, end, text, NumberKind.DATE, figure)
