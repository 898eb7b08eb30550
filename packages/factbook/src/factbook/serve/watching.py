"""Changes of a report's files as they happen. The door of watchfiles."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, awatch

from factbook.engine.up_to_date import SKIPPED, is_passing

STEP, DEBOUNCE = 10, 50
"""Milliseconds between two looks at what has changed, and for which more is waited for at most."""

AGAIN = 1.0
"""Seconds after which watching begins again when it has ended."""


async def watch(root: Path) -> AsyncIterator[frozenset[str]]:
    """Yield the inputs that changed, by their paths from the root, as soon as the system says so.

    Where it cannot say which, nothing is in what is yielded.
    """
    # watchfiles says nothing of files that its filter refuses, so that a build does not wake this process.
    prefix = f"{root}{os.sep}"

    def may_be_input(change: Change, path: str) -> bool:
        return is_input(path.removeprefix(prefix))

    while True:
        try:
            async for changes in awatch(root, watch_filter=may_be_input, step=STEP, debounce=DEBOUNCE):
                yield frozenset(path.removeprefix(prefix) for _, path in changes)
        except (ExceptionGroup, RuntimeError, OSError):
            # The name of a file that is no text ends it, and so does a limit of the system. What has changed since is
            # found by whoever looks at every input.
            yield frozenset()
            await asyncio.sleep(AGAIN)


def is_input(name: str) -> bool:
    """Return whether a file may be an input of a site, by its path from the root.

    >>> is_input("book/who.md"), is_input("_build/html/who.html"), is_input("book/.who.md.swp")
    (True, False, False)
    """
    # As in `walk_inputs`. Whether its content changed is found out where it matters.
    *folders, file = Path(name).parts
    return not is_passing(file) and not any(one.startswith(".") or one in SKIPPED for one in folders)
