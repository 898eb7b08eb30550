"""Executed notebooks in the place of their sources.

A page that is a notebook shows what our run of it displayed: MyST-NB reads it as a notebook with outputs, and runs
nothing, whatever ``execute_notebooks`` says. So figures and pages come from one run, which saw no network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from factbook.engine.fingerprints import STATE
from factbook.notebooks import Run
from factbook.notebooks.recording.glue import read_glued
from factbook.notebooks.text_notebooks import ENDINGS, LINES, parse_text_notebook
from factbook.render.charts.displayed import find_specs, spec_key
from factbook.render.charts.drawing.displayed import draw_all
from factbook.render.html.displayed_forms import PLAIN, SVG, DisplayedForm, choose_form
from factbook.sphinx_ext.build.book_config import NOTEBOOKS
from factbook.sphinx_ext.build.state import find_project, state_of
from figurecheck.model.errors import ComplaintError

_OWN = "mystnb"
"""The key of a notebook's metadata with its own settings of MyST-NB."""
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Displayed:
    """What the notebooks of a build displayed and glued, with the drawings of their charts."""

    runs: Mapping[str, Run]
    """The runs of the edition's day, by the file of the notebook."""
    drawn: Mapping[str, str]
    """Drawings, by the digest of the specification."""
    faults: Mapping[str, str]
    """Why others could not be drawn."""
    told: set[tuple[str, str]] = field(default_factory=set)
    """What was said already."""

    def show(self, forms: Mapping[str, Any], place: str) -> DisplayedForm:
        """Return what a page shows of what was displayed in these forms, and warn of what it cannot show."""
        shown = choose_form(forms)
        lost = shown.lost
        if shown.spec is not None:
            key = spec_key(shown.spec)
            lost = self.faults.get(key, "")
            shown = (
                DisplayedForm(form=SVG, content=self.drawn[key])
                if not lost
                else DisplayedForm(form=PLAIN, content="a chart")
            )
        if lost and (place, lost) not in self.told:
            self.told.add((place, lost))
            _logger.info("%s: %s is not shown as the notebook shows it", place, lost)
        return shown

    def find_forms(self, notebook: str, key: str) -> Mapping[str, Any]:
        """Return the forms in which a value was glued last; none where it was not."""
        run = self.runs.get(notebook)
        cells = run.notebook.cells if run and run.notebook is not None else ()
        found = [glued for output in _outputs(cells) if (glued := read_glued(output)) and glued.key == key]
        return found[-1].forms if found else {}


def displayed_of(app: Sphinx) -> Displayed:
    """Return what the notebooks of a build displayed; it exists from `builder-inited` on."""
    displayed: Displayed = app.factbook_displayed  # type: ignore[attr-defined]
    return displayed


def setup_executed(app: Sphinx) -> None:
    """Have MyST-NB read executed notebooks."""
    # After MyST-NB (500) has taken the suffixes of custom formats for endings of pages.
    app.connect("config-inited", _configure, priority=900)
    # After the report has been checked (100).
    app.connect("builder-inited", _draw, priority=150)
    app.connect("source-read", _put_in_place, priority=900)
    app.connect("env-updated", _accept_unlisted)


def _configure(app: Sphinx, config: Config) -> None:
    if NOTEBOOKS not in app.extensions:
        return
    config.nb_execution_mode = "off"
    project = find_project(app, config)
    notebooks = project.notebooks if project else ()
    texts = [path for path in notebooks if path.suffix in ENDINGS]
    formats = {str(Path(app.srcdir, path)): ["nbformat.reads", {"as_version": 4}, False] for path in texts}
    # MyST-NB looks for the longest ending that fits, and the whole path of a file is one.
    config.nb_custom_formats = {**config.nb_custom_formats, **formats}


def _draw(app: Sphinx) -> None:
    """Draw what the notebooks displayed as charts, as far as it is not stored."""
    report = state_of(app).report
    runs = {run.path.as_posix(): run for run in report.runs}
    # Only pages, and notebooks from which pages print something, are read whole.
    read = {path.as_posix() for path in report.project.pages} | {notebook for notebook, _ in report.known.glued}
    wanted = [run for name, run in runs.items() if name in read]
    cells = [run.notebook.cells for run in wanted if run.notebook is not None]
    specs = find_specs(_visible(output) for one in cells for output in _outputs(one))
    drawn, faults = draw_all(specs, report.project.root / STATE / "drawings") if specs else ({}, {})
    app.factbook_displayed = Displayed(runs=runs, drawn=drawn, faults=faults)  # type: ignore[attr-defined]


def _outputs(cells: Any) -> Iterator[Mapping[str, Any]]:
    for cell in cells:
        yield from cell.get("outputs", ())


def _visible(output: Mapping[str, Any]) -> Mapping[str, Any]:
    glued = read_glued(output)
    return {"data": glued.forms} if glued else output


def _put_in_place(app: Sphinx, docname: str, source: list[str]) -> None:
    file = str(app.env.doc2path(docname, base=False))
    run = displayed_of(app).runs.get(file)
    if state_of(app).report.is_unreadable(file):
        # Sphinx would find figures in it that nobody checked. While somebody writes, the other pages are shown.
        source[0] = _write_stub(file, is_notebook=run is not None)
        return
    if run is None:
        return
    if run.notebook is None:
        notebook = _make_stub(file, source[0])
    else:
        notebook = {**run.notebook, "cells": _with_prose(run.notebook["cells"], file, source[0])}
    source[0] = json.dumps(_prepare(notebook, file, displayed_of(app)), ensure_ascii=False)


def _with_prose(cells: Sequence[Mapping[str, Any]], file: str, source: str) -> Sequence[Mapping[str, Any]]:
    """Return executed cells with the prose of a page's source, in which other extensions may have put something."""
    is_text = Path(file).suffix in ENDINGS
    try:
        given = parse_text_notebook(source, file)["cells"] if is_text else json.loads(source)["cells"]
        texts = ["".join(cell["source"]) for cell in given]
    # The file has changed since it was read, and is no notebook any more; the next build tells.
    except (ComplaintError, ValueError, KeyError, TypeError):
        return cells
    if len(texts) != len(cells):
        return cells
    return [
        cell if cell["cell_type"] == "code" else {**cell, "source": text}
        for cell, text in zip(cells, texts, strict=True)
    ]


def _make_stub(file: str, source: str) -> dict[str, Any]:
    """Return what stands for a notebook that cannot be read, of which the check has told: its text, where it is one."""
    title = f"# {Path(file).stem}"
    text = source.replace("{code-cell}", "python") if Path(file).suffix in ENDINGS else title
    cell = {"cell_type": "markdown", "metadata": {}, "source": text.rpartition("\n---\n")[2] or title}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


def _write_stub(file: str, *, is_notebook: bool) -> str:
    """Return what stands for the source of a page of which the check could not read anything: its name."""
    name = Path(file).stem
    if is_notebook or Path(file).suffix == ".ipynb":
        return json.dumps(_make_stub(file, ""))
    # a wide character takes two columns
    return f"{name}\n{'=' * (2 * len(name))}\n"


def _accept_unlisted(app: Sphinx, env: BuildEnvironment) -> None:
    """Have Sphinx build the pages of an adopted book that its table of contents does not name without a warning."""
    # After a warning nothing of a site is reused, and that these pages are not named `factbook adopt` has said.
    if state_of(app).report.project.settings.adopts:
        for docname in env.found_docs:
            env.metadata[docname].setdefault("orphan", "")


def _prepare(notebook: Mapping[str, Any], file: str, displayed: Displayed) -> dict[str, Any]:
    """Return an executed notebook in which each output has the one form that the page shows."""
    metadata = {key: value for key, value in notebook["metadata"].items() if key not in {LINES, "widgets"}}
    if isinstance(own := metadata.get(_OWN), Mapping):
        # A notebook may say for itself that MyST-NB shall run it.
        metadata[_OWN] = {key: value for key, value in own.items() if not key.startswith("execution_")}
    cells = [
        {**cell, "outputs": list(_show_outputs(cell, f"{file}: cell {at}", displayed))} if "outputs" in cell else cell
        for at, cell in enumerate(notebook["cells"], start=1)
    ]
    return {**notebook, "metadata": metadata, "cells": cells}


def _show_outputs(cell: Mapping[str, Any], place: str, displayed: Displayed) -> Iterator[Mapping[str, Any]]:
    for output in cell["outputs"]:
        glued = read_glued(output)
        # Roles and directives take what was glued from the run; a hidden value shows nothing here.
        if glued is not None and glued.hidden:
            continue
        if output["output_type"] not in {"display_data", "execute_result"}:
            yield output
            continue
        shown = displayed.show(output["data"], place)
        if shown.form:
            yield {**output, "data": {shown.form: shown.content}, "metadata": dict(output.get("metadata", {}))}
