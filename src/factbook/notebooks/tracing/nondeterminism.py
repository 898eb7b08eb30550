"""Where a notebook's values may depend on the clock or on chance: found in its code, not by running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from factbook.notebooks.tracing.client import TraceDocument

CLOCK = re.compile(
    r"(\w+\.)?(datetime|date|Timestamp)\.(now|utcnow|today)"
    r"|time\.(time|time_ns|localtime|gmtime|strftime|ctime)"
)
CHANCE = re.compile(
    r"random\.(random|randint|randrange|choice|choices|sample|shuffle|uniform|gauss|normalvariate|getrandbits)"
    r"|(np|numpy)\.random\.(rand|randn|randint|random|choice|shuffle|permutation|normal|uniform|poisson|binomial)"
    r"|os\.urandom|(uuid\.)?uuid[14]|secrets\.\w+"
)
SEEDED = re.compile(r"(random|np\.random|numpy\.random)\.seed")
_MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)


def find_nondeterminism(document: Mapping[str, Any], trace: TraceDocument, root: Path) -> list[str]:
    """Return a note for each call in a notebook, or in a module of the report that it read, that asks clock or chance.

    A random generator that has a seed is no chance. Code that is no Python is passed over.
    """
    cells = enumerate(document.get("cells", ()), 1)
    codes = [(f"cell {at}", "".join(cell["source"])) for at, cell in cells if cell.get("cell_type") == "code"]
    codes += [
        (Path(path).relative_to(root).as_posix(), Path(path).read_text("utf-8", errors="replace"))
        for path in _find_modules(trace, root)
    ]
    seeded = any(SEEDED.search(code) for _, code in codes)
    return [note for place, code in codes for note in _find_notes(place, code, seeded=seeded)]


def _find_modules(trace: TraceDocument, root: Path) -> list[str]:
    from factbook.notebooks.tracing.paths import find_source

    read = {find_source(path) for path in trace.get("reads", ())}
    return sorted(
        path for path in read if path.endswith(".py") and Path(path).is_relative_to(root) and Path(path).is_file()
    )


def _find_notes(place: str, code: str, *, seeded: bool) -> Iterator[str]:
    # The code is read, since from one run alone nobody can see that another day or another seed would change its
    # values.
    try:
        tree = ast.parse(_MAGIC.sub("", code))
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            where = f"{place}, line {node.lineno}: {name}()"
            if CLOCK.fullmatch(name):
                yield f"{where} reads the clock"
            elif _is_chance(name, node, seeded=seeded):
                yield f"{where} depends on chance"


def _is_chance(name: str, call: ast.Call, *, seeded: bool) -> bool:
    if name.endswith(".sample") and not name.startswith("random."):
        return not seeded and not any(keyword.arg == "random_state" for keyword in call.keywords)
    if name.endswith("default_rng"):
        return not call.args and not call.keywords
    return CHANCE.fullmatch(name) is not None and not (seeded and "random." in name)
