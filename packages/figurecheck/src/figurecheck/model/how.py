"""How a value came about, as far as what was recorded with it shows: computed, looked up, or not said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

_ASIDE = frozenset({"source_id", "status", "note", "unit", "precision"})
"""Columns that say how a row is to be read; a value is none of these."""


class How(StrEnum):
    """How the value of a statistic came about."""

    COMPUTED = "computed"
    """It stands in none of the rows that it rests on, or was computed over a series, or as a part of a whole."""
    LOOKED_UP = "looked-up"
    """It stands in the rows that it rests on, which are as in the file."""
    RECORDED = "recorded"
    """It is what the notebook recorded, and nothing shows how the notebook came by it."""


def find_how(value: Decimal | str, rows: Iterable[Any], *, id: str, code: str, related: bool) -> How:
    """Return how a value came about; `related` is whether it was recorded with a series, or as a part of a whole.

    Computed is what is claimed last: a value that equals a cell of its rows may have been computed, and that is not
    known; nor is it of one that stands in the code as a number, or of which no rows were recorded.
    """
    if is_literal(code, id):
        return How.RECORDED
    if related:
        return How.COMPUTED
    rowsets = [rowset for rowset in rows if rowset.rows]
    holding = [rowset for rowset in rowsets if _holds(value, rowset)]
    # A row that the notebook edited, or put together, is no row of the file: what stands there was made.
    if any(rowset.dataset and rowset.lines for rowset in holding):
        return How.LOOKED_UP
    return How.COMPUTED if rowsets and not holding else How.RECORDED


def _holds(value: Decimal | str, rowset: Any) -> bool:
    places = [at for at, name in enumerate(rowset.columns) if name not in _ASIDE]
    # A true cell equals one, and is no number.
    return any(row[at] == value and row[at] is not True for row in rowset.rows for at in places)


def is_literal(code: str, id: str) -> bool:
    """Return whether a cell's code records an id with a number or a text that is written in it.

    >>> is_literal('fb.record("a", 1_690, unit="kg")', "a"), is_literal('fb.record("a", kg, unit="kg")', "a")
    (True, False)
    """
    # Few cells spell the ids that they record, and the others need no parsing.
    if id in code and ((found := _literals(code)) is None or id in found):
        return True
    return "series(" in code and any(pattern.fullmatch(id) for pattern in _literal_templates(code))


@lru_cache(maxsize=256)
def _literals(code: str) -> frozenset[str] | None:
    """Return the ids that calls in a cell pair with a literal value; ``None`` for what cannot be parsed."""
    calls = _find_calls(code)
    if calls is None:
        return None
    found = set()
    for call in calls:
        # `fb.record` or `record`; streaks, ranks and changes are computed by the functions that record them.
        if _name_of(call) != "record":
            continue
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        id, value = (named.get(name, (*call.args, None, None)[at]) for at, name in enumerate(("id", "value")))
        if isinstance(id, ast.Constant) and isinstance(id.value, str) and _is_literal(value):
            found.add(id.value)
    return frozenset(found)


def _find_calls(code: str) -> list[ast.Call] | None:
    """Return the calls in a cell; ``None`` for what cannot be parsed."""
    # Cells may hold magics and commands, which are no Python.
    lines = ("" if line.lstrip().startswith(("%", "!")) else line for line in code.splitlines())
    try:
        return [node for node in ast.walk(ast.parse("\n".join(lines))) if isinstance(node, ast.Call)]
    except (SyntaxError, ValueError, RecursionError):
        return None


def _name_of(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


@lru_cache(maxsize=256)
def _literal_templates(code: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns of the ids for which calls of `series` have values that are written in the cell."""
    found = []
    for call in _find_calls(code) or ():
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        id, values = (named.get(name, (*call.args, None, None)[at]) for at, name in enumerate(("id", "values")))
        is_text = isinstance(id, ast.Constant) and isinstance(id.value, str)
        if _name_of(call) == "series" and is_text and values is not None and _is_written_out(values):
            # A label in an id is whatever the template leaves open.
            parts = re.split(r"\{[^{}]*\}", str(id.value))  # type: ignore[union-attr]
            found.append(re.compile(".*".join(map(re.escape, parts))))
    return tuple(found)


def _is_written_out(node: ast.expr) -> bool:
    """Return whether a table has its values written in it: ``{2024: 17}``, ``pd.Series([17], index=[2024])``."""
    if isinstance(node, ast.Dict):
        return bool(node.values) and all(map(_is_literal, node.values))
    if isinstance(node, ast.List | ast.Tuple):
        return bool(node.elts) and all(map(_is_literal, node.elts))
    if isinstance(node, ast.Call) and _name_of(node) in {"Series", "rename_axis", "DataFrame", "dict"}:
        inner = node.func.value if isinstance(node.func, ast.Attribute) else None
        return any(map(_is_written_out, [*node.args, *([inner] if isinstance(inner, ast.Call) else [])]))
    return False


def _is_literal(node: ast.expr | None) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _is_literal(node.operand)
    # Arithmetic with numbers alone is no computing from rows either.
    if isinstance(node, ast.BinOp):
        return _is_literal(node.left) and _is_literal(node.right)
    if isinstance(node, ast.Call):
        names = {"Decimal", "Fraction", "int", "float", "str"}
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return called in names and bool(node.args) and all(map(_is_literal, node.args))
    return isinstance(node, ast.Constant)
