"""The part of a notebook's code that a statistic follows from: a backward slice, by syntax alone.

The statements that record it, and before them, backwards, every statement that binds or mutates a name that they need.
Comments and layout do not count. Code that is not Python (magics) counts as it is.
"""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from factbook.project.files import digest_content

_ANY = r"(.+)"
"""The pattern for a computed part of an id, which is a group of it."""
_FIELDS = re.compile(r"(\{[^{}]*\})")


@dataclass(frozen=True)
class Statement:
    """A top-level statement of a notebook."""

    text: str
    """The statement without comments and layout."""
    needs: frozenset[str] = frozenset()
    """The names that it reads."""
    binds: frozenset[str] = frozenset()
    """The names that it binds; ``*`` for any."""
    mutates: frozenset[str] = frozenset()
    """The names whose value it may change in place."""
    rebinds: frozenset[str] = frozenset()
    """Those of `binds` whose earlier value is certainly gone afterwards."""
    is_function: bool = False
    modules: frozenset[str] = frozenset()
    """The names that it imports."""
    ids: tuple[re.Pattern[str], ...] = ()
    """The strings in it, as patterns that an id may match."""
    constants: frozenset[str] = frozenset()
    """The strings and numbers in it, as texts."""
    lines: range = field(default=range(0), compare=False)
    """Where it stands in its cell, from 1."""
    cell: int = field(default=0, compare=False)
    """The code cell that it stands in, from 0."""


@dataclass(frozen=True)
class Code:
    """The code cells of one notebook, in order."""

    cells: tuple[str, ...]
    places: tuple[int, ...] = ()
    """Where each stands among all cells, which Jupyter counts."""

    @classmethod
    def of_notebook(cls, notebook: Any) -> Code:
        """Return the code of a notebook of nbformat's."""
        code = {at: cell.source for at, cell in enumerate(notebook.cells) if cell.cell_type == "code"}
        return cls(tuple(code.values()), tuple(code))

    @cached_property
    def statements(self) -> tuple[tuple[Statement, ...], ...]:
        """The statements of each cell."""
        return tuple(tuple(_statements(source, cell)) for cell, source in enumerate(self.cells))

    def slice_digest(self, id: str, cell: int) -> str:
        """Return a digest of the code that a statistic follows from; `cell` counts the code cells from 0."""
        return _digest(one.text for one in self.find_slice(id, cell))

    def find_slice(self, id: str, cell: int) -> list[Statement]:
        """Return the statements that a statistic follows from, in order; `cell` counts the code cells from 0."""
        own = self.statements[cell]
        recording = self._find_recording(id, cell)
        last = max(at for at, one in enumerate(own) if one in recording) if own else 0
        before = [one for each in self.statements[:cell] for one in each] + [
            one for one in own[:last] if one not in recording
        ]
        return _slice(before, recording)

    def _find_recording(self, id: str, cell: int) -> list[Statement]:
        """Return the statements of a cell that record a statistic."""
        # A cell often records many statistics: only the statements that name this id count, or a change to one
        # figure would look like a change to all. Where no id matches (it is computed elsewhere), the whole cell counts.
        own = self.statements[cell]
        found = [one for one in own if not one.is_function and any(pattern.fullmatch(id) for pattern in one.ids)]
        # A function that makes the id of its argument records nothing itself: those that call it do.
        helpers, parts = self._find_helpers(id, cell)
        callers = [one for one in own if not one.is_function and one.needs & helpers]
        naming = [one for one in callers if one.constants & parts] or ([] if found else callers)
        chosen = [one for one in own if one in found or one in naming]
        return chosen or list(own)

    def _find_helpers(self, id: str, cell: int) -> tuple[set[str], set[str]]:
        """Return the functions by which a statistic may be recorded, and the parts of its id that they compute."""
        functions = [one for each in self.statements[: cell + 1] for one in each if one.is_function]
        helpers: set[str] = set()
        parts: set[str] = set()
        for one in functions:
            for pattern in one.ids:
                # A string that is computed as a whole may be anything, and is rarely an id.
                match = pattern.fullmatch(id) if pattern.pattern.replace(_ANY, "") else None
                if match is not None:
                    helpers |= one.binds
                    parts.update(match.groups())
        # Functions that call those count too; each pass finds at least one more, or is the last.
        for _ in functions:
            helpers |= {name for one in functions if one.needs & helpers for name in one.binds}
        return helpers, parts

    def prefix_digest(self, cell: int) -> str:
        """Return a digest of all code up to and including a cell."""
        return _digest(one.text for each in self.statements[: cell + 1] for one in each)


def _slice(before: Sequence[Statement], recording: Sequence[Statement]) -> list[Statement]:
    """Return the statements that `recording` follows from, in order."""
    # A function reads its globals when it is called, so a later statement may bind them: names that functions need are
    # needed everywhere. The pass is repeated until no further function, and so no further name, comes in.
    needed_by_functions: frozenset[str] = frozenset()
    while True:
        chosen = _slice_once(before, recording, needed_by_functions)
        found = frozenset(name for one in chosen if one.is_function for name in one.needs)
        if found <= needed_by_functions:
            return chosen
        needed_by_functions |= found


def _slice_once(
    before: Sequence[Statement], recording: Sequence[Statement], needed_by_functions: frozenset[str]
) -> list[Statement]:
    # A bare call on a module (`pd.set_option(...)`), or of a function, is no change of it; otherwise it would be in
    # every slice.
    unchanged = {name for one in before for name in one.modules | (one.binds if one.is_function else frozenset())}
    wanted = {name for one in recording for name in one.needs} | needed_by_functions
    chosen = list(recording)
    for one in reversed(before):
        if one.binds & wanted or one.mutates & (wanted - unchanged) or "*" in one.binds:
            chosen.insert(0, one)
            wanted = (wanted - one.rebinds) | one.needs | needed_by_functions
    return chosen


def _statements(source: str, cell: int) -> Iterator[Statement]:
    try:
        tree = ast.parse(source)
        yield from [_statement(node, cell) for node in tree.body]
    except (SyntaxError, ValueError, RecursionError):
        # a magic may bind any name, so the whole cell counts for everything after it
        lines = range(1, len(source.splitlines()) + 1)
        yield Statement(text=source, binds=frozenset("*"), lines=lines, cell=cell)


def _statement(node: ast.stmt, cell: int) -> Statement:
    # symtable knows Python's scoping rules; walking the tree for names would mistake locals for globals
    table = symtable.symtable(ast.unparse(node), "cell", "exec")
    own = table.get_symbols()
    loop_names = set(_loop_names(node))
    binds = frozenset(one.get_name() for one in own if one.is_assigned() or one.is_imported())
    # an assignment within `if` or `for` may not happen, so the earlier value may remain
    rebinding = isinstance(node, ast.Assign | ast.Import | ast.ImportFrom | ast.FunctionDef)
    return Statement(
        text=_dump(node),
        needs=frozenset({*(one.get_name() for one in own if one.is_referenced()), *_free(table)} - loop_names),
        binds=binds,
        rebinds=binds if rebinding else frozenset(),
        is_function=isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef),
        mutates=frozenset(_mutated(node)),
        modules=frozenset(one.get_name() for one in own if one.is_imported()),
        ids=tuple(_ids(node)),
        constants=frozenset(str(one.value) for one in ast.walk(node) if isinstance(one, ast.Constant)),
        lines=range(node.lineno, (node.end_lineno or node.lineno) + 1),
        cell=cell,
    )


def _free(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the global names that functions and comprehensions read."""
    for child in table.get_children():
        yield from (one.get_name() for one in child.get_symbols() if one.is_global() and one.is_referenced())
        yield from _free(child)


def _loop_names(node: ast.stmt) -> Iterator[str]:
    """Yield the names that loops bind themselves."""
    for one in ast.walk(node):
        if isinstance(one, ast.For):
            yield from (name.id for name in ast.walk(one.target) if isinstance(name, ast.Name))


def _mutated(node: ast.AST) -> Iterator[str]:
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
    # the constant parts of an f-string alone are no id
    inner = {id(part) for one in ast.walk(node) if isinstance(one, ast.JoinedStr) for part in one.values}
    for one in ast.walk(node):
        if isinstance(one, ast.JoinedStr):
            parts = (_template(str(part.value)) if isinstance(part, ast.Constant) else _ANY for part in one.values)
            yield re.compile("".join(parts))
        elif isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in inner:
            yield re.compile(_template(one.value))


def _template(text: str) -> str:
    """Return the pattern of what a text may become as a template of `series`: ``riders.{year}``."""
    return "".join(".*" if part.startswith("{") else re.escape(part) for part in _FIELDS.split(text))


def _dump(value: Any) -> str:
    """Return a syntax tree as text that is the same for every version of Python."""
    # ast.dump shows new empty fields as Python gains them (type_params in 3.12) and hides empty ones from 3.13 on.
    if isinstance(value, ast.AST):
        fields = [f"{name}={_dump(one)}" for name, one in ast.iter_fields(value) if one is not None and one != []]
        return f"{type(value).__name__}({', '.join(fields)})"
    if isinstance(value, list):
        return f"[{', '.join(map(_dump, value))}]"
    return repr(value)


def _digest(texts: Iterable[str]) -> str:
    return digest_content("\0".join(texts))[:16]
