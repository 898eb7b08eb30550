"""Charts that notebooks displayed by themselves, drawn in other processes and stored by specification."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

from factbook.project.files import digest
from factbook.render.charts.displayed import draw_displayed
from factbook.render.charts.drawing.pool import DrawingPool
from factbook.render.charts.drawing.store import DrawingStore
from figurecheck.model.errors import SiteError

LIMIT_SECONDS = 60.0
"""A chart that takes more processor time is hanging."""


def draw_all(specs: Mapping[str, Mapping[str, Any]], folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return the drawings of charts by the digest of their specification, and why the others could not be drawn."""
    store = DrawingStore(folder)
    keys = {name: digest("displayed", name, version("vl-convert-python")) for name in specs}
    drawn = {name: svg for name, key in keys.items() if (svg := store.read(key)) is not None}
    faults: dict[str, str] = {}
    pending = [name for name in specs if name not in drawn]
    if not pending:
        return drawn, faults
    with closing(DrawingPool(len(pending), LIMIT_SECONDS)) as pool:
        futures = {name: pool.schedule(name, draw_displayed, specs[name]) for name in pending}
        for name, future in futures.items():
            try:
                drawn[name] = pool.wait(future, "chart")
            except SiteError as error:
                faults[name] = "; ".join(complaint.what for complaint in error.complaints)
            else:
                store.write(keys[name], drawn[name])
    return drawn, faults
