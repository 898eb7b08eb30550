"""A run as a value."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from factbook.model import Chart, Statistic
from factbook.model.errors import Complaint
from factbook.notebooks.tracing.inputs import Lineage
from factbook.project.files import digest_content


def _load_nothing() -> None:
    """Return no notebook. A function with a name, so that a run can be sent to the process that renders."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of one notebook: what it recorded, its outputs, and what went wrong."""

    path: Path
    as_of: str
    load: Callable[[], Any] = field(default=_load_nothing, repr=False, compare=False)
    """Returns the executed notebook, or ``None``; use `notebook`, which calls it."""
    recorded: tuple[Statistic | Chart, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    seconds: float = 0.0
    """How long it took when it ran."""
    reused: bool = False
    """Whether it was taken from the store of runs."""
    why: str = ""
    """Why it had to run."""
    lineage: Lineage | None = None
    """What it depends on; ``None`` where the run was not traced."""
    stamp: str = ""
    """Digest of the executed notebook, where that is known already."""

    @cached_property
    def notebook(self) -> Any:
        """The executed notebook, an nbformat node; ``None`` if the file cannot be read."""
        # Of a stored run it is parsed when it is first asked for: a build in which no page of it changed never asks.
        return self.load()

    @property
    def is_readable(self) -> bool:
        """Whether there is an executed notebook; asking for it does not read a stored one."""
        return bool(self.stamp) or self.notebook is not None

    @property
    def code(self) -> str | None:
        """The code of all cells; ``None`` if the file cannot be read."""
        if self.notebook is None:
            return None
        return "\n".join(cell.source for cell in self.notebook.cells if cell.cell_type == "code")

    @cached_property
    def statistics(self) -> tuple[Statistic, ...]:
        """The statistics that the run recorded, in order."""
        return tuple(item for item in self.recorded if isinstance(item, Statistic))

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """The charts that the run recorded, in order."""
        return tuple(item for item in self.recorded if isinstance(item, Chart))

    @cached_property
    def mark(self) -> str:
        """Digest of the executed notebook; asking for it does not read a stored one."""
        return self.stamp or digest_content(json.dumps(self.notebook))


# Here and not beside the store: the process that renders gets runs, and loads what their functions are defined in.
def load_with_texts(notebook: bytes, texts: Mapping[int, str]) -> Any:
    """Return a stored notebook, an nbformat node, with these texts in its cells, by their positions."""
    import nbformat

    node: Any = nbformat.from_dict(json.loads(notebook))  # type: ignore[no-untyped-call]
    for at, text in texts.items():
        node.cells[at].source = text
    return node
