"""What the cells of a notebook need: tables, modules beside it, and packages with all that they need in turn."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from factbook.data.sources import SOURCES

DRAWING = frozenset({"altair", "vl_convert", "matplotlib", "seaborn", "plotly", "IPython", "myst_nb", "factbook"})
"""Imports that a bundle does without."""
BASE = "pandas"
"""What every bundle needs."""
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", re.MULTILINE)


def parse_cells(codes: Iterable[str]) -> list[ast.Module]:
    """Return the syntax tree of each cell; a cell that is not plain Python is left out."""
    return [ast.parse(code) for code in codes if is_plain_python(code)]


def is_plain_python(code: str) -> bool:
    """Return whether a cell is plain Python, without what only IPython understands."""
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def find_tables(trees: Iterable[ast.Module], names: Sequence[str]) -> tuple[str, ...]:
    """Return the tables that cells name, or whose file they do, in the package's order; all where a name is computed.

    Rows are dated by their sources, so the list of sources is always among them.
    """
    texts: set[str] = set()
    for node in _walk(trees):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            # A table may be read by its path as well, without `dataset`.
            texts |= {node.value, node.value.rpartition("/")[2].rpartition(".")[0]}
        # A name that is worked out when the cell runs may be any table's.
        if isinstance(node, ast.Call) and _is_dataset(node.func) and not _is_literal(node):
            return tuple(names)
    return tuple(name for name in names if name in texts or name == SOURCES)


def find_imports(trees: Iterable[ast.Module]) -> tuple[str, ...]:
    """Return the top names of what cells import, each once, in order."""
    found: dict[str, None] = {}
    for node in _walk(trees):
        if isinstance(node, ast.Import):
            found |= dict.fromkeys(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found[node.module.partition(".")[0]] = None
    return tuple(found)


def find_lock(imports: Iterable[str], locked: str) -> str:
    """Return the lines of a lock for these imports and all that they need; others are pinned as installed."""
    wanted = find_needed(*sorted({BASE, *imports} - DRAWING))
    blocks = _read_lock(locked)
    # With the hashes of the lock, where it has the package: pip then checks what it downloads.
    return "".join(blocks.get(name) or f"{name}=={wanted[name]}\n" for name in sorted(wanted))


def _is_dataset(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "dataset"


def _is_literal(call: ast.Call) -> bool:
    names = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "name")]
    return all(isinstance(one, ast.Constant) for one in names)


def _walk(trees: Iterable[ast.Module]) -> Iterator[ast.AST]:
    return (node for tree in trees for node in ast.walk(tree))


# What is installed does not change while a report is built, and all notebooks need the same few packages.
@cache
def find_needed(*requirements: str) -> Mapping[str, str]:
    """Return the versions of the packages in requirements and of all that they need in turn, as far as installed."""
    found: dict[str, str] = {}
    waiting = list(requirements)
    while waiting:
        name = _read_name(waiting.pop())
        if not name or name in found:
            continue
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            # a package of an editor's list that nobody has installed
            continue
        waiting += requires(name) or ()
    return found


def _read_name(line: str) -> str:
    """Return the package that a line asks for here; empty for another platform, an extra, an option or a comment."""
    try:
        one = Requirement(line.partition(" #")[0].partition(" --hash")[0].strip(" \\"))
    except InvalidRequirement:
        return ""
    # What another platform needs may be installed here all the same, by something else: then it is no need of this.
    return canonicalize_name(one.name) if one.marker is None or one.marker.evaluate({"extra": ""}) else ""


# One lock for all bundles; by its text, so that a lock that changes is read again.
@cache
def _read_lock(text: str) -> dict[str, str]:
    """Return the lines of each package of a lock, with hashes, by name."""
    starts = [*_PIN.finditer(text)]
    ends = [match.start() for match in starts] + [len(text)]
    return {
        canonicalize_name(match["name"]): text[match.start() : end].rstrip() + "\n"
        for match, end in zip(starts, ends[1:], strict=True)
    }
