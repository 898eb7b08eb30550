"""A chart as one SVG that stands by itself: its title above the drawing, source and edition below it."""

from __future__ import annotations

from markupsafe import Markup, escape

from factbook.render.charts.house_style import FONT, INK, INK_2, PAPER
from factbook.render.charts.share_picture import wrap
from factbook.render.charts.svg import make_light, read_svg, write_svg

EDGE = 24
FONTS = f"{FONT}, Arial, sans-serif"
"""Names of fonts; ours is not contained, since it would be most of the file."""
_TITLE, _SMALL = 22, 14
"""Sizes of the letters of the title and of the other lines, in pixels."""


def save_chart(svg: str, *, title: str, subtitle: str, alt: str, foot: str, language: str = "en") -> str:
    """Return a drawing of ours with its texts, in the colours of a light page; `alt` says what it shows."""
    # Programs that draw know no `light-dark()`, and paper is white.
    root = read_svg(make_light(svg))
    wide, high = (float(root.get(name, "0").removesuffix("px")) for name in ("width", "height"))
    # A drawing has no margin of its own; without one, a program that places the file would set its texts to the edge.
    width = round(wide) + 2 * EDGE
    above = [(line, _TITLE, INK, 600) for line in wrap(title, wide, _TITLE)]
    above += [(line, _SMALL, INK_2, 400) for line in wrap(subtitle, wide, _SMALL)] if subtitle else []
    parts, down = _lines(above, EDGE)
    inner = Markup('<svg x="{}" y="{}" width="{}" height="{}" viewBox="{}">').format(
        EDGE, down + 12, wide, high, root.get("viewBox") or f"0 0 {wide:g} {high:g}"
    )
    # Each text names its font, so the names of others must stand there as well.
    drawing = "".join(map(write_svg, root)).replace(f'font-family="{FONT}"', f'font-family="{FONTS}"')
    parts += [inner, drawing, "</svg>"]
    below, end = _lines([(line, _SMALL, INK_2, 400) for line in wrap(foot, wide, _SMALL)], round(down + 12 + high + 12))
    height = end + EDGE
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{w}" height="{h}" '
        'viewBox="0 0 {w} {h}" lang="{lang}" role="img" font-family="{fonts}">'
        '<title>{title}</title><desc>{alt}</desc><rect width="{w}" height="{h}" fill="{paper}"/>'
    ).format(w=width, h=height, lang=language, fonts=FONTS, title=title, alt=alt, paper=PAPER)
    return "".join([head, *parts, *below, "</svg>\n"])


def _lines(lines: list[tuple[str, int, str, int]], top: int) -> tuple[list[str], int]:
    """Return lines of text one below the other, and where the last of them ends."""
    found, down = [], top
    for text, size, colour, weight in lines:
        down += round(size * 1.3)
        found.append(
            f'<text x="{EDGE}" y="{down}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
            f"{escape(text)}</text>"
        )
    return found, down
