"""Defects of a drawing, found before it is published."""

from __future__ import annotations

import re
from collections.abc import Iterator

SMALLEST = 12.0
"""Pixels; no text of a chart may be smaller."""
# The classes are those of Vega's SVG writer (vl-convert 1.9.0), before `tidy_svg` removes them. If they change, every
# chart counts as blank and no site can be built, which is the safe side.
_MARKS = re.compile(
    r'<g class="mark-(?:line|area|symbol|rect|arc|trail|shape) role-mark[^"]*"[^>]*>(.*?)</g>', re.DOTALL
)
_WORDS = re.compile(r'<g class="mark-text role-mark[^"]*"[^>]*><text')
_PATH = re.compile(r'<path[^>]*\sd="([^"]*)"')
_SIZE = re.compile(r'font-size="([\d.]+)px"[^>]*>([^<]*)')


def find_drawing_faults(svg: str) -> Iterator[tuple[str, str]]:
    """Yield each fault and its remedy: nothing is drawn, or a text is too small to read on a phone."""
    # Vega writes marks without data as paths of this length.
    drawn = any(len(path) > len("M0,0Z") for marks in _MARKS.findall(svg) for path in _PATH.findall(marks))
    if not drawn and not _WORDS.search(svg):
        yield "the chart is blank", "give it rows; was anything left of them after the filters?"
    small = [(float(size), text) for size, text in _SIZE.findall(svg) if float(size) < SMALLEST]
    if small:
        size, text = min(small)
        yield f"the text {text!r} has {size:g} pixels", f"give it {SMALLEST:g} or more"
