"""The report's own style: one small style sheet after the theme's, the files of its fonts, and colours of tables."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from factbook.project.style import PLACE, Style, face_file
from factbook.render.html.styled_tables import find_colours, write_sheet
from factbook.sphinx_ext.build.builder import SiteBuilder
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import HOUSE_SHEET, house_sheet
from figurecheck.model.errors import Complaint

CELLS = "_static/cells.css"
"""The colours of styled tables in the notebooks of an adopted book."""


def setup_custom_style(app: Sphinx) -> None:
    """Look for the fonts before anything is written, and write the style sheet after the theme's files."""
    # After 100, at which the report is read; a missing font must stop the build before a page is written.
    app.connect("builder-inited", _find_faces, priority=110)
    app.connect("build-finished", _write_custom_style, priority=705)
    app.connect("build-finished", _write_cells, priority=705)


def custom_style_address(app: Sphinx, pathto: Callable[..., str]) -> str:
    """Return the address of the style sheet from a page, with a digest of its content; empty if there is none."""
    sheet = house_sheet(_style(app))
    return pathto(sheet, 1) if sheet else ""


def _style(app: Sphinx) -> Style:
    return state_of(app).report.project.settings.style


def _find_faces(app: Sphinx) -> None:
    root = state_of(app).report.project.root
    missing = [file for file in _style(app).faces.values() if not (root / file).is_file()]
    remedy = "put the file there, or correct its path from the report's folder"
    complaints = [Complaint(f"{PLACE}.faces", f"{file} is not there", remedy) for file in missing]
    if complaints:
        raise ExtensionError("\n".join(map(str, complaints)))


def _write_custom_style(app: Sphinx, error: Exception | None) -> None:
    style = _style(app) if error is None and isinstance(app.builder, SiteBuilder) else Style()
    if not style:
        return
    sheet = Path(app.builder.outdir) / HOUSE_SHEET
    # The files may be links to the previous site's, which must never be written into.
    shutil.rmtree(sheet.parent, ignore_errors=True)
    sheet.parent.mkdir(parents=True)
    sheet.write_text(style.css, "utf-8")
    for file in style.faces.values():
        shutil.copy(state_of(app).report.project.root / file, sheet.parent / face_file(file))


def _write_cells(app: Sphinx, error: Exception | None) -> None:
    if error is not None or not isinstance(app.builder, SiteBuilder):
        return
    if not state_of(app).report.project.settings.adopts:
        return
    # From the pages as they are, since those that did not change were not written again.
    outdir = Path(app.builder.outdir)
    pages = (page.read_text("utf-8") for _, page in state_of(app).previous.find_written(outdir, ".html"))
    colours = set().union(*map(find_colours, pages))
    sheet = outdir / CELLS
    sheet.unlink(missing_ok=True)
    if colours:
        sheet.write_text(write_sheet(colours), "utf-8")
