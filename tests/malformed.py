"""Malformed inputs: every kind of file that a user writes, in every way that a file can be broken."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

FILES = (
    "_config.yml",
    "_toc.yml",
    "book/routes.md",
    "notebooks/riders.ipynb",
    "book/reviews/herald-2026-03-20.yml",
    "book/corrections.yml",
    "book/editions/first.json",
    "book/editions/first.pin.yml",
    "data/datapackage.json",
    "data/riders_by_year.csv",
    "data/sources.csv",
)
DOCUMENTS = ("_config.yml", "_toc.yml", "book/reviews/herald-2026-03-20.yml", "data/datapackage.json")
"""Files of values, of which one at a time is exchanged."""
VALUES = (
    *(None, [], {}, "", -1, 10**400, "x" * 100_000, True, "\0", "(", 1.5, "9" * 5000, ["a"] * 5, {"a": {"b": "c"}}),
    *("../../../etc/passwd", "\ud800", "<script>", "{{x}}", [[[[]]]], "2024-02-31", 0),
)
# A file of a few hundred bytes that stands for ten thousand million values.
BOMB = "a0: &a0 [x]\n" + "".join(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]\n" for at in range(1, 11))
CONTENTS: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "blanks": lambda _: b"  \n\t\n",
    "a NUL": lambda old: old[: len(old) // 2] + b"\0\0" + old[len(old) // 2 :],
    "a byte order mark": lambda old: b"\xef\xbb\xbf" + old,
    "UTF-16": lambda old: old.decode().encode("utf-16"),
    "CP949": lambda old: old + "한국어".encode("cp949"),
    "half of it": lambda old: old[: len(old) // 2],
    "it twice": lambda old: old + b"\n" + old,
    "brackets": lambda _: b"[" * 100_000,
    "braces": lambda _: b'{"a":' * 50_000,
    "dashes": lambda _: b"- " * 50_000,
    "aliases": lambda old: old + b"\n" + BOMB.encode(),
    "aliases alone": lambda _: BOMB.encode(),
    "an alias of itself": lambda _: b"&a [*a]\n",
    "a merge of itself": lambda _: b"a: &a\n  <<: *a\n",
    "digits": lambda _: b"9" * 5000,
    "digits in JSON": lambda _: b'{"resources": ' + b"9" * 5000 + b"}",
    "half a character": lambda _: b'{"a": "\\ud800"}',
    "a megabyte in a line": lambda old: old + b"x" * 1_000_000,
    "returns": lambda old: old.replace(b"\n", b"\r"),
    "a list": lambda _: b"[1, 2]",
    "null": lambda _: b"null",
    "a tag": lambda _: b'a: !!int "x"\nb: !!python/object/apply:os.system [id]\n',
    "days that are none": lambda _: b"a: 2024-99-99\nb: 0000-00-00\n",
    "tabs": lambda _: b"\tx:\n\t\ty",
    "infinities": lambda _: b'{"a": NaN, "b": Infinity, "c": 1e999}',
    "control characters": lambda old: old + bytes(range(1, 32)),
}
KINDS: dict[str, Callable[[Path], None]] = {
    "gone": lambda _: None,
    "a folder": lambda path: path.mkdir(),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a pipe": os.mkfifo,
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
    "a device without content": lambda path: path.symlink_to("/dev/null"),
}
PAGES = {
    "emphasis": "*a **b `" * 20_000,
    "blocks": "<div>\n" * 20_000,
    "directives": "".join("`" * (1003 - at) + "{note}\n" for at in range(1000)),
    "colons": "".join(":" * (1003 - at) + "{note}\n" for at in range(1000)),
    "quotations": ">" * 5000 + " x",
    "items": "".join("  " * at + "- a\n" for at in range(800)),
    "brackets": "[" * 50_000,
    "pictures": "![[" * 20_000,
    "comments": "<!--" * 25_000,
    "tags": "<a " * 25_000,
    "roles": "{claim}`" * 20_000,
    "a long id": f"{{claim}}`1 <{'x' * 100_000}>`\n",
    "a long number": "1" * 100_000 + "\n",
    "a large number": f"{{claim}}`{'9' * 6000} <riders.total.2025>`\n",
    "nothing of nothing": "{claim}`1/0 <riders.total.2025>`, {claim}`0 out of 0 <riders.total.2025>`\n",
    "scale words": f"{{claim}}`{'million ' * 500} <riders.total.2025>`\n",
    "cells": "|a" * 20_000 + "\n" + "|-" * 20_000 + "\n",
    "definitions": "".join(f"[a{at}]: b\n" for at in range(20_000)),
    "itself": "```{include} herald.md\n```\n",
    "a device": "```{literalinclude} /dev/zero\n```\n",
    "dollars": "$" * 30_001,
}
CELLS = {
    "half a character": "x = '\ud800'",
    "no syntax": "def (",
    "brackets": f"x = {'(' * 5000}1{')' * 5000}",
    "an end": "import os; os._exit(3)",
    "a large value": "import factbook as fb\nfb.record('a.b', 10**5000, unit='count', population='x', "
    "rows=fb.dataset('riders_by_year'))",
    "a long id": "import factbook as fb\nfb.record('a' * 300, 1, unit='count', population='x', "
    "rows=fb.dataset('riders_by_year'))",
}
DRAFTS = {
    "numbers": "Oslo had 5" * 2000,
    "a large number": f"from {'9' * 400} to 1{'0' * 400}, up 5%",
    "a number": "9" * 5000 + " of 12 people (29.1%)",
    "a table": f"| a | b |\n|---|---|\n| x | {'9' * 400} |\n| y | 1 |\n| Total | 5 |\n",
    "blocks": "<div>" * 20_000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """One malformed input: what it is, how to make it in a copy of the starter, and the command that reads it."""

    name: str
    spoil: Callable[[Path], object]
    command: tuple[str, ...] = ("check",)


def cases(starter: Path, rng: Random, values: int) -> Iterator[Malformed]:
    """Yield every case, with so many exchanged values for each document."""
    for file in FILES:
        for name, change in CONTENTS.items():
            yield Malformed(name=f"{file} is {name}", spoil=_content(file, change))
        for name, make in KINDS.items():
            yield Malformed(name=f"{file} is {name}", spoil=_kind(file, make))
    for name, text in PAGES.items():
        yield Malformed(name=f"a page of {name}", spoil=_content("book/herald.md", _adding(text)))
    for name, code in CELLS.items():
        yield Malformed(name=f"a cell with {name}", spoil=_cell(code))
    for file in DOCUMENTS:
        document = _read(starter / file)
        paths = [path for path in _paths(document) if path]
        for _ in range(values):
            path, value = rng.choice(paths), rng.choice(VALUES)
            spoil = _exchange(file, document, path, value)
            yield Malformed(name=f"{file}: {'/'.join(map(str, path))} is {str(value)[:20]!r}", spoil=spoil)
    yield from _drafts()


def _drafts() -> Iterator[Malformed]:
    command = ("scan", "--statistics", "list.json")
    for name, text in DRAFTS.items():
        for ending in ("md", "html", "txt", "docx"):
            spoil = _written({f"draft.{ending}": text.encode(), "list.json": b"[]"})
            yield Malformed(name=f"a draft .{ending} of {name}", spoil=spoil, command=(*command, f"draft.{ending}"))
    for name, change in CONTENTS.items():
        files = {"draft.md": b"12 trips", "list.json": change(b'[{"id": "a", "value": 1}]')}
        yield Malformed(name=f"a list that is {name}", spoil=_written(files), command=(*command, "draft.md"))


def _written(files: dict[str, bytes]) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        for name, content in files.items():
            (root / name).write_bytes(content)

    return spoil


def _adding(text: str) -> Callable[[bytes], bytes]:
    return lambda old: old + b"\n\n" + text.encode()


def _content(file: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change(path.read_bytes() if path.exists() else b"a: 1\n"))

    return spoil


def _kind(file: str, make: Callable[[Path], None]) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        make(path)

    return spoil


def _cell(code: str) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        path = root / "notebooks/riders.ipynb"
        notebook = json.loads(path.read_text("utf-8"))
        cell = {"cell_type": "code", "id": "spoilt", "metadata": {}, "outputs": [], "execution_count": None}
        notebook["cells"].append({**cell, "source": code})
        path.write_text(json.dumps(notebook), "utf-8")

    return spoil


def _exchange(file: str, document: object, path: tuple[str | int, ...], value: object) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        changed = at = json.loads(json.dumps(document, default=str))
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        # JSON is YAML as well.
        (root / file).write_text(json.dumps(changed), "utf-8")

    return spoil


def _read(path: Path) -> object:
    text = path.read_text("utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)


def _paths(document: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    below = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in below:
        yield from _paths(value, (*path, key))
