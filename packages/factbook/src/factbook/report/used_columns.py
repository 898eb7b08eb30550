"""The columns of a table that statistics use, as far as what was recorded and the code of its notebooks show."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable

from factbook.notebooks import Run

_DEFAULTS = frozenset({"value", "unit"})
"""Columns that `series` and its like read without being told."""
_UNNAMED = frozenset(
    {"columns", "values", "T", "melt", "stack", "filter", "to_numpy", "select_dtypes", "squeeze", "take"}
)
"""Attributes of a table that may read columns which no code names."""
_TWICE = re.compile(r"\.(\w+)\(\)\.\1\(\)")
"""A sum of all sums, and its like."""


def find_used_columns(runs: Iterable[Run], name: str, described: Collection[str]) -> frozenset[str] | None:
    """Return the described columns of a table that statistics and charts use; ``None`` where none is known to use any.

    They are those that a notebook names which recorded rows of the table. Where it may read columns without their
    names, all are used.
    """
    codes = [run.code or "" for run in runs if _rests_on(run, name)]
    return frozenset().union(*(find_named_columns(code, described) for code in codes)) if codes else None


def find_named_columns(code: str, described: Collection[str]) -> frozenset[str]:
    """Return those of the columns of a table that some code may read: all, where it reads any without its name.

    >>> sorted(find_named_columns("birds['seen'].sum()", ["seen", "value", "note"]))
    ['seen', 'value']
    """
    if _reads_unnamed(code):
        return frozenset(described)
    return frozenset({one for one in described if _names(code, one)} | (_DEFAULTS & set(described)))


def _rests_on(run: Run, name: str) -> bool:
    return any(name in rowset.origins for one in run.recorded for rowset in one.rows)


def _names(code: str, column: str) -> bool:
    # In strings, as attributes, in queries: one mention too many only makes a cell count that nothing uses.
    return re.search(rf"(?<!\w){re.escape(column)}(?!\w)", code) is not None


def _reads_unnamed(code: str) -> bool:
    """Return whether code may read columns by their place, all at once, or by a name that is put together."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return True
    return _TWICE.search(code) is not None or any(_is_unnamed(node) for node in ast.walk(tree))


def _is_unnamed(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg == "axis"
    if isinstance(node, ast.Attribute):
        return node.attr in _UNNAMED
    if not isinstance(node, ast.Subscript):
        return False
    if isinstance(node.slice, ast.Tuple) and isinstance(node.value, ast.Attribute):
        last = node.slice.elts[-1]
        if node.value.attr == "iloc" or (node.value.attr == "loc" and isinstance(last, ast.Slice)):
            return True
    return any(isinstance(part, ast.JoinedStr) or _joins_texts(part) for part in ast.walk(node.slice))


def _joins_texts(node: ast.AST) -> bool:
    # `table[kind + "_gun"]`, and not `levels[at - 1]`
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Mod):
        return False
    return not any(isinstance(side, ast.Constant) and isinstance(side.value, int) for side in (node.left, node.right))
