"""What is told of changes of files as they happen."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from factbook.serve.watching import AGAIN, is_input, watch

PATIENCE = 20


def test_a_file_whose_name_is_no_text_does_not_end_the_watch(tmp_path: Path):
    told: list[frozenset[str]] = []

    async def listen() -> None:
        async for names in watch(tmp_path):
            told.append(names)
            if "good.md" in names:
                return

    async def act() -> None:
        listening = asyncio.create_task(listen())
        await asyncio.sleep(0.3)
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.md")).write_text("# Bad")
        await asyncio.sleep(2 * AGAIN)
        (tmp_path / "good.md").write_text("# Good")
        await asyncio.wait_for(listening, PATIENCE)

    asyncio.run(act())
    assert frozenset() in told


def test_what_an_editor_keeps_beside_a_file_wakes_nobody():
    kept = ("4913", "who.md~", "#who.md#", ".#who.md", ".who.md.swp", "who.md___jb_old___", "~$who.docx", "lu17.tmp")
    assert [name for name in kept if is_input(f"book/{name}")] == []
    assert all(map(is_input, ("book/who.md", "data/luanda.csv", "book/4913.md", "data/#1.csv")))
