"""What ``fb.chart(shows=...)`` says of a field: which statistics it shows, or how it is computed from rows."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from figurecheck.model import Cellvalue, Statistic
from figurecheck.model.exact import exact_number

DECORATION = "decoration"
"""What is drawn for the eye and has no value."""
NOT_CHECKED = "not checked:"
"""How it begins that a field is of no row, and of what it is then."""
_FIELD = re.compile(r"\{([^{}]+)\}")
_SYMBOLS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": lambda values: sum(values, Fraction(0)),
    "mean": lambda values: sum(values, Fraction(0)) / len(values),
    "median": lambda values: _median(sorted(values)),
    "min": min,
    "max": max,
    "count": lambda values: Fraction(len(values)),
}
"""What may be computed of a column over the rows that a mark is about."""
# A sum of doubles differs from the exact one in the last digits; what is drawn has three or four.
_SAME_DIGITS = 1e-12

Rows = Sequence[Mapping[str, Cellvalue]]
Among = Callable[[Sequence[str]], Rows]


def is_same(drawn: float, value: object) -> bool:
    """Return whether a drawn number is a value, to the twelve digits that computing in another order leaves."""
    exact = exact_number(value)
    return exact is not None and math.isclose(drawn, float(exact), rel_tol=_SAME_DIGITS)


def is_pattern(text: str) -> bool:
    """Return whether a text names statistics, as in ``foreign.share.{year}``, and is no computation."""
    # A field alone may hold the whole id.
    return bool(re.fullmatch(r"[a-z{][a-z0-9_{}-]*(?:\.[a-z0-9_{}-]+)+", _FIELD.sub("{}", text))) or (
        _FIELD.fullmatch(text) is not None
    )


def find_fault(text: object) -> str:
    """Return what is wrong with one entry of ``shows=``; empty if it can be used."""
    # Other names of what stands in a column; one that stands nowhere is found when the chart is checked.
    if isinstance(text, Mapping):
        return ""
    if not isinstance(text, str):
        return f"is a {type(text).__name__}"
    if text == DECORATION or is_pattern(text):
        return ""
    if text.startswith(NOT_CHECKED):
        return "" if text.removeprefix(NOT_CHECKED).strip() else "does not say what it is"
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return f"{text!r} is neither an id nor a computation"
    return "" if _is_usable(tree) else f"{text!r} is neither an id nor a computation"


def fill(pattern: str, datum: Mapping[str, object]) -> str:
    """Return the id that a pattern stands for at one mark."""
    return _FIELD.sub(lambda match: _write(datum.get(match[1])), pattern)


def find_statistic(
    pattern: str, datum: Mapping[str, object], statistics: Mapping[str, Statistic]
) -> tuple[str, Statistic | None]:
    """Return the id that a pattern names, and its statistic if it was recorded."""
    id = fill(pattern, datum)
    return id, statistics.get(id)


def compute(text: str, rows: Rows, among: Among) -> Iterator[Fraction]:
    """Yield what a computation gives for the rows that a mark is about, for each row where it reads single cells.

    `among` returns the rows that agree with the mark in these fields only, as ``sum(value, year)`` asks for.
    """
    tree = ast.parse(text, mode="eval").body
    single = any(isinstance(node, ast.Name) for node in _outside_calls(tree))
    for row in rows if single else rows[:1]:
        try:
            yield _value(tree, row, rows, among)
        # `min` of no values raises ValueError.
        except (ZeroDivisionError, LookupError, ValueError):
            continue


def _value(
    node: ast.expr, row: Mapping[str, Cellvalue], rows: Rows, among: Callable[[Sequence[str]], Rows]
) -> Fraction:
    if isinstance(node, ast.BinOp):
        left, right = (_value(one, row, rows, among) for one in (node.left, node.right))
        return _SYMBOLS[type(node.op)](left, right)
    if isinstance(node, ast.Call):
        name, *by = [one.id for one in node.args if isinstance(one, ast.Name)] or [""]
        chosen = among(by) if by else rows
        values = [number for one in chosen if (number := _number(one.get(name))) is not None] if name else []
        return FUNCTIONS[node.func.id](values if name else [Fraction(1)] * len(chosen))  # type: ignore[attr-defined]
    if isinstance(node, ast.Name):
        number = _number(row.get(node.id))
        if number is None:
            raise LookupError(node.id)
        return number
    return Fraction(str(node.value))  # type: ignore[attr-defined]


def _median(values: Sequence[Fraction]) -> Fraction:
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def _number(cell: Cellvalue) -> Fraction | None:
    number = exact_number(cell)
    return None if number is None else Fraction(number)


def _is_usable(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return type(node.op) in _SYMBOLS and _is_usable(node.left) and _is_usable(node.right)
    if isinstance(node, ast.Call):
        names = all(isinstance(one, ast.Name) for one in node.args) and not node.keywords
        known = isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS
        return known and names and (bool(node.args) or getattr(node.func, "id", "") == "count")
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and not isinstance(node.value, bool)
    return isinstance(node, ast.Name)


def _outside_calls(node: ast.expr) -> Iterator[ast.expr]:
    yield node
    if isinstance(node, ast.BinOp):
        yield from _outside_calls(node.left)
        yield from _outside_calls(node.right)


def _write(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
