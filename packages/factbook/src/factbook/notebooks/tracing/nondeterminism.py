"""Where a notebook's values may depend on the clock, on chance or on the machine: the calls in its cells that ask them.

The code is read, since from one run nobody can see that another day or another seed would change its values. What a
name in it stands for is read from the imports of the code, and told by the kernel after each cell (`in_kernel`).
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from factbook.notebooks.tracing.client import TraceDocument
from factbook.notebooks.tracing.inputs import UnstableCall
from factbook.notebooks.tracing.paths import find_source, is_installed
from factbook.notebooks.tracing.unstable_names import (
    METHODS,
    OF_TEXT,
    PROGRAMS,
    RUNNERS,
    SEEDS,
    TEXTS,
    UNLESS_SEEDED,
    UNLESS_TOLD,
    Kind,
    find_kind,
    name_publicly,
)

_MAGIC = re.compile(r"^([ \t]*)(?:[\w, ]+=\s*)?[%!]+(.*)$", re.MULTILINE)
_HELP = re.compile(r"^[ \t]*(\?.*|.*\?)$", re.MULTILINE)
_ROUNDS = 3
"""How often names are looked up anew: a name may stand for what another one stands for."""

Names = Mapping[str, frozenset[str]]
"""By name in the code: the full names of what it stands for, now or later."""


def find_unstable_calls(document: Mapping[str, Any], trace: TraceDocument, root: Path) -> tuple[UnstableCall, ...]:
    """Return each call in a notebook, or in a module of the report that it read, that asks clock, chance or machine.

    A random generator that has a seed is no chance. Code that is no Python is passed over.
    """
    codes = {
        f"cell {at}": "".join(cell["source"])
        for at, cell in enumerate(document.get("cells", ()), 1)
        if cell.get("cell_type") == "code"
    }
    modules = {path: Path(path).read_text("utf-8", errors="replace") for path in _find_modules(trace, root)}
    told = _read_traced_names(trace)
    trees = {place: tree for place, code in {**codes, **modules}.items() if (tree := _parse(code)) is not None}
    own = [tree for place, tree in trees.items() if place in codes]
    names = {"": _find_names(own, told[""])}
    names |= {path: _find_names([trees[path]], told[path]) for path in modules if path in trees}
    seeded = frozenset(
        found for place, tree in trees.items() for found in _find_seeded(tree, names[place if place in modules else ""])
    )
    calls = [
        UnstableCall(
            place=place if place in codes else Path(place).relative_to(root).as_posix(),
            cell=int(place.split()[1]) - 1 if place in codes else -1,
            line=line,
            name=name,
            kind=kind,
        )
        for place, tree in trees.items()
        for line, name, kind in _Reader(names[place if place in modules else ""], seeded).read(tree)
    ]
    calls += [
        UnstableCall(place=place, cell=int(place.split()[1]) - 1, line=line, name=name, kind=kind)
        for place, code in codes.items()
        for line, name, kind in _find_programs(code)
    ]
    return tuple(sorted(calls, key=lambda call: (call.cell < 0, call.cell, call.place, call.line)))


def _find_modules(trace: TraceDocument, root: Path) -> list[str]:
    read = {find_source(path) for path in trace.get("reads", ()) if not is_installed(path)}
    return sorted(
        path for path in read if path.endswith(".py") and Path(path).is_relative_to(root) and Path(path).is_file()
    )


def _read_traced_names(trace: TraceDocument) -> defaultdict[str, list[tuple[str, str]]]:
    """Return what the kernel said of names: by file, empty for the notebook, name and full name."""
    told: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for message in trace.get("messages", ()):
        what, about = json.loads(message)
        if what == "name":
            file, name, full = json.loads(about)
            told[os.path.realpath(file) if file else ""].append((name, full))
    return told


def _parse(code: str) -> ast.Module | None:
    if code.startswith("%%"):
        return None
    try:
        return ast.parse(_HELP.sub("", _MAGIC.sub(r"\1pass", code)))
    except (SyntaxError, ValueError, RecursionError):
        return None


def _find_names(trees: Iterable[ast.Module], told: Iterable[tuple[str, str]]) -> Names:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, full in told:
        found[name].add(name_publicly(full))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    for node in nodes:
        for name, full in _find_imported(node):
            found[name].add(name_publicly(full))
    for _ in range(_ROUNDS):
        for node in nodes:
            if isinstance(node, ast.Assign | ast.NamedExpr) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        found[target.id] |= find_names_of(node.value, found)
    return {name: frozenset(full) for name, full in found.items()}


def _find_imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)


def find_names_of(node: ast.expr, names: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return the full names of what an expression may stand for; empty where that cannot be read from the code."""
    if isinstance(node, ast.Name):
        return frozenset(names.get(node.id, ()))
    if isinstance(node, ast.NamedExpr):
        return find_names_of(node.value, names)
    if isinstance(node, ast.Attribute):
        return frozenset(name_publicly(f"{one}.{node.attr}") for one in find_names_of(node.value, names))
    if isinstance(node, ast.Subscript) and "sys.modules" in find_names_of(node.value, names):
        return frozenset(_texts_of([node.slice]))
    if isinstance(node, ast.Call):
        return _find_returned(node, names)
    return frozenset()


def _find_returned(call: ast.Call, names: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return the full names of what an import or `getattr` in an expression returns."""
    function = call.func.id if isinstance(call.func, ast.Name) else ""
    if function == "__import__" or "importlib.import_module" in find_names_of(call.func, names):
        return frozenset(_texts_of(call.args[:1]))
    if function == "getattr" and len(call.args) > 1:
        texts = list(_texts_of(call.args[1:2]))
        return frozenset(name_publicly(f"{one}.{text}") for one in find_names_of(call.args[0], names) for text in texts)
    return frozenset()


def _texts_of(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        for one in ast.walk(node):
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value


def _find_seeded(tree: ast.Module, names: Names) -> Iterator[str]:
    """Yield the modules whose shared generator is given a seed."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _has_seed(node):
            for name in find_names_of(node.func, names):
                if name.endswith("random.seed"):
                    yield name.removesuffix(".seed")


def _has_seed(call: ast.Call) -> bool:
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(not (isinstance(value, ast.Constant) and value.value is None) for value in values)


class _Reader:
    """Finds the calls of one piece of code that ask clock, chance or machine."""

    def __init__(self, names: Names, seeded: frozenset[str]) -> None:
        self._names, self._seeded = names, seeded

    def read(self, tree: ast.Module) -> Iterator[tuple[int, str, Kind]]:
        """Yield line, name as it is written, and what it depends on, each once."""
        functions = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        found: dict[tuple[int, str, Kind], None] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (kind := self._judge_call(node)):
                found[node.lineno, f"{ast.unparse(node.func)}()", kind] = None
            # A function that is handed on is called by somebody else.
            elif isinstance(node, ast.Name | ast.Attribute) and id(node) not in functions:
                if not isinstance(node.ctx, ast.Load):
                    continue
                for name in find_names_of(node, self._names):
                    if kind := find_kind(name, seeded=self._seeded):
                        found[node.lineno, ast.unparse(node), kind] = None
        yield from found

    def _judge_call(self, call: ast.Call) -> Kind | None:
        meant = sorted(find_names_of(call.func, self._names))
        kinds = [kind for name in meant if (kind := self._judge_named(name, call))]
        if kinds or meant or not isinstance(call.func, ast.Attribute) or call.func.attr not in METHODS:
            return next(iter(kinds), None)
        told = "numpy.random" in self._seeded or any(keyword.arg in SEEDS for keyword in call.keywords)
        return None if told else "chance"

    def _judge_named(self, name: str, call: ast.Call) -> Kind | None:
        if kind := find_kind(name, seeded=self._seeded):
            return kind
        if len(call.args) < UNLESS_TOLD.get(name, 0) or (name in OF_TEXT and TEXTS & set(_texts_of(call.args))):
            return "clock"
        if UNLESS_SEEDED.fullmatch(name) and not _has_seed(call):
            return "chance"
        if not RUNNERS.fullmatch(name):
            return None
        texts = "\n".join(_texts_of(call.args[:1]))
        return next((kind for kind, pattern in PROGRAMS.items() if pattern.search(texts)), None)


def _find_programs(code: str) -> Iterator[tuple[int, str, Kind]]:
    """Yield the programs in lines that only IPython understands, and in cells for a shell."""
    lines = code.splitlines()
    shell = bool(lines) and re.match(r"%%(bash|sh|!|script)", lines[0]) is not None
    for number, line in enumerate(lines, 1):
        match = _MAGIC.match(line)
        if not match and not shell:
            continue
        text = match[2].strip().removeprefix("sx ").removeprefix("system ") if match else line
        for kind, pattern in PROGRAMS.items():
            if found := pattern.search(text):
                yield number, f"the program {found[1]}", kind
