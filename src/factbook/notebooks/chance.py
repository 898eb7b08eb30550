"""Say where a notebook's values may depend on the clock or on chance: found in its cells and its modules, not by running."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

CLOCK = re.compile(r"(datetime\.)?(datetime|date|Timestamp)\.(now|utcnow|today)|time\.(time|time_ns|localtime|gmtime|strftime)")
CHANCE = re.compile(
    r"random\.(random|randint|randrange|choice|choices|sample|shuffle|uniform|gauss|normalvariate|getrandbits)"
    r"|(np|numpy)\.random\.(rand|randn|randint|random|choice|shuffle|permutation|normal|uniform|poisson|binomial)"
    r"|(np\.random\.|numpy\.random\.)?default_rng|os\.urandom|uuid\.uuid[14]|uuid[14]|secrets\.\w+"
)
SEEDED = re.compile(r"(random|np\.random|numpy\.random)\.seed")
_MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)


def find_chance(document: Mapping[str, Any], seen: Mapping[str, Any], root: Path) -> list[str]:
    """Give a note for each place in a notebook, or in a module of the report that it read, that asks clock or chance.

    A random generator that is given a seed is no chance. Code that is no Python is passed over.
    """
    cells = enumerate(document.get("cells", ()), 1)
    codes = [(f"cell {at}", "".join(cell["source"])) for at, cell in cells if cell.get("cell_type") == "code"]
    codes += [
        (Path(path).relative_to(root).as_posix(), Path(path).read_text("utf-8", errors="replace"))
        for path in _find_modules(seen, root)
    ]
    seeded = any(SEEDED.search(code) for _, code in codes)
    return [note for place, code in codes for note in _find_notes(place, code, seeded=seeded)]


def _find_modules(seen: Mapping[str, Any], root: Path) -> list[str]:
    from factbook.notebooks.places import find_source

    read = {find_source(path) for path in seen.get("reads", ())}
    return sorted(path for path in read if path.endswith(".py") and Path(path).is_relative_to(root) and Path(path).is_file())


def _find_notes(place: str, code: str, *, seeded: bool) -> Iterator[str]:
    try:
        tree = ast.parse(_MAGIC.sub("", code))
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        where = f"{place}, line {node.lineno}: {name}()"
        if CLOCK.fullmatch(name) or re.fullmatch(r"(pd|pandas)\.Timestamp\.(now|today|utcnow)", name):
            yield f"{where} asks the clock"
        elif CHANCE.fullmatch(name) and not (name.endswith("default_rng") and node.args) and not (seeded and "random." in name):
            yield f"{where} depends on chance"
