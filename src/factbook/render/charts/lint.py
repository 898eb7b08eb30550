"""What is wrong with a drawing that Vega has made, before it is shown to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

SMALLEST = 12.0
"""Pixels; no text of a chart is smaller."""
_MARKS = re.compile(
    r'<g class="mark-(?:line|area|symbol|rect|arc|trail|shape) role-mark[^"]*"[^>]*>(.*?)</g>', re.DOTALL
)
_WORDS = re.compile(r'<g class="mark-text role-mark[^"]*"[^>]*><text')
_PATH = re.compile(r'<path[^>]*\sd="([^"]*)"')
_SIZE = re.compile(r'font-size="([\d.]+)px"[^>]*>([^<]*)')


def find_drawing_faults(svg: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong and its remedy: nothing is drawn, or a text is too small to read on a phone."""
    drawn = any(len(path) > len("M0,0Z") for marks in _MARKS.findall(svg) for path in _PATH.findall(marks))
    if not drawn and not _WORDS.search(svg):
        yield "the chart is blank", "give it rows; was anything left of them after the filters?"
    small = [(float(size), text) for size, text in _SIZE.findall(svg) if float(size) < SMALLEST]
    if small:
        size, text = min(small)
        yield f"the text {text!r} has {size:g} pixels", f"give it {SMALLEST:g} or more"
