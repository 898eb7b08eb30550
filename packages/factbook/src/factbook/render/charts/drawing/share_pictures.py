"""Pictures of pages drawn in a separate process, and stored by what they show."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from factbook.project.files import digest_content, digest_file
from factbook.render.charts.draw import draw_png, draw_small_png
from factbook.render.charts.drawing.pool import DrawingPool
from factbook.render.charts.drawing.store import DrawingStore
from figurecheck.model.errors import SiteError

SMALL = Path(__file__).parents[1] / "png.py"
"""The module that makes small pictures small; a stored one must not outlive it."""
LIMIT_SECONDS = 60.0
"""A picture that takes more processor time is hanging."""
REMEDY = "leave factbook.address out of _config.yml to build without them"


def draw_pictures(
    svgs: Mapping[str, str], folder: Path, *, draw: Callable[[str], bytes] = draw_png, limit: float = LIMIT_SECONDS
) -> dict[str, bytes]:
    """Return each SVG as PNG, by the same name; those in `folder` are not drawn again.

    Raises SiteError when one cannot be drawn, or when a process ends or takes more processor time than `limit` seconds.
    """
    store = DrawingStore(folder)
    keys = {name: _key(svg, draw) for name, svg in svgs.items()}
    stored = {name: store.read(key) for name, key in keys.items()}
    pngs = {name: base64.b64decode(png) for name, png in stored.items() if png is not None}
    for name, png in _draw({name: svgs[name] for name in svgs if name not in pngs}, draw, limit):
        pngs[name] = png
        store.write(keys[name], base64.b64encode(png).decode())
    store.prune()
    return pngs


def _draw(svgs: Mapping[str, str], draw: Callable[[str], bytes], limit: float) -> Iterator[tuple[str, bytes]]:
    if not svgs:
        return
    # One process for all: it draws a picture in a fraction of the time that it takes to start.
    with closing(DrawingPool(len(svgs), limit, workers=1)) as pool:
        drawings = {name: pool.schedule(name, draw, svg) for name, svg in svgs.items()}
        for name, drawing in drawings.items():
            try:
                yield name, pool.wait(drawing, f"picture {name} for other sites")
            except SiteError as error:
                raise SiteError(*(replace(complaint, remedy=REMEDY) for complaint in error.complaints)) from error


def _key(svg: str, draw: Callable[[str], bytes]) -> str:
    kind = "" if draw is not draw_small_png else f"\n{digest_file(SMALL)}"
    return digest_content(f"{version('vl-convert-python')}{kind}\n{svg}")
