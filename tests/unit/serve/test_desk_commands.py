"""What the page of the desk may ask for; all else is refused before a command is started."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest

from factbook.serve.desk_commands import DeskCommands, RefusedError


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["x"], "figures: is no list of texts"),
        ({"figures": "birds.all", "shown": ["x"], "how": "source"}, "figures: is no list of texts"),
        ({"figures": [], "shown": ["x"], "how": "source"}, "figures: is no list of texts, or empty"),
        ({"figures": ["birds.all"], "shown": [3], "how": "source"}, "shown: is no list of texts"),
        ({"figures": ["birds.all"], "shown": ["x"]}, "how, note: not two texts"),
        ({"figures": ["birds.all"], "shown": ["x"], "how": "asked", "note": "a\0b"}, "note: holds a NUL"),
        ({"figures": ["birds.all"], "shown": ["x"], "how": "\ud800"}, "how: holds half a character"),
        ({"figures": ["x" * 20_001], "undo": True}, "figures: is longer than 20,000 bytes"),
    ],
)
def test_a_page_that_asks_for_what_no_command_can_be_given_is_refused(tmp_path, monkeypatch, asked, expected):
    monkeypatch.setattr(asyncio, "create_subprocess_exec", None)
    with pytest.raises(RefusedError) as error:
        asyncio.run(DeskCommands(tmp_path).approve(asked))
    assert expected in error.value.args[0][0]


def test_the_page_on_serve_says_what_is_sent_to_approve():
    said = (Path(__file__).parents[3] / "docs/serve.md").read_text("utf-8")
    [example] = re.findall(r"`POST /-/approve` records an approval: `(.*?)`", said)
    asked, passed = json.loads(example), []

    class Asked(DeskCommands):
        async def _run(self, *arguments: str) -> str:
            passed.extend(arguments)
            return ""

    asyncio.run(Asked(Path()).approve(asked))
    assert passed == [
        "approve", f"--how={asked['how']}", f"--note={asked['note']}", f"--shown={asked['shown'][0]}", "--",
        *asked["figures"],
    ]  # fmt: skip
