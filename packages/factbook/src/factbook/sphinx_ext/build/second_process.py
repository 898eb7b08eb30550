"""A second process of a build from nothing: it writes a part of the site while this one writes the others."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

from sphinx.application import Sphinx

from factbook.engine.results import Changes, current
from factbook.project.ended import end_with_parent
from factbook.sphinx_ext.build.state import BuildInputs, State, state_of
from figurecheck.model.errors import ComplaintError, SiteError


@dataclass(frozen=True)
class _Learned:
    """What the second process knows, and the first one does not."""

    fingerprints: dict[str, str]
    warned: bool
    results: Changes


class SecondProcess:
    """A fork of this process, which writes files that nobody looks for before `finish` was called."""

    def __init__(self, state: State, write: Callable[[], None]) -> None:
        """Fork, and begin to `write`."""
        self._state = state
        # Only a fork has what Sphinx has read, and Sphinx's own way to fork is not documented.
        forked = multiprocessing.get_context("fork")
        self._found, found = forked.Pipe(duplex=False)
        self._process = forked.Process(target=_run, args=(state, write, found), daemon=True)
        self._process.start()
        # So that reading ends when the process does.
        found.close()

    def finish(self) -> None:
        """Wait for its end, and take over what it knows. Raises what stopped it, and SiteError where it was ended."""
        try:
            learned: _Learned | Exception = self._found.recv()
        except EOFError as error:
            remedy = "look for memory running out, and build again"
            what = "the process that writes evidence ended"
            raise SiteError.about("_build", what, remedy) from error
        self._process.join()
        if isinstance(learned, Exception):
            raise learned
        self._state.previous.fingerprints |= learned.fingerprints
        self._state.previous.warned |= learned.warned
        current().add_changes(learned.results)

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.join()


def _run(state: State, write: Callable[[], None], found: Connection) -> None:
    end_with_parent()
    previous, results = state.previous, current()
    before = set(previous.fingerprints)
    results.note_changes()
    try:
        write()
    # Told by whoever waits, as if it had happened there; of anything else, Python shows the trace here.
    except (ComplaintError, OSError) as error:
        found.send(error)
        return
    own = {name: mark for name, mark in previous.fingerprints.items() if name not in before}
    found.send(_Learned(own, previous.warned, results.find_changes()))


def may_fork(app: Sphinx) -> bool:
    """Return whether a second process can write a part of the site of a build."""
    inputs: BuildInputs | None = app.config.factbook_report
    # What is kept of the previous site is noted in this process. A draft is shown page by page, and the style of a book
    # that is being taken over depends on all pages.
    is_from_nothing = not state_of(app).previous.is_usable
    is_whole = inputs is not None and inputs.draft is None and not inputs.project.settings.adopts
    # As in `start`: a fork without exec is safe on Linux alone, and one core serves two processes no sooner.
    return is_from_nothing and is_whole and sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
