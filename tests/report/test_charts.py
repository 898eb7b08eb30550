"""This report's charts: what their texts say is in their rows, and their bars are as long as their values."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from factbook.report.myst import strip_roles
from figurecheck.figures import find

ROOT = Path(__file__).parents[2]
CLAIM = re.compile(r"\{claim\}`([^`<]+) <([^>`]+)>`")
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
BAR = re.compile(r"M(-?[\d.]+),(-?[\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+Z")
BAND = re.compile(r"M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)L[\d.]+,([\d.]+)L[\d.]+,([\d.]+)Z")
PAGE = "#ffffff"
LOOK = frozenset({"fill", "stroke", "stroke-width"})  # what an element inherits of its group


def words(node: ast.expr, names: dict[str, ast.expr]) -> str:
    """The text of an expression of texts, as of today: of what depends on the day, the first variant."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(words(part, names) for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return words(left, names) + words(right, names)
        case ast.IfExp(body=body):
            return words(body, names)
        case ast.Name(id=name):
            return words(names[name], names)
        case ast.FormattedValue():
            return "…"
    raise TypeError(ast.unparse(node))


@cache
def charts() -> dict[str, dict[str, str]]:
    """The texts of every chart, as its notebook writes them."""
    found = {}
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
        nodes = [node for cell in cells for node in ast.walk(ast.parse("".join(cell["source"])))]
        assigned = [node for node in nodes if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)]
        names = {node.targets[0].id: node.value for node in assigned}
        for call in nodes:
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "fb.chart":
                texts = {one.arg: one.value for one in call.keywords if one.arg in {"id", "title", "alt"}}
                told = {name: words(value, names) for name, value in texts.items()}
                found[told["id"]] = told
    return found


def as_told(value: float) -> str:
    """A number with the decimals that a chart tells."""
    decimals = 4 if abs(value) < 1 else 2 if abs(value) < 100 else 1
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def values_of(site: Path, chart: str) -> tuple[set[str], set[str]]:
    """Every cell of a chart's rows, and the tables that they are of."""
    with (site / "charts" / f"{chart}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cells = {re.sub(r"\.0+$", "", cell) for row in rows for cell in row.values() if cell}
    cells |= {as_told(float(cell)) for cell in cells if re.fullmatch(r"-?\d+\.\d+", cell)}
    return cells, {row["table"] for row in rows}


@cache
def statistics(site: Path) -> dict[str, list[str]]:
    """The statistics with each value, as a chart tells it."""
    found: dict[str, list[str]] = {}
    for one in json.loads((site / "statistics.json").read_text("utf-8"))["statistics"]:
        if isinstance(one["value"], int | float):
            found.setdefault(as_told(one["value"]), []).append(one["id"])
    return found


@cache
def pages(site: Path) -> list[str]:
    return [path.read_text("utf-8") for path in [*site.glob("*.html"), *site.glob("notebooks/*.html")]]


def drawings(site: Path, chart: str) -> list[ElementTree.Element]:
    """The drawings of a chart, the widest first, as the page shows them."""
    name = f'id="chart-{re.sub("[^a-z0-9]+", "-", chart)}"'
    page = next(page for page in pages(site) if name in page)
    figure = page[page.index(name) : page.index("</figure>", page.index(name))]
    return [ElementTree.fromstring(svg) for svg in re.findall("<svg data-w=.*?</svg>", figure, re.DOTALL)]


def told_points(drawing: ElementTree.Element) -> list[tuple[str, str, list[tuple[float, float, str, str]]]]:
    return json.loads(drawing.get("data-points", ""))


@dataclass(frozen=True)
class Bar:
    """A bar as it is seen, with what its outline adds or takes away, and the origin of the frame that it stands in."""

    left: float
    top: float
    right: float
    bottom: float
    frame: tuple[float, float]

    def length_at(self, kind: str, x: float, y: float) -> float | None:
        """Its length if the value at this place can be its own: one told in its middle or at an end."""
        low, high, along = (self.left, self.right, x) if kind == "lying" else (self.top, self.bottom, y)
        near, far, across = (self.top, self.bottom, y) if kind == "lying" else (self.left, self.right, x)
        told = near <= across <= far and min(abs(along - at) for at in (low, high, (low + high) / 2)) < 2
        return high - low if told else None


def find_bars(element: ElementTree.Element, around: dict[str, str] | None = None, x=0.0, y=0.0) -> Iterator[Bar]:
    """Yield the bars of an element whose parent lies at `x` and `y`, in groups that say what is around it; stripes,
    which are paler, are none."""
    if moved := re.match(r"translate\((-?[\d.]+),(-?[\d.]+)\)", element.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2])
    look = (around or {}) | {key: element.attrib[key] for key in LOOK.intersection(element.attrib)}
    shape = BAR.fullmatch(element.get("d", ""))
    if shape and look.get("fill") and not element.get("opacity"):
        left, top, width, height = (float(number) for number in shape.groups())
        stroke = look.get("stroke")
        more = float(look.get("stroke-width", 1)) / 2 * (-1 if stroke == PAGE else 1) if stroke else 0.0
        yield Bar(x + left - more, y + top - more, x + left + width + more, y + top + height + more, (x, y))
    for child in element:
        yield from find_bars(child, look, x, y)


def lengths_told(drawing: ElementTree.Element) -> dict[object, list[tuple[float, float, list[float]]]]:
    """By frame, each value that is told of a bar, half of its last digit, and the lengths of the bars it can be of."""
    bars, found = list(find_bars(drawing)), {}
    for name, kind, points in told_points(drawing):
        for x, y, label, printed in points if kind in {"bar", "lying"} else []:
            near = [(bar.frame, length) for bar in bars if (length := bar.length_at(kind, x, y)) is not None]
            assert near, f"no bar at {name}, {label}: {printed}"
            digits = DIGITS.search(printed)[0].replace(",", "")
            half = 0.5 * 10.0 ** -len(digits.partition(".")[2])
            found.setdefault((kind, near[0][0]), []).append((float(digits), half, [length for _, length in near]))
    return found


def in_scale(told: list[tuple[float, float, list[float]]]) -> bool:
    """Whether one scale makes every value a length of its bar: to a fiftieth of a pixel and its last digit."""
    most, _, longest = max(told)
    scales = [length / most for length in longest]
    return any(
        all(any(abs(one - scale * value) <= 0.02 + 2 * scale * half for one in near) for value, half, near in told)
        for scale in scales
    )


def evidence(site: Path, id: str) -> dict[str, object]:
    return json.loads((site / "evidence" / f"{id}.json").read_text("utf-8"))


def test_every_chart_of_the_report_is_looked_at(site):
    assert len(charts()) >= 13
    assert {path.stem for path in (site / "charts").glob("*.csv")} == charts().keys()


@pytest.mark.parametrize("id", sorted(charts()))
def test_each_value_of_a_text_alternative_is_in_the_rows_of_its_chart_or_computed_from_them(id, site):
    alt = charts()[id]["alt"]
    cells, tables = values_of(site, id)
    claims = CLAIM.findall(alt)
    assert len(claims) >= 3
    strange = []
    for printed, statistic in claims:
        number = DIGITS.search(printed)[0].replace(",", "")
        about = evidence(site, statistic)
        assert about["id"] == statistic
        used = {rowset["dataset"] for rowset in about["rows"]}
        if number not in cells and not used <= tables:
            strange.append((printed, statistic))
    assert strange == []


@pytest.mark.parametrize("id", sorted(charts()))
def test_a_text_alternative_says_more_than_the_title_and_binds_every_number(id):
    texts = charts()[id]
    alt, title = strip_roles(texts["alt"]), strip_roles(texts["title"])
    assert alt.strip(". ") != title.strip(". ")
    assert len(alt.split()) > len(title.split()) / 2
    bare = re.sub(r"\{(?:claim|plain|reported)\}`[^`]*`", "\ufffc", texts["alt"])
    assert [found.text for found in find(bare) if found.needs_claim] == []


@pytest.mark.parametrize("id", sorted(charts()))
def test_every_value_that_a_chart_tells_is_one_of_its_rows_or_computed_from_them(id, site):
    cells, tables = values_of(site, id)
    told = [value for _, _, points in told_points(drawings(site, id)[0]) for *_, value in points]
    numbers = {value.replace(",", "") for value in told if not value.endswith("%")}
    computed = {
        number
        for number in numbers - cells
        for statistic in statistics(site).get(number, [])
        if {rowset["dataset"] for rowset in evidence(site, statistic)["rows"]} <= tables
    }
    assert told
    assert numbers - cells - computed == set()


def test_every_bar_is_as_long_as_its_value_however_small(site):
    told = {
        (id, drawing.get("data-w"), frame): values
        for id in sorted(charts())
        for drawing in drawings(site, id)
        for frame, values in lengths_told(drawing).items()
    }
    assert len({id for id, *_ in told}) >= 10
    assert {place: values for place, values in told.items() if not in_scale(values)} == {}


def test_bands_between_bars_begin_and_end_at_the_bars_as_thick_as_they_are(site):
    for drawing in drawings(site, "customs.routes"):
        bars = list(find_bars(drawing))
        at_x, at_y = bars[0].frame
        bands = [BAND.fullmatch(path.get("d", "")) for path in drawing.iter("path") if path.get("opacity")]
        sides = []
        for left, top, right, top_right, bottom_right, bottom in ([float(at) for at in one.groups()] for one in bands):
            sides += [(at_x + left, at_y + top, at_y + bottom), (at_x + right, at_y + top_right, at_y + bottom_right)]
        edges = [(bar.right, bar.top, bar.bottom) for bar in bars[:4]]
        edges += [(bar.left, bar.top, bar.bottom) for bar in bars[4:]]
        assert len(edges) == 8
        for side, edge in zip(sorted(sides), sorted(edges), strict=True):
            assert side == pytest.approx(edge, abs=0.02)
