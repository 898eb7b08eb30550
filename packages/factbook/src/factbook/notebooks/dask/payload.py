"""What another machine needs to run a notebook: the notebook, the files that it is known to read, the modules."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from factbook.engine.up_to_date import walk_inputs
from factbook.notebooks.sandbox.limits import Limits
from factbook.notebooks.tracing.inputs import DATA, Lineage
from figurecheck.model.errors import Complaint

PACKAGE = f"{DATA}/datapackage.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """One run as it is sent."""

    notebook: str
    """Path from the root, with forward slashes."""
    day: str
    limits: Limits
    environment: Mapping[str, str]
    """What is added to the environment of the run."""
    expected: str
    """Digest of the environment that the run must have."""
    folders: tuple[str, ...]
    files: Mapping[str, bytes]
    """Compressed content by path from the root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteRun:
    """The result of a run elsewhere."""

    notebook: str
    """The executed notebook as JSON; empty where it could not be read."""
    complaints: tuple[Complaint, ...] = ()
    seconds: float = 0.0
    lineage: Lineage = field(default_factory=Lineage)
    outside: bool = False
    """Whether it looked for something outside the report, which was not sent."""


def choose_files(root: Path, notebook: str, lineage: Lineage | None) -> list[str]:
    """Choose what a run needs: what it read the last time; if nobody knows, all of `data/`; the modules in any case."""
    every = find_files(root)
    wanted = {notebook, PACKAGE, *(name for name in every if name.endswith(".py"))}
    known = {DATA: "tree"} if lineage is None else lineage.inputs
    folders = tuple(f"{name}/" for name, state in known.items() if state.partition(":")[0] in {"names", "tree", "tour"})
    return [name for name in every if name in wanted or name in known or name.startswith(folders)]


def find_files(root: Path) -> list[str]:
    """Return every file of a report by its path from the root; what is built or hidden is left out."""
    return sorted(name for name, _ in walk_inputs(str(root)))


def pack(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Read and compress files of a report."""
    # At the lowest level: tables shrink to a fifth at the speed of the network.
    return {name: zlib.compress((root / name).read_bytes(), 1) for name in names}


def find_folders(root: Path) -> tuple[str, ...]:
    """Return every folder of a report: an import looks through them, and what it finds there is an input."""
    return tuple(dict.fromkeys(str(PurePosixPath(name).parent) for name in find_files(root)))


def unpack(payload: Payload, root: Path) -> None:
    """Write what was sent into the empty folder `root`. Raises ValueError for a path that leads out of it."""
    for name in payload.folders:
        _inside(root, name).mkdir(parents=True, exist_ok=True)
    for name, content in payload.files.items():
        path = _inside(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(zlib.decompress(content))


def _inside(root: Path, name: str) -> Path:
    # A worker takes payloads from whoever reaches its scheduler, so it checks where they would write.
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"{name} leads out of the report")
    return root / path
