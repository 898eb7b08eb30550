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
    tree, code, tour   all of a folder, every module in it, every name in it: where not everything can be seen

After some of them stand the rights of the file, where they are not those of a new one (``x``: that of a new program).
All but ``stamp`` is decided by content, so that a report that is copied or checked out anew keeps its runs.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from factbook.notebooks.tracing.paths import is_within
from factbook.project.file_state import FileState, see_file
from factbook.project.files import digest, digest_content, digest_file, scan
from factbook.project.fingerprints import Files
from factbook.project.up_to_date import SKIPPED

DATA = "data"


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
        # Every link on the way is an input by itself, so a name stands for what it is and not for what it leads to.
        try:
            found = path.lstat()
        except OSError:
            return "absent"
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
        if how not in {"read", "content"}:
            return f"size:{found.st_size}{_show_rights(found)}"
        return f"content:{self._digest(name)}{_show_rights(found)}" if stat.S_ISREG(found.st_mode) else "stream"

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
            how = state.partition(":")[0]
            # Looked at once for all runs: nothing is run, and so nothing changes, until it is known what has to be.
            now = self._looked.get((name, how)) or self.look(name, how)
            self._looked[name, how] = now
            if now != state:
                return _describe_change(name, state, now)
        return ""

    def _digest(self, name: str) -> str:
        known = self._known.get(name) or self._seen.get(name)
        self._known[name] = see_file(self.root / name, known)
        return self._known[name].digest

    def _digest_tree(self, folder: Path, how: str) -> str:
        names = (name for name in sorted(_walk(str(folder), "")) if how != "code" or name.endswith(".py"))
        paths = {name: os.path.relpath(folder / name, self.root) for name in names}
        return digest([(name, "" if how == "tour" else self._digest_behind(path)) for name, path in paths.items()])

    def _digest_behind(self, name: str) -> str:
        # In a folder of which nobody knows what was read, what a link leads to counts as if it lay there.
        try:
            return self._digest(name) if (self.root / name).is_file() else ""
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
        else:
            yield f"{prefix}{entry.name}"
