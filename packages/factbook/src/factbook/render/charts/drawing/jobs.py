"""What is drawn of a chart: its jobs, a width each, and the keys under which the drawings are stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from factbook.engine.code import find_code
from factbook.project.files import digest_content, digest_file
from factbook.render.charts.drawing import worker
from factbook.render.charts.house_style import FONTS, STILL
from factbook.report.myst import FIGURE_ROLES, strip_roles
from figurecheck.model import Chart

Keys = Mapping[str, str]
"""The keys of the drawings of a chart, by width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingJob:
    """A drawing to be made."""

    chart: str
    """The chart, by its id."""
    place: str
    """Where it is, for a complaint."""
    spec: Mapping[str, object]
    width: str
    lead: bool


def list_jobs(chart: Chart, *, shown: bool, lead: bool) -> Iterator[DrawingJob]:
    """Yield the drawings of a chart, whether or not they are stored."""
    place = f"{chart.cell.notebook}: chart {chart.id}" if chart.cell else f"chart {chart.id}"
    # A chart that no page shows is on its notebook's page, in one width.
    widths = chart.specs if shown else {STILL: chart.specs[STILL]} if STILL in chart.specs else {}
    for width, spec in strip_specs(widths).items():
        yield DrawingJob(chart=chart.id, place=place, spec=spec, width=width, lead=lead)


def find_keys(chart: Chart, *, shown: bool, lead: bool) -> Keys:
    """Return the keys of the drawings of a chart, by width."""
    jobs = list_jobs(chart, shown=shown, lead=lead)
    return {job.width: drawing_key(job.spec, job.width, lead=lead) for job in jobs}


def strip_specs(specs: Mapping[str, Mapping[str, object]]) -> Mapping[str, Mapping[str, object]]:
    """Return specifications whose texts print the figures that roles in them bind."""
    written = json.dumps(dict(specs), default=str)
    return _strip(specs) if any(f"{{{role}}}`" in written for role in FIGURE_ROLES) else specs  # type: ignore[return-value]


def _strip(part: object) -> object:
    if isinstance(part, str):
        return strip_roles(part)
    if isinstance(part, Mapping):
        return {key: _strip(value) for key, value in part.items()}
    return [_strip(one) for one in part] if isinstance(part, list) else part


def drawing_key(spec: Mapping[str, object], width: str, *, lead: bool) -> str:
    """Return the digest of everything that a drawing depends on: specification, width, our style, fonts, renderer."""
    text = json.dumps([spec, width, lead, name_tools()], sort_keys=True, default=str)
    return digest_content(text)


@cache
def name_tools() -> str:
    """Return what every drawing depends on besides its specification: renderer, time zone, code, fonts."""
    # The files belong to the installed package, so reading them once per process is enough. A drawing outlives a build,
    # so its key must change with the code that makes it.
    files = [*find_code(worker.__name__), *sorted(FONTS.iterdir())]
    digests = [digest_file(path) for path in files]
    return " ".join([version("vl-convert-python"), worker.TIME_ZONE, *digests])
