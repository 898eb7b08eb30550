"""What a run depends on: every file that it was seen to read, with the state that it was in.

A state is a short text whose first word says how the file was looked at:

::

    content:<digest>   read
    size:<bytes>       only asked whether it is there
    absent, folder     not there; a folder that was not listed
    link:<text>        a link that was followed, or asked where it leads
    attributes:<...>   asked for its extended attributes, which come before what it is otherwise
    stream             a pipe, a socket or a device that was read
    names:<digest>     a folder that was listed
    modules:<digest>   a folder that an import looked through
    stamp:<size>-<ns>  a file of the tools that a kernel of another kind is made of, by size and time
    tables:<digest>    the data package without hashes and sizes, as `fb.dataset` uses it
    tables <day> <names>:<digest>
                       of it and of the list of sources, what these tables are on that day
    tree, code, tour   all of a folder, every module in it, every name in it: where not everything can be seen

After some of them stand the rights of the file, where they are not those of a new one (``x``: that of a new program).
All but ``stamp`` is decided by content, so that a report that is copied or checked out anew keeps its runs.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import quote, unquote

from factbook.data.used_tables import UsedTables
from factbook.engine.file_state import FileState, see_file
from factbook.engine.fingerprints import Files
from factbook.engine.up_to_date import SKIPPED, is_passing
from factbook.notebooks.tracing.paths import is_within
from factbook.project.files import digest, digest_content, digest_file, scan
from figurecheck.model.errors import DataError
from figurecheck.model.states import quick_state

DATA = "data"
Package = tuple[tuple[str, str], ...]
"""The files by which it is decided what tables are, each with the digest of its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnstableCall:
    """A call in the code of a run whose result another day, another seed or another machine would change."""

    place: str
    """``cell 3``, or a module of the report by its path from the root."""
    cell: int
    """Position of the cell among all cells; -1 for a module."""
    line: int
    name: str
    """As it is written: ``time.time()``."""
    kind: str
    """On what it depends: ``clock``, ``chance`` or ``machine``."""

    def __str__(self) -> str:
        depends = {"clock": "reads the clock", "chance": "depends on chance", "machine": "depends on the machine"}
        return f"{self.place}, line {self.line}: {self.name} {depends[self.kind]}"


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """What one run depends on, besides its cells and its environment."""

    inputs: Mapping[str, str] = field(default_factory=dict)
    """By path, from the report's root or absolute where it lies elsewhere: the state that it was in."""
    unseen: tuple[str, ...] = ()
    """Why files may have been read that nobody saw; empty when every file was seen."""
    notes: tuple[str, ...] = ()
    """What else its values may depend on: what other programs answered."""
    calls: tuple[UnstableCall, ...] = ()
    """The calls in its code that ask clock, chance or machine."""
    by_dataset: tuple[str, ...] = ()
    """Of the inputs, the files that `fb.dataset` alone has read: what it took of the list of sources is in the state of
    the data package, and the file of a table may lie elsewhere by now, as one of its earlier releases."""
    reusable: bool = True
    """Whether the run can be used again: nothing that it read changed meanwhile, and no other program answered it."""

    @property
    def exact(self) -> bool:
        """Whether the inputs are just the files that were read, and not all of the data."""
        return not self.unseen


def name_tables(names: Iterable[str], day: str) -> str:
    """Return how the data package is looked at for some tables as of an ISO day."""
    return f"tables {day} {'+'.join(quote(name, safe='') for name in names)}"


class States:
    """Looks at files; `seen` are those that `see_inputs` of `factbook.engine.fingerprints` has found already."""

    def __init__(self, root: Path, seen: Files | None = None) -> None:
        self.root = root
        self._root = str(root)
        self._seen = seen or {}
        self._known: dict[str, FileState] = {}
        self._looked: dict[tuple[str, str], str] = {}
        self._files: dict[str, list[str]] = {}
        self._packages: dict[Package, bool] = {}
        self._tables = UsedTables(root)

    def look(self, name: str, how: str) -> str:
        """Return the state of a file now, looked at as the first word of a state says, or ``read`` or ``look``."""
        if how in {"tree", "code", "tour"}:
            return f"{how}:{self._digest_tree(self.root / name, how)}"
        # Every link on the way is an input by itself, so a name stands for what it is and not for what it leads to.
        place = self._find_place(name)
        try:
            # As texts: of a report with many notebooks these are thousands.
            found = os.lstat(place)
        except OSError:
            return "absent"
        path = Path(place)
        if stat.S_ISLNK(found.st_mode):
            return f"link:{self._show_target(path)}"
        if how == "attributes":
            # whoever asks for them often copies the file as well, so they come on top of its content
            return f"attributes:{_digest_attributes(path)} {self.look(name, 'read')}"
        if stat.S_ISDIR(found.st_mode):
            return self._look_at_folder(path, how, found)
        if how == "stamp":
            return f"stamp:{found.st_size}-{found.st_mtime_ns}"
        if how == "tables":
            return f"tables:{_digest_tables(path)}"
        if how.startswith("tables "):
            return f"{how}:{self._digest_used(path, how)}"
        if how not in {"read", "content"}:
            return f"size:{found.st_size}{_show_rights(found)}"
        return f"content:{self.digest_of(name)}{_show_rights(found)}" if stat.S_ISREG(found.st_mode) else "stream"

    def _look_at_folder(self, path: Path, how: str, found: os.stat_result) -> str:
        if how in {"read", "names"}:
            return f"names:{_list_names(path)}"
        return f"modules:{_list_modules(path)}" if how == "modules" else f"folder{_show_rights(found)}"

    def _show_target(self, link: Path) -> str:
        # an absolute link within the report says the same wherever the report lies
        target = os.fsdecode(link.readlink())
        return f"./{os.path.relpath(target, self.root)}" if is_within(target, str(self.root)) else target

    def find_change(self, lineage: Lineage) -> str:
        """Describe how the first input that is not as it was has changed; empty if all are as they were."""
        for name, state in lineage.inputs.items():
            now = self._look_once(name, state)
            if now != state and not self._is_at_hand(name, lineage):
                return _describe_change(name, state, now)
        return ""

    def are_as_seen(self, lineage: Lineage, package: Package) -> bool:
        """Return whether all inputs are as they were, and the data package is as it was when `see_package` was called.

        Where it is false, all may be as it was, which `find_change` finds out table by table.
        """
        if package not in self._packages:
            self._packages[package] = bool(package) and all(self.digest_of(file) == known for file, known in package)
        if not self._packages[package]:
            return False
        # What tables are hangs on the package alone.
        known = (one for one in lineage.inputs.items() if not one[1].startswith("tables "))
        return all(self._look_once(name, state) == state for name, state in known)

    def see_package(self) -> Package:
        """Return the files that say what tables are, with their digests; empty where that is not known."""
        with suppress(DataError):
            return tuple(self._tables.see_files().items())
        return ()

    def _look_once(self, name: str, state: str) -> str:
        """Return the state of a file, looked at as it was for another state."""
        how = state.partition(":")[0]
        # Looked at once for all runs: nothing is run, and so nothing changes, until it is known what has to be.
        now = self._looked.get((name, how)) or self.look(name, how)
        self._looked[name, how] = now
        return now

    def follow(self, lineage: Lineage) -> Lineage:
        """Return what a stored run depends on by where it lies now: a table's file may be an earlier release by now."""
        now = {name: self._find_now(name, lineage) or name for name in lineage.by_dataset}
        inputs = {now.get(name, name): state for name, state in lineage.inputs.items()}
        if self._list_place in lineage.by_dataset:
            inputs[self._list_place] = self.look(self._list_place, "read")
        return replace(lineage, inputs=inputs, by_dataset=tuple(now.values()))

    def _is_at_hand(self, name: str, lineage: Lineage) -> bool:
        """Return whether what `fb.dataset` has read in a file is there all the same."""
        return name in lineage.by_dataset and (name == self._list_place or bool(self._find_now(name, lineage)))

    def _find_now(self, name: str, lineage: Lineage) -> str:
        """Return where the file of a table lies that is no more where it was read; empty if it is there, or nowhere."""
        asked = next((state for state in lineage.inputs.values() if state.startswith("tables ")), "")
        files = self._files_of(asked.partition(":")[0])
        state = lineage.inputs.get(name, "")
        others = (file for file in files if file not in lineage.inputs)
        return "" if name in files else next((file for file in others if self.look(file, "read") == state), "")

    def _files_of(self, how: str) -> list[str]:
        """Return the files that tables have on a day, which `how` names as `name_tables` does."""
        if how not in self._files:
            self._files[how] = []
            with suppress(DataError, ValueError):
                _, day, names = how.split(" ")
                self._files[how] = self._tables.find_files([unquote(name) for name in names.split("+")], day)
        return self._files[how]

    @cached_property
    def _list_place(self) -> str:
        with suppress(DataError):
            return self._tables.find_list_place()
        return ""

    def _digest_used(self, path: Path, how: str) -> str:
        _, day, names = how.split(" ")
        try:
            return self._tables.digest_used([unquote(name) for name in names.split("+")], day)
        # Where it cannot be read, nobody knows what a table would be.
        except DataError:
            return digest_file(path)

    def digest_of(self, name: str) -> str:
        """Return the digest of a file as it is now. Raises OSError."""
        known = self._known.get(name) or self._seen.get(name)
        self._known[name] = see_file(self._find_place(name), known)
        return self._known[name].digest

    def _find_place(self, name: str) -> str:
        return os.path.join(self._root, name)  # noqa: PTH118 - a name may be absolute

    def _digest_tree(self, folder: Path, how: str) -> str:
        names = (name for name in sorted(_walk(str(folder), "")) if how != "code" or name.endswith(".py"))
        paths = {name: os.path.relpath(folder / name, self.root) for name in names}
        return digest([(name, "" if how == "tour" else self._digest_behind(path)) for name, path in paths.items()])

    def _digest_behind(self, name: str) -> str:
        # In a folder of which nobody knows what was read, what a link leads to counts as if it lay there.
        try:
            return self.digest_of(name) if (self.root / name).is_file() else ""
        except OSError:
            return ""


def _describe_change(name: str, was: str, now: str) -> str:
    if was.startswith("code:"):
        return "a module of the report changed"
    if now == "absent":
        return f"{name} is gone"
    if was == "absent":
        return f"{name} is there now"
    if was.startswith("link:"):
        return f"{name} leads elsewhere"
    if was.startswith(("names:", "modules:", "tour:")):
        return f"{name}/ has other files in it"
    return f"{name}/ changed" if was.startswith("tree:") else f"{name} changed"


def _list_names(folder: Path) -> str:
    kinds = ((entry, "@" if entry.is_symlink() else "/" if entry.is_dir() else "") for entry in os.scandir(folder))
    return _digest_names(f"{entry.name}{kind}" for entry, kind in kinds if entry.name not in SKIPPED)


def _list_modules(folder: Path) -> str:
    endings = (".py", ".so", ".pyd", ".pyc")
    return _digest_names(
        entry.name
        for entry in os.scandir(folder)
        if entry.name.endswith(endings) or (entry.is_dir() and entry.name.isidentifier() and entry.name not in SKIPPED)
    )


def _digest_attributes(path: Path) -> str:
    """Return the digest of what programs have noted about a file; what the system notes differs between machines."""
    names = sorted(name for name in os.listxattr(path) if name.startswith("user."))
    return digest([(name, digest_content(os.getxattr(path, name))) for name in names])


def _show_rights(found: os.stat_result) -> str:
    """Return who may do what with a file as octal digits; empty for those of a new file, ``x`` for a new program's."""
    # Those of a new one depend on who checks a report out (umask), so they must not keep a run from being used again.
    rights, mask = stat.S_IMODE(found.st_mode), _find_mask()
    if rights == (0o777 if stat.S_ISDIR(found.st_mode) else 0o666) & ~mask:
        return ""
    return " x" if rights == 0o777 & ~mask else f" {rights:o}"


@cache
def _find_mask() -> int:
    # the system offers no way to ask that does not also set it
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


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
        elif not is_passing(entry.name):
            yield f"{prefix}{entry.name}"
