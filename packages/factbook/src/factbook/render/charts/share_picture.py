"""The picture of a page that other sites show beside a link to it: its title and its main chart, as one drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from factbook.render.charts.house_style import FONT, INK, INK_2, MAIN, PAPER
from factbook.render.charts.svg import read_svg, write_svg
from factbook.render.metadata.head import PICTURE_SIZE, SMALL_PICTURE_SIZE

WIDTH, HEIGHT = PICTURE_SIZE
EDGE = 48
_COLUMN = 400
"""Pixels of the title's column beside a chart."""
_EM = 0.53
"""Average width of a letter as a part of its size; rather too wide than too narrow."""
_DRAWABLE = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0£¥§©«°±²³»¼½¾×àáäçèéêíñóö÷ü–—‘’“”•…⁄€−")
"""The characters of the font for drawings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture shows; `chart` is an SVG of ours, or empty."""

    report: str
    title: str
    below: str
    """The line at the foot, such as the edition."""
    chart: str = ""
    chart_title: str = ""
    """The title of the chart, which says in a sentence what it shows."""
    value: str = ""
    """A figure that stands alone above the title, as large as there is room."""


def can_draw(*texts: str) -> bool:
    """Return whether the font has every character, so that the picture is the same on every machine.

    >>> can_draw("Three years above 20,000"), can_draw("서울")
    (True, False)
    """
    return all(_DRAWABLE.issuperset(text) for text in texts)


def draw_picture(picture: Picture) -> str:
    """Return an SVG of the size that other sites expect.

    A text that the font cannot write is left out, and so is a chart with such a text: other fonts differ by machine.
    """
    texts = {name: getattr(picture, name) for name in ("report", "title", "below", "chart_title", "value")}
    drawable = {name: text if can_draw(text) else "" for name, text in texts.items()}
    return _draw(replace(picture, **drawable, chart=picture.chart if can_draw(_words(picture.chart)) else ""))


def draw_small(picture: Picture) -> str:
    """Return the same at half the size, which is the least that other sites show in full width."""
    # Most figures of a report have one, and a page of the report that shows them has a large one.
    width, height = SMALL_PICTURE_SIZE
    return draw_picture(picture).replace(f'width="{WIDTH}" height="{HEIGHT}"', f'width="{width}" height="{height}"', 1)


def _words(svg: str) -> str:
    """Return the texts of a drawing."""
    return " ".join(" ".join(read_svg(svg).itertext()).split()) if svg else ""


def _draw(picture: Picture) -> str:
    size = 46 if picture.chart or picture.value else 76
    # A figure of many letters, such as a sum in words, is set smaller so that it stays on its line.
    tall = min(150, round((WIDTH - 2 * EDGE) / (len(picture.value) * _EM))) if picture.value else 0
    room = HEIGHT - 220 - tall
    # A line at the foot that is longer than the title's column goes on below the chart.
    foot = 44 if len(picture.below) * 22 * _EM > _COLUMN else 0
    width = _COLUMN if picture.chart else WIDTH - 2 * EDGE
    # SVG has no line breaks, and measuring text would need the renderer; an average width is enough for a title.
    lines = wrap(picture.title, width, size)
    # A long title first gets smaller letters, and is cut only at a size that nobody could read.
    while len(lines) * size * 1.12 > room and size > 20:
        size -= 4
        lines = wrap(picture.title, width, size)
    most = int(room / (size * 1.12))
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    top = 150 + tall
    under = top + round(len(lines) * size * 1.12) + 44
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        f'<rect x="{EDGE}" y="{EDGE}" width="{WIDTH - 2 * EDGE}" height="4" fill="{INK}"/>',
        _text(picture.report, EDGE, 92, 24, INK, weight=600),
        *(_text(line, EDGE, top + round((at + 0.8) * size * 1.12), size, INK) for at, line in enumerate(lines)),
        *(
            _text(line, EDGE, under + at * 32, 24, INK_2)
            for at, line in enumerate(wrap(picture.chart_title, _COLUMN, 24)[: max(0, (HEIGHT - 110 - under) // 32)])
        ),
        f'<rect x="{EDGE}" y="{HEIGHT - 92}" width="56" height="5" fill="{MAIN}"/>',
        *([_text(picture.value, EDGE, top - 20, tall, MAIN, weight=600)] if picture.value else []),
        _text(picture.below, EDGE, HEIGHT - 48, 22, INK_2),
        _place(picture.chart, EDGE + _COLUMN + 40, 124, HEIGHT - 124 - EDGE - foot) if picture.chart else "",
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
    )
    return "".join([head, *parts, "</svg>"])


def wrap(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines of at most `width` pixels, unless a single word is longer."""
    most = max(1, int(width / (size * _EM)))
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _text(text: str, x: float, y: float, size: float, colour: str, weight: int = 400) -> str:
    return (
        f'<text x="{x}" y="{y}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
        f"{escape(text)}</text>"
    )


def _place(svg: str, x: float, y: float, tall: float) -> str:
    """Return a drawing placed within another, as large as its room allows."""
    root = read_svg(svg)
    sizes = [root.get(name, "").removesuffix("px") for name in ("width", "height")]
    if "" in sizes:
        return ""
    wide, high = map(float, sizes)
    scale = min((WIDTH - EDGE - x) / wide, tall / high)
    down = y + (tall - high * scale) / 2
    # A viewBox scales the drawing with all its strokes and texts; its own root tag is replaced.
    tag = Markup('<svg x="{}" y="{}" width="{}" height="{}" viewBox="0 0 {} {}">').format(
        round(x), round(down), round(wide * scale), round(high * scale), *sizes
    )
    return f"{tag}{''.join(map(write_svg, root))}</svg>"
