"""The queue and its approvals on a page of the server: the commands ``queue`` and ``approve``, run for the browser.

They are run as an editor would, in a process of their own, so that what is listed and judged is what the files say at
that moment, and not the draft that is shown.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from factbook.project.git import commit_command
from factbook.project.settings import read_project
from factbook.render.html.desk_page import render_desk_page
from factbook.report.desk.approvals import FOLDER as APPROVALS
from factbook.serve.shown_page import LISTEN
from factbook.sphinx_ext.build.urls import house_sheet
from figurecheck.model.errors import Complaint

PAGE, QUEUE, APPROVE, EVENTS = "desk", "queue.json", "approve", "events"
"""Names below ``/-/``: of the page, of what it lists and posts to, and of the stream that says what changed."""
_COMMAND = "from factbook.cli.start import main; main()"
_REFUSED = 2
_LONGEST = 20_000
"""Bytes of a text that is handed to a command. The system takes six times as many, and a note is a few sentences."""
_BESIDE = ("Notebooks: ", "  [", "Waiting for ", "Usage: ", "Try '")
"""How lines begin that a command prints beside what it complains of: its progress, and how it is called."""


class RefusedError(Exception):
    """A command cannot do what was asked; the argument is a list of its complaints."""


class DeskCommands:
    """The commands of the desk, for one report."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._one_at_a_time = asyncio.Lock()

    def page(self) -> bytes:
        """Return the page on which an editor goes through the queue by keyboard."""
        settings = read_project(self._root).settings
        sheet = house_sheet(settings.style)
        # From the site, where it lies beside its fonts; until the first draft is there, the house's own looks serve.
        styles = [f"/{sheet}"] if sheet else []
        page = render_desk_page(
            settings.language,
            title=settings.title,
            queue=QUEUE,
            approve=APPROVE,
            commit=commit_command(self._root, APPROVALS.as_posix(), options=' -m "Approve figures"'),
            site="/",
            events=EVENTS,
            styles=styles,
            scripts=[LISTEN],
        )
        return str(page).encode()

    async def queue(self) -> dict[str, Any]:
        """Return what ``factbook queue --format json`` prints of all figures, with evidence. Raises RefusedError."""
        found: dict[str, Any] = json.loads(await self._run("queue", "--format", "json", "--all", "--evidence"))
        return found

    async def approve(self, asked: object) -> object:
        """Record an approval: an object of `figures`, `shown`, `how` and `note`. Raises RefusedError.

        `shown` holds the digest of each of the figures, as the queue gave it: what has changed since is refused.
        With a true `undo`, what is not committed of the figures is taken back.
        """
        wanted = asked if isinstance(asked, dict) else {}
        if wanted.get("undo") is True:
            return await self._undo(_read_texts(wanted.get("figures"), "figures"))
        figures, shown = (_read_texts(wanted.get(name), name) for name in ("figures", "shown"))
        how, note = wanted.get("how"), wanted.get("note", "")
        if not isinstance(how, str) or not isinstance(note, str):
            raise RefusedError(["how, note: not two texts"])
        for name, text in (("how", how), ("note", note)):
            _refuse_unfit(text, name)
        # Two windows may ask at once, and each rewrites a whole file. A figure may be called --export.
        async with self._one_at_a_time:
            seen = [f"--shown={one}" for one in shown]
            return {"said": await self._run("approve", f"--how={how}", f"--note={note}", *seen, "--", *figures)}

    async def _undo(self, figures: Sequence[str]) -> object:
        """Take back what is not committed of some figures. Raises RefusedError."""
        async with self._one_at_a_time:
            return {"said": await self._run("approve", "--undo", "--", *figures)}

    async def _run(self, *arguments: str) -> str:
        command = [sys.executable, "-c", _COMMAND, arguments[0], "--project", str(self._root), *arguments[1:]]
        # It takes seconds, and open pages must hear of changes meanwhile.
        process = await asyncio.create_subprocess_exec(
            *command,
            # No terminal is there to be asked.
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        printed, told = (stream.decode("utf-8", "replace") for stream in await process.communicate())
        if process.returncode == _REFUSED:
            raise RefusedError(_complaints(printed, told))
        return printed


def _read_texts(found: object, name: str) -> list[str]:
    if not isinstance(found, list) or not found or not all(isinstance(one, str) for one in found):
        raise RefusedError([f"{name}: is no list of texts, or empty (load the page again)"])
    for one in found:
        _refuse_unfit(one, name)
    return found


def _refuse_unfit(text: str, name: str) -> None:
    """Refuse a text that no command can be given: with a NUL or half of a pair of surrogates in it, or too long."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise RefusedError([f"{name}: holds half a character (write it again)"]) from error
    if "\0" in text:
        raise RefusedError([f"{name}: holds a NUL (write it again)"])
    if size > _LONGEST:
        raise RefusedError([f"{name}: is longer than {_LONGEST:,} bytes (write it shorter)"])


def _write_complaint(found: Mapping[str, Any]) -> str:
    """Return a complaint, as commands print it as JSON, in the words of the terminal."""
    return str(Complaint(found["place"], found["what"], found["remedy"]))


def _complaints(printed: str, told: str) -> list[str]:
    """Return the complaints of a command, which prints them as JSON where that was asked for."""
    try:
        found = json.loads(printed).get("complaints", [])
    except (ValueError, AttributeError):
        found = []
    lines = [one if isinstance(one, str) else _write_complaint(one) for one in found]
    told_lines = [line for line in told.splitlines() if line.strip() and not line.startswith(_BESIDE)]
    return lines or [line.removeprefix("Error: ") for line in told_lines] or ["refused"]
