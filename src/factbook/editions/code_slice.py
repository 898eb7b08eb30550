"""What of a notebook's code a statistic follows from, told by its syntax alone.

The statements that record it, and before them, backwards, every statement that binds or changes a name that they need.
Comments and layout do not count. Code that is not Python (magics) counts as it is.
"""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from factbook.project.files import digest_content

_ANY = r".+"
"""What stands for a part of an id that is computed."""


@dataclass(frozen=True)
class Statement:
    """A top-level statement of a notebook."""

    text: str
    """The statement without comments and layout."""
    needs: frozenset[str] = frozenset()
    """The names that it reads."""
    binds: frozenset[str] = frozenset()
    """The names that it gives a value; ``*`` for any."""
    changes: frozenset[str] = frozenset()
    """The names whose value it may change without giving them another."""
    settles: frozenset[str] = frozenset()
    """Those of them that have no value from before afterwards."""
    is_function: bool = False
    modules: frozenset[str] = frozenset()
    """The names that it imports."""
    ids: tuple[re.Pattern[str], ...] = ()
    """The texts in it, as patterns that an id may match."""


@dataclass(frozen=True)
class Code:
    """The code cells of one notebook, in order."""

    cells: tuple[str, ...]

    @cached_property
    def statements(self) -> tuple[tuple[Statement, ...], ...]:
        """The statements of each cell."""
        return tuple(tuple(_statements(cell)) for cell in self.cells)

    def behind(self, id: str, cell: int) -> str:
        """Give a digest of the code that a statistic follows from; `cell` counts the code cells from 0."""
        own = self.statements[cell]
        recording = [one for one in own if any(pattern.fullmatch(id) for pattern in one.ids)] or list(own)
        last = max(at for at, one in enumerate(own) if one in recording) if own else 0
        before = [one for each in self.statements[:cell] for one in each] + [
            one for one in own[:last] if one not in recording
        ]
        return _digest(one.text for one in _slice(before, recording))

    def up_to(self, cell: int) -> str:
        """Give a digest of all code up to and with a cell."""
        return _digest(one.text for each in self.statements[: cell + 1] for one in each)


def normalise(source: str) -> str:
    """Give code without its comments and layout; what Python cannot parse (magics) stays as it is.

    >>> normalise("a = 1  # one") == normalise("a=1")
    True
    """
    try:
        return _dump(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError):
        return source


def _slice(before: Sequence[Statement], recording: Sequence[Statement]) -> list[Statement]:
    """Give what `recording` follows from, in order; what a function reads may be bound after it."""
    late: frozenset[str] = frozenset()
    while True:
        kept = _pass(before, recording, late)
        found = frozenset(name for one in kept if one.is_function for name in one.needs)
        if found <= late:
            return kept
        late |= found


def _pass(before: Sequence[Statement], recording: Sequence[Statement], late: frozenset[str]) -> list[Statement]:
    modules = {name for one in before for name in one.modules}
    wanted = {name for one in recording for name in one.needs} | late
    kept = list(recording)
    for one in reversed(before):
        if one.binds & wanted or one.changes & (wanted - modules) or "*" in one.binds:
            kept.insert(0, one)
            wanted = (wanted - one.settles) | one.needs | late
    return kept


def _statements(source: str) -> Iterator[Statement]:
    try:
        tree = ast.parse(source)
        yield from [_statement(node) for node in tree.body]
    except (SyntaxError, ValueError, RecursionError):
        yield Statement(text=source, binds=frozenset("*"))


def _statement(node: ast.stmt) -> Statement:
    table = symtable.symtable(ast.unparse(node), "cell", "exec")
    own = table.get_symbols()
    counters = set(_counters(node))
    binds = frozenset(one.get_name() for one in own if one.is_assigned() or one.is_imported())
    settling = isinstance(node, ast.Assign | ast.Import | ast.ImportFrom | ast.FunctionDef)
    return Statement(
        text=_dump(node),
        needs=frozenset({*(one.get_name() for one in own if one.is_referenced()), *_free(table)} - counters),
        binds=binds,
        settles=binds if settling else frozenset(),
        is_function=isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef),
        changes=frozenset(_changed(node)),
        modules=frozenset(one.get_name() for one in own if one.is_imported()),
        ids=tuple(_ids(node)),
    )


def _free(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the global names that functions and comprehensions read."""
    for child in table.get_children():
        yield from (one.get_name() for one in child.get_symbols() if one.is_global() and one.is_referenced())
        yield from _free(child)


def _counters(node: ast.stmt) -> Iterator[str]:
    """Yield the names that loops give a value themselves."""
    for one in ast.walk(node):
        if isinstance(one, ast.For):
            yield from (name.id for name in ast.walk(one.target) if isinstance(name, ast.Name))


def _changed(node: ast.AST) -> Iterator[str]:
    """Yield the names whose items or attributes are set, and those that a bare call may change."""
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute | ast.Subscript) and not isinstance(one.ctx, ast.Load):
            yield from _root(one)
        elif isinstance(one, ast.Expr) and isinstance(one.value, ast.Call):
            yield from _root(one.value)


def _root(node: ast.AST) -> Iterator[str]:
    """Yield the name that a chain of attributes and items begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def _ids(node: ast.AST) -> Iterator[re.Pattern[str]]:
    inner = {id(part) for one in ast.walk(node) if isinstance(one, ast.JoinedStr) for part in one.values}
    for one in ast.walk(node):
        if isinstance(one, ast.JoinedStr):
            parts = (re.escape(str(part.value)) if isinstance(part, ast.Constant) else _ANY for part in one.values)
            yield re.compile("".join(parts))
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in inner:
            yield re.compile(re.escape(one.value))


def _dump(value: Any) -> str:
    """Write a syntax tree down; what is empty is left out, so that every version of Python writes the same."""
    if isinstance(value, ast.AST):
        fields = [f"{name}={_dump(one)}" for name, one in ast.iter_fields(value) if one is not None and one != []]
        return f"{type(value).__name__}({', '.join(fields)})"
    if isinstance(value, list):
        return f"[{', '.join(map(_dump, value))}]"
    return repr(value)


def _digest(texts: Iterable[str]) -> str:
    return digest_content("\0".join(texts))[:16]
