"""Large drawings in few characters: the same points, lines and borders, to half a pixel."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from hypothesis import given, settings
from hypothesis import strategies as st

from factbook.render.charts.compact import LARGE, compact
from factbook.render.charts.svg import write_svg

places = st.tuples(st.integers(0, 9000), st.integers(0, 4000)).map(lambda at: (at[0] / 10, at[1] / 10))


def group(*children: tuple[str, dict[str, str]]) -> Element:
    root = Element("svg")
    inner = SubElement(root, "g")
    for tag, attributes in children:
        SubElement(inner, tag, attributes)
    return root


def _spell_out(line: str) -> str:
    """The same path with lines along an axis as any other line."""
    number = r"(-?(?:\d+\.?\d*|\.\d+))"
    return re.sub(f"v{number}", r"l0,\1", re.sub(f"h{number}", r"l\1,0", line))


def walk(line: str) -> list[list[tuple[float, float]]]:
    """The points of each part of a path of relative moves and lines."""
    x = y = 0.0
    parts: list[list[tuple[float, float]]] = []
    number = r"-?(?:\d+\.?\d*|\.\d+)"
    for letter, right, down in re.findall(rf"([mlz]?)(?:({number}),?({number}))?", _spell_out(line)):
        if letter == "z":
            x, y = parts[-1][0]
        elif right:
            x, y = x + float(right), y + float(down)
            if letter == "m":
                parts.append([])
            parts[-1].append((x, y))
    return parts


@settings(max_examples=30)
@given(points=st.lists(places, min_size=40, max_size=120))
def test_every_point_is_at_its_place_and_looks_as_it_did(points):
    dot = {"d": "M2,0A2,2,0,1,1,-2,0A2,2,0,1,1,2,0", "fill": "#1f6b5c"}
    root = group(*(("path", {**dot, "transform": f"translate({x},{y})"}) for x, y in points))
    compact(root, "a", LARGE)
    (drawn,) = [path for path in root.iter("path") if "marker-mid" in path.attrib]
    (marker,) = root.iter("marker")
    assert drawn.get("marker-mid") == f"url(#{marker.get('id')})"
    assert marker[0].get("fill") == "#1f6b5c"
    found = walk(drawn.get("d"))[0]
    for x, y in points:
        assert min(max(abs(x - right), abs(y - down)) for right, down in found) <= 0.3
    assert {(round(x * 2) / 2, round(y * 2) / 2) for x, y in points} == {(round(x, 1), round(y, 1)) for x, y in found}


def test_points_of_two_colours_stay_mixed():
    dots = [{"d": "M2,0A2,2,0,1,1,-2,0A2,2,0,1,1,2,0", "fill": ("red", "blue")[at % 2]} for at in range(80)]
    root = group(*(("path", {**dot, "transform": f"translate({at},9)"}) for at, dot in enumerate(dots)))
    compact(root, "a", LARGE)
    order = [path.get("marker-mid") for path in root.iter("path") if "marker-mid" in path.attrib]
    assert len(order) > 2
    assert order[:2] * (len(order) // 2) == order


def test_texts_and_ticks_are_no_points():
    texts = [("text", {"transform": f"translate({at},5)", "fill": "red"}) for at in range(60)]
    ticks = [("line", {"transform": f"translate({at},5)", "stroke": "red", "y2": "5"}) for at in range(60)]
    for children in (texts, ticks):
        root = group(*children)
        before = write_svg(root)
        compact(root, "a", LARGE)
        assert write_svg(root) == before


@settings(max_examples=30)
@given(heights=st.lists(st.integers(0, 4000), min_size=300, max_size=600))
def test_a_line_keeps_its_highest_and_lowest_points(heights):
    points = [(at / 10, height / 10) for at, height in enumerate(heights)]
    line = "M" + "L".join(f"{x},{y}" for x, y in points)
    root = group(("path", {"d": line, "stroke": "#1f6b5c", "fill": "none"}))
    compact(root, "a", LARGE)
    (found,) = walk(root[0][0].get("d"))
    assert (found[0][0], round(found[-1][0], 1)) == points[0][:1] + points[-1][:1]
    assert {round(edge(y for _, y in found), 1) for edge in (min, max)} == {min(heights) / 10, max(heights) / 10}
    assert len(found) <= 4 * (len(points) / 5 + 1)


def test_shapes_that_share_a_border_still_do():
    """A grid of squares whose corners lie anywhere: each corner moves to one place, whichever shape it belongs to."""
    at = {(x, y): (x * 7.31 + y * 0.37, y * 6.77 + x * 0.29) for x in range(11) for y in range(11)}
    shapes = [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)] for x in range(10) for y in range(10)]
    lines = ["M" + "L".join(f"{at[one][0]:.3f},{at[one][1]:.3f}" for one in shape) + "Z" for shape in shapes]
    root = group(*(("path", {"d": line, "fill": "red", "transform": "translate(0,0)"}) for line in lines))
    compact(root, "a", 10 * LARGE)
    (path,) = root.iter("path")
    rings = walk(path.get("d"))
    assert len(rings) == len(shapes)
    assert len({(round(x, 2), round(y, 2)) for ring in rings for x, y in ring}) <= len(at)


def test_a_very_large_drawing_lacks_corners_that_stand_out_by_less_than_a_pixel_and_neighbours_lack_the_same():
    steps = [(x, 20 + (x * 7) % 3) for x in range(0, 400, 2)]
    upper, lower = [(0, 0), *steps, (398, 0)], [(398, 60), *reversed(steps), (0, 60)]
    root = group(
        *(
            ("path", {"d": "M" + "L".join(f"{x},{y}" for x, y in ring) + "Z", "fill": fill})
            for ring, fill in ((upper, "red"), (lower, "blue"))
        )
    )
    compact(root, "a", 10 * LARGE)
    borders = [
        {at for at in walk(path.get("d"))[0] if 20 <= at[1] <= 22 and 0 < at[0] < 398} for path in root.iter("path")
    ]
    assert borders[0] == borders[1]
    assert 10 < len(borders[0]) < len(steps) * 0.8
