"""Defects of a drawing, found before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

SMALLEST = 12.0
"""Pixels; no text of a chart may be smaller."""
# The classes are those of Vega's SVG writer (vl-convert 1.9.0), before `tidy_svg` removes them. If they change, every
# chart counts as blank and no site can be built, which is the safe side.
_SHAPES = tuple(f"mark-{kind} role-mark" for kind in ("line", "area", "symbol", "rect", "arc", "trail", "shape"))


def find_drawing_faults(root: Element) -> Iterator[tuple[str, str]]:
    """Yield each fault and its remedy: nothing is drawn, or a text is too small to read on a phone."""
    if not any(_is_drawn(group) for group in root.iter("g")):
        yield "the chart is blank", "give it rows; was anything left of them after the filters?"
    sized = [(text.get("font-size", "").removesuffix("px"), text.text or "") for text in root.iter("text")]
    small = [(float(size), text) for size, text in sized if size and float(size) < SMALLEST]
    if small:
        size, text = min(small)
        yield f"the text {text!r} has {size:g} pixels", f"give it {SMALLEST:g} or more"


def _is_drawn(group: Element) -> bool:
    """Return whether a group of marks shows something."""
    kind = group.get("class", "")
    if kind.startswith("mark-text role-mark"):
        return group.find("text") is not None
    # Vega writes marks without data as paths of this length.
    return kind.startswith(_SHAPES) and any(len(path.get("d", "")) > len("M0,0Z") for path in group.iter("path"))
