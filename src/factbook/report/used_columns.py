"""The columns of a table that statistics use, as far as what was recorded and the code of its notebooks show."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator

from factbook.notebooks import Run

_DEFAULTS = frozenset({"value", "unit"})
"""Columns that `series` and its like read without being told."""
_ANY = re.compile(
    r"\baxis\b|\.columns\b|\.values\b|\.T\b|\biloc\b[^\n]*,|\.(?:melt|stack|filter|items|itertuples|iterrows|to_dict"
    r"|to_numpy|to_records|select_dtypes|describe|corr|apply|agg|transform|pipe)\b|^\s*[%!]",
    re.MULTILINE,
)
"""What may read columns that no code names."""


def find_used_columns(runs: Iterable[Run], name: str, described: Collection[str]) -> frozenset[str] | None:
    """Return the described columns of a table that statistics and charts use; ``None`` where none is known to use any.

    They are those that a notebook names which recorded rows of the table. Where it may read columns without their
    names, all are used.
    """
    codes = [run.code or "" for run in runs if _rests_on(run, name)]
    if not codes:
        return None
    if any(_ANY.search(code) or _computes_names(code) for code in codes):
        return frozenset(described)
    named = {one for one in described if any(_names(code, one) for code in codes)}
    return frozenset(named | (_DEFAULTS & set(described)))


def _rests_on(run: Run, name: str) -> bool:
    return any(name in rowset.origins for one in run.recorded for rowset in one.rows)


def _names(code: str, column: str) -> bool:
    # In strings, as attributes, in queries: one mention too many only makes a cell count that nothing uses.
    return re.search(rf"(?<!\w){re.escape(column)}(?!\w)", code) is not None


def _computes_names(code: str) -> bool:
    """Return whether a column may be chosen by a name that is put together."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return True
    return any(
        isinstance(part, ast.JoinedStr | ast.BinOp) for each in _find_subscripts(tree) for part in ast.walk(each)
    )


def _find_subscripts(tree: ast.AST) -> Iterator[ast.expr]:
    return (one.slice for one in ast.walk(tree) if isinstance(one, ast.Subscript))
