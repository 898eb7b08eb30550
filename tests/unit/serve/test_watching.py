"""What is told of changes of files as they happen."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from factbook.serve.watching import is_input, watch
from processes import PATIENCE


def test_a_file_whose_name_is_no_text_does_not_end_the_watch(tmp_path: Path):
    told: list[frozenset[str]] = []

    async def listen() -> None:
        async for names in watch(tmp_path):
            told.append(names)
            if "good.md" in names:
                return

    async def act() -> None:
        listening = asyncio.create_task(listen())
        bad = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.md"))
        # Each is written again until it is told of: nobody says when the watch has begun.
        await save_until(bad, lambda: frozenset() in told)
        await save_until(tmp_path / "good.md", listening.done)

    asyncio.run(act())
    assert told.index(frozenset()) < len(told) - 1


async def save_until(path: Path, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            path.write_text("# Saved")
            await asyncio.sleep(0.1)


def test_what_an_editor_keeps_beside_a_file_wakes_nobody():
    kept = ("4913", "who.md~", "#who.md#", ".#who.md", ".who.md.swp", "who.md___jb_old___", "~$who.docx", "lu17.tmp")
    assert [name for name in kept if is_input(f"book/{name}")] == []
    assert all(map(is_input, ("book/who.md", "data/luanda.csv", "book/4913.md", "data/#1.csv")))
