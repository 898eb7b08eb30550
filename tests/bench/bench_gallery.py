"""Kinds of Altair's gallery: which are drawn, how large they are, what the check says of them, and how they look.

    .venv/bin/python tests/bench/bench_gallery.py DATA OUT [KIND ...]

DATA is a folder with the files of the packages ``vega_datasets`` and ``vega-datasets``; contact sheets at the width of
a phone and of a page, light, dark and in print, are written to OUT.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from gallery import KINDS
from playwright.sync_api import Browser, sync_playwright

from factbook.chart_check.check import check_chart
from factbook.model.drawn import ChartFindings
from factbook.notebooks.recording.chart_spec import read_specs
from factbook.notebooks.recording.rows import read_rows
from factbook.render.charts.draw import draw_svg
from factbook.render.charts.drawing.chart_values import load_drawing
from factbook.render.charts.drawing.worker import read_chart
from factbook.render.charts.house_style import WIDTHS
from figurecheck.model import Chart
from figurecheck.model.errors import SiteError

CSS = Path(__file__).parents[2] / "packages/factbook/src/factbook/render/assets/static/factbook.css"
SHEETS = {"phone": (1560, 4, 354), "page": (1000, 1, 960)}
"""Pixels of a sheet, its columns, and pixels of a chart."""
TALLEST = 6000


def check_kind(name: str, data: Path) -> tuple[Chart, ChartFindings]:
    """Return a chart of the gallery, and what the check finds of it."""
    drawn, rows, shows = KINDS[name](data)
    specs = read_specs(drawn, WIDTHS, "a.b")
    tables = tuple(replace(one, dataset="gallery", lines=()) for one in read_rows(rows))
    chart = Chart(id="a.b", title=name, alt=name, specs=specs, rows=tables, shows=dict(shows))
    return chart, check_chart(chart, [load_drawing(one) for one in read_chart(specs)], {})


def draw_kind(chart: Chart) -> dict[str, str]:
    """Return the drawings of a chart by width."""
    return {width: draw_svg(chart.specs[width], width) for width in WIDTHS}


def write_sheet(figures: dict[str, dict[str, str]], columns: int, width: int) -> str:
    """Return a page of charts, in the style of a site."""
    parts = [
        f'<figure class="fb-chart"><p class="fb-chart__title">{name}</p><div class="fb-plot">'
        + "".join(svg.replace("<svg", f'<svg data-w="{key}"', 1) for key, svg in svgs.items())
        + "</div></figure>"
        for name, svgs in figures.items()
    ]
    figure = f"figure{{width:{width}px;break-inside:avoid;margin:0 0 24px!important}}"
    style = f"<style>body{{margin:16px}} .g{{columns:{columns};column-gap:24px}} {figure}</style>"
    head = f'<meta charset="utf-8"><link rel="stylesheet" href="{CSS.as_uri()}">{style}'
    return f"<!doctype html><html><head>{head}</head><body><div class=g>{''.join(parts)}</div></body></html>"


def take_pictures(browser: Browser, out: Path, kind: str) -> None:
    """Write pictures of a sheet, in pieces that a viewer can open."""
    width = SHEETS[kind][0]
    for look in ("light", "dark", "print"):
        scheme = "dark" if look == "dark" else "light"
        page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
        page.emulate_media(media="print" if look == "print" else "screen", color_scheme=scheme)
        page.goto((out / f"{kind}.html").as_uri())
        height = page.evaluate("document.documentElement.scrollHeight")
        for at, top in enumerate(range(0, height, TALLEST)):
            clip = {"x": 0, "y": top, "width": width, "height": min(TALLEST, height - top)}
            page.screenshot(path=out / f"{kind}-{look}-{at}.png", full_page=True, clip=clip)


def write(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def main(data: Path, out: Path, wanted: list[str]) -> int:
    """Print a line for each kind, and write the sheets; return how many kinds were neither drawn nor told."""
    out.mkdir(parents=True, exist_ok=True)
    figures: dict[str, dict[str, str]] = {}
    silent = 0
    for name in (one for one in KINDS if not wanted or any(part in one for part in wanted)):
        start = time.process_time()
        chart, found = check_kind(name, data)
        try:
            figures[name] = draw_kind(chart)
            sizes = "/".join(f"{len(svg) // 1000}" for svg in figures[name].values())
        except SiteError as error:
            sizes = "not drawn"
            silent += not found.faults
            write(str(error))
        values = f"{found.check.matched} of {found.check.total} values {' '.join(found.check.unread)}"
        told = "; ".join([values, *found.faults, *found.cautions])
        write(f"{name:24} {time.process_time() - start:5.1f} s {sizes:>12} KB  {told}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for kind, (_, columns, width) in SHEETS.items():
            (out / f"{kind}.html").write_text(write_sheet(figures, columns, width), "utf-8")
            take_pictures(browser, out, kind)
        browser.close()
    write(f"{len(figures)} of {len(KINDS)} kinds drawn, {silent} neither drawn nor told")
    return silent


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
