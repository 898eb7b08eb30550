"""Large drawings made small: points at the same place once, lines by the pixel, and shapes without what no eye sees.

A page has a drawing for each of three widths, and its readers load them all, so a chart of 16,000 points may not have a
path for each. What is drawn stays the same to about half a pixel, and in very large drawings to a pixel.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

LARGE = 60_000
"""Characters of a drawing; smaller ones stay as the renderer wrote them."""
MOST_POINTS = 1_000
"""Values that readers can go through one by one; of more, none are listed."""
_MANY = 40
"""Points of a mark from which on they are written as one path."""
_ALIKE = 4
"""Points of the same look for which a marker is worth it."""
_CHUNKS = 4
_MOST_PLACES = 4_000
"""Places of the points of a mark; of more, those within a pixel or two are one."""
_GRIDS = (2.0, 1.0, 0.5)
"""Places per pixel."""
_MOST_SEEN = 4
_COVERED = 0.05
"""What is left to shine through points at one place, below which one more changes nothing."""
_STRIP = 6
_SHORT = 40
"""Characters of a path; in fewer there is nothing to leave out."""
_FINE, _COARSE = 4.0, 1.0
"""Places per pixel at which the corners of shapes may lie, in a large and in a very large drawing."""
_HUGE = 5 * LARGE
_BLUNT = 3.0
"""Twice the pixels of the triangle between a corner and its neighbours, up to which a very large drawing lacks it."""
_PLACE = re.compile(r"translate\((-?[\d.e-]+),(-?[\d.e-]+)\)")
_BOX = re.compile(r"M(-?[\d.]+),(-?[\d.]+)(h-?[\d.]+v-?[\d.]+h-?[\d.]+Z)")
_OUTLINE = re.compile(r"(?:[ML]-?[\d.]+,-?[\d.]+|Z)+")
_STEP = re.compile(r"([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?")
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_LETTERS = re.compile(r"(?<=[\d.])l(?=-)")
"""Letters of further lines, which need not be written."""
_Point = tuple[float, float]
_Style = tuple[tuple[str, str], ...]
"""The attributes of a point but for its place, its shape among them."""


def compact(root: Element, name: str, size: int) -> None:
    """Write the marks of a large drawing, which has `size` characters, in fewer; new ids begin with `name`."""
    grid = _COARSE if size > _HUGE else _FINE
    known: dict[_Style, str] = {}
    markers: list[Element] = []
    for group in list(root.iter("g")):
        _merge_shapes(group)
        markers += _merge_points(group, name, known)
    if markers:
        SubElement(root, "defs").extend(markers)
    for path in root.iter("path"):
        line = path.get("d", "")
        if len(line) > _SHORT and _OUTLINE.fullmatch(line):
            path.set("d", _simplify(line, grid if path.get("fill", "none") not in {"none", "transparent"} else 0))
        elif line:
            path.set("d", _NUMBER.sub(_shorten, line))
        if "transform" in path.attrib:
            path.set("transform", _NUMBER.sub(_shorten, path.attrib["transform"]))


def _merge_points(group: Element, name: str, known: dict[_Style, str]) -> Iterator[Element]:
    """Replace points that look alike by paths with a marker at each place; yield the markers that are new."""
    placed = [_place(child) for child in group]
    found = [one for one in placed if one is not None]
    styles = {style for style, _ in found}
    if len(group) < _MANY or len(found) < len(placed) or len(styles) * _ALIKE > len(found):
        return
    for style in sorted(styles - known.keys()):
        known[style] = f"{name}-p{len(known)}"
        marker = Element("marker", {"id": known[style], "markerUnits": "userSpaceOnUse", "overflow": "visible"})
        # What the renderer says once, around all of its marks.
        SubElement(marker, "path", {"fill": "none", **dict(style)})
        yield marker
    group[:] = []
    # In a few parts, so that no colour covers all of another that it was mixed with.
    chunks = _CHUNKS if len(styles) > 1 else 1
    size = -(-len(found) // chunks)
    for start in range(0, len(found), size):
        places: dict[_Style, list[_Point]] = {}
        for style, place in found[start : start + size]:
            places.setdefault(style, []).append(place)
        for style, points in places.items():
            line = _write_places(points, _MOST_PLACES // (chunks * len(styles)), most=_count_seen(style))
            ends = {f"marker-{end}": f"url(#{known[style]})" for end in ("start", "mid", "end")}
            SubElement(group, "path", {"fill": "none", "d": line, **ends})


def _count_seen(style: _Style) -> int:
    """Return how many points of a look at one place are told from more of them."""
    opacity = math.prod(float(value) for key, value in style if key in {"opacity", "fill-opacity"})
    return next((count for count in range(1, _MOST_SEEN) if (1 - opacity) ** count < _COVERED), _MOST_SEEN)


def _place(path: Element) -> tuple[_Style, _Point] | None:
    """Return the look of a point or a bar, and where it stands; ``None`` for other paths."""
    line = path.get("d", "")
    if path.tag != "path" or not line:
        return None
    moved = _PLACE.fullmatch(path.get("transform", ""))
    boxed = _BOX.fullmatch(line)
    if boxed and "transform" not in path.attrib:
        x, y, line = float(boxed[1]), float(boxed[2]), f"M0,0{_NUMBER.sub(_shorten, boxed[3])}"
    elif moved:
        x, y, line = float(moved[1]), float(moved[2]), _NUMBER.sub(_shorten, line)
    else:
        return None
    style = {**{key: value for key, value in path.items() if key != "transform"}, "d": line}
    return tuple(sorted(style.items())), (x, y)


def _write_places(points: Sequence[_Point], most_places: int, *, most: int) -> str:
    """Return a path through places, in an order that makes its steps short; `most` times through the same one."""
    for grid in _GRIDS:
        counts = Counter((round(x * grid) / grid, round(y * grid) / grid) for x, y in points)
        if len(counts) <= most_places:
            break
    # Up one strip of the drawing and down the next.
    ordered = sorted(counts, key=lambda at: (at[0] // _STRIP, at[1] if at[0] // _STRIP % 2 else -at[1], at[0]))
    written: list[str] = []
    at = (0.0, 0.0)
    for x, y in (place for place in ordered for _ in range(min(most, counts[place]))):
        written.append(f"{'l' if written else 'm'}{_join(x - at[0], y - at[1])}")
        at = (x, y)
    return _LETTERS.sub("", "".join(written))


def _merge_shapes(group: Element) -> None:
    """Write shapes and cells of one colour, which lie beside each other, as one path."""
    shapes = [child for child in group if child.get("d") not in {None, "", "M0,0Z"}]
    if len(shapes) < _MANY or not all(_is_shape(child) for child in shapes):
        return
    styles: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for child in shapes:
        style = tuple((key, value) for key, value in child.items() if key not in {"d", "transform"})
        styles.setdefault(style, []).append(child.attrib["d"])
    group[:] = []
    for style, lines in styles.items():
        SubElement(group, "path", {**dict(style), "d": "".join(lines)})


def _is_shape(path: Element) -> bool:
    still = path.get("transform", "translate(0,0)") == "translate(0,0)"
    # What shines through shows an overlap.
    opaque = not {"opacity", "fill-opacity", "stroke-opacity"} & path.attrib.keys()
    return still and opaque and path.get("d", "")[:1] == "M" and path.get("d", "")[-1:] == "Z"


def _simplify(line: str, grid: float) -> str:
    """Return a shape with its corners on a grid of some places per pixel; a line, where that is 0, by the pixel."""
    steps = [(found[1], float(found[2] or 0), float(found[3] or 0)) for found in _STEP.finditer(line)]
    written: list[str] = []
    at = (0.0, 0.0)
    for ring in _split(steps):
        points = [(x, y) for letter, x, y in ring if letter != "Z"]
        thinned = _snap(points, grid) if grid else list(_thin_line(points))
        if grid == _COARSE:
            thinned = _thin_ring(_thin_ring(thinned))
        before = ""
        for x, y in ((round(x, 2 if grid else 1), round(y, 2 if grid else 1)) for x, y in thinned):
            step = _write_step(x - at[0], y - at[1], before)
            written.append(step)
            at, before = (x, y), step[0] if step[0].isalpha() else before
        if ring[-1][0] == "Z" and thinned:
            written.append("z")
            at = (round(thinned[0][0], 2), round(thinned[0][1], 2))
    return "".join(written)


def _write_step(x: float, y: float, before: str) -> str:
    """Return one step of a path; `before` is the letter of the last one, which need not be written again."""
    if not before:
        return f"m{_join(x, y)}"
    if _write(x) == "0":
        return f"v{_write(y)}"
    if _write(y) == "0":
        return f"h{_write(x)}"
    step = _join(x, y)
    return step if before == "l" and step.startswith("-") else f"l{step}"


def _split(steps: Sequence[tuple[str, float, float]]) -> Iterator[list[tuple[str, float, float]]]:
    ring: list[tuple[str, float, float]] = []
    for step in steps:
        if step[0] == "M" and ring:
            yield ring
            ring = []
        ring.append(step)
    if ring:
        yield ring


def _snap(points: Sequence[_Point], grid: float) -> list[_Point]:
    """Return a ring on a grid, on which shapes that have a border in common still have it."""
    snapped = [(round(x * grid) / grid, round(y * grid) / grid) for x, y in points]
    ring: list[_Point] = []
    for point in snapped:
        if ring and point == ring[-1]:
            continue
        # Corners on a straight line are none.
        if len(ring) > 1 and _turns(ring[-2], ring[-1], point) == 0:
            ring.pop()
        ring.append(point)
    # The smallest shapes keep their corners.
    return ring if len(ring) > len("xy") else list(points)


def _thin_ring(ring: Sequence[_Point]) -> list[_Point]:
    """Return a ring without corners that stand out by less than a pixel, no two neighbours of them at once."""
    # By what the corner and its neighbours are, and not by the order in which a ring is walked: shapes that have a
    # border in common leave out the same corners of it.
    turns = [abs(_turns(ring[at - 1], ring[at], ring[(at + 1) % len(ring)])) for at in range(len(ring))]
    ranks = [(turn > _BLUNT, (x * 31 + y * 17) % 64, x, y) for turn, (x, y) in zip(turns, ring, strict=True)]
    left = [
        point
        for at, point in enumerate(ring)
        if turns[at] > _BLUNT or ranks[at] > min(ranks[at - 1], ranks[(at + 1) % len(ring)])
    ]
    return left if len(left) > len("xy") else list(ring)


def _turns(one: _Point, other: _Point, third: _Point) -> float:
    return (other[0] - one[0]) * (third[1] - other[1]) - (other[1] - one[1]) * (third[0] - other[0])


def _thin_line(points: Sequence[_Point]) -> Iterator[_Point]:
    """Yield first, lowest, highest and last point of a line within each half pixel across."""
    for _, group in groupby(points, key=lambda point: round(point[0] * 2)):
        column = list(group)
        if len(column) <= len("fhll"):
            yield from column
            continue
        low, high = (min(column, key=lambda point: point[1]), max(column, key=lambda point: point[1]))
        yield column[0]
        yield from sorted({low, high} - {column[0], column[-1]}, key=column.index)
        yield column[-1]


def share_attributes(group: Element) -> None:
    """Write what all paths or texts of a group have in common once."""
    if len(group) < 2 or any(child.tag not in {"path", "text"} for child in group):
        return
    shared = set.intersection(*({*child.items()} for child in group))
    for key, value in sorted(shared):
        if key in {"d", "id", "transform", "opacity"} or key in group.attrib:
            continue
        group.set(key, value)
        for child in group:
            del child.attrib[key]


def _join(x: float, y: float) -> str:
    one, other = _write(x), _write(y)
    return f"{one}{other}" if other.startswith("-") else f"{one},{other}"


def _write(number: float) -> str:
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def _shorten(found: re.Match[str]) -> str:
    return _write(float(found[0])) if abs(float(found[0])) >= 1 else found[0][: len("-0.00")]
