"""What runs depend on beside the files of the report's folder, by which a site is known to be current."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from factbook.engine.file_state import FileState, note_state, see_file
from factbook.engine.fingerprints import Files
from factbook.engine.up_to_date import SKIPPED, is_passing
from factbook.notebooks.execution.run import Run
from factbook.notebooks.tracing.inputs import States


def add_outside_inputs(inputs: Files, runs: Iterable[Run], root: Path) -> Files | None:
    """Return the inputs of a site with what its runs read elsewhere; ``None`` where that is more than files.

    A folder that was listed counts as well, since an empty folder or a hidden file in it is no input by itself.
    A run that depends on another program's answers, or on a file that was not there elsewhere, can become another one
    although no file changes; and a link may come to lead elsewhere. Such a report is looked at in every build.
    """
    found: dict[str, FileState] = {}
    states = States(root)
    for run in runs:
        if run.lineage is None or not run.lineage.reusable:
            return None
        for name, state in run.lineage.inputs.items():
            # of a link the build sees what is behind it, and not where it leads
            if state.startswith(("link:", "attributes:")):
                return None
            if _is_seen(name, state, inputs):
                continue
            try:
                if state.startswith("names:"):
                    folder = os.path.normpath(root.absolute() / name)
                    # Looked at before its names are compared: one that comes in between then makes it a touched folder.
                    found[folder] = note_state(Path(folder).stat(), "")
                    if states.look(name, "names") != state:
                        return None
                    continue
                found[name] = see_file(root / name)
            except OSError:
                return None
            if not name.startswith("/") or state != f"content:{found[name].digest}":
                return None
    return {**inputs, **found}


def _is_seen(name: str, state: str, inputs: Files) -> bool:
    """Return whether a change of this input is a change of the report's files, which a build looks at in any case."""
    hidden = any(is_passing(part) or part in SKIPPED for part in name.split("/") if part != ".")
    return name in inputs or not (name.startswith("/") or hidden or state.startswith(("content:", "names:")))
