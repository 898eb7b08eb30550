"""A run as it is stored: one file of text, whose first line is the digest of the rest.

::

    factbook-run 4 <sha256>
    {"key": {...}, "lineage": {...}, "seconds": 0.31, ...}
    [[4, {"data": {...}}], ...]                               the statistics that its cells recorded
    [[["notebooks/n.ipynb", 5, "..."]], [["bars", ...]]]      the charts
    {"mark": "bar", ...}                                      what is large of them, in further lines
    {"cells": [...], ...}                                     the executed notebook

Nothing in it names the folder that the report lies in, so a store can be moved and shared. The parts are lines, so that
a key is read without the notebook, and a notebook is parsed only when somebody asks for it: most builds ask for
figures.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from factbook.engine.checksummed import DamagedError
from factbook.notebooks.cache.key import Key
from factbook.notebooks.execution.recorded_outputs import find_outputs
from factbook.notebooks.execution.run import Run, StoredItems
from factbook.notebooks.execution.stored_run import find_sources, load_outputs, load_with_texts
from factbook.notebooks.recording.emit import MIME
from factbook.notebooks.recording.positional import dump_charts, load_charts
from factbook.notebooks.tracing.inputs import Lineage
from factbook.project.files import digest_content
from figurecheck.settings.structure import RecordCodec

KIND = "factbook-run 4"
"""What the first line of a stored run says; the number is that of its form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreEntry:
    """One stored run."""

    key: Key
    lineage: Lineage
    seconds: float
    statistics: bytes
    """JSON: the position of a cell and an output of it that records a statistic, for each of them."""
    charts: tuple[bytes, ...]
    """What `dump_charts` has returned."""
    notebook: bytes
    """JSON: the executed notebook."""

    @property
    def candidate(self) -> str:
        """Digest of the lineage: a key has one entry for each state of the files that its run read."""
        return digest_content(json.dumps(dict(self.lineage.inputs)))


def make_entry(key: Key, run: Run, lineage: Lineage) -> StoreEntry:
    """Return a run that has ended in the form of the store."""
    outputs = list(find_outputs(run.notebook.cells))
    return StoreEntry(
        key=key,
        lineage=lineage,
        seconds=round(run.seconds, 3),
        statistics=_dump([one for one in outputs if not _is_chart(one[1])]),
        charts=tuple(dump_charts(run.charts)),
        notebook=_dump(run.notebook),
    )


def dump_entry(entry: StoreEntry) -> bytes:
    """Return an entry as it is stored, below the first line."""
    head = {"key": _CODEC.dump(entry.key), "lineage": _CODEC.dump(entry.lineage), "seconds": entry.seconds}
    return b"\n".join([_dump(head), entry.statistics, *entry.charts, entry.notebook, b""])


def parse_entry(body: bytes) -> StoreEntry:
    """Read back what `dump_entry` returned. Raises DamagedError for anything else."""
    try:
        head, statistics, *charts, notebook, _ = body.split(b"\n")
        document = json.loads(head)
        key, lineage = _CODEC.load(document["key"], Key), _CODEC.load(document["lineage"], Lineage)
        return StoreEntry(
            key=key, lineage=lineage, seconds=document["seconds"], statistics=statistics, charts=tuple(charts),
            notebook=notebook,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError) as error:
        raise DamagedError("is not one that factbook wrote") from error


def parse_key(content: bytes) -> Key | None:
    """Return the key of an entry from the first two lines of its file; ``None`` if it cannot be read."""
    lines = content.split(b"\n", 2)
    try:
        return _CODEC.load(json.loads(lines[1])["key"], Key)
    except (IndexError, ValueError, KeyError, TypeError):
        return None


def restore_run(entry: StoreEntry, document: dict[str, Any], *, path: Path, reused: bool = True, why: str = "") -> Run:
    """Return the run of an entry; `document` is the notebook as it stands, whose Markdown may have changed since."""
    # The key holds no Markdown, so that a sentence can be edited without a run: the texts are those of today.
    sources = find_sources(document)
    texts = {at: text for at, text in enumerate(sources) if document["cells"][at]["cell_type"] != "code"}
    return Run(
        path=path,
        as_of=entry.key.day,
        load=partial(load_with_texts, entry.notebook, texts),
        recorded=StoredItems(
            partial(load_outputs, entry.statistics, sources, path), partial(load_charts, entry.charts)
        ),
        seconds=entry.seconds,
        reused=reused,
        why=why,
        lineage=entry.lineage,
        stamp=digest_content(entry.notebook + _dump(texts)),
    )


def _is_chart(output: dict[str, Any]) -> bool:
    bundle = output["data"].get(MIME)
    return isinstance(bundle, dict) and bundle.get("kind") == "chart"


def _dump(value: object) -> bytes:
    # In ASCII no value holds a line break, not even one of Unicode's, at which the parts would be cut.
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


_CODEC = RecordCodec()
