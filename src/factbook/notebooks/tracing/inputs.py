"""What a run depends on: every file that it was seen to read, with the state that it was in.

A state is a short text whose first word says how the file was looked at:

::

    content:<digest>   read
    size:<bytes>       only asked whether it is there
    absent, folder     not there; a folder that was not listed
    names:<digest>     a folder that was listed
    modules:<digest>   a folder that an import looked through
    stamp:<size>-<ns>  a file of the tools that a kernel of another kind is made of, by size and time
    tables:<digest>    the data package without hashes and sizes, as `fb.dataset` uses it
    tree, code, tour   all of a folder, every module in it, every name in it: where not everything can be seen

All but ``stamp`` is decided by content, so that a report that is copied or checked out anew keeps its runs.
"""

from __future__ import annotations

import json
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factbook.notebooks.tracing.client import TraceDocument
from factbook.notebooks.tracing.paths import FLEETING, HELPERS, Places, find_source
from factbook.project.file_state import FileState, changed_since, see_file
from factbook.project.files import digest, digest_content, digest_file, scan
from factbook.project.fingerprints import Files
from factbook.project.up_to_date import SKIPPED

DATA = "data"
LAG_NS = 10_000_000
"""How far the time of a file may lag behind the clock: Linux ticks every 10 ms at the slowest (``CONFIG_HZ=100``)."""
SESSION = frozenset(
    "_ COLORTERM COLUMNS DISPLAY HOME LINES LOGNAME MPLCONFIGDIR OLDPWD PATH PWD PYTHONHASHSEED SHELL SHLVL TERM "
    "TMPDIR TZ USER WINDOWID".split()
)
"""Environment variables that a run gets from us, or that describe the session: code that copies all sees them too."""
_NOT_TRACED: TraceDocument = {
    "scratch": "", "exact": False, "unseen": {"runs of this kernel cannot be traced": 1}, "messages": {}, "reads": {},
    "lookups": {}, "connections": {},
}  # fmt: skip
"""The trace of a run whose kernel has not connected with the tracer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """What one run depends on, besides its cells and its environment."""

    inputs: Mapping[str, str] = field(default_factory=dict)
    """By path, from the report's root or absolute where it lies elsewhere: the state that it was in."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """By name of an environment variable that the notebook looked up: the digest of its value; empty if it had none."""
    unseen: tuple[str, ...] = ()
    """Why files may have been read that nobody saw; empty when every file was seen."""
    notes: tuple[str, ...] = ()
    """What else its values may depend on: clock, chance, other programs."""
    reusable: bool = True
    """Whether the run can be used again: nothing that it read changed meanwhile, and no other program answered it."""

    @property
    def exact(self) -> bool:
        """Whether the inputs are just the files that were read, and not all of the data."""
        return not self.unseen


class States:
    """Looks at files; `seen` are those that `see_inputs` of `factbook.project.fingerprints` has found already."""

    def __init__(self, root: Path, seen: Files | None = None) -> None:
        self.root = root
        self._seen = seen or {}
        self._known: dict[str, FileState] = {}
        self._looked: dict[tuple[str, str], str] = {}

    def look(self, name: str, how: str) -> str:
        """Return the state of a file now, looked at as the first word of a state says, or ``read`` or ``look``."""
        path = self.root / name
        if how in {"tree", "code", "tour"}:
            return f"{how}:{self._digest_tree(path, how)}"
        try:
            found = path.stat()
        except OSError:
            return "absent"
        if stat.S_ISDIR(found.st_mode):
            if how not in {"read", "names", "modules"}:
                return "folder"
            return f"modules:{_list_modules(path)}" if how == "modules" else f"names:{_list_names(path)}"
        if how == "stamp":
            return f"stamp:{found.st_size}-{found.st_mtime_ns}"
        if how == "tables":
            return f"tables:{_digest_tables(path)}"
        if how not in {"read", "content"} or not stat.S_ISREG(found.st_mode):
            return f"size:{found.st_size}"
        return f"content:{self._digest(name)}"

    def find_change(self, lineage: Lineage) -> str:
        """Describe how the first input or variable that is not as it was has changed; empty if all are as they were."""
        for name, state in lineage.inputs.items():
            how = state.partition(":")[0]
            # Looked at once for all runs: nothing is run, and so nothing changes, until it is known what has to be.
            now = self._looked.get((name, how)) or self.look(name, how)
            self._looked[name, how] = now
            if now != state:
                return _describe_change(name, state, now)
        for name, was in lineage.variables.items():
            if digest_variable(name) != was:
                return f"the environment variable {name} changed"
        return ""

    def _digest(self, name: str) -> str:
        known = self._known.get(name) or self._seen.get(name)
        self._known[name] = see_file(self.root / name, known)
        return self._known[name].digest

    def _digest_tree(self, folder: Path, how: str) -> str:
        names = (name for name in sorted(_walk(str(folder), "")) if how != "code" or name.endswith(".py"))
        paths = {name: os.path.relpath(folder / name, self.root) for name in names}
        return digest([(name, "" if how == "tour" else self.look(path, "content")) for name, path in paths.items()])


def make_lineage(trace: TraceDocument, states: States, *, since: int, notes: Iterable[str] = ()) -> Lineage:
    """Return what a run depends on, by what a tracer saw of it (`tracer.Trace`); empty where there was no tracer.

    `since` is the time in ns at which the run began; `notes` are what was found in the code of the cells.
    """
    trace = trace if trace.get("scratch") else _NOT_TRACED
    scratch = trace["scratch"]
    messages = [(*json.loads(message), count) for message, count in trace["messages"].items()]
    wanted = dict(_find_inputs(trace, messages, Places(states.root, scratch)))
    if not trace["exact"]:
        # without the system's help nobody sees which files are only asked for: a new name among the data counts
        wanted.setdefault(DATA, "tour")
    inputs = {name: states.look(name, how) for name, how in sorted(wanted.items())}
    # Every path that leads to a file outside of the report is looked up on the way: the folders themselves say nothing.
    inputs = {name: state for name, state in inputs.items() if not (name.startswith("/") and state == "folder")}
    # Files are digested after the run. One that changed since the run began may have been read before the change, and
    # the digest of what was read is not known.
    changed = [name for name, state in inputs.items() if ":" in state and _has_changed(states.root / name, since)]
    unseen = tuple(_find_unseen(trace, messages))
    if unseen:
        inputs |= {DATA: states.look(DATA, "tree"), ".": states.look(".", "code")}
    answered = sorted(path for path in trace["connections"] if not path.startswith((*HELPERS, f"{scratch}/")))
    names = {about for what, about, _ in messages if what == "variable" and not _is_fleeting(about)}
    return Lineage(
        inputs=inputs,
        variables={name: digest_variable(name) for name in sorted(names)},
        unseen=unseen,
        notes=(*notes, *(f"another program answers it, at {path or 'a nameless socket'}" for path in answered)),
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


def _is_fleeting(variable: str) -> bool:
    """Return whether an environment variable is the run's own, or belongs to the session and not to the report."""
    return variable in SESSION or variable.startswith(("FACTBOOK_", "JPY_", "SSH_", "XDG_"))


def digest_variable(name: str) -> str:
    """Return the digest of an environment variable's value, which may be a secret; empty if it is not set."""
    value = os.environ.get(name)
    return "" if value is None else digest_content(value)


def _find_inputs(
    trace: TraceDocument, messages: list[tuple[str, str, int]], places: Places
) -> Iterator[tuple[str, str]]:
    """Yield each file and how to look at it; of a file that comes twice, the later way is the stricter one."""
    reads = Counter(trace["reads"])
    partial: Counter[tuple[str, str]] = Counter()
    foreign = bool(trace["scratch"]) and not any(what == "own" for what, _, _ in messages)
    for what, path, count in messages:
        if what in {"tables", "modules"}:
            partial[what, path] += count
        elif what == "read":
            reads[path] += count
    for path in trace["lookups"]:
        # Python looks for a compiled module beside each source, and writes none in a kernel.
        if not path.endswith(".pyc") and (name := places.name(path)):
            yield name, "look"
    for path, count in reads.items():
        if name := places.name(find_source(path)):
            # Each opening is counted by the system, and by the kernel where only a part of the content was used: where
            # the counts differ, the notebook has read the file itself as well, and all of it counts.
            how = next((how for how in ("tables", "modules") if partial[how, path] >= count), "read")
            yield name, how
        elif foreign and not path.startswith(FLEETING) and places.is_tool(path):
            yield path, "stamp"


def _has_changed(path: Path, since: int) -> bool:
    try:
        found = path.stat()
    except OSError:
        return True
    return changed_since(found, since - LAG_NS)


def _describe_change(name: str, was: str, now: str) -> str:
    if was.startswith("code:"):
        return "a module of the report changed"
    if now == "absent":
        return f"{name} is gone"
    if was == "absent":
        return f"{name} is there now"
    if was.startswith(("names:", "modules:", "tour:")):
        return f"{name}/ has other files in it"
    return f"{name}/ changed" if was.startswith("tree:") else f"{name} changed"


def _list_names(folder: Path) -> str:
    return _digest_names(
        f"{entry.name}/" if entry.is_dir() else entry.name for entry in os.scandir(folder) if entry.name not in SKIPPED
    )


def _list_modules(folder: Path) -> str:
    endings = (".py", ".so", ".pyd", ".pyc")
    return _digest_names(
        entry.name
        for entry in os.scandir(folder)
        if entry.name.endswith(endings) or (entry.is_dir() and entry.name.isidentifier() and entry.name not in SKIPPED)
    )


def _digest_names(names: Iterable[str]) -> str:
    return digest(sorted(names))


def _digest_tables(path: Path) -> str:
    """Return the digest of a data package without what belongs to the files' bytes; that of the file, if it is none."""
    try:
        package = json.loads(path.read_bytes())
        resources = [
            {key: value for key, value in one.items() if key not in {"hash", "bytes"}} for one in package["resources"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return digest_file(path)
    return digest_content(json.dumps({**package, "resources": resources}))


def _walk(folder: str, prefix: str) -> Iterator[str]:
    """Yield every file below a folder, by its path; what tools write for themselves is left out.

    Unlike `walk_inputs`, this follows links to folders: a run that nobody traced may have read what lies behind them.
    """
    entries = scan(folder)
    if prefix and any(entry.name == "pyvenv.cfg" for entry in entries):
        return
    for entry in entries:
        if entry.name in SKIPPED or entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry.path, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}"
