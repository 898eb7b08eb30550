"""Bundles run before an edition is sealed: readers will run them, and must get the figures that are published."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from factbook.notebooks.replication import Bundle, make_bundle
from factbook.notebooks.sandbox.environment import run_environment
from factbook.project.scratch import scratch_folder
from factbook.report.checked_report import Report
from factbook.sphinx_ext.pages.replication import describe_bundle, read_lock
from figurecheck.model.errors import Complaint

DIFFERENT = 1
"""The exit code of a bundle of which a figure comes out otherwise."""
_CELLS = 100
"""Cells of a notebook for which the time of one cell is given."""


def try_bundles(report: Report) -> Iterator[Complaint]:
    """Yield what is wrong with the bundles of a report; one that could not be tried `warns`.

    Of each, three figures are computed again: the first, one in the middle, and the last, for which all cells run.
    """
    for run in report.runs:
        bundle = describe_bundle(run, report)
        if bundle is not None:
            yield from try_bundle(bundle, report)


def try_bundle(bundle: Bundle, report: Report) -> Iterator[Complaint]:
    """Yield what is wrong with one bundle."""
    ids = [one.id for one in bundle.statistics]
    ids = list(dict.fromkeys((ids[0], ids[len(ids) // 2], ids[-1])))
    settings = report.project.settings
    with scratch_folder("bundle") as folder:
        scratch = folder.resolve()
        _unpack(bundle, report, scratch / "bundle")
        # In the sandbox of notebooks: it is their code.
        command = [sys.executable, "-m", "factbook.notebooks.kernel.start_sandboxed", str(settings.memory)]
        command += [sys.executable, "-I", str(scratch / "bundle"), *ids]
        environment = run_environment(scratch / "bundle", as_of=bundle.day, scratch=scratch)
        try:
            done = subprocess.run(  # noqa: S603 - our own program, on what was just checked
                command, cwd=scratch, env=environment, capture_output=True, text=True, check=False,
                timeout=settings.timeout * min(len(bundle.cells), _CELLS),
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            what = f"its bundle was not tried: it took longer than {settings.timeout} s for each cell"
            yield Complaint(bundle.notebook, what, "make it faster", warns=True)
            return
    if done.returncode == DIFFERENT:
        found = " ".join(done.stdout.split())[:300]
        remedy = "record what the data and the code alone decide; if they do, please report it as a fault of factbook"
        yield Complaint(bundle.notebook, f"its bundle computes other figures: {found}", remedy)
    elif done.returncode:
        lines = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        what = (
            f"its bundle cannot be run to the end, so that readers cannot compute its figures again: {lines[-1][:300]}"
        )
        yield Complaint(bundle.notebook, what, "see what the cell needs", warns=True)


def _unpack(bundle: Bundle, report: Report, folder: Path) -> None:
    """Write the files of a bundle, and those that are too large for it beside them."""
    root = report.project.root
    files = make_bundle(bundle, root, report.catalog.resources, locked=read_lock(root))
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for name in json.loads(files["published.json"])["left_out"]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(root / name)
