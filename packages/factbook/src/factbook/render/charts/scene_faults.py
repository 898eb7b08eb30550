"""What keeps a chart from being drawn, or from being read, found in its specification and in the renderer's scene."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from factbook.project.style import contrast
from factbook.render.charts.colours import NIGHT, WHITE, Rgb, find_dark, lay_over, read_colour, write_colour
from factbook.render.charts.house_style import CATEGORIES, COLOURS
from factbook.render.charts.label_marks import NewPart, Part
from factbook.render.charts.row_texts import SEPARATOR

SMALLEST = 12.0
"""Pixels; no text of a chart may be smaller."""
GRAPHIC, TEXT = 3.0, 4.5
"""The least contrast of a graphic and of a text with the page (WCAG 2.2, 1.4.11 and 1.4.3)."""
_CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML can hold."""
_ESCAPED = re.compile(r"\\(?:u[0-9a-f]{4}|[bf])|[\ud800-\udfff\ufffe\uffff]")
"""How JSON writes it, among other things."""
# Marks that stand on the page by themselves. Cells, shapes of maps and parts of a stack stand beside others; what is
# pale among them is a low value, or has a neighbour.
_PALE = 0.85
"""Of red, green and blue; text as pale as this stands on something dark."""
_HOUSE = COLOURS | {*CATEGORIES}
_ALONE = frozenset({"line", "trail", "symbol", "rule", "text"})


class UnfitChartError(ValueError):
    """What keeps a chart from a page, as ``what (remedy)``; other faults are those of the renderer."""


def find_spec_faults(spec: Part) -> Iterator[tuple[str, str]]:
    """Yield why a specification cannot be given to the renderer, and what to do.

    It needs data of another host, or would end the renderer.
    """
    # vl-convert 1.9.0 ends the process at a control character in a label.
    written = json.dumps(spec, default=str, ensure_ascii=False)
    if _ESCAPED.search(written) and any(map(_CONTROL.search, _find_texts(spec))):
        yield "a text has control characters, which no page can show", "look for them in its rows"
    for url in _find_urls(spec):
        yield (
            f"it takes its data from {url}, and no chart may load anything",
            "save the file below data/, and name that",
        )


def _find_texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping | list):
        for one in [*part, *part.values()] if isinstance(part, Mapping) else part:
            yield from _find_texts(one)


def _find_urls(part: object) -> Iterator[str]:
    if isinstance(part, Mapping):
        data = part.get("data")
        if isinstance(data, Mapping) and isinstance(data.get("url"), str) and "values" not in data:
            yield data["url"]
        for key, value in part.items():
            if key not in {"values", "datasets"}:
                yield from _find_urls(value)
    elif isinstance(part, list):
        for one in part:
            yield from _find_urls(one)


def find_faults(scene: Part) -> Iterator[tuple[str, str]]:
    """Yield each fault of a scene, and its remedy: a picture, nothing at all, or a text that is too small."""
    items = list(find_items(scene))
    if any(mark["marktype"] == "image" for mark, _ in items):
        yield (
            "it shows pictures, which a chart would load from elsewhere",
            "draw points, or put the picture on the page",
        )
        return
    if not any(mark.get("role") == "mark" and _is_drawn(item) for mark, item in items):
        yield "it is blank", "was anything left of its rows after the filters and look-ups?"
    texts = [(item, _words(item.get("text"))) for mark, item in items if mark["marktype"] == "text"]
    small = [(item.get("fontSize", 11), text) for item, text in texts if text and _is_drawn(item)]
    if small and min(small)[0] < SMALLEST:
        size, text = min(small)
        yield f"the text {text!r} has {size:g} pixels", f"give it {SMALLEST:g} or more"


def raise_faults(faults: Iterable[tuple[str, str]]) -> None:
    """Raise UnfitChartError with all faults, if there are any."""
    listed = list(faults)
    if listed:
        what, remedy = ("; ".join(one[at] for one in listed) for at in (0, 1))
        raise UnfitChartError(f"{what} ({remedy})")


def find_cautions(scene: Part, known: Part) -> NewPart:
    """Return what readers may not see: faint colours, categories that share one, and lines that nothing names.

    `known` are the marks with what they draw, by their place, and ``colours`` of each.
    """
    return {
        "faint": [list(one) for one in sorted(_find_faint(scene, known))],
        "alike": sorted(set(_find_alike(known))),
        "unnamed": _count_unnamed(scene, known),
    }


def find_items(scene: Part) -> Iterator[tuple[Part, Part]]:
    """Yield every item of a scene with the mark that it belongs to."""
    for item in scene.get("items", ()):
        if "marktype" in item:
            yield from find_items(item)
            continue
        if "marktype" in scene and scene["marktype"] != "group":
            yield scene, item
        for inner in item.get("items", ()):
            yield from find_items(inner)


def _find_faint(scene: Part, known: Part) -> Iterator[tuple[str, str, float]]:
    """Yield mark, colour and contrast of what can hardly be seen on a light or a dark page."""
    found: dict[tuple[str, str], float] = {}
    for mark, item in find_items(scene):
        kind = str(mark["marktype"])
        if mark.get("role") != "mark" or kind not in _ALONE or not _is_drawn(item):
            continue
        # Values of a scale of numbers: the palest is the lowest.
        if any(str(item.get("description", "")).startswith(f"{one}{SEPARATOR}") for one in known["graded"]):
            continue
        least = TEXT if kind == "text" else GRAPHIC
        ratios = {ratio for name in ("fill", "stroke") if (ratio := _contrast(item, name))}
        # An outline makes a pale fill visible. White text stands on something.
        colour = str(item.get("fill") if kind in {"symbol", "text", "trail"} else item.get("stroke"))
        plain = read_colour(colour)
        if not ratios or plain is None or (kind == "text" and min(plain[:3]) > _PALE) or colour.lower() in _HOUSE:
            continue
        # Large text is read at the contrast of a graphic, and so is what stands on a bar.
        if max(ratios) < min(least, GRAPHIC):
            found.setdefault((kind, colour), round(max(ratios), 1))
    yield from ((kind, colour, ratio) for (kind, colour), ratio in found.items())


def _contrast(item: Part, name: str) -> float:
    """Return the contrast of an item's fill or stroke with a light or a dark page, the lesser; 0 if it has none."""
    colour = read_colour(item.get(name))
    opacity = float(item.get("opacity", 1)) * float(item.get(f"{name}Opacity", 1)) * (colour.alpha if colour else 0)
    if colour is None or not opacity:
        return 0
    return _contrast_with_pages((colour.red, colour.green, colour.blue), opacity)


# A chart has hundreds of items in a few colours.
@lru_cache
def _contrast_with_pages(plain: Rgb, opacity: float) -> float:
    sides = ((plain, WHITE), (find_dark(plain), NIGHT))
    return min(contrast(write_colour(lay_over(one, opacity, page)), write_colour(page)) for one, page in sides)


def _find_alike(known: Part) -> Iterator[str]:
    """Yield each field with more categories than there are colours."""
    for mark in known["marks"]:
        for name in mark["palette"]:
            count = len({str(item.get(name)) for item in mark["items"]})
            if count > len(CATEGORIES):
                yield f"{count} values of {name!r} share {len(CATEGORIES)} colours"


def _count_unnamed(scene: Part, known: Part) -> int:
    """Return how many lines a chart has if nothing in it names them; else 0."""
    lines: set[str] = set()
    words: dict[str, set[str]] = defaultdict(set)
    for mark, item in find_items(scene):
        role = str(mark.get("role", ""))
        if mark["marktype"] == "line" and role == "mark":
            # A part of a line that is dashed is of a lesser source, and no line of its own.
            lines.add(str(item.get("stroke")))
        elif mark["marktype"] == "text" and any(one.isalpha() for one in _words(item.get("text"))):
            words[role].add(_words(item.get("text")))
    # A title of one axis names the measure of all lines, titles of two axes may name a line each.
    titles = words["axis-title"] if len(words["axis-title"]) > 1 else set()
    named = len(words["mark"] | words["legend-label"] | words["title-text"] | titles)
    if len(lines) > 1 and named < len(lines) - 1:
        return len(lines)
    # Of many lines of one colour, those that matter are named.
    alike = max((_count_lines(mark) for mark in known["marks"] if mark["kind"] == "line"), default=0)
    return alike if alike > 1 and not named else 0


def _count_lines(mark: Part) -> int:
    """Return into how many lines the fields of a mark divide it."""
    names = [one["shown"] for one in mark["fields"] if one["channel"] == "facet"]
    return len({tuple(item.get(name) for name in names) for item in mark["items"]})


def _is_drawn(item: Part) -> bool:
    return bool(item.get("opacity", 1)) and (item.get("fill") not in {None, "transparent"} or bool(item.get("stroke")))


def _words(text: object) -> str:
    lines = text if isinstance(text, list) else [text]
    return " ".join(str(line) for line in lines if line is not None)
