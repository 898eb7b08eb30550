"""What a run recorded, read from the outputs of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from factbook.notebooks.recording.emit import MIME, split_bundle
from factbook.notebooks.recording.glue import METADATA, parse_glue, summarize_glue
from factbook.notebooks.recording.record import parse_bundle
from figurecheck.model import Cell, Chart, Statistic
from figurecheck.model.errors import Complaint


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
            complaints.append(Complaint(place, "what it recorded cannot be read", remedy))
            continue
        if item is not None:
            yield item
