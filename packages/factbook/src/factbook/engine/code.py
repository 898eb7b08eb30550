"""The code that a task runs: the modules of ours that are imported by way of its own."""

from __future__ import annotations

import re
from pathlib import Path

from factbook.engine.software import PACKAGES

_IMPORT = re.compile(
    rf"^(?P<indent>[ \t]*)(?:from|import) (?P<source>(?:{'|'.join(PACKAGES)})[\w.]*)"
    r"(?: import (?P<names>\([^)]*\)|[^\n]*))?",
    re.MULTILINE,
)
"""An import of one of our modules, or of what is in it."""


def find_code(module: str) -> list[Path]:
    """Return the files of one of our modules and of all of ours that it imports, also where it does so in a function.

    They are found by the text of import statements, so that whichever a task loads is among them. Of a package, what it
    offers lazily is left out: whoever needs that imports it.
    """
    found: dict[str, Path] = {}
    wanted = [module]
    while wanted:
        name = wanted.pop()
        # What is imported from a module may be a name in it, and no module.
        file = None if name in found else _find_file(name)
        if file is None:
            continue
        found[name] = file
        wanted.append(name.rpartition(".")[0])
        for one in _IMPORT.finditer(file.read_text("utf-8")):
            if not (one["indent"] and file.name == "__init__.py"):
                wanted += [
                    one["source"],
                    *(f"{one['source']}.{part}" for part in re.findall(r"\w+", one["names"] or "")),
                ]
    return sorted(found.values())


def _find_file(module: str) -> Path | None:
    package, *parts = module.split(".")
    path = Path(PACKAGES[package], *parts) if package in PACKAGES else None
    files = [path.with_name(f"{path.name}.py"), path / "__init__.py"] if path else []
    return next((one for one in files if one.is_file()), None)
