"""A run as it is stored: one file of text, whose first line is the digest of the rest.

::

    factbook-run 1 <sha256>
    {"key": {...}, "lineage": {...}, "seconds": 0.31, ...}
    [[4, {"data": {...}}], ...]                               what its cells recorded
    {"cells": [...], ...}                                     the executed notebook

Nothing in it names the folder that the report lies in, so a store can be moved and shared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from factbook.project.files import digest_content
from factbook.model import Chart, Statistic
from factbook.notebooks.tracing.inputs import Lineage
from factbook.notebooks.cache.key import Key
from factbook.notebooks.execution.run import Later, Run, find_outputs, read_recorded

KIND = "factbook-run 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreEntry:
    """One stored run."""

    key: Key
    lineage: Lineage
    seconds: float
    recorded: bytes
    """JSON: the position of a cell and an output of it that records something, for each of them."""
    notebook: bytes
    """JSON: the executed notebook."""

    @property
    def candidate(self) -> str:
        """Digest of the lineage: a key has one entry for each state of the files that its run read."""
        return digest_content(json.dumps([dict(self.lineage.inputs), dict(self.lineage.variables)]))


def make_entry(key: Key, run: Run, lineage: Lineage) -> StoreEntry:
    """Put a run that has ended into the form of the store."""
    return StoreEntry(
        key=key,
        lineage=lineage,
        seconds=round(run.seconds, 3),
        recorded=_dump(list(find_outputs(run.notebook.cells))),
        notebook=_dump(run.notebook),
    )


def dump_entry(entry: StoreEntry) -> bytes:
    """Return an entry as it is stored, below the first line."""
    head = {"key": asdict(entry.key), "lineage": asdict(entry.lineage), "seconds": entry.seconds}
    return b"\n".join([_dump(head), entry.recorded, entry.notebook, b""])


def parse_entry(body: bytes) -> StoreEntry:
    """Read back what `dump_entry` returned."""
    head, recorded, notebook, _ = body.split(b"\n")
    document = json.loads(head)
    return StoreEntry(
        key=Key(**document["key"]),
        lineage=_parse_lineage(document["lineage"]),
        seconds=document["seconds"],
        recorded=recorded,
        notebook=notebook,
    )


def parse_key(content: bytes) -> Key | None:
    """Give the key of an entry without a look at the rest; ``None`` if it cannot be read."""
    lines = content.split(b"\n", 2)
    try:
        return Key(**json.loads(lines[1])["key"])
    except (IndexError, ValueError, KeyError, TypeError):
        return None


def restore_run(entry: StoreEntry, document: dict[str, Any], *, path: Path, reused: bool = True, why: str = "") -> Run:
    """Give the run of an entry; `document` is the notebook as it stands, whose Markdown may have changed since."""
    sources = ["".join(cell["source"]) for cell in document["cells"]]
    texts = {at: text for at, text in enumerate(sources) if document["cells"][at]["cell_type"] != "code"}
    return Run(
        path=path,
        as_of=entry.key.day,
        notebook=Later(partial(_with_texts, entry.notebook, texts)),
        recorded=tuple(_read_recorded(entry, sources, path)),
        seconds=entry.seconds,
        reused=reused,
        why=why,
        lineage=entry.lineage,
        stamp=digest_content(entry.notebook + _dump(texts)),
    )


def _read_recorded(entry: StoreEntry, sources: list[str], path: Path) -> Iterator[Statistic | Chart]:
    """Read what was recorded; a run that recorded what cannot be read has a complaint, and is not stored."""
    return read_recorded(json.loads(entry.recorded), sources, path, [])


def _with_texts(notebook: bytes, texts: dict[int, str]) -> Any:
    import nbformat

    node: Any = nbformat.from_dict(json.loads(notebook))  # type: ignore[no-untyped-call]
    for at, text in texts.items():
        node.cells[at].source = text
    return node


def _parse_lineage(document: dict[str, Any]) -> Lineage:
    return Lineage(
        inputs=document["inputs"],
        variables=document["variables"],
        unseen=tuple(document["unseen"]),
        notes=tuple(document["notes"]),
        keep=document["keep"],
    )


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
