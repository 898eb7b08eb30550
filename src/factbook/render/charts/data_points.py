"""The values of a drawing and their places in it, for readers who point at it or go through it by keys.

They are read from a drawing whose marks were labelled (`label_marks`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import pairwise
from operator import attrgetter

from factbook.render.charts.label_marks import LABEL_START, SEPARATOR

# Vega's SVG writer (vl-convert 1.9.0) nests groups with translations and escapes texts, and nothing else is needed to
# place a mark, so the drawing is read with expressions. vl-convert can return the scene graph as well, with exact
# places and no parsing; that would be the way if a release changes the SVG. Then the tests of data points fail first.
_TAG = re.compile(r"<(/?)(g|path|text|tspan|svg)\b([^>]*?)(/?)>|([^<]+)")
_SHIFT = re.compile(r'transform="translate\(([-\d.e]+)(?:,\s*([-\d.e]+))?\)')
_LABEL = re.compile(f'aria-label="{LABEL_START}([^"]*)"')
_PROBE = re.compile(f'<path aria-label="{LABEL_START}line{SEPARATOR}[^>]*/>')
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_COMMAND = re.compile(r"([MLHVZhvl])([^MLHVZhvlAaCcQq]*)")
_FIGURE = re.compile(r"^[\d.,\u2212-]+\s|\s[\u2212-]?[\d.,]+\s?\w{0,3}(?: in \d{4})?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of a chart."""

    x: float
    y: float
    label: str
    """What it is the value of: a year, a name."""
    value: str
    """As it is printed."""
    right: float = 0.0
    """The right end of a bar."""
    top: float = 0.0
    """The upper end of a bar."""


@dataclass(slots=True, kw_only=True)
class DrawnSeries:
    """A line, or bars of one kind."""

    name: str = ""
    colour: str = ""
    kind: str = "line"
    """``line`` for lines and points on them, ``bar`` for what has an extent, ``shape`` for other points."""
    points: list[Point] = field(default_factory=list)
    starts: set[tuple[float, float]] = field(default_factory=set)
    """The lower left corner of each bar."""

    def place(self, point: Point) -> Point:
        """Return a point moved to the free end of its bar; bars that are stacked keep theirs in the middle."""
        lefts, bottoms = self._start_edges
        if self.kind != "bar" or (len(lefts) > 1 and len(bottoms) > 1):
            return point
        return replace(point, x=point.right) if self.is_horizontal else replace(point, y=point.top)

    @property
    def _start_edges(self) -> tuple[set[int], set[int]]:
        # Whole pixels, since bars on one baseline differ by fractions.
        return {round(start[0]) for start in self.starts}, {round(start[1]) for start in self.starts}

    @property
    def is_horizontal(self) -> bool:
        """Whether these are horizontal bars: they share the left end and no lower one."""
        lefts, bottoms = self._start_edges
        if self.kind != "bar" or len(bottoms) == 1:
            return False
        return len(lefts) == 1 or not _is_even([point.x for point in self.points])


def remove_probes(svg: str) -> str:
    """Return a drawing without the points that only carried labels."""
    return _PROBE.sub("", svg)


def read_points(svg: str) -> list[DrawnSeries]:
    """Return every value of a drawing whose specification `add_labels` returned, in series; each value once.

    A series has the name that a channel or the description of its view gives it; else, if there are several, that of
    the nearest text in its colour.
    """
    found: dict[tuple[str, str, str], DrawnSeries] = {}
    texts: list[tuple[float, float, str, str]] = []
    for item in _walk(svg):
        if item.label:
            kind, name, *labels, value = (unescape(part) for part in item.label.split(SEPARATOR))
            label = " ".join(labels)
            series = found.setdefault((kind, name, item.colour), DrawnSeries(name=name, colour=item.colour, kind=kind))
            series.starts.add(item.start)
            # Tenths of a pixel: more digits would only make each page larger.
            x, y = round(item.x, 1), round(item.y, 1)
            series.points.append(Point(x=x, y=y, label=label, value=value, right=item.head[0], top=item.head[1]))
        elif item.text:
            texts.append((item.x, item.y, item.colour, item.text))
    merged = _merge(found.values())
    for series in merged:
        series.points = [series.place(point) for point in series.points]
        series.points.sort(key=attrgetter("y" if series.is_horizontal else "x"))
        if not series.name and len(merged) > 1:
            series.name = _find_name(series, texts)
    return merged


def dump_points(series: Sequence[DrawnSeries]) -> str:
    """Return series as JSON: ``[[name, kind, [[x, y, label, value], ...]], ...]``; horizontal bars are ``lying``."""
    listed = [
        [
            one.name,
            "lying" if one.is_horizontal else one.kind,
            [[_short(p.x), _short(p.y), p.label, p.value] for p in one.points],
        ]
        for one in series
    ]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


def _short(place: float) -> float:
    return int(place) if place == int(place) else place


@dataclass(slots=True)
class _DrawnItem:
    label: str = ""
    text: str = ""
    colour: str = ""
    x: float = 0.0
    y: float = 0.0
    start: tuple[float, float] = (0.0, 0.0)
    head: tuple[float, float] = (0.0, 0.0)


def _walk(svg: str) -> Iterator[_DrawnItem]:
    """Yield every labelled mark and every text, with its place in the drawing."""
    shifts: list[tuple[float, float]] = [(0.0, 0.0)]
    text: _DrawnItem | None = None
    for match in _TAG.finditer(svg):
        closing, tag, attributes, alone, words = match.groups()
        if words is not None:
            if text is not None and words.strip():
                text.text = f"{text.text} {unescape(words.strip())}".strip()
            continue
        if closing:
            if tag == "text" and text is not None:
                yield text
                text = None
            shifts.pop()
            continue
        at = _shift(attributes, shifts[-1])
        if tag == "text":
            text = _DrawnItem(x=at[0], y=at[1], colour=_colour(attributes))
        if tag == "path" and (label := _LABEL.search(attributes)):
            (left, top), (right, bottom) = _box(attributes)
            x, y = at[0] + (left + right) / 2, at[1] + (top + bottom) / 2
            start, head = (at[0] + left, at[1] + bottom), (round(at[0] + right, 1), round(at[1] + top, 1))
            colour = _colour(attributes)
            yield _DrawnItem(label=label[1].removeprefix(SEPARATOR), colour=colour, x=x, y=y, start=start, head=head)
        if not alone:
            shifts.append(at)


def _shift(attributes: str, around: tuple[float, float]) -> tuple[float, float]:
    found = _SHIFT.search(attributes)
    return (around[0] + float(found[1]), around[1] + float(found[2] or 0)) if found else around


def _colour(attributes: str) -> str:
    found: dict[str, str] = dict(re.findall(r'\b(fill|stroke)="(#[0-9a-fA-F]{6})"', attributes))
    fill, stroke = found.get("fill", ""), found.get("stroke", "")
    return (stroke if fill in {"", "#ffffff"} and stroke else fill).lower()


def _box(attributes: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the upper left and the lower right corner of a mark before its translation; for a symbol, its middle."""
    path = re.search(r'\sd="([^"]*)"', attributes)
    if "translate(" in attributes or path is None:
        return (0.0, 0.0), (0.0, 0.0)
    xs, ys, x, y = [], [], 0.0, 0.0
    for command, arguments in _COMMAND.findall(path[1]):
        numbers = [float(number) for number in _NUMBER.findall(arguments)]
        if command in "ML" and len(numbers) >= 2:
            x, y = numbers[-2:]
        elif command in "Hh" and numbers:
            x = numbers[-1] + (x if command == "h" else 0)
        elif command in "Vv" and numbers:
            y = numbers[-1] + (y if command == "v" else 0)
        xs.append(x)
        ys.append(y)
    return (min(xs, default=0.0), min(ys, default=0.0)), (max(xs, default=0.0), max(ys, default=0.0))


def _is_even(values: Sequence[float]) -> bool:
    """Return whether values are at equal distances from each other."""
    ordered = sorted(values)
    steps = [after - before for before, after in pairwise(ordered)]
    return len(steps) > 0 and min(steps) > 1 and max(steps) - min(steps) < 1


def _merge(found: Iterable[DrawnSeries]) -> list[DrawnSeries]:
    """Merge points into the line of their colour, and values at the same place into one."""
    merged: list[DrawnSeries] = []
    for series in sorted(found, key=lambda one: one.kind != "line"):
        home = next((one for one in merged if _belongs(series, one)), None)
        if home is None:
            home = DrawnSeries(name=series.name, colour=series.colour, kind=series.kind)
            merged.append(home)
        home.starts |= series.starts
        taken = {(point.label, point.value) for point in home.points}
        home.points += [
            point for point in dict.fromkeys(series.points) if (point.label, point.value) not in taken and point.value
        ]
    return [one for one in merged if one.points]


def _belongs(series: DrawnSeries, home: DrawnSeries) -> bool:
    # An unnamed point that repeats a value of a line, such as its last one, is no series of its own.
    if series.kind == "shape" and home.kind == "line" and not series.name:
        known = {(point.label, point.value) for point in home.points}
        if {(point.label, point.value) for point in series.points} <= known:
            return True
    if series.kind == home.kind == "bar" and not series.name and not home.name:
        return not {point.label for point in series.points} & {point.label for point in home.points}
    same = (series.name, series.colour) == (home.name, home.colour)
    return same and {series.kind, home.kind} <= {"line", "shape"}


def _find_name(series: DrawnSeries, texts: Sequence[tuple[float, float, str, str]]) -> str:
    """Return the text nearest to a series in its colour; a grey line is named in grey ink, bars in white on them."""
    # The colours of `chart`: texts beside a line are set in its colour, except for OTHER, which is too pale for text.
    inks = {series.colour, *(["#4b555d"] if series.colour == "#7a8790" else [])}
    inks |= {"#ffffff"} if series.kind == "bar" else set()
    named = [(x, y, words) for x, y, colour, text in texts if colour in inks and (words := _words(text))]
    near = [(min((p.x - x) ** 2 + (p.y - y) ** 2 for p in series.points), words) for x, y, words in named]
    return min(near)[1] if near else ""


def _words(text: str) -> str:
    """Return a label without the figure at its end."""
    plain = _FIGURE.sub("", text).strip(" :,")
    return plain if re.search(r"[^\W\d_]{2}", plain) else ""
