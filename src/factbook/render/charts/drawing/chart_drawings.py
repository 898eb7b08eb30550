"""The drawings of a report's charts: those that are stored, and those that other processes are making."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from factbook.model import Chart
from factbook.project.files import digest_content, digest_file
from factbook.render.charts.draw import SOURCES
from factbook.render.charts.drawing.pool import DrawingPool
from factbook.render.charts.drawing.store import DrawingStore
from factbook.render.charts.drawing.worker import draw_chart
from factbook.render.charts.house_style import FONTS
from factbook.report.myst import FIGURE_ROLES, strip_roles

LIMIT_SECONDS = 60.0
"""A chart that takes longer is hanging."""
STILL = "m"
"""The width of a chart that no page shows, for the page of its notebook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingJob:
    """A drawing to be made."""

    place: str
    """Which chart it is, for a complaint."""
    spec: Mapping[str, object]
    width: str
    lead: bool


DrawFirst = Callable[[Mapping[str, DrawingJob]], Mapping[str, str]]
"""Draws jobs by key where that is quicker than to start processes, and returns those that it could draw."""


class Drawings:
    """The drawings of a report's charts: those in the store, and those that are being made.

    Drawing starts at once, in other processes; `svg` waits for the one that it returns.
    """

    def __init__(
        self,
        charts: Iterable[Chart],
        *,
        shown: Set[str],
        lead: Set[str],
        folder: Path,
        draw: Callable[..., str] = draw_chart,
        draw_first: DrawFirst | None = None,
        limit: float = LIMIT_SECONDS,
    ) -> None:
        """Look for the drawings of `charts` in `folder`, and start to draw the others.

        Charts in `shown` are on a page and are drawn at every width, those in `lead` at the widths of a lead chart.
        `draw` is called as `draw_chart` is, in a process that imports it, for what `draw_first` did not draw.
        """
        self._store = DrawingStore(folder)
        self._keys: dict[str, dict[str, str]] = {}
        self._stored: dict[str, str] = {}
        self._jobs: dict[str, DrawingJob] = {}
        self._limit, self._draw_first = limit, draw_first
        self.add(charts, shown=shown, lead=lead)
        self._futures = {
            key: self._pool.schedule(draw, job.spec, job.width, lead=job.lead, store=self._store, key=key)
            for key, job in self._jobs.items()
        }

    def add(self, charts: Iterable[Chart], *, shown: Set[str], lead: Set[str]) -> bool:
        """Look for the drawings of some charts, in the place of earlier ones; return whether all are there."""
        for chart in charts:
            self._look_up(chart, chart.id in shown, chart.id in lead)
        for key, svg in self._draw_first(self._jobs).items() if self._draw_first and self._jobs else ():
            self._store.write(key, svg)
            self._stored[key] = svg
            del self._jobs[key]
        return not self._jobs

    def widths(self, chart: str) -> list[str]:
        """Return the widths at which a chart is drawn."""
        return list(self._keys[chart])

    def key(self, chart: str, width: str) -> str:
        """Return the key of a drawing: a digest of everything that it is drawn from."""
        return self._keys[chart][width]

    def svg(self, chart: str, width: str) -> str:
        """Return one drawing by chart and width. Raises SiteError when it cannot be drawn."""
        return self.by_key(self.key(chart, width))

    def by_key(self, key: str) -> str:
        """Return one drawing by its key. Raises SiteError when it cannot be drawn."""
        if key in self._stored:
            return self._stored[key]
        return self._pool.wait(self._futures[key], self._jobs[key].place)

    def close(self) -> None:
        """Stop every process, even while it is drawing."""
        if self._jobs:
            self._pool.close()

    def prune(self) -> None:
        """Remove drawings that no build has used for a long time."""
        self._store.prune()

    @cached_property
    def _pool(self) -> DrawingPool:
        return DrawingPool(len(self._jobs), self._limit)

    def _look_up(self, chart: Chart, shown: bool, lead: bool) -> None:
        """Take a chart's drawings from the store, and note a job for each that is not there."""
        keys = self._keys.setdefault(chart.id, {})
        place = f"{chart.cell.notebook}: chart {chart.id}" if chart.cell else f"chart {chart.id}"
        # A chart that no page shows is on its notebook's page, in one width.
        widths = chart.specs if shown else {STILL: chart.specs[STILL]} if STILL in chart.specs else {}
        for width, spec in strip_specs(widths).items():
            key = keys[width] = drawing_key(spec, width, lead=lead)
            # Two charts may be drawn from the same specification.
            if key in self._stored or key in self._jobs:
                continue
            stored = self._store.read(key)
            if stored is None:
                self._jobs[key] = DrawingJob(place=place, spec=spec, width=width, lead=lead)
            else:
                self._stored[key] = stored


def strip_specs(specs: Mapping[str, Mapping[str, object]]) -> Mapping[str, Mapping[str, object]]:
    """Return specifications whose texts print the figures that roles in them bind."""
    written = json.dumps(specs, default=str)
    return _strip(specs) if any(f"{{{role}}}`" in written for role in FIGURE_ROLES) else specs  # type: ignore[return-value]


def _strip(part: object) -> object:
    if isinstance(part, str):
        return strip_roles(part)
    if isinstance(part, Mapping):
        return {key: _strip(value) for key, value in part.items()}
    return [_strip(one) for one in part] if isinstance(part, list) else part


def drawing_key(spec: Mapping[str, object], width: str, *, lead: bool) -> str:
    """Return the digest of everything that a drawing depends on: specification, width, our style, fonts, renderer."""
    text = json.dumps([spec, width, lead, "UTC", _tools()], sort_keys=True, default=str)
    return digest_content(text)


@cache
def _tools() -> str:
    # The files belong to the installed package, so reading them once per process is enough. A drawing outlives a build,
    # so its key must change with the code that makes it.
    files = [*SOURCES, *sorted(FONTS.iterdir())]
    digests = [digest_file(path) for path in files]
    return " ".join([version("vl-convert-python"), *digests])
