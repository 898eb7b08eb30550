"""Colours of the cells of styled tables, as classes: pages allow no style within them, and one sheet has them all.

pandas writes a style sheet before each table that `DataFrame.style` has coloured, with the cells by their ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from factbook.render.charts.colours import Rgb, find_dark, read_colour, write_colour

_SHEET = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CELL = re.compile(r"#(T_\w+_(?:row\d+_col\d+|level\d+_(?:row|col)\d+))")
_TAG = re.compile(r'(<t[dh] id="(T_\w+)" class=")')
# The boundary behind the letters, which are searched for by themselves: that takes a tenth of the time.
_CLASS = re.compile(r"cell-(?<=\bcell-)(on|in|ink)-([0-9a-f]{6})\b")
_LIGHT = 0.6
"""Luminance of a ground from which dark letters are read better."""


def colour_cells(html: str) -> tuple[str, bool]:
    """Return HTML with a class for each colour of a cell, and whether that is all that its tables have of colours."""
    classes: dict[str, list[str]] = {}
    complete = True
    for selectors, declared in (rule for sheet in _SHEET.findall(html) for rule in _RULE.findall(sheet)):
        names, is_read = _read_colours(declared)
        cells = [_CELL.fullmatch(one.strip()) for one in selectors.split(",")]
        complete = complete and is_read and (not names or all(cells))
        for cell in cells:
            if cell is not None and names:
                classes.setdefault(cell[1], []).extend(names)
    added = _TAG.sub(lambda tag: "".join([tag[1], *(f"{one} " for one in classes.get(tag[2], ()))]), html)
    return added, complete


def _read_colours(declared: str) -> tuple[list[str], bool]:
    """Return the classes of what a rule declares, and whether each of its colours is a plain one."""
    pairs = (one.partition(":") for one in declared.split(";"))
    last = {name.strip().lower(): value.strip() for name, _, value in pairs}
    ground = next((last[name] for name in ("background-color", "background") if name in last), "")
    parts = [("on", ground), ("in" if ground else "ink", last.get("color", ""))]
    read = [(kind, read_colour(text)) for kind, text in parts if text]
    if not all(colour is not None and colour.alpha in {0, 1} for _, colour in read):
        return [], False
    shown = ((kind, (one.red, one.green, one.blue)) for kind, one in read if one is not None and one.alpha)
    return [f"cell-{kind}-{write_colour(colour)[1:]}" for kind, colour in shown], True


def has_colours(html: str) -> bool:
    """Return whether a page has cells that `write_sheet` colours."""
    return _CLASS.search(html) is not None


def find_colours(html: str) -> set[tuple[str, str]]:
    """Return the kinds and colours of the cells of a page."""
    return set(_CLASS.findall(html))


def write_sheet(colours: Iterable[tuple[str, str]]) -> str:
    """Return the style sheet for cells of these kinds and colours."""
    return "".join(_write_rules(colours))


def _write_rules(colours: Iterable[tuple[str, str]]) -> Iterator[str]:
    # Letters of their own come after the ground that would choose some.
    for kind, code in sorted(colours, key=lambda one: (one[0] != "on", one)):
        red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
        name = f".cell-{kind}-{code}"
        if kind == "on":
            letters = "#000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > _LIGHT else "#fff"
            yield f"td{name},th{name}{{background-color:#{code};color:{letters}}}\n"
        elif kind == "in":
            yield f"td{name},th{name}{{color:#{code}}}\n"
        else:
            # On the page's own ground, which is dark for some readers.
            colour: Rgb = (red, green, blue)
            yield f"td{name},th{name}{{color:light-dark(#{code},{write_colour(find_dark(colour))})}}\n"
