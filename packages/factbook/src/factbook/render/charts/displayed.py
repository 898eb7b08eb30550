"""Charts that a notebook of an existing book displayed by itself: drawn as their author made them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from factbook.notebooks.recording.glue import join_lines
from factbook.project.files import digest_content
from factbook.render.charts.renderer import start_renderer
from figurecheck.model.errors import SiteError
from figurecheck.model.worded import phrase

VEGALITE = "application/vnd.vegalite"
"""How the media types of Vega-Lite begin, whatever its version."""
_SCRIPT = "vegaEmbed"
"""What is in the page that Altair makes of a chart."""
_BEFORE = ("})({", "var spec = {")
"""What stands there before the specification, with its first sign: in an output, and in a page of its own."""


def find_spec(forms: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the Vega-Lite specification of a chart: displayed as such, or within the page that Altair makes of it."""
    for form, content in forms.items():
        if form.startswith(VEGALITE) and isinstance(content, dict):
            return content
    html = join_lines(forms.get("text/html", ""))
    start = max((html.rfind(before) + len(before) - 1 for before in _BEFORE if before in html), default=0)
    if _SCRIPT not in html or not start:
        return None
    try:
        spec, _ = json.JSONDecoder().raw_decode(html, start)
    except ValueError:
        return None
    return spec if isinstance(spec, dict) else None


def spec_key(spec: Mapping[str, Any]) -> str:
    """Return the digest of a specification."""
    return digest_content(json.dumps(spec, sort_keys=True, default=str))


def find_specs(outputs: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the specifications of the charts among outputs of cells, by their digest."""
    specs = (find_spec(output.get("data", {})) for output in outputs)
    return {spec_key(spec): spec for spec in specs if spec is not None}


def draw_displayed(spec: Mapping[str, Any]) -> str:
    """Return the drawing of a chart as its author made it. Raises SiteError when it cannot be drawn.

    Nothing is fetched: a chart whose data lie at an address cannot be drawn.
    """
    try:
        return str(start_renderer().vegalite_to_svg(vl_spec=dict(spec), allowed_base_urls=[]))
    except ValueError as error:
        what = phrase("the chart cannot be drawn: {error}", error=" ".join(str(error).split()[:40]))
        raise SiteError.about("chart", what, "draw it from rows in the notebook") from error
