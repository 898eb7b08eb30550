"""From what a tracer saw of a run to what the run depends on."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from factbook.engine.file_state import LAG_NS, changed_since
from factbook.notebooks.tracing.client import TraceDocument
from factbook.notebooks.tracing.inputs import DATA, Lineage, States, UnstableCall, name_tables
from factbook.notebooks.tracing.paths import FLEETING, HELPERS, Places, find_source

COMPILED = "/__pycache__"
_NOT_TRACED: TraceDocument = {
    "scratch": "", "exact": False, "unseen": {"runs of this kernel cannot be traced": 1}, "messages": {}, "reads": {},
    "lookups": {}, "links": {}, "attributes": {}, "made": {}, "connections": {},
}  # fmt: skip
"""The trace of a run whose kernel has not connected with the tracer."""


def make_lineage(
    trace: TraceDocument, states: States, *, since: int, calls: Iterable[UnstableCall] = (), day: str = ""
) -> Lineage:
    """Return what a run depends on, by what a tracer saw of it (`tracer.Trace`); empty where there was no tracer.

    `since` is the time in ns at which the run began; `calls` are what was found in the code of the cells; `day` is the
    ISO day whose knowledge counts.
    """
    trace = trace if trace.get("scratch") else _NOT_TRACED
    scratch = trace["scratch"]
    messages = [(*json.loads(message), count) for message, count in trace["messages"].items()]
    places = Places(states.root, scratch)
    wanted = dict(_find_inputs(trace, messages, places))
    tables = sorted({about for what, about, _ in messages if what == "dataset"})
    wanted = {name: name_tables(tables, day) if how == "tables" and day else how for name, how in wanted.items()}
    if not trace["exact"]:
        # without the system's help nobody sees which files are only asked for: a new name among the data counts
        wanted.setdefault(DATA, "tour")
    inputs = {name: states.look(name, how) for name, how in sorted(wanted.items())}
    inputs = {name: state for name, state in inputs.items() if not _is_on_the_way(name, state, inputs)}
    # A folder of compiled modules that is not there is looked for beside every module that is imported.
    inputs = {name: state for name, state in inputs.items() if not (state == "absent" and name.endswith(COMPILED))}
    # Files are digested after the run. One that changed since the run began may have been read before the change, and
    # the digest of what was read is not known.
    changed = [name for name, state in inputs.items() if ":" in state and _has_changed(states.root / name, since)]
    unseen = tuple(_find_unseen(trace, messages))
    if unseen:
        inputs |= {DATA: states.look(DATA, "tree"), ".": states.look(".", "code")}
    answered = sorted(path for path in trace["connections"] if not path.startswith((*HELPERS, f"{scratch}/")))
    answered += sorted(name for name, state in inputs.items() if state == "stream")
    return Lineage(
        inputs=inputs,
        unseen=unseen,
        notes=tuple(f"another program answers it, at {path or 'a nameless socket'}" for path in answered),
        calls=tuple(calls),
        by_dataset=tuple(sorted(_find_by_dataset(trace, messages, places))) if day else (),
        reusable=not answered and not changed,
    )


def _find_unseen(trace: TraceDocument, messages: list[tuple[str, str, int]]) -> Iterator[str]:
    """Yield why files may have been read that nobody saw."""
    escapes = sorted({about for what, about, _ in messages if what == "escape"})
    for reason in trace["unseen"]:
        # A Python kernel of ours reports its files itself where the system does not, unless a library went past Python.
        if trace["exact"] or not any(what == "own" for what, _, _ in messages):
            yield reason
        elif escapes:
            yield f"{reason}, and {' and '.join(escapes)} may have opened files past Python"


def _find_inputs(
    trace: TraceDocument, messages: list[tuple[str, str, int]], places: Places
) -> Iterator[tuple[str, str]]:
    """Yield each file and how to look at it; of a file that comes twice, the later way is the stricter one."""
    # Python looks for a compiled module beside each source, and writes none in a kernel.
    looked = {path: "look" for path in trace["lookups"] if "/__pycache__/" not in path}
    asked = [*looked.items(), *_find_reads(trace, messages, places)]
    asked += [(path, "attributes") for path in trace["attributes"]]
    asked += [(path, "link") for path in trace["links"]]
    for path, how in asked:
        listed = how in {"read", "tables", "modules"}
        if how == "stamp":
            yield path, how
        elif path not in trace["made"] and (name := places.name(path, listed=listed)):
            yield name, how


def _find_by_dataset(trace: TraceDocument, messages: list[tuple[str, str, int]], places: Places) -> Iterator[str]:
    """Yield each file that was opened by `fb.dataset` alone, as often as the system has seen it opened."""
    opened: Counter[str] = Counter()
    for what, path, count in messages:
        if what == "rows":
            opened[os.path.realpath(path)] += count
    for path, count in opened.items():
        if trace["reads"].get(path, 0) <= count and (name := places.name(path)):
            yield name


def _find_reads(
    trace: TraceDocument, messages: list[tuple[str, str, int]], places: Places
) -> Iterator[tuple[str, str]]:
    """Yield the path of each file that was read, and how to look at it."""
    reads = Counter(trace["reads"])
    partial: Counter[tuple[str, str]] = Counter()
    foreign = bool(trace["scratch"]) and not any(what == "own" for what, _, _ in messages)
    for what, path, count in messages:
        # The system reports where a path leads, Python the path as it was written.
        real = os.path.realpath(path)
        if what in {"tables", "modules"}:
            partial[what, real] += count
        elif what == "read":
            reads[real] += count
    for path, count in reads.items():
        source = find_source(path)
        if foreign and not places.name(source) and not path.startswith(FLEETING) and places.is_tool(path):
            yield path, "stamp"
        # Each opening is counted by the system, and by the kernel where only a part of the content was used: where
        # the counts differ, the notebook has read the file itself as well, and all of it counts.
        yield source, next((how for how in ("tables", "modules") if partial[how, path] >= count), "read")


def _is_on_the_way(name: str, state: str, inputs: Mapping[str, str]) -> bool:
    """Return whether a folder outside of the report was only looked up on the way to another input."""
    return state == "folder" and name.startswith("/") and any(one.startswith(f"{name}/") for one in inputs)


def _has_changed(path: Path, since: int) -> bool:
    try:
        found = path.stat()
    except OSError:
        return True
    return changed_since(found, since - LAG_NS)
