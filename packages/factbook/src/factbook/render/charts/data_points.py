"""The values of a drawing and their places in it, for readers who point at it or go through it by keys.

They are read from a drawing whose marks were labelled (`label_marks`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from xml.etree.ElementTree import Element

from factbook.render.charts.label_marks import LABEL_START, PROBES, SEPARATOR

# Vega's SVG writer (vl-convert 1.9.0) nests groups with translations, and nothing else is needed to place a probe.
# vl-convert can return the scene graph as well, but it would measure every text for a second time, which is most of the
# time that a drawing takes. If a release changes the SVG, the tests fail.
_PROBE_GROUP = f"mark-symbol role-mark {PROBES}"
_FIGURE = re.compile(r"^[\d.,\u2212-]+\s|\s[\u2212-]?[\d.,]+\s?\w{0,3}(?: in \d{4})?$")


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart, as it is printed, and its label: what it is the value of, such as a year or a name."""

    x: float
    y: float
    label: str
    value: str


@dataclass(slots=True, kw_only=True)
class DrawnSeries:
    """A line, or bars of one kind.

    Its kind is ``line`` for lines and points on them, ``bar`` or ``lying`` for vertical and horizontal bars, ``shape``
    for other points, ``cell`` for what has its value as its colour or size, ``text`` for the words of a text, which are
    its name. Its frame is the one of several views, or facets, that it stands in.
    """

    kind: str
    frame: str
    name: str
    colour: str
    points: list[Point] = field(default_factory=list)


def remove_probes(root: Element) -> None:
    """Take the points that only carried labels out of a drawing."""
    for element in root.iter():
        element[:] = [child for child in element if not child.get("class", "").startswith(_PROBE_GROUP)]


def read_points(root: Element) -> list[DrawnSeries]:
    """Return every value of a drawing with probes (`add_labels`), in series; each value once.

    A series has the name that a channel or the description of its view gives it; else, if its frame has several, that
    of the nearest text in its colour there. If there are several frames, theirs comes first.
    """
    found: dict[tuple[str, ...], DrawnSeries] = {}
    for (kind, frame, colour, name), point in _read_probes(root):
        series = DrawnSeries(kind=kind, frame=frame, name=name, colour=colour)
        found.setdefault((kind, frame, colour, name), series).points.append(point)
    texts = [series for series in found.values() if series.kind == "text"]
    merged = _merge(series for series in found.values() if series.kind != "text")
    sizes = Counter(series.frame for series in merged)
    for series in merged:
        series.points.sort(key=attrgetter("y" if series.kind == "lying" else "x"))
        if not series.name and sizes[series.frame] > 1:
            series.name = _find_name(series, [text for text in texts if text.frame == series.frame])
        if len(sizes) > 1:
            series.name = ", ".join(filter(None, (series.frame, series.name)))
    return merged


def dump_points(series: Sequence[DrawnSeries]) -> str:
    """Return series as JSON: ``[[name, kind, [[x, y, label, value], ...]], ...]``."""
    listed = [
        [one.name, one.kind, [[_short(p.x), _short(p.y), p.label, p.value] for p in one.points]] for one in series
    ]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":"))


def _short(place: float) -> float:
    return int(place) if place == int(place) else place


def _read_probes(element: Element, x: float = 0.0, y: float = 0.0) -> Iterator[tuple[tuple[str, str, str, str], Point]]:
    """Yield what tells the series of every probe in an element whose parent lies at `x` and `y`, and its point."""
    transform = element.get("transform", "")
    if transform.startswith("translate("):
        right, down = transform.removeprefix("translate(").partition(")")[0].split(",")
        x, y = x + float(right), y + float(down)
    label = element.get("aria-label", "")
    if label.startswith(LABEL_START):
        fill, stroke, kind, frame, name, *labels, value = label.removeprefix(LABEL_START).split(SEPARATOR)
        # The colour of a cell is its value, and says of no series.
        colour = "" if kind == "cell" else stroke if fill in {"", "transparent", "#ffffff"} and stroke else fill
        # Tenths of a pixel: more digits would only make each page larger.
        yield (kind, frame, colour.lower(), name), Point(round(x, 1), round(y, 1), " ".join(labels), value)
    for child in element:
        yield from _read_probes(child, x, y)


def _merge(found: Iterable[DrawnSeries]) -> list[DrawnSeries]:
    """Merge points into the line of their colour, and values at the same place into one."""
    merged: list[DrawnSeries] = []
    for series in sorted(found, key=lambda one: one.kind != "line"):
        home = next((one for one in merged if _belongs(series, one)), None)
        if home is None:
            home = DrawnSeries(kind=series.kind, frame=series.frame, name=series.name, colour=series.colour)
            merged.append(home)
        taken = {(point.label, point.value) for point in home.points}
        home.points += [point for point in dict.fromkeys(series.points) if (point.label, point.value) not in taken]
    return merged


def _belongs(series: DrawnSeries, home: DrawnSeries) -> bool:
    if series.frame != home.frame:
        return False
    values, known = ({(point.label, point.value) for point in one.points} for one in (series, home))
    # An unnamed point that repeats a value of a line, such as its last one, is no series of its own, nor is the line
    # that bounds an area.
    if home.kind == "line" and series.kind in {"line", "shape"} and not series.name and values <= known:
        return True
    if series.kind == home.kind in {"bar", "lying"} and not series.name and not home.name:
        return not {point.label for point in series.points} & {point.label for point in home.points}
    same = (series.name, series.colour) == (home.name, home.colour)
    return same and {series.kind, home.kind} <= {"line", "shape"}


def _find_name(series: DrawnSeries, texts: Sequence[DrawnSeries]) -> str:
    """Return the text nearest to a series in its colour; a grey line is named in grey ink, bars in white on them."""
    # The colours of `chart`: texts beside a line are set in its colour, except for OTHER, which is too pale for text.
    inks = {series.colour, *(["#4b555d"] if series.colour == "#7a8790" else [])}
    inks |= {"#ffffff"} if series.kind in {"bar", "lying"} else set()
    named = [(at, words) for one in texts if one.colour in inks and (words := _words(one.name)) for at in one.points]
    near = [(min((p.x - at.x) ** 2 + (p.y - at.y) ** 2 for p in series.points), words) for at, words in named]
    return min(near)[1] if near else ""


def _words(text: str) -> str:
    """Return a label without the figure at its end."""
    plain = _FIGURE.sub("", " ".join(text.split())).strip(" :,")
    return plain if any(one.isalpha() and other.isalpha() for one, other in pairwise(plain)) else ""
