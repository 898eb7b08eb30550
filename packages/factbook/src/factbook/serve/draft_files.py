"""What builds leave in files for the process that serves."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypedDict

from factbook.engine.file_state import FileState
from factbook.engine.fingerprints import Files
from factbook.project.ended import is_alive
from factbook.project.files import digest, replace_file
from factbook.serve.desk import DeskItem
from factbook.serve.place import EARLY

READY = "ready.json"
_COPIED = ("_images/", "_downloads/")
Send = Callable[[Mapping[str, Any]], None]
"""Tells the process that serves of an event."""


class Ready(TypedDict):
    """The pages of a draft whose site is not whole yet."""

    inputs: dict[str, list[Any]]
    pages: list[str]
    """Addresses of all pages of the report: each of them is as it is going to be."""
    unsettled: list[str] | None
    files: dict[str, str]
    """Where the texts of those are that differ from the last site, by address."""
    items: list[DeskItem]


class Outcome(TypedDict):
    """What came of a build."""

    inputs: dict[str, list[Any]] | None
    """The files that it was made of, as they were seen; ``None`` if the folder could not be read."""
    is_built: bool
    """Whether the site is that of these inputs; else it is an earlier one."""
    pages: list[str]
    """Addresses of all pages of the report, if it is built."""
    unsettled: list[str] | None
    """Addresses of the pages that may still change; ``None`` if that may be any."""
    waits: bool
    """Whether a run is still to come that has not failed."""
    is_hindered: bool
    """Whether the system refused something, as it may do no more although no input has changed."""
    items: list[DeskItem]
    seconds: float


def rows_of(inputs: Files) -> dict[str, list[Any]]:
    """Return the states of files as rows that JSON can hold."""
    return {name: list(state) for name, state in inputs.items()}


def states_of(rows: Mapping[str, list[Any]]) -> dict[str, FileState]:
    """Return the states of files that such rows are of."""
    return {name: FileState(*row) for name, row in rows.items()}


def write_ready(root: Path, pages: Mapping[str, str], ready: Ready, send: Send) -> None:
    """Write the texts of pages, by address, and what is known of them; then tell of it."""
    folder = root / EARLY / str(os.getpid())
    shutil.rmtree(folder, ignore_errors=True)
    # Pictures and downloads that a page shows are there once the site is whole, and a browser asks for them only once.
    late = {address for address, text in pages.items() if any(one in text for one in _COPIED)}
    files = {address: f"{digest(address)[:16]}.html" for address in pages.keys() - late}
    for address, name in files.items():
        replace_file(folder / name, pages[address])
    settled = [address for address in ready["pages"] if address not in late]
    replace_file(folder / READY, json.dumps({**ready, "pages": settled, "files": files}))
    send({"ready": folder.name})


def remove_early(root: Path) -> None:
    """Remove the pages of `write_ready` whose processes have ended; once a site is whole, none of them is shown."""
    # What is removed before anybody has read of it comes with the next site.
    for folder in (root / EARLY).glob("*"):
        if not folder.name.isdecimal() or not is_alive(int(folder.name)):
            shutil.rmtree(folder, ignore_errors=True)


def write_outcome(path: Path, outcome: Outcome) -> None:
    """Write what came of a build for the process that serves."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps(outcome))


def read_outcome(path: Path) -> Outcome | None:
    """Return what came of a build; ``None`` if its process ended before it could say."""
    with suppress(OSError, ValueError):
        outcome: Outcome = json.loads(path.read_bytes())
        path.unlink()
        return outcome
    return None
