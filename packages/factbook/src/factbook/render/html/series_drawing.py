"""A figure within its series, as a small drawing: a line that breaks where values are missing, and a dot."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from factbook.render.charts.chart import disarm, write_csv
from factbook.render.templating import render_part
from factbook.render.values import show_bare, show_date
from factbook.render.words.interface import find_words
from figurecheck.model import Statistic
from figurecheck.model.periods import read_clock

WIDTH, HEIGHT, TOP, FOOT, SIDE = 640, 150, 26, 22, 6
"""Of the drawing, and the room for its labels, in pixels."""
LETTER = 9.5
"""Pixels of a letter of the value, on average."""
FEWEST = 3
"""Values below which a table says as much."""


def draw_series(statistic: Statistic, alike: Sequence[Statistic], language: str = "en") -> Markup:
    """Draw the values of a series over its periods; empty for fewer than three, and for what has no periods.

    `alike` holds the statistics that differ from this one in nothing but their period, itself among them.
    """
    found = lay_out_series(statistic, alike, language)
    return render_part("series.html", language, **found) if found else Markup("")


def lay_out_series(
    statistic: Statistic, alike: Sequence[Statistic], language: str = "en", *, width: int = WIDTH, height: int = HEIGHT
) -> dict[str, Any] | None:
    """Return the places and texts of the drawing of a series as plain values; ``None`` where there is none to draw."""
    points = find_series(statistic, alike)
    clock = read_clock([label for label, _ in points])
    if len(points) < FEWEST or clock is None:
        return None
    numbered = sorted((clock.number(label) or 0, label, value) for label, value in points)
    first, last = numbered[0][0], numbered[-1][0]
    low, high = min(Decimal(0), *(value for _, _, value in numbered)), max(value for _, _, value in numbered)
    if high == low:
        return None

    def place(number: int, value: Decimal) -> tuple[str, str]:
        across = SIDE + (width - 2 * SIDE) * (number - first) / (last - first)
        down = TOP + (height - TOP - FOOT) * float((high - value) / (high - low))
        return f"{across:.1f}", f"{down:.1f}"

    at = [(number, label, value, *place(number, value)) for number, label, value in numbered]
    mine = _label_of(statistic)
    here = next((one for one in at if one[1] == mine), None)
    if here is None:
        return None
    step = min(later[0] - earlier[0] for earlier, later in pairwise(at))
    unit = _unit_of(statistic)
    value = show_bare(here[2], unit, language)
    anchor = "start" if float(here[3]) < width / 4 else "end" if float(here[3]) > width * 3 / 4 else "middle"
    return {
        "width": width,
        "height": height,
        "base": place(first, Decimal(0))[1],
        "path": _path(at, step),
        "lone": [one for n, one in enumerate(at) if _is_alone(at, n, step)],
        "here": here,
        "value": value,
        "anchor": anchor,
        "top": f"{_find_top(at, float(here[3]), len(value) * LETTER, anchor):.1f}",
        "ends": [(show_date(at[0][1], language), "start", SIDE), (show_date(at[-1][1], language), "end", width - SIDE)],
        "says": _say(at, unit, language),
    }


def find_series(statistic: Statistic, alike: Sequence[Statistic]) -> list[tuple[str, Decimal]]:
    """Return the periods and values of the series of a statistic, which may be empty."""
    return _of_basis(statistic) or _of_alike(statistic, alike)


def series_csv(statistic: Statistic, points: Sequence[tuple[str, Decimal]]) -> str:
    """Return a series as CSV, each value as it was computed; a text that a spreadsheet would run is disarmed."""
    # Exact values: whoever computes with a series must not start from rounded ones.
    rows = [[disarm(period), value, disarm(_unit_of(statistic))] for period, value in points]
    return write_csv([["period", "value", "unit"], *rows])


Point = tuple[int, str, Decimal, str, str]


def _label_of(statistic: Statistic) -> str:
    return statistic.basis.at if statistic.basis else statistic.period


def _unit_of(statistic: Statistic) -> str:
    return statistic.basis.unit if statistic.basis else statistic.unit


def _of_basis(statistic: Statistic) -> list[tuple[str, Decimal]]:
    return list(statistic.basis.series) if statistic.basis else []


def _of_alike(statistic: Statistic, alike: Sequence[Statistic]) -> list[tuple[str, Decimal]]:
    if not isinstance(statistic.value, Decimal):
        return []
    same = [one for one in alike if one.population == statistic.population and isinstance(one.value, Decimal)]
    # `isinstance` above, which a type checker does not carry over.
    return [(one.period, Decimal(one.value)) for one in same]


def _find_top(at: Sequence[Point], across: float, wide: float, anchor: str) -> float:
    """Return the highest place of the line beside a label of some width, which stands above it."""
    left = across - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
    places = [(float(one[3]), float(one[4])) for one in at]
    tops = [y for x, y in places if left <= x <= left + wide]
    for (x, y), (x2, y2) in pairwise(places):
        tops += [y + (y2 - y) * (end - x) / (x2 - x) for end in (left, left + wide) if x < end < x2]
    return min(tops)


def _path(at: Sequence[Point], step: int) -> str:
    """Return the line of a drawing; it does not cross periods without a value, which would show what nobody counted."""
    parts = [f"M{at[0][3]} {at[0][4]}"]
    for earlier, later in pairwise(at):
        parts.append(f"{'L' if later[0] - earlier[0] == step else 'M'}{later[3]} {later[4]}")
    return "".join(parts)


def _is_alone(at: Sequence[Point], n: int, step: int) -> bool:
    before = n > 0 and at[n][0] - at[n - 1][0] == step
    after = n + 1 < len(at) and at[n + 1][0] - at[n][0] == step
    return not before and not after


def _say(at: Sequence[Point], unit: str, language: str) -> str:
    """Return the drawing in words: its first and last value, the highest and the lowest."""
    by_value = sorted(at, key=lambda one: one[2])
    names = {"first": at[0], "last": at[-1], "high": by_value[-1], "low": by_value[0]}
    shown = {key: f"{show_bare(one[2], unit, language)} ({show_date(one[1], language)})" for key, one in names.items()}
    return find_words(language)["series.says"].format(n=len(at), **shown)
