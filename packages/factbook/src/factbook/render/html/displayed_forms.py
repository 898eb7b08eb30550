"""What a notebook of an existing book displayed, in the one form in which a page without scripts can show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factbook.notebooks import Run
from factbook.notebooks.recording.emit import MIME
from factbook.notebooks.recording.glue import Glued, join_lines, read_glued
from factbook.render.charts.displayed import find_spec
from factbook.render.html.clean_html import clean_html
from factbook.render.html.styled_tables import colour_cells
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import as_phrase, phrase

HTML, SVG, PLAIN = "text/html", "image/svg+xml", "text/plain"
# As MyST-NB chooses for HTML, without what is a script.
_PREFERRED = (HTML, SVG, "image/png", "image/jpeg", "image/gif", "text/markdown", "text/latex", PLAIN)
_SCRIPTED: Mapping[str, str] = {
    "application/vnd.jupyter.widget-view+json": "a widget",
    "application/vnd.plotly.v1+json": "a chart of plotly",
    "application/vnd.bokehjs_exec.v0+json": "a chart of bokeh",
    "application/vnd.holoviews_exec.v0+json": "a chart of holoviews",
    "application/javascript": "a script",
}
"""What shows nothing without a script, by media type."""
_SHOWN = re.compile(r"<(?:img|svg|hr|td|th)\b|>[^<]*[^<\s]|^[^<]*[^<\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayedForm:
    """What a page shows of an output."""

    form: str = ""
    """The media type; empty for nothing."""
    content: str = ""
    spec: Mapping[str, Any] | None = None
    """The specification of a chart that is to be drawn."""
    lost: str = ""
    """What the page cannot show, in words."""


def find_lost(run: Run) -> Iterator[Complaint]:
    """Yield what a notebook displays that no page can show."""
    cells = run.notebook.cells if run.notebook is not None else ()
    for at, cell in enumerate(cells, start=1):
        forms = [read_glued(output) or output.get("data", {}) for output in cell.get("outputs", ())]
        lost = (choose_form(one.forms if isinstance(one, Glued) else one).lost for one in forms if one)
        for what in dict.fromkeys(one for one in lost if one):
            place = f"{run.path.as_posix()}: cell {at}"
            yield Complaint(
                place,
                phrase("not shown: {what}", what=as_phrase(what)),
                "display a picture or a table",
            )


def choose_form(forms: Mapping[str, Any]) -> DisplayedForm:
    """Return what a page shows of what was displayed in these forms, by media type."""
    # What our own functions display shows in the notebook; pages have directives for it.
    if MIME in forms:
        return DisplayedForm(form=PLAIN, content=join_lines(forms.get(PLAIN, "")))
    if (spec := find_spec(forms)) is not None:
        return DisplayedForm(form=SVG, spec=spec)
    lost = next((what for name, what in _SCRIPTED.items() if name in forms), "")
    html = join_lines(forms.get(HTML, ""))
    for form in _PREFERRED:
        if form not in forms or (form == HTML and not _SHOWN.search(clean_html(html))):
            continue
        content = join_lines(forms[form])
        is_left = form == PLAIN and HTML in forms and not lost
        lost = lost or ("HTML that is only a script" if is_left else "")
        if form == HTML and "<style" in content:
            content, complete = colour_cells(content)
            lost = lost or ("" if complete else "some colours of a styled table")
        return DisplayedForm(form=form, content=_steady(form, content), lost=lost)
    return DisplayedForm(lost=lost or ", ".join(sorted(forms)))


# What differs from run to run and shows nothing: a page is the same from build to build. pandas names the cells of a
# styled table anew each time, matplotlib the parts of a drawing, and Python writes where in memory an object lies.
_UNSTEADY: Mapping[str, re.Pattern[str]] = {
    HTML: re.compile(r"\bT_[0-9a-f]{5,}"),
    SVG: re.compile(r"\b[a-z][0-9a-f]{10}\b"),
    PLAIN: re.compile(r"(?<= at )0x[0-9a-f]+(?=>)"),
}
_EMPTY_HEAD = re.compile(r"<th[^>]*>(?:\s|&nbsp;)*</th>")
_DATED = re.compile(r"<dc:date>[^<]*</dc:date>")


def _steady(form: str, content: str) -> str:
    pattern = _UNSTEADY.get(form)
    if pattern is None:
        return content
    content = _DATED.sub("", content) if form == SVG else content
    # The corner of a frame is a head of nothing, at which screen readers stop.
    content = _EMPTY_HEAD.sub("<td></td>", content) if form == HTML else content
    names = {name: f"n{at}" for at, name in enumerate(dict.fromkeys(pattern.findall(content)))}
    return pattern.sub(lambda match: names[match[0]] if form != PLAIN else "0x...", content) if names else content
