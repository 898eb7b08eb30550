"""A bundle beside each notebook that records figures: what is needed to compute them again."""

from __future__ import annotations

from pathlib import Path

from factbook.bundles import Bundle, make_bundle, zip_files
from factbook.freshness import digest
from factbook.model import Cell
from factbook.notebooks import Run
from factbook.sphinx_ext.state import State

LOCK = "requirements.txt"


def write_bundle(site: Path, run: Run, state: State) -> None:
    """Write the bundle of a run, or take it over when neither cells, values, data nor lock have changed."""
    if not run.statistics:
        return
    report, file = state.report, Cell(notebook=run.path.as_posix(), index=0).bundle
    root, settings = report.project.root, report.project.settings
    cells = [(at, cell.source) for at, cell in enumerate(run.notebook.cells, start=1) if cell.cell_type == "code"]
    bundle = Bundle(
        notebook=run.path.as_posix(),
        cells=cells,
        statistics=run.statistics,
        title=settings.title,
        edition=settings.edition,
        day=run.as_of,
    )
    locked = (root / LOCK).read_text("utf-8") if (root / LOCK).is_file() else ""
    files = make_bundle(bundle, root, report.catalog.resources, locked=locked)
    if state.carry.take(file, digest(sorted(files.items())), [file], site):
        return
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    (site / file).write_bytes(zip_files(files))
