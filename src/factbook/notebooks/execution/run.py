"""A run as a value, and how what it recorded is read from its outputs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from factbook.model import Cell, Chart, Statistic
from factbook.model.errors import Complaint
from factbook.notebooks.recording.emit import MIME, split_bundle
from factbook.notebooks.recording.glue import METADATA, parse_glue, summarize_glue
from factbook.notebooks.recording.record import parse_bundle
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


def find_outputs(cells: Iterable[Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the position of a cell, and of each of its outputs that records something what is needed to read it."""
    for at, cell in enumerate(cells):
        for output in cell.get("outputs", ()):
            bundle = output.get("data", {}).get(MIME)
            if isinstance(bundle, dict):
                yield from ((at, {"data": {MIME: one}}) for one in split_bundle(bundle))
            elif bundle is not None:
                yield at, {"data": {MIME: bundle}}
            elif METADATA in output.get("metadata", {}):
                yield at, summarize_glue(output)


def read_recorded(
    outputs: Iterable[tuple[int, Any]], sources: Sequence[str], path: Path, complaints: list[Complaint]
) -> Iterator[Statistic | Chart]:
    """Yield what outputs record; `sources` is the code of every cell. What cannot be read is complained of."""
    cells: dict[int, Cell] = {}
    for at, output in outputs:
        if at not in cells:
            cells[at] = Cell(notebook=path.as_posix(), index=at, code=sources[at])
        bundle = output["data"].get(MIME)
        try:
            item = parse_glue(output, cells[at]) if bundle is None else parse_bundle(bundle, cells[at])
        except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
            place = f"{path.as_posix()}: cell {at + 1}"
            remedy = "record with fb.record or fb.chart only"
            complaints.append(Complaint(place=place, what="what it recorded cannot be read", remedy=remedy))
            continue
        if item is not None:
            yield item
