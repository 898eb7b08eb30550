"""Colours that an author chose: their contrast with the page, and their counterparts on dark pages.

The door of tinycss2, which reads colours as browsers do.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise
from xml.etree.ElementTree import Element

from tinycss2.color3 import RGBA, parse_color

from factbook.render.charts.house_style import COLOURS

Rgb = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""
WHITE: Rgb = (1.0, 1.0, 1.0)
NIGHT: Rgb = (0x11 / 255, 0x15 / 255, 0x13 / 255)
"""The token ``paper`` on dark pages."""
COLOURED = frozenset({"fill", "stroke", "stop-color", "color"})
# Lightness (Oklab) of tokens on light and on dark pages: paper, tint, other, main, claim, ink. A colour between two of
# them is moved between their counterparts, so that an order of lightness stays one, and contrast about what it was.
_LIGHTNESS = ((0.0, 1.0), (0.223, 0.945), (0.477, 0.768), (0.614, 0.672), (0.925, 0.305), (1.0, 0.194))


@cache
def read_colour(text: object) -> RGBA | None:
    """Return a colour with its opacity; ``None`` for what is none, such as ``none`` or a gradient.

    >>> read_colour("steelblue") == read_colour("#4682b4") == read_colour("rgb(70, 130, 180)")
    True
    """
    found = parse_color(text) if isinstance(text, str) else None
    return found if isinstance(found, RGBA) else None


def lay_over(colour: Rgb, opacity: float, ground: Rgb) -> Rgb:
    """Return what is seen of a colour that lets its ground shine through."""
    red, green, blue = (at * opacity + below * (1 - opacity) for at, below in zip(colour, ground, strict=True))
    return red, green, blue


@cache
def find_dark(colour: Rgb) -> Rgb:
    """Return the counterpart of a colour on a dark page: the same hue, as far from the page as on a light one."""
    lightness, a, b = _to_oklab(colour)
    lighter = _move(lightness)
    # The purest colours exist at few lightnesses; paler, each hue exists at all.
    for share in range(20, -1, -1):
        found = _from_oklab(lighter, a * share / 20, b * share / 20)
        if all(-0.001 <= part <= 1.001 for part in found):
            break
    red, green, blue = (min(1.0, max(0.0, part)) for part in found)
    return red, green, blue


def write_colour(colour: Rgb) -> str:
    """Return a colour as ``#rrggbb``."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def map_colours(root: Element) -> None:
    """Replace each colour of a drawing that the style sheet does not know by a pair, for light and dark pages.

    Written as ``light-dark()``, which browsers have had since 2024 and which needs neither a style nor a script.
    """
    for element in root.iter():
        for name in COLOURED.intersection(element.attrib):
            element.set(name, _pair(name, element.attrib[name]))


@cache
def _pair(name: str, text: str) -> str:
    # The style sheet replaces fills and strokes only.
    if text.lower() in COLOURS and name != "stop-color":
        return text.lower()
    found = read_colour(text)
    if found is None or not found.alpha:
        return text
    plain: Rgb = (found.red, found.green, found.blue)
    light, dark = write_colour(plain), write_colour(find_dark(plain))
    if light in COLOURS and name != "stop-color":
        return light
    alpha = f"{round(found.alpha * 255):02x}" if found.alpha < 1 else ""
    return f"light-dark({light}{alpha},{dark}{alpha})"


def _move(lightness: float) -> float:
    for (start, low), (end, high) in pairwise(_LIGHTNESS):
        if lightness <= end:
            return low + (high - low) * (lightness - start) / (end - start)
    return _LIGHTNESS[-1][1]


def _to_linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _from_linear(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


# Björn Ottosson, "A perceptual color space for image processing" (2020): equal steps look equal, and a change of
# lightness leaves the hue.
def _to_oklab(colour: Rgb) -> Rgb:
    red, green, blue = map(_to_linear, colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> Rgb:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _from_linear(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _from_linear(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _from_linear(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )
